import CRDT
import Testing

@testable import Knowledge

@Suite struct `The registry` {
  @Test func `lists the same fields in code and in the table`() throws {
    let rows = try rows(of: "Protocol/registry/fields.csv")
    let fields = Field.every.map {
      ["\($0.id.rawValue)", $0.name, $0.danishName, $0.kind.rawValue]
    }
    #expect(rows.map { Array($0.prefix(4)) } == fields)
    #expect(rows.allSatisfy { $0.count == 5 && !$0[4].isEmpty })
  }

  @Test func `lists the same kinds of document in code and in the table`() throws {
    let rows = try rows(of: "Protocol/registry/documents.csv")
    let kinds = DocumentKind.all.map { ["\($0.kind.rawValue)", $0.name, $0.danishName] }
    #expect(rows.map { Array($0.prefix(3)) } == kinds)
  }

  @Test func `gives every field one number`() {
    #expect(Set(Field.every.map(\.id)).count == Field.every.count)
    #expect(Field.all.map(\.id) == Field.all.map(\.id).sorted())
    #expect(Field.named(.keywords)?.kind == .set)
    #expect(Field.named(FieldID(rawValue: 999)) == nil)
  }

  /// The rows below the heading. The tables quote nothing, so a comma always parts two columns.
  private func rows(of path: String) throws -> [[String]] {
    try PackageFolder.text(of: path).split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
