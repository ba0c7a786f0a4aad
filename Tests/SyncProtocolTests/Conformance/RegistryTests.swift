import Foundation
import Testing

@testable import SyncProtocol

/// The numbers of `Protocol/registry` are the numbers of the code.
@Suite struct RegistryTests {
  private func rows(_ name: String) throws -> [[String]] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: root.appending(path: "Protocol/registry/\(name).csv"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  @Test func `every reason has the number and name of the registry`() throws {
    let rows = try rows("errors")
    #expect(
      rows.map { "\($0[0]) \($0[1])" }
        == ProtocolError.Reason.allCases.map { "\($0.rawValue) \($0)" })
  }

  @Test func `every operation has the number and name of the registry`() throws {
    let rows = try rows("operations")
    #expect(rows.count == 7)
    for row in rows {
      let number = try #require(UInt8(row[0]))
      #expect(OperationTag(rawValue: number).map { "\($0)" } == row[1])
    }
  }

  @Test func `the known flags are those of the registry`() throws {
    let bits = try rows("message-flags").map { row in
      try #require(UInt16(row[0].dropFirst(2), radix: 16))
    }
    #expect(bits == (0..<14).map { 1 << $0 })
    #expect(bits.reduce(0, |) == MessageFlags.known.rawValue)
  }
}
