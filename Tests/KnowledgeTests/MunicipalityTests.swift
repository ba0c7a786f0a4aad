import Foundation
import Testing

@testable import Knowledge

@Suite struct `The municipalities` {
  @Test func `are ninety-eight, and Christiansø outside`() {
    #expect(Municipality.all.count == 98)
    #expect(Set(Municipality.all.map(\.code)).count == 98)
    #expect(Municipality.all.allSatisfy { $0.region != nil })
    #expect(Municipality(code: "0411") == .christiansoe)
    #expect(Municipality.christiansoe.region == nil)
  }

  static let table = PackageFolder.shared.appending(path: "data/kommuner.csv")

  @Test(.enabled(if: FileManager.default.fileExists(atPath: table.path())))
  func `agree with the shared table`() throws {
    let rows = try String(contentsOf: Self.table, encoding: .utf8).split(separator: "\n")
    let ours = Municipality.all.map { "\($0.code),\($0.name),\($0.region?.rawValue ?? "")" }
    #expect(rows.dropFirst().map(String.init) == ours)
  }

  @Test(arguments: [
    ("0340", "Sorø Kommune"), ("0101", "Københavns Kommune"), ("0400", "Bornholms Regionskommune"),
    ("0820", "Vesthimmerlands Kommune"),
  ])
  func `have the names on their letterheads`(code: String, name: String) {
    #expect(Municipality(code: code)?.officialName == name)
  }

  @Test(arguments: [
    ("sorø", "0340"), ("Nordfyn", "0480"), ("Københavns Kommune", "0101"), ("Århus", "0751"),
  ])
  func `are found by the names in use`(name: String, code: String) {
    #expect(Municipality(named: name)?.code == code)
  }

  @Test(arguments: [
    ("340", "0340"), ("101", "0101"), ("Sorø", "0340"), ("Soro", "0340"), ("0304", "0340"),
    ("Slagelsse", "0330"),
  ])
  func `are suggested when a code is wrong`(given: String, meant: String) {
    let error = #expect(throws: UnknownMunicipality.self) { try Municipality.withCode(given) }
    #expect(error?.given == given)
    #expect(error?.suggestions.contains { $0.code == meant } == true)
    #expect((error?.suggestions.count ?? 9) <= 5)
  }

  @Test(arguments: ["", "xyzzyplugh", String(repeating: "a", count: 100_000), "æøåæøå"])
  func `are not suggested without a reason`(given: String) {
    let error = #expect(throws: UnknownMunicipality.self) { try Municipality.withCode(given) }
    #expect(error?.suggestions.isEmpty == true)
  }
}
