import Foundation
import Glibc
import Node
import ReplicaStore

extension Command {
  static let exportSite = Command(
    "export site",
    """
    viden export site MAPPE – skriver borgernes sider som filer, som enhver webserver kan vise

    Til den dag, noden er nede, eller til et stik: de godkendte svar til borgerne, emnerne og A-Å, med
    links, der virker, hvor mappen end ligger. Søgning og login kræver en node og er ikke med. Noden må
    gerne køre imens. Mappen skal være tom, ny eller skrevet af denne kommando; den gamle bliver
    stående, til den nye er færdig.

      --color FARVE   kommunens farve som #rrggbb
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let target = try arguments.operand("MAPPE")
    let serve = try Arguments(
      arguments.value("--color").map { ["--color", $0] } ?? [], for: Command.serve.usage)
    var configuration = try ServeSettings(serve).configuration
    configuration.folder = Workplace(arguments).folder
    let folder = try SiteFolder(target)
    var count = 0
    try StaticSite(configuration).visitFiles { file in
      try folder.write(file)
      count += 1
    }
    try folder.settle()
    Console.print("\(target): \(count) filer; begynd med index.html")
    return .ok
  }
}

/// The folder of a site that is being written beside the one it will replace.
private struct SiteFolder {
  /// Says that the folder is ours to replace.
  private static let mark = ".viden-site"

  private let target: String
  private var part: String { target + ".part" }
  private var old: String { target + ".old" }

  init(_ path: String) throws {
    target = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let names = DataFolder.names(in: target).filter { ![".", ".."].contains($0) }
    guard names.isEmpty || names.contains(SiteFolder.mark) else {
      throw TextFileError.unwritable(
        path: target, reason: "mappen har andet i sig; nævn en ny eller tom mappe")
    }
    try? FileManager.default.removeItem(atPath: part)  // of a run that was broken off
    try write([], to: SiteFolder.mark)
  }

  func write(_ file: StaticSite.File) throws {
    try write(file.bytes, to: file.path)
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(fileURLWithPath: "\(part)/\(name)")
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
      try Data(bytes).write(to: url)
      // A web server is somebody else, and all of this is for everybody.
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: url.path)
    } catch {
      throw TextFileError.unwritable(path: url.path, reason: error.localizedDescription)
    }
  }

  /// Puts the new folder in the place of the old one.
  func settle() throws {
    try? FileManager.default.removeItem(atPath: old)  // of a run that was broken off
    _ = unsafe rename(target, old)  // there may be none
    guard unsafe rename(part, target) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      _ = unsafe rename(old, target)  // back as it was
      throw TextFileError.unwritable(path: target, reason: reason)
    }
    try? FileManager.default.removeItem(atPath: old)  // what stays is in nobody's way
  }
}
