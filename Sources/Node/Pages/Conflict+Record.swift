import CRDT
import Knowledge
import ReplicaStore
import WebUI

/// From a conflict in the replica to the one that people see.
extension WebUI.Conflict {
  init(_ record: Replica.ConflictRecord, places: Places) {
    let conflict = record.conflict
    func shown(_ text: String) -> String { RegisterWords.shown(text, of: conflict.field) }
    self.init(
      id: record.id, kind: Kind(conflict.kind),
      severity: conflict.severity == .high ? .high : .normal,
      field: FieldLabel.text(conflict.field), ancestor: shown(conflict.ancestor),
      sides: zip(conflict.sides, record.origins).map { side, origin in
        Side(
          author: origin.author, place: places.name(of: origin.replica),
          time: DanishTime.moment(origin.time), text: shown(side.text))
      },
      merged: shown(conflict.merged))
  }
}

extension WebUI.Conflict.Kind {
  fileprivate init(_ kind: CRDT.Conflict.Kind) {
    switch kind {
    case .sameSentence: self = .sameSentence
    case .overlap: self = .overlap
    case .editInDeleted: self = .editInDeleted
    case .movedAndEdited: self = .movedAndEdited
    case .register: self = .register
    // Two who made the same insertion wrote something new at one place.
    case .sameGap, .sameEdit: self = .sameGap
    }
  }
}
