import CRDT

/// A version of a document as a form carries it: the heads, parted by full stops.
enum Version {
  static func text(_ heads: [ChangeID]) -> String {
    heads.map(\.description).joined(separator: ".")
  }

  /// `nil` for what `text` does not write.
  static func heads(_ text: String) -> [ChangeID]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let heads = parts.compactMap { ChangeID(String($0)) }
    return heads.count == parts.count ? heads : nil
  }
}
