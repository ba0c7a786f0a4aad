import Glibc
import Knowledge
import ReplicaStore

extension Command {
  static let initialise = Command(
    "init",
    """
    viden init --municipality KODE [--name NAVN] [--hub URL] – opretter en node med en tom videnbase

      --municipality KODE   kommunens fire cifre, fx 0340 (Sorø)
      --name NAVN           hvad folk kalder noden; ellers kommunens navn
      --hub URL             den hub, som noden henter fra og sender til
      --ticket FIL          billetten fra hubben (viden peer add … --ticket-out FIL)
      --own-approval        en forfatter må godkende sin egen tekst på denne node
      --data MAPPE          hvor noden skal ligge

    Uden hub grundlægger noden en videnbase med sin første ændring og er dens første administrator,
    medmindre den forinden har hentet en anden nodes.
    Findes der allerede en node i mappen, sker der intet.
    """
  ) { arguments in
    try arguments.expectNoOperands()
    guard let code = arguments.value("--municipality") else {
      throw UsageError.missingOption("--municipality")
    }
    let municipality = try Municipality.withCode(code)
    let hub = try arguments.value("--hub").map(PeerURL.validated)
    let ticket = try arguments.value("--ticket").map(PeerURL.ticket)
    if hub != nil, ticket == nil { throw UsageError.missingOption("--ticket") }
    if hub == nil, ticket != nil { throw UsageError.missingOption("--hub") }
    let name = arguments.value("--name") ?? municipality.name
    guard !name.isEmpty, name.count <= 80, !name.contains(where: \.isNewline) else {
      throw UsageError.badValue(option: "--name", value: name, expected: "en linje på 1-80 tegn")
    }
    let folder = Workplace(arguments).folder
    guard !folder.holdsReplica else { throw FolderError.alreadyReplica(path: folder.path) }
    do {
      let replica = Replica(try folder.createReplica())
      try replica.found(
        municipality: code, name: name, allowsOwnApproval: arguments.has("--own-approval"),
        foundsBase: hub == nil)
      if let hub, let ticket {
        try folder.store(ticket.key, ofPeer: "hub")
        try replica.addPeer(name: "hub", url: hub, keyID: ticket.key.id, node: ticket.node)
      }
    } catch {
      folder.removeReplica()
      throw error
    }
    Console.print("Noden \(name) (\(municipality.officialName)) er oprettet i \(folder.path)")
    return .ok
  }
}

extension DataFolder {
  /// Half a node would be in the way of the next attempt.
  fileprivate func removeReplica() {
    for suffix in ["", "-wal", "-shm", "-journal"] {
      _ = unsafe unlink(database + suffix)  // what is not there is as gone as it should be
    }
    removeKey(ofPeer: "hub")
  }
}
