public import CRDT
import Planted

/// *Fire øjne*: whether a person may approve a version, judged from who wrote what since the last
/// approved one.
///
/// Whether the person is an approver at all is a matter of grants and not decided here.
public struct ApprovalRule: Hashable, Sendable {
  /// A small node with one editor may allow what others forbid.
  public let allowsOwnText: Bool

  public init(allowsOwnText: Bool) {
    self.allowsOwnText = allowsOwnText
  }

  /// The rule unless the node's policy says otherwise: nobody approves own text.
  public static let fourEyes = ApprovalRule(allowsOwnText: false)

  /// Judges an approval of the document at `version` by its history. Throws `ApprovalRefusal`
  /// when the approver may not, and `HistoryError` when the history lacks the version.
  public func check(
    approver: String, of version: [ChangeID], in history: DocumentHistory
  ) throws {
    let approved = Article(try history.state(at: version)).approval?.version ?? []
    let past = ApprovalRule.past(of: version, in: history)
    let alreadyOut = ApprovalRule.past(of: approved, in: history)
    let waiting = history.changes.filter { past.contains($0.id) && !alreadyOut.contains($0.id) }
    try check(approver: approver, changes: waiting)
  }

  /// Judges an approval that lets these changes out.
  public func check(
    approver: String, changes: some Sequence<Change>
  ) throws(ApprovalRefusal) {
    let name = Person.folded(approver)
    guard !name.isEmpty else { throw .approverUnnamed }
    guard !allowsOwnText, !Planted.has(.oneEyePair) else { return }
    let own = changes.filter { $0.changesContent && Person.folded($0.author) == name }
    guard own.isEmpty else { throw .ownText(author: approver, changes: own.map(\.id)) }
  }

  /// The heads of a version and everything their authors had seen: one walk from the newest
  /// change to the oldest, since parents stand before their children.
  private static func past(of version: [ChangeID], in history: DocumentHistory) -> Set<ChangeID> {
    var past = Set(version)
    for change in history.changes.reversed() where past.contains(change.id) {
      past.formUnion(change.parents)
    }
    return past
  }
}

/// Why somebody may not approve, and whom it is about.
public enum ApprovalRefusal: Error, Hashable, Sendable {
  /// Nobody said who approves.
  case approverUnnamed
  /// The approver wrote part of what would be let out: these changes. Somebody else must approve.
  case ownText(author: String, changes: [ChangeID])
  /// Two wrote the same place anew, and nobody has chosen: readers would meet what nobody typed.
  case openConflicts(Int)
}

extension Change {
  /// Whether the change touches anything a reader sees. Sending an article to review, or approving
  /// it, makes nobody an author.
  public var changesContent: Bool {
    operations.contains { operation in
      switch operation {
      case .edit(let field, _), .assign(let field, _), .add(let field, _), .remove(let field, _):
        field.isContent
      case .create, .count, .acknowledge:
        false
      }
    }
  }
}
