public import CRDT
import Digest

/// The *emneplan* in use: KLE's main groups, groups and subjects with their titles, as the newest
/// edition that anybody here took into use has them.
///
/// It is merged from all documents of its kind, since two nodes may read a file before they meet.
/// Where they read two editions, the line of the newer one counts; numbers are never taken out, only
/// marked, so that old counts and old answers keep their names.
public struct SubjectPlan: Sendable {
  private var chosen: [String: SubjectPlanLine] = [:]
  /// Every element there is, for taking the place of all that say something about a number.
  private var held: [String: [Value]] = [:]
  public private(set) var editions: [SubjectPlanEdition] = []

  public init() {}

  /// Takes in what one document has.
  public mutating func add(_ state: DocumentState) {
    for value in state.sets[.subjectPlanLines] ?? [] {
      guard let line = SubjectPlanLine(value) else { continue }
      held[line.number, default: []].append(value)
      if let other = chosen[line.number], !SubjectPlan.isNewer(line, than: other) { continue }
      chosen[line.number] = line
    }
    editions += (state.sets[.subjectPlanEditions] ?? []).compactMap { SubjectPlanEdition($0) }
    editions.sort { ($0.date, $0.value) < ($1.date, $1.value) }
  }

  private static func isNewer(_ left: SubjectPlanLine, than right: SubjectPlanLine) -> Bool {
    left.since == right.since ? left.value > right.value : left.since > right.since
  }

  /// The edition in use; `nil` before anybody has read one.
  public var edition: SubjectPlanEdition? { editions.last }

  /// Whether the lines are those of the edition: neither half of one nor a mixture of two.
  public var isWhole: Bool {
    guard let edition else { return chosen.isEmpty }
    return edition.lineCount == chosen.count
      && edition.digest == SubjectPlan.digest(of: chosen.values)
  }

  public var isEmpty: Bool { chosen.isEmpty }

  /// Every line by its number.
  public var lines: [SubjectPlanLine] { chosen.values.sorted { $0.number < $1.number } }

  public subscript(number: String) -> SubjectPlanLine? { chosen[number] }

  /// The title of a main group, a group or a subject, whether or not it is still in use.
  public func title(of number: String) -> String? { chosen[number]?.title }

  /// The lines just below a number, or the main groups.
  public func lines(below number: String?) -> [SubjectPlanLine] {
    let level = number.flatMap { SubjectPlanLine.level(of: $0) } ?? 0
    return chosen.values.filter { line in
      guard SubjectPlanLine.level(of: line.number) == level + 1 else { return false }
      return number.map { line.number.hasPrefix($0 + ".") } ?? true
    }.sorted { $0.number < $1.number }
  }

  /// The active subjects whose number begins so or whose title, or that of their group, has all the
  /// words.
  public func subjects(matching query: String, limit: Int) -> [SubjectPlanLine] {
    let words = query.lowercased().split { $0.isWhitespace || $0 == "," }
    guard !words.isEmpty else { return [] }
    return Array(
      lines.lazy.filter { line in
        guard line.standing.isActive, line.number.utf8.count == 8 else { return false }
        let group = chosen[String(line.number.prefix(5))]?.title ?? ""
        let text = "\(line.number) \(line.title) \(group)".lowercased()
        return words.allSatisfy { text.contains($0) }
      }.prefix(limit))
  }

  // MARK: Lines as elements

  func values(of number: String) -> [Value] { (held[number] ?? []).sorted() }

  /// SHA-256 over each line's number, title, standing, date, successors and UUID, in the order of
  /// their numbers, each closed by two line feeds.
  static func digest(of lines: some Collection<SubjectPlanLine>) -> String {
    var hash = SHA256()
    for line in lines.sorted(by: { $0.number < $1.number }) {
      hash.update((line.content.joined(separator: "\n") + "\n\n").utf8)
    }
    return hash.finalize().description
  }
}
