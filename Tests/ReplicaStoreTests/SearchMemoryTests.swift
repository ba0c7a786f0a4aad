import CRDT
import SQLite
import Search
import Testing

@testable import ReplicaStore

/// What a connection remembers of searches.
struct SearchMemoryTests {
  private let connection: Connection
  private let memory = SearchMemory()

  init() throws { connection = try Connection(path: ":memory:", mode: .create) }

  /// How often of so many questions, asked one after the other, an answer was looked for.
  private func searches(for numbers: Range<Int>, _ answer: Replica.SearchAnswer) throws -> Int {
    var count = 0
    for number in numbers {
      let question = SearchMemory.Question(
        query: "pas \(number)", start: 0, limit: 10, municipality: nil)
      _ = try memory.answer(question, on: connection) {
        count += 1
        return answer
      }
    }
    return count
  }

  private func answer(bytes: Int) -> Replica.SearchAnswer {
    let text = String(repeating: "a", count: bytes)
    let found = Replica.Found(
      document: ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1), externalID: nil,
      subject: nil,
      title: Snippet(of: text, matching: "pas"), snippet: Snippet(of: "", matching: "pas"), score: 1
    )
    return Replica.SearchAnswer(total: 1, found: [found], suggestion: nil, outcome: .found)
  }

  @Test func `the same question is answered once`() throws {
    let answer = answer(bytes: 100)
    #expect(try searches(for: 0..<50, answer) == 50)
    #expect(try searches(for: 0..<50, answer) == 0)
  }

  @Test func `long answers are given up sooner than short ones`() throws {
    let long = answer(bytes: 100_000)
    #expect(try searches(for: 0..<20, long) == 20)
    #expect(try searches(for: 0..<10, long) == 10)
  }

  @Test func `there is room for hundreds of short answers`() throws {
    #expect(try searches(for: 0..<300, answer(bytes: 100)) == 300)
    #expect(try searches(for: 0..<300, answer(bytes: 100)) == 0)
  }
}
