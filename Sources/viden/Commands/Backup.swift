import Digest
import Glibc
import ReplicaStore

extension Command {
  static let backup = Command(
    "backup",
    """
    viden backup [FIL] – tager en sikkerhedskopi, mens noden kører, og læser den igennem bagefter

    Først når kopien er læst igennem og fundet i orden, får den sit navn; en ældre fil med samme navn
    erstattes. Nøgler til andre noder og konti er ikke med: de ligger i filer for sig.

      --folder MAPPE   uden FIL: læg kopien her, med dag og tid i navnet, til et ur
      --keep ANTAL     slet ældre kopier i mappen, så der er 7/5/12: en for hver af de seneste 7
                       dage, 5 uger og 12 måneder med en kopi; ellers slettes ingen
      --quiet          skriv ingenting, når alt går godt: til cron
      --data MAPPE     nodens mappe
    """
  ) { arguments in
    let keep = try BackupRetention.named(in: arguments)
    let folder = Workplace(arguments).folder
    guard folder.holdsReplica else { throw FolderError.noReplica(path: folder.path) }
    guard let target = arguments.value("--folder"), arguments.operands.isEmpty else {
      let path = try arguments.operand("FIL")
      return try Backups.take(of: folder, to: path, isQuiet: arguments.has("--quiet"))
    }
    let backups = Backups(folder: target)
    let code = try Backups.take(
      of: folder, to: backups.path(at: Workplace.now), isQuiet: arguments.has("--quiet"))
    // Only when the new one is there and sound.
    if let keep { try backups.thin(to: keep) }
    return code
  }.checking { _ = try BackupRetention.named(in: $0) }

  static let backupVerify = Command(
    "backup verify",
    """
    viden backup verify FIL – læser en sikkerhedskopi igennem, som en gendannelse ville, og rører intet

    Det er prøven på, at den kan bruges: filen, ændringernes kæde, artiklerne og søgeindekset. Der
    skal være plads til en kopi ved siden af filen imens.

    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let report = try DataFolder.verifyBackup(at: path)
    Console.print(
      "\(path): \(report.changes) ændringer, fingeraftryk "
        + "\(report.digest.description.prefix(16)), læst igennem og i orden")
    return .ok
  }

  static let restore = Command(
    "restore",
    """
    viden restore FIL – gør en sikkerhedskopi til nodens videnbase

    Kopien efterprøves, før noget røres. Noden skriver bagefter under et nyt navn, så den aldrig
    bruger et nummer, som andre allerede har set; det, den har sendt siden kopien, henter den igen
    med viden sync. Noden må ikke køre imens.

      --replace      der er en videnbase i mappen; den gemmes som replica.sqlite.old
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let folder = Workplace(arguments).folder
    try folder.create()
    // Nobody else may have the file open that is about to be another.
    let locks =
      try [FolderLock(path: folder.path + "/serve.lock")]
      + [FolderLock(path: folder.path + "/sync.lock")]
    let (report, replica) = try withExtendedLifetime(locks) {
      try folder.restore(from: path, replacing: arguments.has("--replace"), at: Workplace.now)
    }
    Console.print(
      "\(folder.path): \(report.changes) ændringer er gendannet; noden skriver nu som \(replica). "
        + "Kør viden sync for at hente resten")
    return .ok
  }
}

extension BackupRetention {
  /// What `--keep` says; `nil` without it.
  fileprivate static func named(in arguments: Arguments) throws -> BackupRetention? {
    try arguments.value("--keep").map { text in
      guard let retention = BackupRetention(text) else {
        throw UsageError.badValue(
          option: "--keep", value: text, expected: "dage/uger/måneder, fx 7/5/12")
      }
      return retention
    }
  }
}

/// A folder of backups, each named for the second it was taken in.
private struct Backups {
  let folder: String

  /// Takes one, and notes that there is one.
  static func take(of folder: DataFolder, to path: String, isQuiet: Bool) throws -> ExitCode {
    let report = try folder.backUp(to: path)
    try Replica(folder.openForWriting()).note(backupAt: Workplace.now)
    if !isQuiet {
      Console.print(
        "\(path): \(report.changes) ændringer, fingeraftryk "
          + "\(report.digest.description.prefix(16)), læst igennem og i orden")
    }
    return .ok
  }

  func path(at time: Int64) throws -> String {
    guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw BackupError.cannotWrite(path: folder, reason: unsafe String(cString: strerror(errno)))
    }
    return "\(folder)/\(BackupName(time: time).text)"
  }

  /// Deletes what the retention does not keep. Files of other names are nobody's business.
  func thin(to retention: BackupRetention) throws {
    let names = DataFolder.names(in: folder).compactMap { BackupName($0) }
    for name in retention.superfluous(names) {
      let path = "\(folder)/\(name.text)"
      guard unsafe unlink(path) == 0 || errno == ENOENT else {
        throw BackupError.cannotWrite(path: path, reason: unsafe String(cString: strerror(errno)))
      }
    }
  }
}
