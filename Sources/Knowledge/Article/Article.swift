public import CRDT

/// An article as a reader or an editor sees it: the fields of one version of a document, each with
/// its proper type.
///
/// Made from a `DocumentState`, whose bytes anyone may have written, so nothing here can fail: a
/// value that cannot be read counts as unset and its field is listed in `unreadable`. Where people
/// wrote a field at the same time, one value is shown and the field is listed in `disagreements`.
///
///     let article = Article(history.state())
///     article.title           // "Pas til børn"
///     article.contentHash     // what an approval binds to
public struct Article: Hashable, Sendable {
  public internal(set) var title = ""

  /// *Kort svar*: the answer that is read aloud in fifteen seconds.
  public internal(set) var shortAnswer = ""

  /// The full answer in Markdown.
  public internal(set) var body = ""

  public internal(set) var subject: Subject?

  /// Citizens where nobody said otherwise; staff where somebody said something this version does
  /// not understand, since a text shown too narrowly does less harm than one shown too widely.
  public internal(set) var audience = Audience.citizen

  /// In the order of the Danish alphabet.
  public internal(set) var keywords: [String] = []

  /// By label, in the order of the Danish alphabet.
  public internal(set) var links: [SelfServiceLink] = []

  /// *Retskilder*, in the order of the Danish alphabet.
  public internal(set) var legalReferences: [String] = []

  public internal(set) var owner: Owner?

  /// First and last day on which the answer holds.
  public internal(set) var validFrom: CivilDate?
  public internal(set) var validTo: CivilDate?

  public internal(set) var status = Status.draft

  /// The version that was let out to readers. Whether it still is what this version says is for
  /// `Lifecycle` to tell.
  public internal(set) var approval: Approval?

  /// An approver's word on a text that was not let out; whether it is still about this one is for
  /// `isSentBack` to tell.
  public internal(set) var sentBack: SentBack?

  public internal(set) var lastReviewedOn: CivilDate?
  public internal(set) var reviewIn: ReviewInterval?

  /// Who checked the facts: initials and unit.
  public internal(set) var verifiedBy: String?

  /// What makes the article a local supplement: where it stands in another one.
  public internal(set) var anchor: SupplementAnchor?

  /// The name the article has in files and other systems.
  public internal(set) var externalID: String?

  /// What stood before the body in the file the article was last imported from.
  public internal(set) var fileHead: FileHead?

  /// Registers with more than one concurrent value, by field number.
  public internal(set) var disagreements: [Disagreement] = []

  /// Fields with a value that this version cannot read, by field number.
  public internal(set) var unreadable: [FieldID] = []

  /// An article that says nothing yet.
  init() {}

  /// The day on which the next review is due, once there has been one.
  public var reviewDue: CivilDate? {
    lastReviewedOn.flatMap { reviewIn?.due(after: $0) }
  }
}

/// A register that people wrote at the same time, differently.
public struct Disagreement: Hashable, Sendable {
  public let field: FieldID

  /// At least two different values; the first is the one that the merge core shows.
  public let entries: [RegisterEntry]
}
