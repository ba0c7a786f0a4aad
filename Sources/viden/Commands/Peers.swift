import Digest
import Foundation
import ReplicaStore

extension Command {
  static let peerAdd = Command(
    "peer add",
    """
    viden peer add NAVN (--ticket-out FIL | --ticket FIL) [--url URL] – aftaler en nøgle med en anden node

    Den ene part skriver en billet med en ny nøgle, og den anden læser den. Billetten er hemmelig:
    giv den videre på et stik eller over en sikker forbindelse, og slet den bagefter.

      --ticket-out FIL   lav en ny nøgle og skriv billetten til den anden part her
      --ticket FIL       læs den billet, som den anden part har lavet
      --url URL          hvor den anden node kan kaldes, fx http://127.0.0.1:8400; uden adresse
                         venter vi på, at den kalder os
      --data MAPPE       nodens mappe

    Eksempel, først på hubben og så i Sorø:
      viden peer add soroe --ticket-out soroe.billet
      viden peer add hub --url http://hub.example:8400 --ticket soroe.billet
    """
  ) { arguments in
    let name = try arguments.operand("NAVN")
    try PeerURL.validate(name: name)
    let url = try arguments.value("--url").map(PeerURL.validated)
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
        try replica.addPeer(name: name, url: url, keyID: key.id, node: nil)
      }
      Console.print(
        "\(name) er tilføjet. Giv billetten \(path) til den anden node, og slet den så.")
    case (nil, let path?):
      let ticket = try PeerURL.ticket(path)
      try workplace.writing { replica in
        guard try !replica.hasPeer(named: name) else { throw ReplicaError.peerExists(name) }
        try workplace.folder.store(ticket.key, ofPeer: name)
        try replica.addPeer(name: name, url: url, keyID: ticket.key.id, node: ticket.node)
      }
      Console.print("\(name) (\(ticket.name)) er tilføjet.")
    default:
      throw UsageError.missingOption("--ticket-out eller --ticket")
    }
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

/// Names and addresses of peers, as people type them.
enum PeerURL {
  /// An http or https address without query or fragment; the trailing slash is dropped.
  static func validated(_ text: String) throws(UsageError) -> String {
    guard let url = URLComponents(string: text), url.scheme == "http" || url.scheme == "https",
      let host = url.host, !host.isEmpty, url.query == nil, url.fragment == nil, url.user == nil
    else {
      throw .badValue(option: "--url", value: text, expected: "http://… eller https://…")
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Names become file names: letters, digits, hyphen and underscore.
  static func validate(name: String) throws(UsageError) {
    let isSound =
      (1...40).contains(name.count)
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
            || "-_".unicodeScalars.contains($0))
      }
    guard isSound else {
      throw .badValue(
        option: "NAVN", value: name, expected: "1-40 bogstaver a-z, cifre, - eller _")
    }
  }

  static func ticket(_ path: String) throws -> PairingTicket {
    guard let ticket = PairingTicket(try SecretFile.read(path)) else {
      throw FolderError.badKey(path: path, reason: "det er ikke en billet fra viden peer add")
    }
    return ticket
  }
}
