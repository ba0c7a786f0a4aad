public import CRDT
public import Digest

/// *Lokalt tillæg*: where a municipality's own text stands in the answer that it adds to, and what
/// stood there when somebody last looked.
///
/// A supplement is an article of its own, with its own history, approval and conflicts; the anchor is
/// what makes it one. It remembers the base's approved version and the hash of the section, so that a
/// base that moved on is noticed on every replica and the three texts can be laid side by side.
public struct SupplementAnchor: Hashable, Sendable {
  /// Where the local text goes.
  public enum Placement: String, CaseIterable, Hashable, Sendable {
    case before
    case after
    case instead
  }

  /// The article that is added to.
  public let base: ChangeID
  public let placement: Placement

  /// The section's heading as its author wrote it; empty for the whole answer.
  public let section: String

  /// The approved heads of the base when the text was written, ascending.
  public let baseVersion: [ChangeID]

  /// Of the section's text in that version.
  public let sectionHash: SHA256Digest

  /// An anchor in what readers see of the base. `nil` when it has no such section.
  ///
  /// - Parameter version: the approved heads.
  public init?(
    base: ChangeID, placement: Placement, section: String, in article: Article,
    version: [ChangeID]
  ) {
    guard let text = MarkdownSection.text(of: section, in: article.body) else { return nil }
    self.base = base
    self.placement = placement
    self.section = section
    baseVersion = Set(version).sorted()
    sectionHash = SHA256.hash(Array(text.utf8))
  }

  /// Whether the section still says what it said when the text was written.
  public func isCurrent(in article: Article) -> Bool {
    guard let text = MarkdownSection.text(of: section, in: article.body) else { return false }
    return SHA256.hash(Array(text.utf8)) == sectionHash
  }
}

// MARK: - On the wire

extension SupplementAnchor {
  /// Five lines: base, placement, the base's heads parted by blanks, hash, heading.
  var encoded: String {
    [
      base.description, placement.rawValue,
      baseVersion.map(\.description).joined(separator: " "), sectionHash.description, section,
    ].joined(separator: "\n")
  }

  init?(encoded text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 5, let base = ChangeID(lines[0]),
      let placement = Placement(rawValue: lines[1]),
      let hash = Hex.decode(lines[3]).flatMap({ SHA256Digest(bytes: $0) })
    else { return nil }
    let words = lines[2].split(separator: " ")
    let version = words.compactMap { ChangeID(String($0)) }
    guard !version.isEmpty, version.count == words.count, version == Set(version).sorted() else {
      return nil
    }
    self.base = base
    self.placement = placement
    section = lines[4]
    baseVersion = version
    sectionHash = hash
  }
}
