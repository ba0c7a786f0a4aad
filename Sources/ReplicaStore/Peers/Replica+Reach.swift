public import CRDT
import Knowledge
import SyncProtocol

/// Who is known to hold a change: what a page may say of how far a withdrawal has come.
extension Replica {
  /// What is proved of others' copies, and nothing that is only likely.
  public struct Reach: Hashable, Sendable {
    /// The nodes that this one exchanges changes with: told exactly by the last exchange in which
    /// both were proved equal.
    public var peers: [Holder]
    /// Other nodes of the base: a change of theirs on the same document, made knowing this one,
    /// proves that they hold it; that there is none proves nothing.
    public var others: [Holder]

    public struct Holder: Hashable, Sendable {
      public var name: String
      public var isConfirmed: Bool
      /// When the peer was last proved equal, in milliseconds by this machine's clock.
      public var lastEqual: Int64?
    }
  }

  /// - Parameter id: a change of the document.
  public func reach(of id: ChangeID, in document: ChangeID) throws -> Reach {
    let peers = try peers()
    let others = try otherNodes(than: Set(peers.compactMap(\.node)))
    let proved = others.isEmpty ? [] : try nodes(knowing: id, in: document)
    return Reach(
      peers: try peers.map { peer in
        Reach.Holder(
          name: peer.name, isConfirmed: try provedVector(withPeer: peer.name).covers(id),
          lastEqual: peer.lastSuccess)
      },
      others: others.map { node, name in
        Reach.Holder(name: name, isConfirmed: proved.contains(node))
      })
  }

  /// The nodes that have a card, but for this one, its peers and those that left, by name.
  private func otherNodes(than peers: Set<UInt64>) throws -> [(node: NodeID, name: String)] {
    guard let authority = try authority() else { return [] }
    let own = try identity().node
    var names: [NodeID: String] = [:]
    for card in authority.cards.values.map(\.card).sorted(by: { $0.name < $1.name })
    where card.node.rawValue != own && !peers.contains(card.node.rawValue)
      && authority.departure(of: card.node) == nil
    {
      names[card.node] = card.name
    }
    return names.sorted { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }
      .map { (node: $0.key, name: $0.value) }
  }

  /// The nodes that wrote on the document after they had the change.
  private func nodes(knowing id: ChangeID, in document: ChangeID) throws -> Set<NodeID> {
    guard let authority = try authority() else { return [] }
    let history = try history(of: document)
    let later = history.changes.filter { history.isAncestor(id, of: $0.id) }
    return Set((later.map(\.id) + [id]).compactMap { authority.node(ofStream: $0.replica) })
  }
}
