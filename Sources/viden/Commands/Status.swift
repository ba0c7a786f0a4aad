import CRDT
import Digest
import ReplicaStore
import SyncEngine
import SyncProtocol

extension Command {
  static let status = Command(
    "status",
    """
    viden status – viser hvad noden har, hvad der venter, hvor og hvorfor

      --json         én linje JSON
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    let report = try Workplace(arguments).reading { try StatusReport($0, at: Workplace.now) }
    if arguments.has("--json") {
      try Console.print(json: report)
    } else {
      for line in report.lines { Console.print(line) }
    }
    return .ok
  }
}

/// What `viden status` says; the names of the JSON keys are kept stable for scripts.
struct StatusReport: Encodable {
  struct Peer: Encodable {
    var name: String
    var url: OrNull<String>
    var scopes: String
    var lastAttempt: OrNull<String>
    var lastSuccess: OrNull<String>
    var lastError: OrNull<String>
    var failingSince: OrNull<String>
    var failures: Int
    var nextTry: OrNull<String>
    var behind: Int
    var waiting: Int
    var waitingSince: OrNull<String>
    /// Seconds that the peer's clock is ahead of ours.
    var clockOffset: OrNull<Int64>
    var equal: Bool
    var keyChanging: Bool

    init(_ standing: PeerStanding) {
      func text(_ time: Int64?) -> OrNull<String> { OrNull(time.map(Moment.rfc3339)) }
      let peer = standing.peer
      name = peer.name
      url = OrNull(peer.url)
      scopes = peer.scopes.description
      lastAttempt = text(peer.lastAttempt)
      lastSuccess = text(peer.lastSuccess)
      lastError = OrNull(peer.lastError)
      failingSince = text(peer.failingSince)
      failures = peer.failures
      nextTry = text(peer.nextTry)
      behind = peer.behind
      waiting = peer.waiting
      waitingSince = text(standing.waitingSince)
      clockOffset = OrNull(peer.clockOffset)
      equal = peer.isEqual
      keyChanging = peer.isKeyChanging
    }
  }

  struct Invitation: Encodable {
    var name: String
    var expires: String
    var scopes: String
  }

  struct Event: Encodable {
    var time: String
    var text: String
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
  var lastBackup: OrNull<String>
  var peers: [Peer]
  var invitations: [Invitation]
  var events: [Event]

  /// What a person reads about peers, from the same source as the sync page.
  private let sync: SyncStatus
  private let backupTime: Int64?

  enum CodingKeys: String, CodingKey {
    case name, municipality, replica, digest, changes, articles, conflicts, quarantined, peers
    case invitations, events, stateDigest, lastBackup
  }

  init(_ replica: Replica, at time: Int64) throws {
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
    backupTime = try replica.lastBackup()
    lastBackup = OrNull(backupTime.map(Moment.rfc3339))
    sync = try SyncStatus(replica, at: time)
    peers = sync.peers.map(Peer.init)
    invitations = sync.invitations.map { invitation in
      Invitation(
        name: invitation.name, expires: Moment.rfc3339(invitation.expires),
        scopes: invitation.scopes.description)
    }
    events = sync.events.map { Event(time: Moment.rfc3339($0.time), text: $0.text) }
  }

  var lines: [String] {
    var lines = [
      "\(name) (\(municipality)), skriver \(replica)",
      "\(articles) artikler, \(changes) ændringer, \(conflicts) åbne konflikter, \(quarantined) i karantæne",
      "fingeraftryk \(digest.prefix(16)), tilstand \(stateDigest.prefix(16))",
      "sidste sikkerhedskopi: \(backupTime.map(Moment.text) ?? "ingen")",
    ]
    for standing in sync.peers {
      lines += ["", "\(standing.peer.name)  \(standing.peer.url ?? "")".trimmed]
      if let problem = standing.problem(moment: Moment.text) { lines.append("  \(problem)") }
      lines += standing.notes(moment: Moment.text).map { "  \($0)" }
    }
    if peers.isEmpty {
      lines += [
        "", "Ingen parter; lav en kode med viden peer invite, eller brug en med viden peer join.",
      ]
    }
    if !sync.invitations.isEmpty {
      lines += [""] + sync.invitations.map { SyncStatus.sentence($0, moment: Moment.text) }
    }
    if !sync.events.isEmpty {
      lines += ["", "Senest:"] + sync.events.map { "  \(Moment.text($0.time))  \($0.text)" }
    }
    return lines
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
