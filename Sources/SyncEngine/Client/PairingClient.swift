import CRDT
import Foundation
public import ReplicaStore
public import SyncProtocol

/// The side that was invited: makes the key of the new pair with the node that invited
/// (Protocol/09 §3).
///
/// An answer that was lost does no harm: the same pairing, tried again, is the same request to the
/// letter and gets the same answer.
public struct PairingClient {
  private let folder: DataFolder
  private let replica: Replica
  private let transport: HTTPTransport
  private let now: () -> Int64

  /// - Parameter now: this machine's clock, in milliseconds since 1970.
  public init(
    folder: DataFolder, replica: Replica, transport: HTTPTransport, now: @escaping () -> Int64
  ) {
    self.folder = folder
    self.replica = replica
    self.transport = transport
    self.now = now
  }

  /// How a pairing ended.
  public struct Result: Hashable, Sendable {
    /// What the peer is called here.
    public var name: String
    /// What it calls itself.
    public var theirName: String
    /// What we may have and bring there.
    public var granted: PeerScopes
    /// This node, empty until now, has become a public mirror: nothing else is granted it.
    public var isMirror = false
  }

  /// Pairs with the node at an address.
  ///
  /// - Parameters:
  ///   - name: what to call it here; its own name where nothing is given.
  ///   - scopes: what it may have and bring here.
  ///   - ownAddress: where it can call us, if it can.
  /// - Throws: `PairingError`; `ReplicaError.peerExists` when another node has that name already,
  ///   and then the same code can be tried again with another name.
  public func join(
    _ address: PeerAddress, with code: PairingCode, calling name: String?, scopes: PeerScopes,
    ownAddress: PeerAddress?
  ) throws -> Result {
    let key = PeerKey(secret: PairingKeys.invitationKey(of: code))
    guard try replica.invitation(key.id) == nil else { throw PairingError.ownInvitation }
    let identity = try replica.identity()
    var random = SystemRandomNumberGenerator()
    let request = JoinRequest(
      from: Introduction(
        nonce: try folder.joinNonce(key.id, random: &random), node: identity.node,
        replica: identity.replica, name: identity.name),
      address: ownAddress?.text ?? "")
    let answer: JoinAnswer
    do {
      answer = try ask(request, at: address, key, from: identity.nodeName)
    } catch let error as PairingError where error == .used || error == .expired {
      folder.removeJoinNonce(key.id)  // nobody will ever answer this request
      throw error
    }
    let name =
      try name ?? knownName(of: answer.sender.node) ?? PeerName.made(from: answer.sender.name)
    let pairKey = PeerKey(
      secret: PairingKeys.pairKey(
        invitationKey: key.secret, asked: request, answered: answer))
    if let known = try replica.peers().first(where: { $0.name == name }),
      known.node != answer.sender.node
    {
      throw ReplicaError.peerExists(name)
    }
    try folder.store(nextKey: pairKey, ofPeer: name, after: try replica.keyID(ofPeer: name))
    try replica.pair(
      Replica.Pairing(
        name: name, url: address.text, keyID: pairKey.id, node: answer.sender.node,
        replica: answer.sender.replica, scopes: scopes),
      at: now())
    try folder.takeNextKey(ofPeer: name, id: pairKey.id)
    folder.removeJoinNonce(key.id)
    let isMirror = try becomesMirror(for: answer.scopes)
    return Result(
      name: name, theirName: answer.sender.name, granted: answer.scopes, isMirror: isMirror)
  }

  /// Whoever may see no more than citizens gets no whole change, so it can only be a mirror
  /// (Protocol/10). A node that holds something already stays what it is.
  private func becomesMirror(for scopes: PeerScopes) throws -> Bool {
    guard try !replica.isMirror() else { return true }
    guard scopes.contains(.pullPublic), !scopes.contains(.pullInternal),
      try replica.vector().entries.isEmpty
    else { return false }
    try replica.becomeMirror()
    return true
  }

  private func ask(
    _ request: JoinRequest, at address: PeerAddress, _ key: PeerKey, from node: String
  ) throws -> JoinAnswer {
    guard let url = URL(string: address.text + "/sync/pair") else {
      throw PairingError.sync(.noAddress)
    }
    var line = PeerLine(
      address: url, peerNode: key.id, key: key, ownNode: node, transport: transport, now: now)
    let reply: PeerLine.Reply
    do {
      reply = try line.send(request.encoded)
    } catch let error as SyncError {
      throw error == .notAccepted ? PairingError.unknownCode : PairingError.sync(error)
    }
    guard reply.isRefusal else { return try JoinAnswer(decoding: reply.bytes) }
    switch try MessageCodec.decodeRefusal(reply.bytes).reason {
    case .invitationExpired: throw PairingError.expired
    case .invitationUsed: throw PairingError.used
    case let reason: throw PairingError.sync(.refused(ProtocolError(reason)))
    }
  }

  /// A node that is a peer already keeps its name: its key is renewed.
  private func knownName(of node: UInt64) throws -> String? {
    try replica.peers().first { $0.node == node }?.name
  }
}

/// Why two nodes did not pair.
public enum PairingError: Error, Hashable, Sendable {
  /// Nobody there knows the code: mistyped beyond what its check letters find, another node's, used
  /// long ago, or tried too often.
  case unknownCode
  case expired
  case used
  /// The code was made here.
  case ownInvitation
  /// No answer that could be believed.
  case sync(SyncError)
}

/// Names of peers are names of files too: 1 to 40 letters a-z, digits, hyphens, underscores.
public enum PeerName {
  public static func isSound(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// "Fælles hub" becomes `faelles-hub`.
  static func made(from title: String) -> String {
    var name = ""
    for letter in title.lowercased() {
      switch letter {
      case "æ": name += "ae"
      case "ø": name += "oe"
      case "å": name += "aa"
      case _ where isSound(String(letter)): name.append(letter)
      default: if !name.isEmpty, !name.hasSuffix("-") { name += "-" }
      }
    }
    name = String(name.prefix(40))
    while name.hasSuffix("-") { name.removeLast() }
    return name.isEmpty ? "part" : name
  }
}
