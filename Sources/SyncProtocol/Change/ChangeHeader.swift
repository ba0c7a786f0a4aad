public import CRDT
import Digest

/// Everything about a change but what was done: enough to keep its place in the document's graph
/// when the payload was removed.
public struct ChangeHeader: Hashable, Sendable {
  public let id: ChangeID
  public let document: ChangeID
  public let parents: [ChangeID]

  public init(id: ChangeID, document: ChangeID, parents: [ChangeID]) {
    self.id = id
    self.document = document
    self.parents = parents
  }

  public init(of change: Change) {
    self.init(id: change.id, document: change.document, parents: change.parents)
  }

  /// The canonical bytes that are hashed: id, document, number of parents, parents; every number
  /// as eight bytes, highest first (Protocol/02 §3).
  public var canonicalBytes: [UInt8] {
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(40 + 16 * parents.count)
    writer.changeID(id)
    writer.changeID(document)
    writer.fixed64(UInt64(parents.count))
    for parent in parents { writer.changeID(parent) }
    return writer.bytes
  }

  /// A change creates its document, or it has parents in it; parents ascend, and none of them is
  /// a later change of the writer's own stream.
  func validate(_ limits: SyncLimits = .standard) throws(ProtocolError) {
    let isCreation = document == id
    guard id.sequence > 0, document.sequence > 0, parents.isEmpty == isCreation else {
      throw ProtocolError(.invalidChange, change: id)
    }
    guard parents.count <= limits.parentsMax else { throw ProtocolError(.overLimit, change: id) }
    for (index, parent) in parents.enumerated() {
      let ascends = index == 0 || parents[index - 1] < parent
      let isEarlier = parent.replica != id.replica || parent.sequence < id.sequence
      guard ascends, isEarlier, parent.sequence > 0 else {
        throw ProtocolError(.invalidChange, change: id)
      }
    }
  }
}

extension ByteWriter {
  mutating func changeID(_ id: ChangeID) {
    fixed64(id.replica.rawValue)
    fixed64(id.sequence)
  }
}
