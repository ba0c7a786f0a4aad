import ReplicaStore
import SyncEngine

extension Command {
  static let relay = Command(
    "relay",
    """
    viden relay STED – udveksler ændringer gennem en fælles mappe eller en WebDAV-server

    Til steder, der ikke kan nå andre noder, men nok et filarkiv. Hver node lægger det, de andre
    mangler, i mappen og henter det, de har lagt; ingen behøver være der samtidig. Filerne er
    forseglet med parternes nøgler og bliver taget væk, når alle har dem. De er ikke krypteret: brug
    https, og giv kun noderne adgang. Siger ingenting, når alt er i orden, så den kan stå i cron.

    STED er en mappe, fx et netværksdrev, eller https://vært/mappe/.

      --user NAVN            navnet hos WebDAV-serveren
      --password-file FIL    fil med adgangskoden; kun ejeren må kunne læse den
      --json                 én linje JSON om besøget
      --offline-ok           0, selv om serveren ikke kan nås: en bærbar uden net er ikke en fejl
      --deadline SEK         stop efter så mange sekunder (3600); det, der er hentet, er gemt
      --data MAPPE           nodens mappe
    """
  ) { arguments in
    let address = try arguments.operand("STED")
    let deadline = try arguments.integer("--deadline", in: 1...86_400) ?? 3600
    let workplace = Workplace(arguments)
    let place = try RelayOption.place(address, arguments)
    return try SyncProcess.exchange(
      at: workplace, with: place.address, seconds: deadline
    ) { replica in
      guard try !replica.peers().isEmpty else { throw SyncProblem.noPeers }
      guard !SyncProcess.isAfterTrap else { throw RelayError.unreachable(.brokenOff) }
      var run = try RelayRun(replica, at: place, time: Workplace.now) { peer in
        try workplace.folder.key(ofPeer: peer, id: replica.keyID(ofPeer: peer))
      }
      do {
        return try run.perform().tell(arguments)
      } catch RelayError.unreachable(let fault) {
        guard arguments.has("--offline-ok") else { throw RelayError.unreachable(fault) }
        return .ok
      }
    }
  }
}

/// The place that the words name.
enum RelayOption {
  static func place(_ address: String, _ arguments: Arguments) throws -> any RelayPlace {
    guard address.contains("://") else { return try RelayFolder(address) }
    let password = try arguments.value("--password-file").map { path in
      String(try SecretFile.read(path).prefix { !$0.isNewline })
    }
    if arguments.value("--user") != nil, password == nil {
      throw UsageError.missingOption("--password-file")
    }
    return try RelayServer(
      address, login: password.map { (arguments.value("--user") ?? "", $0) },
      transport: HTTPTransport(onTransfer: SyncProcess.transfer(begins:)))
  }
}

/// What `viden relay --json` prints; kept stable for scripts.
private struct RelaySummary: Encodable {
  var received: Int
  var sent: Int
  var filesRead: Int
  var filesWritten: Int
  var filesRemoved: Int
  var bytesIn: Int
  var bytesOut: Int
  var equal: [String]
  var different: [String]
  var absent: [String]
  var problems: [String]

  init(_ report: RelayReport) {
    received = report.received
    sent = report.sent
    filesRead = report.filesRead
    filesWritten = report.filesWritten
    filesRemoved = report.filesRemoved
    bytesIn = report.bytesIn
    bytesOut = report.bytesOut
    equal = report.equal
    different = report.different
    absent = report.absent
    problems = report.messages.map(\.text)
  }
}

extension RelayReport {
  fileprivate var messages: [Message] { problems.map(Message.of) }

  /// The code is that of the first thing that somebody must do something about; else of what will
  /// mend itself.
  fileprivate func tell(_ arguments: Arguments) throws -> ExitCode {
    let messages = messages
    if arguments.has("--json") {
      try Console.print(json: RelaySummary(self))
    } else {
      for message in messages { Console.complain("viden: \(message.text)") }
    }
    return messages.first { $0.exitCode != .tryLater }?.exitCode
      ?? messages.first?.exitCode ?? .ok
  }
}
