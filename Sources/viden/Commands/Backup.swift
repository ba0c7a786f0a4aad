import Digest
import ReplicaStore

extension Command {
  static let backup = Command(
    "backup",
    """
    viden backup FIL – tager en sikkerhedskopi, mens noden kører, og læser den igennem bagefter

    Først når kopien er læst igennem og fundet i orden, får den sit navn; en ældre fil med samme navn
    erstattes. Nøgler til andre noder og konti er ikke med: de ligger i filer for sig.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let folder = Workplace(arguments).folder
    let report = try folder.backUp(to: path)
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
