public import Knowledge
import SQLite

/// Finding a node by what people call it.
extension Replica {
  /// The node of a name: sixteen hexadecimal digits, the name of a peer here, the name on a node's
  /// card, or this node's own.
  ///
  /// - Throws: `ReplicaError.unknownNode` when there is none, or cards of several nodes have the name.
  public func node(named name: String) throws -> NodeID {
    if let id = NodeID(name) { return id }
    if let peer = try peers().first(where: { $0.name == name }), let node = peer.node {
      return NodeID(rawValue: node)
    }
    let identity = try identity()
    var found: Set<NodeID> = []
    if identity.name == name { found.insert(NodeID(rawValue: identity.node)) }
    for card in try authority()?.cards.values ?? [:].values where card.card.name == name {
      found.insert(card.card.node)
    }
    guard let node = found.first, found.count == 1 else { throw ReplicaError.unknownNode(name) }
    return node
  }
}
