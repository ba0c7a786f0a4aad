import ReplicaStore
import SyncEngine
import SyncProtocol

extension Command {
  static let sync = Command(
    "sync",
    """
    viden sync [PART …] – udveksler ændringer med de parter, vi har en adresse på

    Siger ingenting, når alt er ens, så den kan stå i cron; ellers én linje for hver part på
    standardfejl. Afslutter kun med 0, når fingeraftrykkene er bevist ens.

      --json             én linje JSON for hver part
      --quiet            heller ingen linje for parter, der ikke kan nås
      --offline-ok       0, selv om en part ikke kan nås: en bærbar uden net er ikke en fejl
      --deadline SEK     stop efter så mange sekunder (3600); det, der er hentet, er gemt
      --weak             små bidder til et svagt net
      --data MAPPE       nodens mappe
    """
  ) { arguments in
    let workplace = Workplace(arguments)
    let deadline = try arguments.integer("--deadline", in: 1...86_400) ?? 3600
    let names =
      try arguments.operands.isEmpty
      ? workplace.writing { try $0.peers() }.filter { $0.url != nil }.map(\.name)
      : arguments.operands
    guard let name = names.first else { throw SyncProblem.noPeers }
    guard names.count == 1 else {
      return try SyncProcess.eachAlone(names, of: workplace.folder, arguments, seconds: deadline)
    }
    SyncProcess.limit(seconds: deadline, peer: name)
    let replica = Replica(try workplace.folder.openForWriting())
    let lock = try FolderLock(path: workplace.folder.path + "/sync.lock")
    defer { withExtendedLifetime(lock) {} }
    let client = SyncClient(
      folder: workplace.folder, replica: replica,
      transport: HTTPTransport(onTransfer: SyncProcess.transfer(begins:)),
      now: { Workplace.now })
    if SyncProcess.isAfterTrap {
      let report = try client.giveUp(on: name, because: .unreachable(.brokenOff))
      return try SyncReport(report).tell(arguments)
    }
    let report = try client.exchange(
      with: name,
      batchBytesMax: arguments.has("--weak")
        ? SyncSession.weakLinkBatchBytesMax : SyncSession.batchBytesMax,
      progress: SyncProgress(isShown: Console.isTerminal && !arguments.has("--json")).show)
    return try SyncReport(report).tell(arguments)
  }
}

/// Nothing to exchange with.
enum SyncProblem: Error {
  case noPeers
}

/// How far an exchange has come, on a terminal only.
struct SyncProgress {
  let isShown: Bool

  func show(_ report: SyncClient.Report) {
    guard isShown, report.requests > 1 else { return }
    Console.progress(
      "\(report.peer): \(report.sent) sendt, \(report.received) hentet, "
        + "\((report.bytesIn + report.bytesOut) / 1024) kB")
  }
}

/// What `viden sync --json` prints; kept stable for scripts. Bytes are those of bodies.
struct SyncReport: Encodable {
  var peer: String
  var requests: Int
  var bytesOut: Int
  var bytesIn: Int
  var sent: Int
  var received: Int
  var equal: Bool
  var error: OrNull<String>

  private let failure: SyncError?

  enum CodingKeys: String, CodingKey {
    case peer, requests, sent, received, equal, error
    case bytesOut = "bytes_out"
    case bytesIn = "bytes_in"
  }

  init(_ report: SyncClient.Report) {
    peer = report.peer
    requests = report.requests
    bytesOut = report.bytesOut
    bytesIn = report.bytesIn
    sent = report.sent
    received = report.received
    equal = report.isEqual
    error = OrNull(report.error?.sentence)
    failure = report.error
  }

  /// Says how it went, as the options ask, and gives the exit code of this peer.
  func tell(_ arguments: Arguments) throws -> ExitCode {
    if arguments.has("--json") { try Console.print(json: self) }
    guard let failure, let error = error.value else { return .ok }
    var isOffline = false
    if case .unreachable = failure { isOffline = true }
    if !arguments.has("--json"), !(isOffline && arguments.has("--quiet")) {
      Console.complain("viden: \(peer): \(error)")
    }
    if isOffline, arguments.has("--offline-ok") { return .ok }
    return SyncReport.exitCode(failure)
  }

  private static func exitCode(_ error: SyncError) -> ExitCode {
    switch error {
    case .noAddress, .neverMet, .badKey: .notConfigured
    case .unreachable(.brokenOff): .tryLater
    case .unreachable, .notThePeer, .redirected, .compressed: .unavailable
    case .departed, .notAccepted: .notAllowed
    case .tryLater: .tryLater
    case .refused, .protocolBroken: .badData
    case .notEqual: .no
    }
  }
}
