/// Two or more people changed one thing without knowing of each other, and someone should look.
///
/// The merge is never held up: the text is whole, both wordings are kept, and nobody is asked
/// twice. A conflict is a pure function of a document's history, so every replica with the same
/// changes finds the same ones, under the same ids, in whatever order the changes came.
///
/// It is closed by a change whose author had seen all sides and either changed that place again
/// or acknowledged the conflict by its id. Two such closings commute.
public struct Conflict: Hashable, Sendable {
  public let id: ConflictID
  public let field: FieldID
  public let kind: Kind
  public let severity: Severity

  /// The unit as all sides knew it: whole sentences, or a register's value; empty where text was
  /// only added.
  public let ancestor: String

  /// What the merged text says in that place now, in whole units; the value shown, for registers.
  public let merged: String

  /// Where `merged` stands, in scalars of the merged text; `nil` for registers.
  public let mergedRange: Range<Int>?

  /// Two or more, in the order of their newest changes' ids.
  public let sides: [Side]

  /// Whether nobody who had seen all sides has dealt with it yet.
  public let isOpen: Bool

  /// One wording and the changes that led to it.
  public struct Side: Hashable, Sendable {
    /// Those that touched the place and that not all sides knew; ascending.
    public let changes: [ChangeID]

    /// The unit in full as this side left it; empty if it was deleted.
    public let text: String

    /// What of the merged text this wording would take the place of, in scalars; `nil` for
    /// registers. Less than `mergedRange` where words that neither side touched have run into the
    /// unit: those stay, whoever is chosen.
    public let range: Range<Int>?
  }

  public enum Kind: Hashable, Sendable {
    /// Both made the same insertion: the merged text has it twice.
    case sameEdit

    /// One edited what the other deleted.
    case editInDeleted

    /// Both changed the same words.
    case overlap

    /// Both changed different words of one sentence.
    case sameSentence

    /// Both added text between the same two sentences.
    case sameGap

    /// One edited what the other moved elsewhere: the edit stayed in the old place.
    case movedAndEdited

    /// A register was written with different values.
    case register
  }

  public enum Severity: Hashable, Comparable, Sendable {
    case low

    /// A number, date, amount, section of law, or a word that turns the meaning is among what
    /// differs.
    case high
  }
}
