public import CRDT
import Knowledge
import SQLite

/// What differs between two versions of one field, word for word.
public struct Comparison: Hashable, Sendable {
  public var field: FieldID
  public var segments: [WordDiff.Segment]

  /// The Danish name of the field.
  public var label: String { Field.named(field)?.danishName ?? "felt \(field.rawValue)" }

  /// All fields that people read and that differ, by field number.
  public static func all(from old: DocumentState?, to new: DocumentState) -> [Comparison] {
    let fields = (Field.all + Field.ofAuthority).filter {
      ![.frontMatter, .approval, .sentBack].contains($0.id)
    }
    return fields.compactMap { field in
      let before = old.map { text(of: field, in: $0) } ?? ""
      let after = text(of: field, in: new)
      guard !before.utf8.elementsEqual(after.utf8) else { return nil }
      return Comparison(
        field: field.id, segments: WordDiff.segments(from: before, to: after))
    }
  }

  private static func text(of field: Field, in state: DocumentState) -> String {
    switch field.kind {
    case .text: state.texts[field.id] ?? ""
    case .register: state.registers[field.id]?.first?.value.text ?? ""
    case .set: (state.sets[field.id] ?? []).compactMap(\.text).joined(separator: "\n")
    case .counter: ""
    }
  }

  /// One line of text for a terminal: `[-slettet-]` and `{+tilføjet+}`, with long equal stretches
  /// shortened.
  public var marked: String {
    segments.map { segment in
      switch segment.kind {
      case .same: Comparison.shortened(segment.text)
      case .deleted: "[-\(segment.text)-]"
      case .inserted: "{+\(segment.text)+}"
      }
    }.joined()
  }

  private static func shortened(_ text: String) -> String {
    let kept = 40
    return text.count > 2 * kept + 5 ? "\(text.prefix(kept)) … \(text.suffix(kept))" : text
  }
}

extension Replica {
  /// One line of an article's history.
  public struct LogItem: Hashable, Sendable {
    public var id: ChangeID
    public var parents: [ChangeID]
    public var author: String
    /// The author's clock, in milliseconds.
    public var time: Int64
    /// Whether it approves a version.
    public var isApproval: Bool
    /// What it changed, word for word against the version its author saw.
    public var comparisons: [Comparison]

    public var isMerge: Bool { parents.count > 1 }
  }

  /// An article's changes, newest first in this replica's order, each with what it changed.
  ///
  /// - Complexity: two checkouts for each change.
  public func log(of document: ChangeID, limit: Int = .max) throws -> [LogItem] {
    let history = try history(of: document)
    return try history.changes.reversed().prefix(limit).map { change in
      let before = change.parents.isEmpty ? nil : try history.state(at: change.parents)
      return LogItem(
        id: change.id, parents: change.parents, author: change.author, time: change.time,
        isApproval: change.isApproval,
        comparisons: Comparison.all(from: before, to: try history.state(at: [change.id])))
    }
  }

  /// The approved version of an article; `nil` when nothing is published.
  public func approvedState(of document: ChangeID) throws -> DocumentState? {
    try published(ofDocumentRow: row(of: document))?.state
  }

  /// How many articles there are.
  public func articleCount() throws -> Int {
    Int(try connection.first("SELECT count(*) FROM article", []) { row in row.integer(0) } ?? 0)
  }
}
