import Knowledge
public import SQLite
import Search

/// What was searched for lately on one connection, and what came of it, for as long as nothing was
/// committed since.
///
/// Many people look for the same thing, and one person asks for the same page again. Every commit of
/// anybody to the base empties the memory: an answer is never older than the snapshot it is read in.
///
/// It is for connections that only read. What a connection itself commits does not show in
/// `dataVersion`.
final class SearchMemory {
  struct Question: Hashable {
    let query: String
    let start: Int
    let limit: Int
    let municipality: Municipality?
  }

  private static let answersMax = 256

  /// Longer queries are nobody's habit, and would let a stranger fill the memory.
  private static let queryBytesMax = 200

  private var answers: [Question: Replica.SearchAnswer] = [:]
  private var version: Int64?

  /// The answer to a question, found now if it is not remembered.
  func answer(
    _ question: Question, on connection: Connection,
    find: () throws -> Replica.SearchAnswer
  ) throws -> Replica.SearchAnswer {
    guard question.query.utf8.count <= SearchMemory.queryBytesMax else { return try find() }
    let version = Int64(try connection.dataVersion)
    if version != self.version || answers.count >= SearchMemory.answersMax {
      answers.removeAll(keepingCapacity: true)
      self.version = version
    }
    if let known = answers[question] { return known }
    let answer = try find()
    answers[question] = answer
    return answer
  }
}

extension Replica {
  /// Lets a connection that only reads remember what citizens searched for.
  public static func rememberSearches(on connection: Connection) {
    connection.keep(SearchMemory())
  }
}
