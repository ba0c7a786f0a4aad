public import CRDT
public import Knowledge
import SQLite

/// Answers in which a municipality needs no text of its own: a line of its reference record each, so
/// that whoever looks after them at another node is not asked again.
extension Replica {
  /// Puts on the municipality's record that it needs no text beside an answer, for all that the
  /// answer points at now. Said twice, it is said once.
  ///
  /// - Throws: `ReplicaError.notPublished` for what readers do not see.
  public func waiveSupplement(
    beside document: ChangeID, of home: Municipality, by authorship: Authorship
  ) throws {
    guard let answer = try publication(of: document), !answer.isWithdrawn,
      answer.article.anchor == nil
    else { throw ReplicaError.notPublished(document) }
    let waiver = SupplementWaiver(
      answer: document, needs: LocalNeed.found(in: answer.article.localText))
    var edit = ReferenceEdit()
    for earlier in try waivers(of: home)[document, default: []] where earlier != waiver {
      edit.remove(earlier)
    }
    edit.add(waiver)
    _ = try self.edit(referenceOf: .municipality(home), edit, by: authorship)
  }

  /// Takes it back: the answer stands on the checklist again.
  public func unwaiveSupplement(
    beside document: ChangeID, of home: Municipality, by authorship: Authorship
  ) throws {
    var edit = ReferenceEdit()
    for waiver in try waivers(of: home)[document, default: []] { edit.remove(waiver) }
    _ = try self.edit(referenceOf: .municipality(home), edit, by: authorship)
  }

  /// What the municipality has said of each answer, by the answer's name now.
  func waivers(of home: Municipality) throws -> [ChangeID: [SupplementWaiver]] {
    let lines = try reference(of: .municipality(home)).lines(SupplementWaiver.self)
    return try Dictionary(grouping: lines) { try nameNow(ofDocument: $0.answer) }
  }
}

extension Article {
  /// What is looked through for words that are not the same everywhere.
  var localText: String { shortAnswer + "\n\n" + body }
}
