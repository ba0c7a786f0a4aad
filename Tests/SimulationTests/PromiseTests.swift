import Foundation
import Testing

@testable import Simulation

/// What `Simulation.docc` says of checkers and planted bugs is what there is.
@Suite struct PromiseTests {
  private func chapter(_ heading: String) throws -> [Substring] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Sources/Simulation/Simulation.docc/Simulation.md")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    return lines.drop { $0 != "## \(heading)" }.dropFirst().prefix { !$0.hasPrefix("## ") }
      .filter { $0.hasPrefix("| ") }
  }

  /// What stands between backquotes.
  private func names(in line: Substring) -> [String] {
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  @Test func `every promise of the design has checkers, and every checker has a promise`() throws {
    let rows = try chapter("Which checker guards which promise (DESIGN §1)").dropFirst()
    let promises = rows.filter { $0.dropFirst(2).first?.isNumber == true }
    #expect(promises.count == 7)
    #expect(promises.allSatisfy { !names(in: $0).isEmpty })
    let named = Set(promises.flatMap(names)).subtracting(["sound-errors"])
    #expect(named == Set(Checkers.table.map(\.name)))
  }

  @Test func `planted bugs are caught by checkers that there are`() throws {
    let rows = try chapter("Testing the tester").map(names).filter { $0.count == 2 }
    #expect(Set(rows.map(\.[0])).count == rows.count)
    #expect(rows.count >= 30)
    let checkers = Set(Checkers.table.map(\.name) + ["sound-errors"])
    #expect(rows.allSatisfy { checkers.contains($0[1]) })
  }
}
