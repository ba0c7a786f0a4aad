public import CRDT

/// What a node says of itself, in a document of its own for each stream that it writes: who it is,
/// and how much of the authority document it knew at each point of the stream.
///
/// That is how a change in one document has a causal past in another: the change knew what the
/// stream had said it knew by then. A node writes a line on its card when it has learnt something
/// about rights and before it writes anything else, so an ordinary change carries nothing.
///
/// Only the stream that made a card can write on it, and of several cards in a stream the first is
/// it. The border holds a stranger from writing somebody else's name on one: a peer's own streams
/// must be cards of the node that its key belongs to.
public struct NodeCard: Hashable, Sendable {
  public var node: NodeID
  public var name: String
  /// Four digits.
  public var municipality: String

  public init(node: NodeID, name: String, municipality: String) {
    self.node = node
    self.name = name
    self.municipality = municipality
  }

  /// The operations of the change that makes the card.
  public func creation(knowing heads: [ChangeID]) -> [Operation] {
    let known = heads.isEmpty ? [] : [NodeCard.knows(heads)]
    return [
      .create(kind: DocumentKind.node.rawValue), .assign(.nodeID, Value(node.description)),
      .assign(.nodeName, Value(name)), .assign(.nodePlace, Value(municipality)),
    ] + known
  }

  /// Reads the change that makes a card; `nil` where it says no node.
  public init?(_ creation: Change) {
    var texts: [FieldID: String] = [:]
    for case .assign(let field, let value) in creation.operations { texts[field] = value.text }
    guard let node = texts[.nodeID].flatMap(NodeID.init) else { return nil }
    self.init(
      node: node, name: texts[.nodeName] ?? "", municipality: texts[.nodePlace] ?? "")
  }
}

extension NodeCard {
  /// The heads of the authority document that the node knows from here on.
  public static func knows(_ heads: [ChangeID]) -> Operation {
    .assign(
      .knownAuthority, Value(heads.sorted().map(\.description).joined(separator: "\n")))
  }

  /// The heads that a change on the card names; `nil` where it names none.
  public static func knownHeads(in change: Change) -> [ChangeID]? {
    for case .assign(.knownAuthority, let value) in change.operations {
      let lines = (value.text ?? "").split(separator: "\n").map { ChangeID(String($0)) }
      // A line that is no id names a change that nobody holds.
      return lines.map { $0 ?? ChangeID(replica: ReplicaID(rawValue: 0), sequence: 0) }
    }
    return nil
  }
}
