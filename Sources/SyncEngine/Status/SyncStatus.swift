public import ReplicaStore
public import SyncProtocol

/// How a node stands with its peers: what waits, where, since when and why, and what to do about
/// it. `viden status` and the sync page both show what is put into words here.
public struct SyncStatus: Sendable {
  public let peers: [PeerStanding]
  /// Invitations that can still be used.
  public let invitations: [Replica.Invitation]
  /// What happened here lately, newest first: restored and copied nodes found and mended, keys
  /// changed, peers come and gone.
  public let events: [(time: Int64, text: String)]

  private static let eventsShown = 8

  /// - Parameter time: this machine's clock, in milliseconds since 1970.
  public init(_ replica: Replica, at time: Int64) throws {
    peers = try replica.peers().map { peer in
      PeerStanding(
        peer, waitingSince: try replica.waitingSince(forPeer: peer.name), at: time)
    }
    invitations = try replica.invitations().filter { $0.isOpen(at: time) }
    events = try replica.events(limit: SyncStatus.eventsShown)
  }

  /// The line about an open invitation.
  public static func sentence(
    _ invitation: Replica.Invitation, moment: (Int64) -> String
  ) -> String {
    let tries =
      invitation.failures == 0
      ? "" : " \(invitation.failures) har prøvet med en forkert kode."
    return "Koden til \(invitation.name) gælder til \(moment(invitation.expires)).\(tries)"
  }
}

/// One peer, with what a person should know about it.
public struct PeerStanding: Sendable {
  public let peer: Replica.Peer
  /// The author's clock of the oldest change that waits to be sent.
  public let waitingSince: Int64?
  private let time: Int64

  public init(_ peer: Replica.Peer, waitingSince: Int64?, at time: Int64) {
    self.peer = peer
    self.waitingSince = waitingSince
    self.time = time
  }

  /// What went wrong since it last went well, and what to do; `nil` when nothing did.
  public func problem(moment: (Int64) -> String) -> String? {
    guard let error = peer.lastError else { return nil }
    let since = peer.failingSince.map { " siden \(moment($0))" } ?? ""
    var text = "Fejl\(since): \(error)."
    if let nextTry = peer.nextTry, !peer.isDue(at: time) {
      text +=
        " Det er gået galt \(peer.failures) gange i træk; vi prøver selv igen "
        + "\(moment(nextTry)), og viden sync \(peer.name) prøver nu."
    }
    return text
  }

  /// What else there is to say, most important first.
  public func notes(moment: (Int64) -> String) -> [String] {
    var notes = [equality(moment)]
    if peer.waiting > 0 {
      let since = waitingSince.map {
        ", \(peer.waiting == 1 ? "" : "den ældste ")fra \(moment($0))"
      }
      notes.append(
        "\(Self.changes(peer.waiting)) herfra venter på at blive sendt\(since ?? "").")
    }
    if peer.behind > 0 {
      notes.append("\(Self.changes(peer.behind)) hos parten er ikke hentet endnu.")
    }
    if peer.url == nil { notes.append("Parten kalder os; vi kalder den ikke.") }
    if let offset = peer.clockOffset, abs(offset) > Self.clockToleranceSeconds {
      notes.append(
        "Partens ur er \(Self.duration(abs(offset))) \(offset > 0 ? "foran" : "bagud for") vores. "
          + "Det ændrer ikke rækkefølgen af noget, men stil det ur, der går forkert.")
    }
    if peer.isKeyChanging { notes.append("Nøglen skiftes, næste gang vi udveksler.") }
    if peer.scopes != .full { notes.append("Parten må: \(peer.scopes.inDanish).") }
    return notes
  }

  /// Below this, nobody needs to look at a clock (Protocol/06 §5).
  private static let clockToleranceSeconds: Int64 = 120

  private func equality(_ moment: (Int64) -> String) -> String {
    switch (peer.isEqual, peer.lastSuccess) {
    case (true, let last?): "Ens: bekræftet \(moment(last))."
    case (true, nil): "Ens."
    case (false, let last?): "Ikke ens; det var vi sidst \(moment(last))."
    case (false, nil) where peer.lastAttempt == nil: "Vi har ikke udvekslet med parten endnu."
    case (false, nil): "Vi har endnu ikke været ens."
    }
  }

  private static func changes(_ count: Int) -> String {
    count == 1 ? "1 ændring" : "\(count) ændringer"
  }

  /// The two largest units, as in "3 år og 12 dage".
  static func duration(_ seconds: Int64) -> String {
    let units: [(seconds: Int64, one: String, many: String)] = [
      (365 * 86_400, "år", "år"), (86_400, "dag", "dage"), (3_600, "time", "timer"),
      (60, "minut", "minutter"), (1, "sekund", "sekunder"),
    ]
    var left = seconds
    var words: [String] = []
    for unit in units where words.count < 2 {
      let count = left / unit.seconds
      guard count > 0 else { if words.isEmpty { continue } else { break } }
      words.append("\(count) \(count == 1 ? unit.one : unit.many)")
      left -= count * unit.seconds
    }
    return words.isEmpty ? "0 sekunder" : words.joined(separator: " og ")
  }
}

extension PeerScopes {
  /// The name of the set and what it means: "node (hente alt, sende sine egne ændringer)".
  public var inDanish: String {
    var may: [String] = []
    if contains(.pullInternal) {
      may.append("hente alt")
    } else if contains(.pullPublic) {
      may.append("hente det, borgere må læse")
    }
    if contains(.pushOwn) { may.append("sende sine egne ændringer") }
    if contains(.relay) { may.append("sende andres ændringer videre") }
    if contains(.admin) { may.append("sende ændringer af, hvem der må hvad") }
    return "\(self) (\(may.isEmpty ? "ingenting" : may.joined(separator: ", ")))"
  }
}
