/// One word of a query as it was typed, normalised.
struct QueryWord: Hashable {
  var letters: [UInt8]

  /// The words it was joined from, where it was written with a hyphen or as a grouped number.
  var pieces: [[UInt8]] = []

  /// Whether a section sign stands before it.
  var isSection = false

  /// Whether the query ends with it, so that it may be the beginning of a longer word.
  var isUnfinished = false

  /// Whether a hyphen after it leaves its end to the next: *børne- og ungeydelse*.
  var isSuspended = false
}
