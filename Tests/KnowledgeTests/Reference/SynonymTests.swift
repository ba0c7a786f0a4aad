import CRDT
import Testing

@testable import Knowledge

@Suite struct `Synonyms and situations` {
  @Test(arguments: [
    ("affald, Skrald", ["affald, skrald"]),
    ("skrald,affald ,  skrald", ["affald, skrald"]),
    ("bus, offentlig   transport", ["bus, offentlig transport"]),
  ])
  func `are kept as one would write them`(typed: String, kept: [String]) throws {
    let group = try SynonymGroup(fields: [typed])
    #expect(group.fields == kept)
    #expect(SynonymGroup(group.value) == group)
  }

  @Test(arguments: [
    "", "affald", "affald, affald", "affald,,", String(repeating: "a", count: 61) + ", b",
  ])
  func `that say nothing are refused`(typed: String) {
    #expect(throws: ReferenceProblem.self) { try SynonymGroup(fields: [typed]) }
  }

  @Test func `lead to an answer or to a search`() throws {
    let move = try Situation(fields: ["Hvis du flytter", "23.05.00", "flytning", ""])
    #expect(move.phrase == "flytter")
    #expect(move.subject?.mainGroup == "23")
    #expect(move.target == .answer("flytning"))
    #expect(Situation(move.value) == move)
    let lost = try Situation(fields: ["har mistet dit pas", "", "", "mistet pas"])
    #expect(lost.target == .search("mistet pas"))
    #expect(Situation(lost.value) == lost)
  }

  @Test(arguments: [
    ["", "", "pas", ""], ["flytter", "", "", ""], ["flytter", "", "pas", "pas"],
    ["flytter", "23", "pas", ""], ["flytter", "", "pas"],
  ])
  func `that lead nowhere are refused`(cells: [String]) {
    #expect(throws: ReferenceProblem.self) { try Situation(fields: cells) }
  }

  @Test func `in another spelling than ours are no rows`() {
    #expect(SynonymGroup(Value("Skrald, affald")) == nil)
    #expect(SynonymGroup(Value("affald,skrald")) == nil)
    #expect(Situation(Value("Hvis du flytter\n\npas\n")) == nil)
  }
}
