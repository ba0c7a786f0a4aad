/// What a peer may have from this node, and what it may bring (DESIGN §6). Both are judged change
/// by change, by the node that gives or takes; nothing here travels.
///
/// ```
/// pull-public     the articles that citizens may read
/// pull-internal   everything else too: drafts, staff's own texts, counts
/// push-own        changes written by the peer's own node
/// relay           changes of others, which the peer passes on
/// admin           records of who may do what (grants, revocations)
/// ```
///
/// Pulling nothing and pushing nothing is a sound scope: a peer that is set aside for a while.
public struct PeerScopes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let pullPublic = PeerScopes(rawValue: 0x01)
  public static let pullInternal = PeerScopes(rawValue: 0x02)
  public static let pushOwn = PeerScopes(rawValue: 0x04)
  public static let relay = PeerScopes(rawValue: 0x08)
  public static let admin = PeerScopes(rawValue: 0x10)

  /// A hub, or another municipality that is trusted like one.
  public static let full: PeerScopes = [.pullPublic, .pullInternal, .pushOwn, .relay, .admin]

  /// A node that writes for itself alone: a laptop, the bus, a municipality that only a hub knows.
  public static let node: PeerScopes = [.pullPublic, .pullInternal, .pushOwn]

  /// A mirror that citizens read, which may stand where anybody can break into it.
  public static let mirror: PeerScopes = [.pullPublic]
}

extension PeerScopes: CustomStringConvertible {
  /// The single scopes in the order in which they are written.
  private static let names: [(name: String, scope: PeerScopes)] = [
    ("pull-public", .pullPublic), ("pull-internal", .pullInternal), ("push-own", .pushOwn),
    ("relay", .relay), ("admin", .admin),
  ]

  /// Names for the usual sets.
  private static let presets: [(name: String, scopes: PeerScopes)] = [
    ("full", .full), ("node", .node), ("mirror", .mirror), ("none", []),
  ]

  /// The name of the usual set that this is, else its scopes with commas between them.
  public var description: String {
    if let preset = PeerScopes.presets.first(where: { $0.scopes == self }) { return preset.name }
    return PeerScopes.names.filter { contains($0.scope) }.map(\.name).joined(separator: ",")
  }

  /// Reads what `description` writes: names of scopes and of usual sets, with commas between them,
  /// in any order. `pull-internal` brings `pull-public` with it, because nobody who sees all can
  /// be kept from a part.
  ///
  /// - Returns: `nil` if a name is unknown or missing.
  public init?(_ text: String) {
    self = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let known =
        PeerScopes.names.first { $0.name == word }?.scope
        ?? PeerScopes.presets.first { $0.name == word }?.scopes
      guard let known else { return nil }
      formUnion(known)
    }
    if contains(.pullInternal) { insert(.pullPublic) }
  }
}
