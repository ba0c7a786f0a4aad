import ReplicaStore
import SQLite
import SyncEngine

/// Judges how a node is kept: each finding with its cure. It looks and touches nothing; whether the
/// data themselves are sound is `viden check`'s question, which takes longer.
struct Doctor {
  let folder: DataFolder
  let surroundings: Surroundings

  /// Below this, nobody needs to look at a clock (Protocol/06 §5).
  private static let clockToleranceSeconds: Int64 = 120
  private static let day: Int64 = 86_400_000

  var ailments: [Ailment] {
    var found = [permissions, secrets, disk, fileSystem].compactMap { $0 }
    do {
      let connection = try folder.openForReading()
      found += try connection.read { try judge(Replica(connection)) }
    } catch {
      found.append(
        Ailment(
          subject: "database", level: .failure, finding: Message.sentence(for: error),
          cure: nil))
    }
    return found
  }

  private func judge(_ replica: Replica) throws -> [Ailment] {
    let peers = try replica.peers()
    return [
      .fine("version", "viden \(Version.text), databasens udgave passer"),
      try clock(replica), try backup(replica), try quarantine(replica), try removals(replica),
    ].compactMap { $0 } + peers.flatMap { peer($0, revoked: false) }
      + (peers.isEmpty
        ? [
          Ailment(
            subject: "parter", level: .note, finding: "noden udveksler ikke med nogen",
            cure: "lav en kode med viden peer invite, eller brug en med viden peer join")
        ] : [])
  }

  // MARK: The machine

  private var permissions: Ailment? {
    guard let holder = surroundings.folder else {
      return Ailment(
        subject: "mappe", level: .failure, finding: "\(folder.path) findes ikke",
        cure: "opret noden med viden init, eller nævn mappen med --data")
    }
    if let owner = surroundings.database?.owner, owner != surroundings.user {
      return Ailment(
        subject: "rettigheder", level: .warning,
        finding: "filerne ejes af en anden bruger (\(owner)) end den, der kører dette",
        cure: "kør som den bruger, fx sudo -u faellesviden viden doctor")
    }
    guard holder.mode & 0o077 == 0 else {
      return Ailment(
        subject: "rettigheder", level: .failure, finding: "andre kan se i \(folder.path)",
        cure: "kør chmod 700 \(folder.path)")
    }
    return .fine("rettigheder", "kun ejeren kan se i \(folder.path)")
  }

  private var secrets: Ailment? {
    do {
      try folder.checkSecrets()
      return nil
    } catch {
      return Ailment(
        subject: "nøgler", level: .failure, finding: Message.sentence(for: error), cure: nil)
    }
  }

  private var disk: Ailment? {
    guard let free = surroundings.freeBytes else { return nil }
    let megabytes = free >> 20
    // A backup, and a rebuild, want as much again.
    let wanted = max(256 << 20, 2 * surroundings.databaseBytes)
    guard free < wanted else { return .fine("disk", "\(megabytes) MB fri") }
    return Ailment(
      subject: "disk", level: free < 16 << 20 ? .failure : .warning,
      finding: "kun \(megabytes) MB fri; der bør være \(wanted >> 20)",
      cure: "ryd op, eller gør disken større; noden læser videre, men gemmer ikke, når den er fuld")
  }

  private var fileSystem: Ailment? {
    surroundings.sharedFileSystem.map { name in
      Ailment(
        subject: "filsystem", level: .failure,
        finding: "databasen ligger på et netværksdrev (\(name))",
        cure: "flyt mappen til en lokal disk; SQLites log virker ikke over nettet")
    }
  }

  // MARK: The replica

  private func clock(_ replica: Replica) throws -> Ailment? {
    let newest = try replica.newestTime() ?? 0
    guard newest > surroundings.time + Doctor.clockToleranceSeconds * 1_000 else {
      return .fine("ur", "ingen ændring er fra fremtiden")
    }
    return Ailment(
      subject: "ur", level: .warning,
      finding: "den nyeste ændring siger \(Moment.text(newest)), som er senere end uret her",
      cure: "se efter med timedatectl, om uret går rigtigt; ellers gjorde det ikke, hvor den blev "
        + "skrevet. Det ændrer ikke rækkefølgen af noget")
  }

  private func backup(_ replica: Replica) throws -> Ailment {
    let cure =
      "systemctl enable --now faellesviden-backup.timer, eller viden backup --folder MAPPE --keep "
      + "7/5/12 i cron"
    guard let last = try replica.lastBackup() else {
      return Ailment(
        subject: "sikkerhedskopi", level: .warning, finding: "der er aldrig taget en", cure: cure)
    }
    guard surroundings.time - last > 2 * Doctor.day else {
      return .fine("sikkerhedskopi", "taget \(Moment.text(last))")
    }
    return Ailment(
      subject: "sikkerhedskopi", level: .warning, finding: "den sidste er fra \(Moment.text(last))",
      cure: cure)
  }

  private func quarantine(_ replica: Replica) throws -> Ailment? {
    let count = try replica.quarantineCount()
    guard count > 0 else { return nil }
    return Ailment(
      subject: "karantæne", level: .note, finding: "\(count) ændringer er sat til side",
      cure: "se hvorfor med viden quarantine list")
  }

  private func removals(_ replica: Replica) throws -> Ailment? {
    let missing = try replica.unexplainedRemovals()
    guard let first = missing.first else { return nil }
    return Ailment(
      subject: "ord", level: .failure,
      finding: "ordene i \(missing.count) ændringer mangler uden forklaring, fx \(first)",
      cure: "kør viden sync, og læs ellers et bundt (viden bundle read) fra en node, der har dem")
  }

  // MARK: Its peers

  private func peer(_ peer: Replica.Peer, revoked: Bool) -> [Ailment] {
    var found: [Ailment] = []
    let subject = "part \(peer.name)"
    if let error = peer.lastError {
      found.append(
        Ailment(
          subject: subject, level: .warning,
          finding: error + (peer.failingSince.map { " (siden \(Moment.text($0)))" } ?? ""),
          cure: Doctor.cure(for: error, peer.name)))
    } else if let last = peer.lastSuccess {
      let isStale = surroundings.time - last > Doctor.day
      found.append(
        Ailment(
          subject: subject, level: isStale ? .warning : .fine,
          finding: "sidst ens \(Moment.text(last))",
          cure: isStale
            ? "se, om uret går: systemctl list-timers, eller viden sync \(peer.name)" : nil))
    } else if peer.url != nil {
      found.append(
        Ailment(
          subject: subject, level: .warning, finding: "vi har aldrig udvekslet",
          cure: "prøv med viden sync \(peer.name)"))
    }
    if let offset = peer.clockOffset, abs(offset) > Doctor.clockToleranceSeconds {
      found.append(
        Ailment(
          subject: "ur", level: .warning,
          finding: "\(peer.name)s ur er \(abs(offset)) sekunder \(offset > 0 ? "foran" : "bagud")",
          cure: "stil det ur, der går forkert; se efter med timedatectl"))
    }
    return found
  }

  /// What usually helps, by the words that the sync used (`SyncError.sentence`).
  private static func cure(for error: String, _ name: String) -> String {
    if error.contains("certifikat") {
      return
        "læg udstederens certifikat i /usr/local/share/ca-certificates, og kør update-ca-certificates"
    }
    if error.contains("nøgle") || error.contains("underskrevet") {
      return "bliv part igen med viden peer invite og viden peer join"
    }
    if error.contains("ur") && error.contains("sekunder") { return "stil uret; se timedatectl" }
    return "prøv med viden sync \(name); se adressen med viden peer list"
  }
}
