/// Whose texts an index holds.
///
/// Public and staff-only texts never share a table nor a memory: counts, ranks, completions and
/// timing of one index say nothing about the other. Who may read both searches both.
public enum SearchScope: String, CaseIterable, Hashable, Sendable {
  /// What every citizen may read.
  case `public`

  /// What is for staff only.
  case staff

  /// The tables of the scope begin with this.
  var table: String { "index_\(rawValue)" }

  /// The place of the scope in arrays that have one element for each.
  var ordinal: Int { self == .public ? 0 : 1 }
}
