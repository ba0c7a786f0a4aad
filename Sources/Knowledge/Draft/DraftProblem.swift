public import CRDT

/// Why a draft was not saved: every field that stands in the way, in the order of the form.
public struct InvalidDraft: Error, Hashable, Sendable {
  public let problems: [DraftProblem]
}

/// One field that cannot be saved as it is. Each reason carries what its cure needs to say.
public struct DraftProblem: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The field must not be empty: write it.
    case missing
    /// Shorten it by the difference. Lengths in characters as people count them, save for the
    /// body, which is counted in bytes.
    case tooLong(length: Int, max: Int)
    /// Remove some.
    case tooMany(count: Int, max: Int)
    /// Remove this character; it is usually pasted from another program.
    case controlCharacter(Unicode.Scalar)
    /// Write main group, group and subject as in 38.14.04.
    case notSubjectNumber(String)
    /// Write a day that exists as in 2026-03-27 or 27-03-2026.
    case notDate(String)
    /// Write a count and a unit as in 6 months.
    case notInterval(String)
    /// Choose one of these words.
    case notOneOf([String], given: String)
    /// Write national, a code or a name; perhaps one of the suggestions.
    case unknownMunicipality(UnknownMunicipality)
    /// Write an address beginning with https:// or http://, without blanks.
    case notLink(String)
    /// Choose a last day that is not before the first.
    case endsBeforeItBegins(from: CivilDate, to: CivilDate)
    /// Say since when and why.
    case withdrawalIncomplete
  }

  public let field: FieldID
  public let reason: Reason
}
