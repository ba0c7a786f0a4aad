/// Whether a change fits the version it names, decided before anything of it is applied.
enum ChangeFit {
  /// Events one document may hold: what the walker's 32-bit numbers reach, with room to spare.
  static let eventsMax = TextHistory.eventsMax

  /// Lengths of the text fields after the change, from those in the version of its parents.
  static func lengths(
    after change: Change, from before: [FieldID: Int]
  ) throws(HistoryError) -> [FieldID: Int] {
    var lengths = before
    for (index, operation) in change.operations.enumerated() {
      switch operation {
      case .create:
        guard index == 0, change.parents.isEmpty else {
          throw HistoryError(.creationMisplaced, in: change.id, operation: index)
        }
      case .edit(let field, let splices):
        for (number, splice) in splices.enumerated() {
          let length = lengths[field, default: 0]
          if let reason = problem(with: splice, length: length) {
            throw HistoryError(reason, in: change.id, operation: index, splice: number)
          }
          lengths[field] = length - splice.deleted + splice.inserted.unicodeScalars.count
        }
      case .assign, .add, .remove, .count, .acknowledge:
        break
      }
    }
    return lengths
  }

  /// Whether two changes are the same to the scalar; `==` calls canonically equivalent texts equal.
  static func areIdentical(_ one: Change, _ other: Change) -> Bool {
    guard one == other, one.author.utf8.elementsEqual(other.author.utf8) else { return false }
    return zip(one.operations, other.operations).allSatisfy { mine, theirs in
      guard case .edit(_, let mine) = mine, case .edit(_, let theirs) = theirs else { return true }
      return zip(mine, theirs).allSatisfy { $0.inserted.utf8.elementsEqual($1.inserted.utf8) }
    }
  }

  /// The number of scalars a change deletes and inserts; `nil` beyond the limit.
  static func eventCount(of change: Change, limit: Int) -> Int? {
    var count = 0
    for case .edit(_, let splices) in change.operations {
      guard let more = TextLog.eventCount(of: splices, limit: limit - count) else { return nil }
      count += more
    }
    return count < limit ? count : nil
  }

  /// What keeps a splice from fitting a text of so many scalars.
  static func problem(with splice: Splice, length: Int) -> HistoryError.Reason? {
    guard splice.position >= 0, splice.deleted >= 0 else { return .negativeLength }
    guard splice.position <= length, splice.deleted <= length - splice.position else {
      return .positionPastEnd
    }
    return splice.inserted.utf8.count < eventsMax && length < eventsMax ? nil : .tooLarge
  }
}
