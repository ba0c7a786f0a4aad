import CRDT

/// How one text becomes another, as splices in Unicode scalars.
enum TextEdit {
  /// One splice between the common beginning and the common end; none when the texts are equal,
  /// scalar by scalar.
  static func splices(from old: String, to new: String) -> [Splice] {
    let (old, new) = (Array(old.unicodeScalars), Array(new.unicodeScalars))
    let shorter = min(old.count, new.count)
    var prefix = 0
    while prefix < shorter, old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < shorter - prefix, old[old.count - 1 - suffix] == new[new.count - 1 - suffix] {
      suffix += 1
    }
    let inserted = String(String.UnicodeScalarView(new[prefix..<new.count - suffix]))
    let deleted = old.count - prefix - suffix
    return deleted == 0 && inserted.isEmpty
      ? [] : [Splice(position: prefix, deleted: deleted, inserted: inserted)]
  }
}
