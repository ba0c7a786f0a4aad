import CRDT
import Testing

@testable import Knowledge

@Suite struct `That a municipality needs no text of its own` {
  private let answer = ChangeID(replica: ReplicaID(rawValue: 7), sequence: 9)

  @Test func `is a line that is read as it was written`() throws {
    let line = SupplementWaiver(answer: answer, needs: [.rules, .hours])
    #expect(line.fields == ["0000000000000007-9", "åbningstider regler"])
    #expect(SupplementWaiver(line.value) == line)
    let typed = try SupplementWaiver(fields: ["0000000000000007-9", "Regler åbningstider regler"])
    #expect(typed == line)
    #expect(SupplementWaiver(Value("0000000000000007-9\nregler åbningstider")) == nil)
  }

  @Test func `holds until the text points at something else`() {
    let line = SupplementWaiver(answer: answer, needs: [.hours, .phone])
    #expect(line.covers([]) && line.covers([.phone]) && line.covers([.hours, .phone]))
    #expect(!line.covers([.place]) && !line.covers([.hours, .place]))
  }

  @Test(arguments: [["pas", "sted"], ["", ""], ["0000000000000007-9", "vejret"]])
  func `is not said of what is no article, or points at nothing known`(cells: [String]) {
    #expect(throws: ReferenceProblem.self) { try SupplementWaiver(fields: cells) }
  }
}
