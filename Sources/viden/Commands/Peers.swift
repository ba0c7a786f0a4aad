import Digest
import ReplicaStore
import SyncEngine
import SyncProtocol

extension Command {
  static let peerAdd = Command(
    "peer add",
    """
    viden peer add NAVN (--ticket-out FIL | --ticket FIL) [--url URL] – aftaler en nøgle uden net imellem

    For noder, der kun mødes over et stik; kan de nå hinanden, er viden peer invite sikrere. Den ene
    part skriver en billet med en ny nøgle, og den anden læser den. Billetten er hemmelig: giv den
    videre på et stik, og slet den bagefter.

      --ticket-out FIL   lav en ny nøgle og skriv billetten til den anden part her
      --ticket FIL       læs den billet, som den anden part har lavet
      --url URL          hvor den anden node kan kaldes, fx http://127.0.0.1:8400; uden adresse
                         venter vi på, at den kalder os
      --scopes SCOPES    hvad den må hente og sende her (full); se viden peer set
      --data MAPPE       nodens mappe

    Eksempel, først på hubben og så i Sorø:
      viden peer add soroe --ticket-out soroe.billet
      viden peer add hub --url http://hub.example:8400 --ticket soroe.billet
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    try PeerURL.validate(name: name)
    let url = try arguments.value("--url").map(PeerURL.validated)
    let scopes = try PeerURL.scopes(arguments.value("--scopes"), or: .full)
    let workplace = Workplace(arguments)
    switch (arguments.value("--ticket-out"), arguments.value("--ticket")) {
    case (let path?, nil):
      try workplace.writing { replica in
        guard try !replica.hasPeer(named: name) else { throw ReplicaError.peerExists(name) }
        var random = SystemRandomNumberGenerator()
        let key = PeerKey(random: &random)
        let identity = try replica.identity()
        let ticket = PairingTicket(name: identity.name, node: identity.node, key: key)
        // The files first: a peer without its ticket could never be paired, and its name is taken.
        try SecretFile.write(ticket.text, to: path)
        try workplace.folder.store(key, ofPeer: name)
        try replica.addPeer(name: name, url: url, keyID: key.id, node: nil, scopes: scopes)
      }
      Console.print(
        "\(name) er tilføjet. Giv billetten \(path) til den anden node, og slet den så.")
    case (nil, let path?):
      let ticket = try PeerURL.ticket(path)
      try workplace.writing { replica in
        guard try !replica.hasPeer(named: name) else { throw ReplicaError.peerExists(name) }
        try workplace.folder.store(ticket.key, ofPeer: name)
        try replica.addPeer(
          name: name, url: url, keyID: ticket.key.id, node: ticket.node, scopes: scopes)
      }
      Console.print("\(name) (\(ticket.name)) er tilføjet.")
    default:
      throw UsageError.missingOption("--ticket-out eller --ticket")
    }
    return .ok
  }

  static let peerSet = Command(
    "peer set",
    """
    viden peer set NAVN [--url URL] [--scopes SCOPES] – retter en parts adresse, eller hvad den må

      --url URL         hvor den kan kaldes fra nu af; --url ingen, hvis den selv skal kalde
      --scopes SCOPES   med komma imellem:
                          pull-public     hente det, borgere må læse
                          pull-internal   hente alt andet
                          push-own        sende sine egne ændringer
                          relay           sende andres ændringer videre
                          admin           sende ændringer af, hvem der må hvad
                        eller full (det hele), node (alt undtagen relay og admin), mirror
                        (pull-public) og none
      --data MAPPE      nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    guard arguments.value("--url") != nil || arguments.value("--scopes") != nil else {
      throw UsageError.missingOption("--url eller --scopes")
    }
    let url = try arguments.value("--url").map { text throws(UsageError) in
      text == "ingen" ? nil : try PeerURL.validated(text)
    }
    let scopes = try arguments.value("--scopes").map { text throws(UsageError) in
      try PeerURL.scopes(text, or: .full)
    }
    try Workplace(arguments).writing { replica in
      if let scopes { try replica.set(scopes: scopes, ofPeer: name) }
      if let url { try replica.set(url: url, ofPeer: name) }
    }
    Console.print("\(name) er rettet.")
    return .ok
  }

  static let peerRotate = Command(
    "peer rotate",
    """
    viden peer rotate NAVN – skifter nøglen til en part ved næste synkronisering

    Den gamle nøgle gælder, til begge parter har brugt den nye; det gør ikke noget, om forbindelsen
    brydes imens. Har en fremmed haft nøglen, så brug viden peer invite i stedet: den nye nøgle laves
    af den gamle.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    try Workplace(arguments).writing { try $0.wantKeyChange(ofPeer: name) }
    Console.print("Nøglen til \(name) skiftes, næste gang de to noder synkroniserer.")
    return .ok
  }

  static let peerRemove = Command(
    "peer remove",
    """
    viden peer remove NAVN – glemmer en part og nøglen til den; det, der er hentet, bliver

    Gælder kun denne node. viden peer revoke spærrer en node overalt.

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    let workplace = Workplace(arguments)
    try workplace.writing { replica in
      try replica.removePeer(named: name, at: Workplace.now)
      workplace.folder.removeKey(ofPeer: name)
    }
    Console.print("\(name) er ikke længere en part.")
    return .ok
  }

  static let peerList = Command(
    "peer list",
    """
    viden peer list – viser de noder, som denne node taler med

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    try arguments.expectNoOperands()
    for peer in try Workplace(arguments).reading({ try $0.peers() }) {
      Console.print(
        "\(peer.name)\t\(peer.url ?? "kalder selv")\tnøgle \(peer.keyID)\t\(peer.scopes)")
    }
    return .ok
  }
}

extension Replica {
  fileprivate func hasPeer(named name: String) throws -> Bool {
    try peers().contains { $0.name == name }
  }
}

/// Names, addresses and scopes of peers, as people type them.
enum PeerURL {
  /// An http or https address without query or fragment; the trailing slash is dropped.
  static func validated(_ text: String) throws(UsageError) -> String {
    try address(text, option: "--url").text
  }

  static func address(_ text: String, option: String) throws(UsageError) -> PeerAddress {
    guard let address = PeerAddress(text) else {
      throw .badValue(option: option, value: text, expected: "http://… eller https://…")
    }
    return address
  }

  /// Names become file names: letters, digits, hyphen and underscore.
  static func validate(name: String) throws(UsageError) {
    guard PeerName.isSound(name) else {
      throw .badValue(
        option: "NAVN", value: name, expected: "1-40 bogstaver a-z, cifre, - eller _")
    }
  }

  /// What `--scopes` says.
  static func scopes(_ text: String?, or usual: PeerScopes) throws(UsageError) -> PeerScopes {
    guard let text else { return usual }
    guard let scopes = PeerScopes(text) else {
      throw .badValue(
        option: "--scopes", value: text,
        expected: "full, node, mirror, none, eller pull-public, pull-internal, push-own, relay og "
          + "admin med komma imellem")
    }
    return scopes
  }

  static func ticket(_ path: String) throws -> PairingTicket {
    guard let ticket = PairingTicket(try SecretFile.read(path)) else {
      throw FolderError.badKey(path: path, reason: "det er ikke en billet fra viden peer add")
    }
    return ticket
  }
}
