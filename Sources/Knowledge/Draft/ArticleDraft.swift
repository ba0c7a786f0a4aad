public import CRDT

/// What somebody wants an article to say, as plain text from a form, a file or the command line.
///
/// `nil` leaves a field as it is; an empty text or list clears it. Nothing is checked until
/// `Article.operations(toward:from:)` or `Article.creation(of:)`, which name every field that
/// cannot be saved and why.
///
///     var draft = ArticleDraft()
///     draft.title = "Pas til børn"
///     draft.subject = "23.03.04"
///     let operations = try Article.creation(of: draft)
public struct ArticleDraft: Hashable, Sendable {
  public var title: String?
  public var shortAnswer: String?
  public var body: String?

  /// A KLE number, `dd.dd.dd`.
  public var subject: String?

  /// `borger`, `partner` or `medarbejder`, or the English words of `Audience`.
  public var audience: String?

  public var keywords: [String]?

  /// Each as `Label <url>` or a bare address.
  public var links: [String]?

  public var legalReferences: [String]?

  /// `national`, a municipality's code or its name.
  public var owner: String?

  /// Dates as `CivilDate(parsing:)` reads them.
  public var validFrom: String?
  public var validTo: String?
  public var lastReviewedOn: String?

  /// As `ReviewInterval(parsing:)` reads it: `6 months`, `6 måneder`.
  public var reviewIn: String?

  public var verifiedBy: String?
  public var externalID: String?

  /// For a local supplement: where it stands. A draft that creates a document with an anchor
  /// creates a supplement.
  public var anchor: SupplementAnchor?

  /// `kladde`, `til godkendelse`, `godkendt` or `trukket tilbage`. A draft may narrow what readers
  /// see but never widen it: *godkendt* is left to `Approval`, and a withdrawal is lifted by
  /// `Withdrawal.reinstating` only. So a file that was exported while approved can be imported by
  /// anyone.
  public var status: String?

  /// With the status *trukket tilbage*: since when, why, and the id of what holds instead.
  public var withdrawnOn: String?
  public var withdrawnBecause: String?
  public var replacedBy: String?

  /// Where the draft comes from a file: what stood before the body.
  public var fileHead: FileHead?

  /// Registers to write even where the draft agrees with the value shown, so that a disagreement
  /// is settled in its favour. Saving a form settles nothing by itself.
  public var settling: Set<FieldID> = []

  public init() {}
}

extension ArticleDraft {
  /// Whether some letter came in two parts, as a Mac may send *å*: it looks right and is found by
  /// no search that compares bytes.
  public var hasDecomposedLetters: Bool {
    composed().texts != texts
  }

  /// The same draft with every Latin letter in one part (NFC). An offer, never made by itself: the
  /// text that is saved is the text that was sent.
  public func composed() -> ArticleDraft {
    var copy = self
    for field in ArticleDraft.textFields {
      copy[keyPath: field] = self[keyPath: field].map { LatinLetters.composed($0) }
    }
    for field in ArticleDraft.listFields {
      copy[keyPath: field] = self[keyPath: field]?.map { LatinLetters.composed($0) }
    }
    return copy
  }

  /// The bytes of all texts: `String` itself holds both forms of a letter to be equal.
  private var texts: [[UInt8]] {
    ArticleDraft.textFields.map { Array((self[keyPath: $0] ?? "").utf8) }
      + ArticleDraft.listFields.flatMap { (self[keyPath: $0] ?? []).map { Array($0.utf8) } }
  }

  private static var textFields: [WritableKeyPath<ArticleDraft, String?>] {
    [\.title, \.shortAnswer, \.body, \.verifiedBy, \.withdrawnBecause]
  }

  private static var listFields: [WritableKeyPath<ArticleDraft, [String]?>] {
    [\.keywords, \.links, \.legalReferences]
  }
}
