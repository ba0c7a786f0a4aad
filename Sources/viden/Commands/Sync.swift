import Glibc
import ReplicaStore
import SyncEngine
import SyncProtocol

extension Command {
  static let sync = Command(
    "sync",
    """
    viden sync [PART …] – udveksler ændringer med de parter, vi har en adresse på

    Siger ingenting, når alt er ens, så den kan stå i cron; ellers én linje for hver part på
    standardfejl. Afslutter kun med 0, når fingeraftrykkene er bevist ens. En part, der er gået galt
    flere gange i træk af egen skyld, bliver prøvet sjældnere, når den ikke er nævnt.

      --all              også de parter, der ellers skulle have fred lidt endnu
      --json             én linje JSON for hver part
      --quiet            heller ingen linje for parter, der ikke kan nås eller skal have fred
      --offline-ok       0, selv om en part ikke kan nås: en bærbar uden net er ikke en fejl
      --max-batch ANTAL  højst så mange byte ad gangen, fx 32k på et svagt net (256k)
      --jitter SEK       vent først et tilfældigt antal sekunder, højst så mange: til cron
      --deadline SEK     stop efter så mange sekunder (3600); det, der er hentet, er gemt
      --data MAPPE       nodens mappe
    """
  ) { arguments in
    let workplace = Workplace(arguments)
    let deadline = try arguments.integer("--deadline", in: 1...86_400) ?? 3600
    let batchBytesMax = try arguments.batchBytesMax
    let jitter = try arguments.integer("--jitter", in: 0...3600) ?? 0
    if jitter > 0 { sleep(UInt32.random(in: 0...UInt32(jitter))) }
    let plan = try SyncPlan(arguments, workplace)
    if plan.isForNobody {
      if !arguments.has("--quiet"), !arguments.has("--json") { Console.print(SyncPlan.nobody) }
      return .ok
    }
    let spaced = plan.tellSpaced(arguments)
    guard let name = plan.names.first else { return spaced }
    guard plan.names.count == 1 else {
      let code = try SyncProcess.eachAlone(
        plan.names, of: workplace.folder, arguments, seconds: deadline)
      return code == .ok ? spaced : code
    }
    let code = try SyncProcess.exchange(at: workplace, with: name, seconds: deadline) { replica in
      var client = SyncClient(
        folder: workplace.folder, replica: replica,
        transport: HTTPTransport(onTransfer: SyncProcess.transfer(begins:)),
        now: { Workplace.now })
      client.patience = [1, 2, 4, 8].map { $0 * Double.random(in: 0.5...1.5) }
      if SyncProcess.isAfterTrap {
        let report = try client.giveUp(on: name, because: .unreachable(.brokenOff))
        return try report.tell(arguments)
      }
      let progress = SyncProgress(isShown: Console.isTerminal && !arguments.has("--json"))
      let report = try client.exchange(
        with: name, batchBytesMax: batchBytesMax, progress: progress.show)
      progress.clear()
      return try report.tell(arguments)
    }
    return code == .ok ? spaced : code
  }
}

/// Whom to exchange with now.
struct SyncPlan {
  private(set) var names: [String] = []
  /// Those that have failed by their own doing and are left in peace for a while.
  private(set) var spaced: [Replica.Peer] = []

  init(_ arguments: Arguments, _ workplace: Workplace) throws {
    guard arguments.operands.isEmpty else {
      names = arguments.operands
      return
    }
    let peers = try workplace.writing { try $0.peers() }.filter { $0.url != nil }
    let now = Workplace.now
    for peer in peers {
      if arguments.has("--all") || peer.isDue(at: now) {
        names.append(peer.name)
      } else {
        spaced.append(peer)
      }
    }
  }

  /// Nobody is to be called: so it is on a hub, whose timer runs like everybody's.
  var isForNobody: Bool { names.isEmpty && spaced.isEmpty }

  static let nobody =
    "Ingen part har en adresse, så der er ingen at kalde; på en hub er det, som det skal være. Ellers: "
    + "viden peer join URL KODE."

  /// Says who is left in peace, and what is wrong with them: they are not proved equal.
  func tellSpaced(_ arguments: Arguments) -> ExitCode {
    for peer in spaced where !arguments.has("--quiet") {
      let until = peer.nextTry.map(Moment.text) ?? ""
      Console.complain(
        "viden: \(peer.name): venter til \(until) efter \(peer.failures) fejl i træk, sidst: "
          + "\(peer.lastError ?? "") – viden sync \(peer.name) prøver nu")
    }
    return spaced.isEmpty ? .ok : .tryLater
  }
}

extension Arguments {
  /// What `--max-batch` says in bytes: `32k`, or a plain number.
  fileprivate var batchBytesMax: Int {
    get throws(UsageError) {
      guard let text = value("--max-batch") else { return SyncSession.batchBytesMax }
      let isKilo = text.hasSuffix("k") || text.hasSuffix("K")
      guard let count = Int(isKilo ? String(text.dropLast()) : text), count > 0,
        case (let bytes, let overflows) = count.multipliedReportingOverflow(by: isKilo ? 1024 : 1),
        !overflows, (1024...SyncSession.batchBytesMax).contains(bytes)
      else {
        throw .badValue(option: "--max-batch", value: text, expected: "fra 1k til 256k, fx 32k")
      }
      return bytes
    }
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
    guard isShown, report.ahead > 0 || report.behind > 0 else { return }
    let bytes = report.bytesIn + report.bytesOut
    let done = report.sent + report.received
    // What is left is guessed from what has been: one change is much like another.
    let left = done > 0 ? bytes / done * (report.ahead + report.behind) / 1024 : 0
    Console.progress(
      "\(report.peer): \(report.sent) sendt, \(report.ahead) igen; \(report.received) hentet, "
        + "\(report.behind) igen; \(bytes / 1024) kB, ca. \(left) kB igen")
  }

  /// Leaves the line as it was.
  func clear() {
    if isShown { Console.progress("") }
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

  init(_ report: SyncClient.Report) {
    peer = report.peer
    requests = report.requests
    bytesOut = report.bytesOut
    bytesIn = report.bytesIn
    sent = report.sent
    received = report.received
    equal = report.isEqual
    error = OrNull(report.error?.sentence)
  }
}

extension SyncClient.Report {
  /// Says how it went, as the options ask, and gives the exit code of this peer.
  func tell(_ arguments: Arguments) throws -> ExitCode {
    if arguments.has("--json") { try Console.print(json: SyncReport(self)) }
    guard let error else { return .ok }
    var isOffline = false
    if case .unreachable = error { isOffline = true }
    if !arguments.has("--json"), !(isOffline && arguments.has("--quiet")) {
      Console.complain("viden: \(peer): \(error.sentence)")
    }
    if isOffline, arguments.has("--offline-ok") { return .ok }
    return error.exitCode
  }
}

extension SyncError {
  fileprivate var exitCode: ExitCode {
    switch self {
    case .noAddress, .neverMet, .badKey: .notConfigured
    case .unreachable(.brokenOff): .tryLater
    case .unreachable, .notThePeer, .redirected, .compressed: .unavailable
    case .departed, .notAccepted: .notAllowed
    case .tryLater: .tryLater
    case .refused(let error) where error.reason == .outOfScope: .notAllowed
    case .protocolBroken(let error) where error.reason == .outOfScope: .notAllowed
    case .refused(let error) where error.reason == .unknownFormat: .protocolVersion
    case .protocolBroken(let error) where error.reason == .unknownFormat: .protocolVersion
    case .refused, .protocolBroken: .badData
    case .notEqual: .no
    }
  }
}
