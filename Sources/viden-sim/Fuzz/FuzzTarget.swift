import Deflate
import HTTP
import Knowledge
import Simulation
import SyncProtocol
import WebUI

/// A decoder of foreign bytes, good inputs for it, and what must hold for every input. That it
/// never traps is seen by the process still being there.
struct FuzzTarget: Sendable {
  let name: String
  let tokens: [String]
  let corpus: @Sendable () -> [[UInt8]]

  /// What is wrong, if anything.
  let run: @Sendable ([UInt8]) -> String?

  static let all = [
    bundle, message, view, deflate, markdown, frontMatter, csv, query, http,
  ]

  private static let bundle = FuzzTarget(
    name: "bundle", tokens: ["FVBUNDLE"], corpus: { Specimens.bundles() },
    run: { bytes in
      do {
        var reader = try BundleReader(Specimens.withChecksum(bytes))
        while try reader.next() != nil {}
      } catch {
        return nil
      }
      return nil
    })

  private static let message = FuzzTarget(
    name: "message", tokens: [], corpus: { Specimens.messages() },
    run: { bytes in
      guard let message = try? MessageCodec.decode(bytes) else { return nil }  // refused, as it may
      let again = try? MessageCodec.decode(MessageCodec.encode(message))
      return again == message ? nil : "what was read is written otherwise"
    })

  private static let view = FuzzTarget(
    name: "view", tokens: [], corpus: { Specimens.views() },
    run: { bytes in
      guard let answer = try? ViewCodec.decodeAnswer(bytes) else { return nil }  // as above
      let again = try? ViewCodec.decodeAnswer(ViewCodec.encode(answer))
      return again == answer ? nil : "what was read is written otherwise"
    })

  private static let http = FuzzTarget(
    name: "http",
    tokens: [
      "\r\n", "\r\n\r\n", "\n", " HTTP/1.1", " HTTP/1.0", "Host: a", "Content-Length: 3",
      "Transfer-Encoding: chunked", "Connection: close", "Expect: 100-continue", "0\r\n\r\n",
      "5;a=b\r\n", ": ", ",", "%2f", "/../", "\u{0}", "\t", "-1", "18446744073709551616",
    ],
    corpus: { Specimens.requests() },
    run: { bytes in
      let whole = RequestReading.words(for: bytes, inPiecesOf: bytes.count)
      // Where the bytes are parted between two reads makes no difference.
      let isSame = [1, 7].allSatisfy {
        RequestReading.words(for: bytes, inPiecesOf: $0) == whole
      }
      return isSame ? nil : "in pieces it reads otherwise"
    })

  private static let csv = FuzzTarget(
    name: "csv",
    tokens: ["\"", "\"\"", ";", ",", "\t", "\r\n", "\n", "\u{feff}", "æ", "kanal", "\u{0}"],
    corpus: { Specimens.tables() },
    run: { bytes in
      guard let table = try? CSVTable(parsing: bytes) else { return nil }  // refused, as it may
      let isEven = table.rows.allSatisfy { $0.cells.count == table.header.count }
      return isEven ? nil : "a row has other cells than the heading"
    })

  private static let deflate = FuzzTarget(
    name: "deflate", tokens: [],
    corpus: { Specimens.texts().map { Deflater.compress($0) } },
    run: { bytes in
      let round = try? Inflater.expand(Deflater.compress(bytes), bytesMax: 1 << 20)
      guard round == bytes else { return "compressed and expanded is not the same" }
      _ = try? Inflater.expand(bytes, bytesMax: 1 << 20)  // it may be refused
      return nil
    })

  private static let markdown = FuzzTarget(
    name: "markdown",
    tokens: [
      "](", "![", "**", "__", "`", "```\n", "> ", "- ", "1. ", "|", "\n\n", "<script>", "&#0;",
      "[a]: ", "javascript:", "\\", "    ", "#", "***", "æ", "e\u{301}", "<!--",
    ], corpus: { Specimens.texts() },
    run: { bytes in
      let page = MarkdownDocument(String(decoding: bytes, as: UTF8.self)).markup.text.lowercased()
      return page.contains("<script") || page.contains("href=\"javascript:")
        ? "script came through" : nil
    })

  private static let frontMatter = FuzzTarget(
    name: "front-matter",
    tokens: [
      "---\n", "title: ", "\"", "'", "[", "]", "{", "}", ": ", "- ", "|\n", ">\n", "#", "~",
    ],
    corpus: { Specimens.files() },
    run: { bytes in
      guard let file = try? ArticleFile(parsing: bytes) else { return nil }  // refused, as it may
      let again = try? ArticleFile(parsing: file.serialised())
      return again == file ? nil : "a file that was read is written otherwise"
    })

  private static let query = FuzzTarget(
    name: "query",
    tokens: ["\"", "*", "(", ")", " OR ", " NEAR/2 ", "^", ":", "-", "æ", "aa", "\u{0}", "{", "+"],
    corpus: { Specimens.queries() },
    run: { bytes in
      Specimens.search(String(decoding: bytes, as: UTF8.self))
    })
}
