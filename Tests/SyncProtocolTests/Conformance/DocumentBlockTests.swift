import CRDT
import Digest
import Foundation
import SyncProtocol
import Testing

/// The blocks marked `vector` in `Protocol/*.md`: what a reader reads is what runs.
@Suite struct DocumentBlockTests {
  @Test func `the documents have their blocks`() {
    #expect(DocumentBlock.blocks.count >= 8)
  }

  @Test(arguments: DocumentBlock.blocks)
  func `a block of a document runs`(block: DocumentBlock) throws {
    let data = try bytes(block.bytes)
    switch (block.kind, block.value) {
    case ("varint", .number(let number)?):
      var writer = ByteWriter()
      writer.varint(UInt64(number))
      #expect(writer.bytes == data)
    case ("zigzag", .number(let number)?):
      var writer = ByteWriter()
      writer.zigzag(number)
      #expect(writer.bytes == data)
    case ("text", .text(let text)?):
      var writer = ByteWriter()
      writer.string(text)
      #expect(writer.bytes == data)
    case ("hash", nil):
      let hashed = Array((block.domain ?? "").utf8) + [0] + (try bytes(block.content ?? ""))
      #expect(SHA256.hash(hashed).bytes == data)
    case ("payload", nil):
      let reason = refusal {
        _ = try PayloadCodec.decode(
          id: changeID(block.id ?? ""), document: changeID(block.document ?? ""),
          parents: (block.parents ?? []).map { try changeID($0) }, payload: data)
      }
      #expect((reason == nil) == block.sound)
    case ("message", nil):
      #expect((refusal { _ = try MessageCodec.decode(data) } == nil) == block.sound)
    default:
      Issue.record("a block of an unknown kind: \(block.kind)")
    }
  }
}

struct DocumentBlock: Decodable, Sendable, CustomTestStringConvertible {
  enum Content: Decodable, Sendable {
    case number(Int64)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int64.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  let kind: String
  let bytes: String
  var value: Content?
  var domain: String?
  var content: String?
  var id: String?
  var document: String?
  var parents: [String]?
  var sound: Bool?

  var testDescription: String { "\(kind) \(bytes)" }
}

extension DocumentBlock {
  static let blocks: [DocumentBlock] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Protocol")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().flatMap { name in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return text.components(separatedBy: "```vector\n").dropFirst().compactMap { block in
        let json = block.components(separatedBy: "```")[0]
        return try? JSONDecoder().decode(DocumentBlock.self, from: Data(json.utf8))
      }
    }
  }()
}
