// Vectors cut, spliced, doubled and spoilt by a seeded generator. Nothing that comes of it may trap,
// and how the bytes are parted must make no difference.

import Chance
import Testing

@testable import HTTP

struct RequestParserFuzzTests {
  private static let spoilers: [UInt8] = Array("\r\n\0 \t:;,%/0aF\u{7f}".utf8) + [0x80, 0xff]
  private static let seeds = RequestVector.all.filter { $0.bytes.count < 400 }

  @Test(arguments: 0..<64)
  func `spoilt requests never trap and parting them changes nothing`(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let bytes = Self.spoilt(using: &generator)
      let whole = parse(bytes)
      let pieces = (0..<16).map { _ in Int.random(in: 1...24, using: &generator) }
      #expect(parse(bytes, pieces: pieces).trace == whole.trace, "seed \(seed): \(bytes)")
    }
  }

  private static func spoilt(using generator: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let seed = seeds[Int.random(in: 0..<seeds.count, using: &generator)].bytes
      let from =
        Bool.random(using: &generator) ? 0 : Int.random(in: 0...seed.count, using: &generator)
      bytes += seed[from...]
    }
    for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
      let position = Int.random(in: 0..<bytes.count, using: &generator)
      let spoiler = spoilers[Int.random(in: 0..<spoilers.count, using: &generator)]
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[position] = spoiler
      case 1: bytes.insert(spoiler, at: position)
      default: bytes.remove(at: position)
      }
    }
    return bytes
  }

  @Test func `what is accepted is what was written`() throws {
    // The slow twin: for sound requests of known parts the parser must find exactly those parts.
    var generator = SeededRandom(seed: 2_026)
    for _ in 0..<300 {
      let path = "/" + Self.word(&generator)
      let names = (0..<Int.random(in: 0...8, using: &generator)).map { "X-\($0)" }
      let fields = names.map { ($0, Self.word(&generator)) }
      let body = Array(Self.word(&generator).utf8)
      let isChunked = Bool.random(using: &generator)
      var text = "POST \(path) HTTP/1.1\r\nHost: a\r\n"
      for (name, value) in fields { text += "\(name): \(value)\r\n" }
      if isChunked {
        text += "Transfer-Encoding: chunked\r\n\r\n"
        for byte in body { text += "1\r\n\(Character(Unicode.Scalar(byte)))\r\n" }
        text += "0\r\n\r\n"
      } else {
        text += "Content-Length: \(body.count)\r\n\r\n" + String(decoding: body, as: UTF8.self)
      }
      let request = try #require(parse(Array(text.utf8), pieces: [5]).requests.first?.request)
      #expect(request.path == path)
      #expect(fields.allSatisfy { request.headers.first($0.0) == $0.1 })
      #expect(request.body == body)
    }
  }

  private static func word(_ generator: inout SeededRandom) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789-_")
    return String(
      (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &generator)]
      })
  }
}
