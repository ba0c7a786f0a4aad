import CRDT
import Digest
import ReplicaStore
import SyncProtocol

extension Command {
  static let status = Command(
    "status",
    """
    viden status – viser hvad noden har, hvad der venter, og om den er ens med sine parter

      --json         én linje JSON
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let report = try Workplace(arguments).reading { try StatusReport($0) }
    if arguments.has("--json") {
      try Console.print(json: report)
    } else {
      for line in report.lines { Console.print(line) }
    }
    return .ok
  }

  static let check = Command(
    "check",
    """
    viden check – efterprøver filen, ændringernes kæde, artiklerne og søgeindekset mod hinanden

      --data MAPPE   nodens mappe

    Afslutter med 0, når alt stemmer, ellers 1 med en linje for hver fejl og hvad der hjælper.
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let findings = try Workplace(arguments).writing { replica in
      do {
        return try replica.check()
      } catch let error
        where error is ProtocolError || error is DamagedReplica || error is ByteError
      {
        // Too damaged to be compared with anything.
        return [Replica.Finding.damagedFile("\(error)")]
      }
    }
    for finding in findings { Console.complain(Message.text(of: finding)) }
    if findings.isEmpty { Console.print("Alt stemmer.") }
    return findings.isEmpty ? .ok : .no
  }

  static let rebuild = Command(
    "rebuild",
    """
    viden rebuild – laver artikler, lister og søgeindeks igen ud fra ændringerne

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let count = try Workplace(arguments).writing { try $0.rebuild() }
    Console.print("\(count) dokumenter er lavet igen.")
    return .ok
  }
}

/// What `viden status` says; the names of the JSON keys are kept stable for scripts.
struct StatusReport: Encodable {
  struct Peer: Encodable {
    var name: String
    var url: OrNull<String>
    var lastSuccess: OrNull<String>
    var lastError: OrNull<String>
    var behind: Int
    var waiting: Int
    var equal: Bool

    enum CodingKeys: String, CodingKey {
      case name, url, behind, waiting, equal
      case lastSuccess = "last_success"
      case lastError = "last_error"
    }
  }

  var name: String
  var municipality: String
  var replica: String
  var digest: String
  var stateDigest: String
  var changes: Int
  var articles: Int
  var conflicts: Int
  var quarantined: Int
  var peers: [Peer]

  enum CodingKeys: String, CodingKey {
    case name, municipality, replica, digest, changes, articles, conflicts, quarantined, peers
    case stateDigest = "state_digest"
  }

  init(_ replica: Replica) throws {
    let identity = try replica.identity()
    name = identity.name
    municipality = identity.municipality
    self.replica = identity.replica.description
    digest = try replica.vector().digest.description
    stateDigest = try replica.stateDigest().description
    changes = try replica.changeCount()
    articles = try replica.articleCount()
    conflicts = try replica.conflictCount()
    quarantined = try replica.quarantineCount()
    peers = try replica.peers().map { peer in
      Peer(
        name: peer.name, url: OrNull(peer.url),
        lastSuccess: OrNull(peer.lastSuccess.map(Moment.rfc3339)),
        lastError: OrNull(peer.lastError), behind: peer.behind, waiting: peer.waiting,
        equal: peer.isEqual)
    }
  }

  var lines: [String] {
    var lines = [
      "\(name) (\(municipality)), skriver \(replica)",
      "\(articles) artikler, \(changes) ændringer, \(conflicts) åbne konflikter, \(quarantined) i karantæne",
      "fingeraftryk \(digest.prefix(16)), tilstand \(stateDigest.prefix(16))",
    ]
    lines += peers.map { peer in
      let last = peer.lastSuccess.value.map { "sidst ens \($0)" } ?? "aldrig ens endnu"
      let state =
        peer.equal ? "ens" : "\(peer.waiting) venter på at komme ud, \(peer.behind) på at komme ind"
      return "  \(peer.name): \(state); \(last)"
        + (peer.lastError.value.map { "; fejl: \($0)" } ?? "")
    }
    if peers.isEmpty { lines.append("  ingen parter; tilføj en med viden peer add") }
    return lines
  }
}
