import Foundation
import Search

/// A line of `docs.jsonl`.
struct BenchDocument: Decodable {
  let id: String
  let title: String
  let body: String

  func searched(as rowID: Int64) -> SearchDocument {
    SearchDocument(rowID: rowID, title: title, body: body)
  }

  /// Nil when the file cannot be read.
  static func all(in path: String) throws -> [BenchDocument]? {
    guard let text = TextFile.read(path) else { return nil }
    let decoder = JSONDecoder()
    return try text.utf8.split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(BenchDocument.self, from: Data($0))
    }
  }
}

/// A line of `q.tsv`: a query and the documents that answer it.
struct JudgedQuery {
  let id: String
  let text: String
  let relevant: Set<String>

  /// Nil when the file cannot be read or a line has too few columns.
  static func all(in path: String) -> [JudgedQuery]? {
    guard let text = TextFile.read(path) else { return nil }
    var queries: [JudgedQuery] = []
    for line in text.split(separator: "\n") {
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count >= 3 else { return nil }
      queries.append(
        JudgedQuery(
          id: String(columns[0]), text: String(columns[1]),
          relevant: Set(columns[2].split(separator: " ").map(String.init))))
    }
    return queries
  }
}

/// A folder of this run alone.
struct ScratchFolder {
  private let place: URL

  init() throws {
    place = FileManager.default.temporaryDirectory
      .appendingPathComponent("viden-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
  }

  func path(of name: String) -> String { place.appendingPathComponent(name).path }

  func remove() {
    // What cannot be removed lies in the system's temporary folder and harms nobody.
    try? FileManager.default.removeItem(at: place)
  }
}
