import ReplicaStore
import SyncEngine
import SyncProtocol

extension Command {
  static let peerInvite = Command(
    "peer invite",
    """
    viden peer invite NAVN [--scopes SCOPES] [--valid TID] – laver en kode, som en anden node kan blive part med

    Sig koden til den, der driver den anden node, eller send den et sted, hvor kun han ser den. Den
    virker én gang. Er NAVN en part i forvejen, får den en ny nøgle, når koden bruges.

      --scopes SCOPES   hvad den må hente og sende her (full); se viden peer set
      --valid TID       hvor længe koden gælder, fx 30m, 24h eller 7d (24h)
      --url URL         hvor denne node kan kaldes, så det står i det, du sender
      --json            én linje JSON
      --data MAPPE      nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    try PeerURL.validate(name: name)
    let scopes = try PeerURL.scopes(arguments.value("--scopes"), or: .full)
    let url = try arguments.value("--url").map(PeerURL.validated)
    let text = arguments.value("--valid") ?? "24h"
    guard let valid = Validity(text) else {
      throw UsageError.badValue(
        option: "--valid", value: text, expected: "fx 30m, 24h eller 7d, højst 30d")
    }
    let workplace = Workplace(arguments)
    var random = SystemRandomNumberGenerator()
    let code = PairingCode(random: &random)
    let key = PeerKey(secret: PairingKeys.invitationKey(of: code))
    let expires = Workplace.now + Int64(valid.seconds) * 1000
    try workplace.writing { replica in
      // The file first: an invitation without its key could never be used.
      try workplace.folder.store(invitationKey: key)
      let gone = try replica.invite(
        name, id: key.id, scopes: scopes, at: Workplace.now, expires: expires)
      for id in gone { workplace.folder.removeInvitationKey(id) }
    }
    if arguments.has("--json") {
      try Console.print(
        json: InvitationReport(
          name: name, code: code.text, expires: Moment.rfc3339(expires),
          scopes: scopes.description))
      return .ok
    }
    Console.print(
      """
      Koden til \(name) gælder til \(Moment.text(expires)) og virker én gang:

        \(code.text)

      På den anden node:

        viden peer join \(url ?? "http://DENNE-NODE:8400") \(code.text)
      """)
    return .ok
  }

  static let peerJoin = Command(
    "peer join",
    """
    viden peer join URL KODE – bliver part med den node, der har lavet koden

    Store og små bogstaver, mellemrum og bindestreger er ligegyldige. Brød forbindelsen af, så kør
    samme kommando igen; koden virker stadig for denne node.

      --name NAVN       hvad parten skal hedde her; ellers dens eget navn
      --scopes SCOPES   hvad den må hente og sende her (full); se viden peer set
      --own-url URL     hvor den anden node kan kalde os; ellers kalder kun vi
      --data MAPPE      nodens mappe
    """
  ) { arguments in
    guard let first = arguments.operands.first else { throw UsageError.missing(operand: "URL") }
    let address = try PeerURL.address(first, option: "URL")
    let typed = arguments.operands.dropFirst().joined(separator: "-")
    guard !typed.isEmpty else { throw UsageError.missing(operand: "KODE") }
    let code = try pairingCode(typed)
    let name = arguments.value("--name")
    if let name { try PeerURL.validate(name: name) }
    let scopes = try PeerURL.scopes(arguments.value("--scopes"), or: .full)
    let ownURL = try arguments.value("--own-url").map { text throws(UsageError) in
      try PeerURL.address(text, option: "--own-url")
    }
    let workplace = Workplace(arguments)
    SyncProcess.limit(seconds: 120, peer: address.text, option: "")
    let result = try workplace.writing { replica in
      try PairingClient(
        folder: workplace.folder, replica: replica, transport: HTTPTransport(),
        now: { Workplace.now }
      ).join(address, with: code, calling: name, scopes: scopes, ownAddress: ownURL)
    }
    Console.print(
      """
      \(result.name) (\(result.theirName)) er nu en part. Der må vi: \(result.granted.inDanish).\
      \(result.isMirror ? "\nNoden er et offentligt spejl: den viser, hvad borgere må læse." : "")
      Hent det første med viden sync \(result.name)\
      \(result.isMirror ? "" : ". Bagefter viser viden article checklist, hvor kommunen kan mangle egne ord")
      """)
    return .ok
  }
}

/// What `viden peer invite --json` prints; kept stable for scripts.
struct InvitationReport: Encodable {
  var name: String
  var code: String
  var expires: String
  var scopes: String
}

private func pairingCode(_ typed: String) throws(UsageError) -> PairingCode {
  do {
    return try PairingCode(typed)
  } catch {
    throw .badCode(error)
  }
}

/// How long an invitation is good: `30m`, `24h`, `7d`.
struct Validity {
  private static let secondsMax = 30 * 86_400
  let seconds: Int

  init?(_ text: String) {
    if text.hasSuffix("d"), let days = Int(text.dropLast()), (1...30).contains(days) {
      seconds = days * 86_400
    } else if let interval = Interval(text), interval.seconds <= Validity.secondsMax {
      seconds = interval.seconds
    } else {
      return nil
    }
  }
}
