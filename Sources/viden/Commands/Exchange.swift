import CRDT
import Foundation
import Knowledge
import ReplicaStore
import SQLite

extension Command {
  static let importFolder = Command(
    "import",
    """
    viden import MAPPE|FIL.zip – henter artikler fra Markdown-filer med hoved

    Filerne ligger i en mappe eller i en ZIP-fil, som viden export zip skriver den. Hovedets id bliver artiklens eksterne id: findes det, bliver filen en ændring af artiklen,
    ellers en ny artikel. Alt lykkes, eller intet sker.

      --approve       godkend det importerede (kun en administrator)
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let folder = try arguments.operand("MAPPE")
    let workplace = Workplace(arguments)
    let files = try ImportFile.all(at: folder)
    let connection = try workplace.folder.openForWriting()
    try connection.makeRoomForBulk()
    let summary = try ImportRun(files).perform(
      on: Replica(connection), approving: arguments.has("--approve"), by: workplace.authorship)
    Console.print(
      "\(files.count) filer: \(summary.created) nye, \(summary.changed) ændret, "
        + "\(summary.unchanged) uændret, \(summary.approved) godkendt.")
    return .ok
  }

  static let exportFolder = Command(
    "export",
    """
    viden export MAPPE – skriver de godkendte artikler som Markdown-filer med hoved

      --pending      skriv det nyeste, også kladder og det, der ikke er godkendt
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let folder = try arguments.operand("MAPPE")
    let articles = try Workplace(arguments).reading { replica in
      try ExportFolder.items(pending: arguments.has("--pending"), in: replica)
    }
    try ExportFolder(folder).write(articles)
    Console.print("\(articles.count) artikler er skrevet til \(folder).")
    return .ok
  }
}

/// A file to import.
struct ImportFile {
  let path: String
  /// What is in it; `nil` for a file that is read when its turn comes.
  var bytes: [UInt8]?

  /// What there is to import at a path: a folder's files, or those in an archive.
  static func all(at path: String) throws -> [ImportFile] {
    path.lowercased().hasSuffix(".zip") ? try ArticleArchive.read(path) : try all(in: path)
  }

  /// All Markdown files below a folder, in order of their names; README files are about a folder
  /// and are no articles.
  static func all(in folder: String) throws -> [ImportFile] {
    guard let paths = FileManager.default.subpaths(atPath: folder) else {
      throw TextFileError.unreadable(
        path: folder, reason: "mappen findes ikke eller kan ikke læses")
    }
    let files = paths.filter { $0.hasSuffix(".md") && !$0.hasSuffix("README.md") }.sorted()
    guard !files.isEmpty else { throw TextFileError.noFiles(folder: folder) }
    return files.map { ImportFile(path: "\(folder)/\($0)") }
  }

  /// Reads the file.
  ///
  /// - Throws: `TextFileError` with the file's name and the line.
  func read() throws -> ArticleFile {
    let bytes = try bytes ?? TextFile.read(path)
    do {
      return try ArticleFile(parsing: bytes)
    } catch {
      throw TextFileError.invalid(path: path, problem: error.sentence)
    }
  }
}

/// An import under way: it knows which file it is at, so that what is wrong with a draft can be told
/// with the file and the line.
final class ImportRun {
  private let files: [ImportFile]
  private var current: (path: String, file: ArticleFile)?
  private var paths: [String: String] = [:]

  init(_ files: [ImportFile]) {
    self.files = files
  }

  func perform(
    on replica: Replica, approving: Bool, by authorship: Authorship
  ) throws -> Replica.ImportSummary {
    do {
      return try replica.importArticles(from: files, approving: approving, by: authorship) { file in
        let contents = try file.read()
        current = (file.path, contents)
        let draft = ArticleDraft(contents)
        try expectNew(draft.externalID, from: file)
        return draft
      }
    } catch let error as InvalidDraft {
      guard let current else { throw error }
      let problems = error.problems.map { problem in
        (current.file.line(of: problem).map { "linje \($0): " } ?? "") + problem.sentence
      }
      throw TextFileError.invalid(path: current.path, problem: problems.joined(separator: " "))
    }
  }

  /// Two files that are one article would edit each other at every import.
  private func expectNew(_ id: String?, from file: ImportFile) throws(TextFileError) {
    guard let id, let other = paths.updateValue(file.path, forKey: id) else { return }
    throw .invalid(
      path: file.path, problem: "id »\(id)« er også i \(other). Giv den ene et andet.")
  }
}

/// A folder that articles are exported to.
struct ExportFolder {
  let path: String

  init(_ path: String) {
    self.path = path
  }

  /// An article to write.
  struct Item {
    /// The external id.
    var name: String?
    var document: ChangeID
    var article: Article
  }

  /// The articles that people are to have: as they were approved, or as they stand.
  static func items(pending: Bool, in replica: Replica) throws -> [Item] {
    try replica.summaries().compactMap { summary in
      let newest = Article(try replica.state(of: summary.document))
      // A local supplement is no answer of its own, and its file would come back as one.
      guard newest.anchor == nil else { return nil }
      let article =
        try pending
        ? newest
        : replica.approvedState(of: summary.document).map { Article($0).standing(as: newest) }
      return article.map {
        Item(name: summary.externalID, document: summary.document, article: $0)
      }
    }
  }

  /// Writes one file for each article, named for its external id or else for its document. Where
  /// ids differ in nothing that a file name can show, the later ones get their document's name too:
  /// no file ever takes another's place.
  func write(_ articles: [Item]) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw TextFileError.unwritable(path: path, reason: error.localizedDescription)
    }
    for (item, file) in ExportFolder.named(articles) {
      let name = item.name ?? item.document.description
      try TextFile.write(
        ArticleFile(item.article, template: item.article.fileHead, named: name).serialised(),
        to: "\(path)/\(file).md")
    }
  }

  /// Each article with the name of its file, without the ending.
  static func named(_ articles: [Item]) -> [(item: Item, name: String)] {
    var taken: Set<String> = []
    return articles.sorted { $0.document < $1.document }.map { item in
      var name = fileName(item.name ?? item.document.description)
      if !taken.insert(name.lowercased()).inserted { name += "-\(item.document)" }
      return (item, name)
    }
  }

  /// External ids come from anywhere: what could leave the folder or confuse a file system becomes
  /// an underscore.
  static func fileName(_ name: String) -> String {
    let safe = String(
      name.map { character in
        character.isLetter || character.isNumber || "-_.".contains(character) ? character : "_"
      })
    return safe.hasPrefix(".") ? "_" + safe.dropFirst() : safe
  }
}
