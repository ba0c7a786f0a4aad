import CRDT
import Knowledge
import SQLite
import SyncProtocol

/// Judges changes of this replica's log by an authority, and remembers on the way what it had to
/// read for that.
struct Judge {
  let replica: Replica
  let governance: Governance
  private var known: [ReplicaID: Replica.KnownHeads] = [:]

  init(_ replica: Replica, _ governance: Governance) {
    self.replica = replica
    self.governance = governance
  }

  /// Why a change does not count; `nil` for a sound one.
  mutating func reason(
    against change: Change, documentRow document: Int64
  ) throws -> QuarantineReason? {
    guard let authority = governance.authority else { return nil }
    switch governance.documents[change.document]?.kind {
    case .authority:
      // Another base's records are nobody's business here, and harm nobody.
      return change.document == authority.root ? authority.reason(against: change.id) : nil
    case .node:
      // Whoever may write nothing may still say who they are.
      return change.id.replica == change.document.replica ? nil : .foreignCard
    default:
      break
    }
    let context = context(of: change, documentRow: document)
    let verdict = try authority.judge(
      change, knowing: try knownHeads(of: change.id), in: context)
    guard case .quarantined(let reason) = verdict else { return nil }
    return reason
  }

  private mutating func knownHeads(of id: ChangeID) throws -> [ChangeID]? {
    if known[id.replica] == nil {
      known[id.replica] = try replica.knownHeads(ofStream: id.replica, in: governance)
    }
    return known[id.replica]?.last { $0.sequence <= id.sequence }?.heads
  }

  /// What the authority may ask about the change's document.
  private func context(of change: Change, documentRow document: Int64) -> DocumentContext {
    let replica = replica
    return DocumentContext(
      kind: {
        if let kind = change.createdKind { return kind }
        return try replica.change(change.document)?.createdKind ?? .article
      },
      before: {
        change.parents.isEmpty
          ? nil : try replica.state(asSeenBy: change.parents, documentRow: document)
      })
  }
}

extension Replica {
  /// A document as somebody saw it who knew these heads, whether or not what they stand on counts;
  /// `nil` where it cannot be told because something there does not fit.
  func state(asSeenBy heads: [ChangeID], documentRow document: Int64) throws -> DocumentState? {
    if let stored = try storedState(ofDocumentRow: document), stored.heads == heads {
      return stored
    }
    return try wholeHistory(ofDocumentRow: document).flatMap { try? $0.state(at: heads) }  // unfit
  }

  /// The history of everything that fits the document, quarantined or not; `nil` when not even its
  /// creation does.
  func wholeHistory(ofDocumentRow document: Int64) throws -> DocumentHistory? {
    var history: DocumentHistory?
    for (_, change) in try changes(ofDocumentRow: document) {
      if history == nil {
        history = try? DocumentHistory([change])  // what does not fit is left out
      } else {
        try? history?.append(change)  // as above
      }
    }
    return history
  }
}
