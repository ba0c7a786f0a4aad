import Deflate
import Foundation
import Testing

/// `Protocol/vectors/deflate.json`: streams made by zlib and by hand.
@Suite struct DeflateVectorTests {
  @Test func `the vectors are there`() {
    #expect(DeflateFile.cases.count >= 25)
  }

  @Test(arguments: DeflateFile.cases)
  func `a vector gives what it says`(vector: DeflateCase) throws {
    let stream = try #require(Self.bytes(vector.stream))
    if let name = vector.error {
      let reason: DeflateError? =
        switch name {
        case "truncated": .truncated
        case "invalid": .invalid
        case "tooLong": .tooLong
        case "trailingBytes": .trailingBytes
        default: nil
        }
      let error = try #require(reason)
      #expect(throws: error) { try Inflater.expand(stream, bytesMax: vector.bytesMax ?? 0) }
    } else {
      let content = try Inflater.expand(stream, bytesMax: 1 << 16)
      if let hex = vector.content { #expect(Self.bytes(hex) == content) }
      if let length = vector.contentLength { #expect(content.count == length) }
      #expect(try Inflater.expand(Deflater.compress(content), bytesMax: content.count) == content)
    }
  }

  private static func bytes(_ hex: String) -> [UInt8]? {
    let digits = Array(hex.utf8).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == hex.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}

struct DeflateFile: Decodable {
  let count: Int
  let cases: [DeflateCase]
}

struct DeflateCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let stream: String
  let content: String?
  let contentLength: Int?
  let error: String?
  let bytesMax: Int?

  var testDescription: String { name }
}

extension DeflateFile {
  static let cases: [DeflateCase] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Protocol/vectors/deflate.json")
    guard let data = try? Data(contentsOf: path),
      let file = try? JSONDecoder().decode(DeflateFile.self, from: data),
      file.count == file.cases.count
    else { return [] }
    return file.cases
  }()
}
