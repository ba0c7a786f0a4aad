import CRDT
import Chance
import Foundation
import Testing

@testable import Knowledge

@Suite struct `Front matter` {
  /// What people type, what YAML gives a meaning, and what Unicode does to both.
  static let pieces: [String] = [
    "pas", "ærø", "Å", "a\u{30A}", "\u{301}", "👩‍👧", "\u{FEFF}", "\u{2028}", "\u{A0}", "\u{200D}",
    "\"", "'", "\\", "#", ": ", ":", "-", "- ", ",", "[", "]", "{", "}", "|", ">", "&", "*", "!",
    "%", "@", "`", "?", "~", "null", "true", "0340", "1.5", "2026-01-01", " ", "  ", "\t", "---",
    "...", "<", "https://a.dk/x?y=1,2#z",
  ]

  static func oddText(_ random: inout SeededRandom, lines: Int = 1) -> String {
    let count = Int.random(in: 1...6, using: &random)
    var text = ""
    for _ in 0..<count {
      text += pieces.randomElement(using: &random) ?? ""
      if lines > 1, Int.random(in: 0..<4, using: &random) == 0 { text += "\n" }
    }
    return text
  }

  static func oddDraft(_ random: inout SeededRandom) -> ArticleDraft {
    var draft = ArticleDraft()
    draft.title = "T" + oddText(&random)
    draft.shortAnswer = oddText(&random, lines: 4)
    draft.body = oddText(&random, lines: 4)
    draft.verifiedBy = oddText(&random)
    draft.externalID = oddText(&random)
    draft.keywords = (0..<Int.random(in: 0...4, using: &random)).map { _ in oddText(&random) }
    draft.legalReferences = (0..<Int.random(in: 0...3, using: &random)).map { _ in oddText(&random)
    }
    draft.links = [
      "\(pieces[Int.random(in: 0..<8, using: &random)]) <https://a.dk/\(Int.random(in: 0..<9, using: &random))>"
    ]
    // Tabs are typed into bodies, and refused in fields of one line.
    for field in [\ArticleDraft.title, \.verifiedBy, \.externalID]
      as [WritableKeyPath<ArticleDraft, String?>]
    {
      draft[keyPath: field] = draft[keyPath: field]?.replacing("\t", with: "")
    }
    draft.keywords = draft.keywords?.map { $0.replacing("\t", with: "") }
    draft.legalReferences = draft.legalReferences?.map { $0.replacing("\t", with: "") }
    draft.links = draft.links?.map { $0.replacing("\t", with: "") }
    return draft
  }

  @Test(arguments: 0..<20)
  func `gives back every odd article it was written from`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for round in 0..<40 {
      let desk = try Desk(Self.oddDraft(&random))
      let bytes = ArticleFile(desk.article, template: nil).serialised()
      let text = String(decoding: bytes, as: UTF8.self)
      let copy = try Desk(ArticleDraft(try ArticleFile(parsing: bytes)))
      for key in FrontMatterKey.allCases {
        let (before, after) = (
          key.content(of: desk.article, named: nil), key.content(of: copy.article, named: nil)
        )
        try #require(after.saysTheSame(as: before), "seed \(seed) round \(round) \(key)\n\(text)")
      }
      try #require(Value(copy.article.body) == Value(desk.article.body), "seed \(seed)\n\(text)")
      try #require(try roundTrip(bytes) == bytes, "seed \(seed) round \(round)\n\(text)")
    }
  }

  @Test(arguments: 100..<120)
  func `gives back every odd edit written over another file`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let styles = [
      `An article file`.passport, "---\ntitel: 'T'\nkort_svar: >-\n  a\n  b\nretskilde: x\n---\nB",
      "# T\n", "---\r\ntitel: \"T\"\r\nkort_svar: \"a\"\r\nnoegleord:\r\n- a\r\n---\r\nB\r\n",
    ]
    for round in 0..<20 {
      let template = styles[round % styles.count]
      var desk = try Desk(ArticleDraft(try file(template)))
      try desk.save(Self.oddDraft(&random))
      let out = ArticleFile(desk.article, template: desk.article.fileHead).serialised()
      let text = String(decoding: out, as: UTF8.self)
      let read = ArticleDraft(try ArticleFile(parsing: out))
      try #require(
        try Article.operations(toward: read, from: desk.history.state()).isEmpty,
        "seed \(seed) round \(round)\n\(text)")
    }
  }

  @Test(arguments: 200..<220)
  func `never traps on a bent file, and keeps the bytes of what it reads`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let whole = Array(`An article file`.passport.utf8)
    for _ in 0..<100 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.replaceSubrange(index..<index, with: Self.oddText(&random).utf8)
        default: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &random))
        }
      }
      guard let read = try? ArticleFile(parsing: bytes) else { continue }  // refused is fine
      #expect(read.serialised() == bytes)
      if let out = try? roundTrip(bytes) { #expect(out == bytes) }  // a field may be refused
    }
  }

  @Test(arguments: 300..<310)
  func `never traps on odd lines`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let starts = FrontMatterKey.allCases.map(\.rawValue) + ["emneord", "x", " ", "-", "#", ""]
    for _ in 0..<200 {
      var text = "---\n"
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let start = starts.randomElement(using: &random) ?? ""
        text += start + ": " + Self.oddText(&random, lines: 3) + "\n"
      }
      text += "---\n\n# T\n"
      guard let read = try? file(text) else { continue }  // refused is fine
      #expect(read.serialised() == Array(text.utf8))
    }
  }
}

/// Ten thousand articles as a municipality would have them, when the shared generator has run.
@Suite struct `The corpus` {
  static let generator = PackageFolder.shared.appending(path: "tools/gen_corpus.py")

  @Test(.enabled(if: FileManager.default.fileExists(atPath: generator.path())))
  func `comes out byte for byte`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "faellesviden-corpus-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }  // the system empties it anyway
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Self.generator.path(), folder.path(), "--n", "50"]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)

    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
    let articles = paths.filter { $0.hasSuffix(".md") }
    #expect(articles.count >= 50)
    for path in articles {
      let bytes = Array(try Data(contentsOf: folder.appending(path: path)))
      #expect(try roundTrip(bytes) == bytes, "\(path)")
      let article = try Desk(ArticleDraft(try ArticleFile(parsing: bytes))).article
      #expect(article.externalID?.hasPrefix("FV-") == true && article.keywords.count >= 2)
    }
  }
}
