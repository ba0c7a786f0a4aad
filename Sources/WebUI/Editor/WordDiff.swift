/// What one version says that another does not, word by word.
public struct DiffSegment: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case same
    case deleted
    case inserted
  }

  public let kind: Kind
  public let text: String

  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The difference of one field between two versions.
public struct FieldDiff: Hashable, Sendable {
  /// The field as people call it: "Overskrift".
  public let field: String
  public let segments: [DiffSegment]

  public init(field: String, segments: [DiffSegment]) {
    self.field = field
    self.segments = segments
  }

  /// With `trimmed`, long stretches that did not change are cut short around the changes.
  func markup(trimmed isTrimmed: Bool) -> Markup {
    let last = segments.count - 1
    let parts: [Markup] = segments.enumerated().map { index, segment in
      switch segment.kind {
      case .same:
        let text =
          isTrimmed ? excerpt(segment.text, isFirst: index == 0, isLast: index == last) : nil
        return "\(text ?? segment.text)"
      case .deleted:
        return """
          <del><span class="visually-hidden">\(Texts.deleted)</span>\(segment.text)\
          <span class="visually-hidden">\(Texts.end)</span></del>
          """
      case .inserted:
        return """
          <ins><span class="visually-hidden">\(Texts.inserted)</span>\(segment.text)\
          <span class="visually-hidden">\(Texts.end)</span></ins>
          """
      }
    }
    return """
      <div class="diff"><p class="diff-field">\(field)</p>
      <div class="diff-text">\(parts)</div></div>

      """
  }

  private static let contextCharacters = 120

  /// The text near the changes, `nil` if it is short enough to stand whole.
  private func excerpt(_ text: String, isFirst: Bool, isLast: Bool) -> String? {
    guard text.count > 3 * FieldDiff.contextCharacters else { return nil }
    let head = isFirst ? "" : String(text.prefix(FieldDiff.contextCharacters))
    let tail = isLast ? "" : String(text.suffix(FieldDiff.contextCharacters))
    return head + " … " + tail
  }

  enum Texts {
    static let deleted = "[slettet: "
    static let inserted = "[tilføjet: "
    static let end = "] "
  }
}
