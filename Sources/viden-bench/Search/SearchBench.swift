import Foundation
import Search

/// How well and how fast a base is searched, by queries whose right answers are known.
///
///     viden-bench search --json --docs DOCS.jsonl --queries Q.tsv [--run FILE]
///     viden-bench search --saves N --docs DOCS.jsonl
///
/// The columns of `Q.tsv` are id, query, relevant ids separated by blanks, class. `--run` also
/// writes a line per query: its id, a tab, and the ten ids found separated by blanks. Times are
/// CPU times of one search each, warm: the statistics are in memory. `--saves` replaces N articles
/// in transactions of their own and prints what one took, and what the search after it took.
enum SearchBench {
  static let hitsMax = 10

  static func run(_ arguments: [String]) -> Int32 {
    guard let options = SearchOptions(arguments) else {
      print(
        """
        usage: viden-bench search --json --docs DOCS.jsonl --queries Q.tsv [--run FILE]
               viden-bench search --saves N --docs DOCS.jsonl
        """)
      return 64
    }
    do {
      guard let documents = try BenchDocument.all(in: options.docs) else {
        return missing(options.docs)
      }
      let index = try MeasuredIndex(of: documents)
      defer { index.folder.remove() }
      if let saves = options.saves {
        try printSaves(saves, index, documents)
        return 0
      }
      guard let queries = JudgedQuery.all(in: options.queries) else {
        return missing(options.queries)
      }
      return try printFigures(queries, index, documents, options)
    } catch {
      print("viden-bench search: \(error)")
      return 70
    }
  }

  private static func missing(_ file: String) -> Int32 {
    print("viden-bench search: \(file) is missing, or not in the form it should have")
    return 66
  }

  private static func printFigures(
    _ queries: [JudgedQuery], _ index: MeasuredIndex, _ documents: [BenchDocument],
    _ options: SearchOptions
  ) throws -> Int32 {
    var quality = SearchQuality()
    var times: [Double] = []
    var lines = ""
    for query in queries {
      let start = CPUClock.milliseconds()
      let hits = try index.store.search(query.text, limit: hitsMax)
      times.append(CPUClock.milliseconds() - start)
      let found = hits.map { documents[Int($0.rowID) - 1].id }
      quality.add(found, relevant: query.relevant)
      lines += "\(query.id)\t\(found.joined(separator: " "))\n"
    }
    print(
      "{\"docs\":\(documents.count),\"queries\":\(queries.count),\(quality.json),"
        + "\"p50_ms\":\(times.percentile(50)),\"p99_ms\":\(times.percentile(99)),"
        + "\"index_cpu_ms\":\(index.cpuMilliseconds.rounded3),"
        + "\"index_bytes\":\(try index.store.byteCount)}")
    if let run = options.run { try lines.write(toFile: run, atomically: true, encoding: .utf8) }
    return 0
  }

  private static func printSaves(
    _ count: Int, _ index: MeasuredIndex, _ documents: [BenchDocument]
  ) throws {
    var saves: [Double] = []
    var searches: [Double] = []
    for number in 0..<count {
      // Far apart, and each article at most once.
      let old = documents[number * 7_919 % documents.count].searched(
        as: Int64(number * 7_919 % documents.count + 1))
      var new = old
      new.body += " Rettet den \(number)."
      let start = CPUClock.milliseconds()
      try index.store.put(new)
      let saved = CPUClock.milliseconds()
      _ = try index.store.search("hjælp til \(number % 7) briller", limit: hitsMax)
      saves.append(saved - start)
      searches.append(CPUClock.milliseconds() - saved)
    }
    print(
      "{\"docs\":\(documents.count),\"saves\":\(count),"
        + "\"save_p50_ms\":\(saves.percentile(50)),\"save_p99_ms\":\(saves.percentile(99)),"
        + "\"save_max_ms\":\(saves.percentile(100)),"
        + "\"search_after_p50_ms\":\(searches.percentile(50)),"
        + "\"search_after_max_ms\":\(searches.percentile(100))}")
  }
}

/// The documents in an index, and what putting them there took.
struct MeasuredIndex {
  let store: StandaloneIndex
  let cpuMilliseconds: Double
  let folder: ScratchFolder

  init(of documents: [BenchDocument]) throws {
    folder = try ScratchFolder()
    store = try StandaloneIndex(path: folder.path(of: "search.sqlite"))
    let searched = documents.enumerated().map { $1.searched(as: Int64($0 + 1)) }
    let start = CPUClock.milliseconds()
    try store.insert(searched)
    cpuMilliseconds = CPUClock.milliseconds() - start
    _ = try store.search("a", limit: 1)
  }
}
