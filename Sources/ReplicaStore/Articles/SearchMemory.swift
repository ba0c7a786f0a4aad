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

  /// What the answers of one connection may take together, about.
  private static let bytesMax = 512 * 1_024

  /// Longer queries are nobody's habit, and would let a stranger fill the memory.
  private static let queryBytesMax = 200

  private var answers: [Question: Replica.SearchAnswer] = [:]
  private var bytes = 0
  private var version: Int64?

  /// The answer to a question, found now if it is not remembered.
  func answer(
    _ question: Question, on connection: Connection,
    find: () throws -> Replica.SearchAnswer
  ) throws -> Replica.SearchAnswer {
    guard question.query.utf8.count <= SearchMemory.queryBytesMax else { return try find() }
    let version = Int64(try connection.dataVersion)
    if version != self.version || bytes >= SearchMemory.bytesMax {
      answers.removeAll(keepingCapacity: true)
      bytes = 0
      self.version = version
    }
    if let known = answers[question] { return known }
    let answer = try find()
    answers[question] = answer
    bytes += SearchMemory.entryBytes + question.query.utf8.count + answer.bytesAbout
    return answer
  }

  /// What an answer takes beside what it says.
  private static let entryBytes = 256
}

extension Replica.SearchAnswer {
  /// About what it takes in memory.
  fileprivate var bytesAbout: Int {
    found.reduce(0) { sum, found in
      let pieces = found.title.pieces + found.snippet.pieces
      return pieces.reduce(sum + MemoryLayout<Replica.Found>.stride) {
        $0 + MemoryLayout<Snippet.Piece>.stride + 32 + $1.text.utf8.count
      }
    }
  }
}

extension Replica {
  /// Lets a connection that only reads remember what citizens searched for.
  public static func rememberSearches(on connection: Connection) {
    connection.keep(SearchMemory())
  }
}
