import CRDT
import HTTP
import Knowledge

/// What a program wants an article to say: a JSON object with the members that are to change.
struct ArticleBody {
  private(set) var draft = ArticleDraft()

  /// - Throws: `Problem` for a body that is no such object, naming every member that is wrong.
  init(_ request: Request) throws {
    guard request.mediaType == "application/json" else {
      throw Problem(.unsupportedMediaType, "The body must be application/json.")
    }
    let json: JSON
    do throws(JSONError) {
      json = try JSON(reading: request.body)
    } catch {
      throw Problem(
        .badRequest, "The body is not JSON: \(error.reason.rawValue), byte \(error.offset).")
    }
    guard case .object(let members) = json else {
      throw Problem(.badRequest, "The body must be an object.")
    }
    var faults: [Problem.Fault] = []
    for member in members {
      if let detail = read(member) {
        faults.append(Problem.Fault(place: member.name, detail: detail))
      }
    }
    guard faults.isEmpty else { throw Problem(.badRequest, faults: faults) }
  }

  private static func text(named name: String) -> WritableKeyPath<ArticleDraft, String?>? {
    switch name {
    case "title": \.title
    case "short_answer": \.shortAnswer
    case "body": \.body
    case "subject": \.subject
    case "audience": \.audience
    default: nil
    }
  }

  private static func list(named name: String) -> WritableKeyPath<ArticleDraft, [String]?>? {
    switch name {
    case "keywords": \.keywords
    case "links": \.links
    default: nil
    }
  }

  /// Takes a member, or says what is wrong with it.
  private mutating func read(_ member: JSON.Member) -> String? {
    if let field = ArticleBody.text(named: member.name) {
      guard case .string(let text) = member.value else { return "must be a string" }
      draft[keyPath: field] = text
      return nil
    }
    if let field = ArticleBody.list(named: member.name) {
      guard case .array(let values) = member.value else { return "must be an array of strings" }
      let strings = values.compactMap { value in
        if case .string(let text) = value { text } else { nil }
      }
      guard strings.count == values.count else { return "must be an array of strings" }
      draft[keyPath: field] = strings
      return nil
    }
    return "is not a member of an article"
  }

  /// What the API calls a field.
  static func name(of field: FieldID) -> String {
    switch field {
    case .title: "title"
    case .shortAnswer: "short_answer"
    case .body: "body"
    case .subject: "subject"
    case .audience: "audience"
    case .keywords: "keywords"
    case .links: "links"
    default: "\(field)"
    }
  }
}
