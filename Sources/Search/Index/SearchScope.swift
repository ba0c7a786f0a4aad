/// Whose texts an index holds.
///
/// Public and staff-only texts never share a table: counts, ranks, completions and timing of one
/// index say nothing about the other. Who may read both searches both.
public enum SearchScope: String, CaseIterable, Hashable, Sendable {
  /// What every citizen may read.
  case `public`

  /// What is for staff only.
  case staff

  /// The full-text table; the tables beside it begin with its name.
  var table: String { "search_\(rawValue)" }
}
