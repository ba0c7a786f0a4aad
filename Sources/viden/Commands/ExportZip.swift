import CRDT
import Digest
import Foundation
import Glibc
import Knowledge
import ReplicaStore
import SyncProtocol
import Zip

extension Command {
  static let exportZip = Command(
    "export zip",
    """
    viden export zip FIL – skriver de godkendte artikler som én ZIP-fil med indholdsfortegnelse

    Hver artikel er en Markdown-fil med hoved under artikler/EMNE/; manifest.json siger, hvad der er i
    filen, med SHA-256 af hver, og MANIFEST.sha256 det samme til sha256sum -c. De samme artikler
    giver altid de samme byte. viden import FIL læser filen igen.

      --pending      skriv det nyeste, også kladder og det, der ikke er godkendt
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let (items, base) = try Workplace(arguments).reading { replica in
      (
        try ExportFolder.items(pending: arguments.has("--pending"), in: replica),
        (node: try replica.identity().name, digest: try replica.vector().digest.description)
      )
    }
    let files = ArticleArchive.files(items)
    try TextFile.writing(path) { write in
      var writer = ZipWriter(write)
      for file in files { try writer.add(file.name, file.bytes) }
      for file in try ArticleArchive.manifests(of: files, node: base.node, digest: base.digest) {
        try writer.add(file.name, file.bytes)
      }
      try writer.finish()
    }
    if path != "-" { Console.print("\(path): \(files.count) artikler.") }
    return .ok
  }
}

/// Articles in a ZIP file, and the list of what is in it.
enum ArticleArchive {
  typealias File = (name: String, bytes: [UInt8])

  static let manifest = "manifest.json"
  static let sums = "MANIFEST.sha256"
  static let articles = "artikler"
  /// What is unpacked of an archive at most.
  static let bytesMax = 1 << 30

  static func files(_ items: [ExportFolder.Item]) -> [File] {
    ExportFolder.named(items).map { item, name in
      let file = ArticleFile(
        item.article, template: item.article.fileHead,
        named: item.name ?? item.document.description)
      let subject = item.article.subject?.number ?? "uden-emne"
      return ("\(articles)/\(subject)/\(name).md", file.serialised())
    }.sorted { $0.name < $1.name }
  }

  static func manifests(of files: [File], node: String, digest: String) throws -> [File] {
    let sums = files.map { file in
      Manifest.File(
        name: file.name, bytes: file.bytes.count,
        sha256: SHA256.hash(file.bytes).description)
    }
    let manifest = Manifest(
      format: Manifest.format, version: Manifest.version, node: node, digest: digest, files: sums)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    let lines = sums.map { "\($0.sha256)  \($0.name)\n" }.joined()
    return [
      (ArticleArchive.manifest, Array(try encoder.encode(manifest)) + [UInt8(ascii: "\n")]),
      (ArticleArchive.sums, Array(lines.utf8)),
    ]
  }

  struct Manifest: Codable {
    static let format = "faellesviden-articles"
    static let version = 1

    struct File: Codable {
      let name: String
      let bytes: Int
      let sha256: String
    }

    let format: String
    let version: Int
    /// Who wrote it, and what it held then (the digest of its have-vector).
    let node: String
    let digest: String
    let files: [File]
  }

  // MARK: Reading

  /// The Markdown files of an archive, once all that its manifest names has been found and is what it
  /// says. An archive without one may be anybody's; then its files are taken as they are.
  static func read(_ path: String) throws -> [ImportFile] {
    let bytes = try TextFile.read(path, bytesMax: bytesMax)
    do {
      let reader = try ZipReader(bytes, bytesMax: bytesMax)
      let contents = try Dictionary(
        uniqueKeysWithValues: reader.files.filter { !$0.isFolder }.map {
          ($0.name, try reader.content(of: $0))
        })
      if let manifest = contents[manifest] { try check(contents, against: manifest, path) }
      let files = contents.filter { $0.key.hasSuffix(".md") && !$0.key.hasSuffix("README.md") }
        .sorted { $0.key < $1.key }
      guard !files.isEmpty else { throw TextFileError.noFiles(folder: path) }
      return files.map { ImportFile(path: "\(path)/\($0.key)", bytes: $0.value) }
    } catch let error as ZipError {
      throw TextFileError.invalid(path: path, problem: error.sentence)
    }
  }

  private static func check(
    _ contents: [String: [UInt8]], against manifest: [UInt8], _ path: String
  ) throws {
    let said: Manifest
    do {
      said = try JSONDecoder().decode(Manifest.self, from: Data(manifest))
    } catch {
      throw TextFileError.invalid(path: path, problem: "manifest.json kan ikke læses.")
    }
    guard said.format == Manifest.format, said.version == Manifest.version else {
      throw TextFileError.invalid(
        path: path,
        problem: "manifest.json er »\(said.format)« \(said.version); opdatér viden.")
    }
    for file in said.files {
      guard let bytes = contents[file.name] else {
        throw TextFileError.invalid(path: path, problem: "\(file.name) mangler i filen.")
      }
      guard SHA256.hash(bytes).description == file.sha256 else {
        throw TextFileError.invalid(
          path: path,
          problem: "\(file.name) er ikke, hvad manifest.json siger. Er den rettet med vilje, så "
            + "slet manifest.json fra filen.")
      }
    }
    let named = Set(said.files.map(\.name) + [ArticleArchive.manifest, sums])
    if let stranger = contents.keys.filter({ !named.contains($0) }).min() {
      throw TextFileError.invalid(
        path: path,
        problem: "\(stranger) står ikke i manifest.json. Er den lagt til med vilje, så "
          + "slet manifest.json fra filen.")
    }
  }
}

extension ZipError {
  var sentence: String {
    switch self {
    case .notAnArchive: "det er ingen ZIP-fil, eller kun begyndelsen af en; hent den igen."
    case .damaged(let place): "ZIP-filen er beskadiget ved byte \(place); hent den igen."
    case .unsupported(let name):
      "\(name.isEmpty ? "ZIP-filen" : name) er krypteret, delt over flere filer eller pakket på en måde, "
        + "der ikke kan læses; pak den igen som almindelig ZIP."
    case .badName(let name):
      "filnavnet »\(name.prefix(80))« kan ikke bruges: det står der to gange, er ikke UTF-8 eller fører "
        + "ud af mappen."
    case .wrongContent(let name): "\(name) er beskadiget; hent filen igen."
    case .tooLarge(let most): "filen fylder pakket ud mere end \(most) byte; del den i flere."
    case .tooMany(let most): "der er mere end \(most) filer; del dem i flere."
    }
  }
}
