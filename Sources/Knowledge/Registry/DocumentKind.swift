/// What a document is, as its creating change says. `Protocol/registry/documents.csv` is the same
/// table for other implementations; a test holds the two together.
@frozen
public struct DocumentKind: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// A question with its answer: the fields of `Article`.
  public static let article = DocumentKind(rawValue: 1)

  /// A municipality's own text beside an article: an article with a `SupplementAnchor`.
  public static let supplement = DocumentKind(rawValue: 2)

  /// Contacts that a node counted and sealed together: a `ContactSeal`.
  public static let contacts = DocumentKind(rawValue: 3)

  /// What a municipality, or all together, keep beside the articles: a `ReferenceRecord`.
  public static let reference = DocumentKind(rawValue: 4)

  /// KLE's main groups, groups and subjects, in the edition that is in use: a `SubjectPlan`.
  public static let subjectPlan = DocumentKind(rawValue: 12)

  /// What readers say of answers: a `FeedbackTally` for each count. One for each node and month.
  public static let feedback = DocumentKind(rawValue: 13)

  /// Who may do what in a base: the records of `Authority`. One for each base.
  public static let authority = DocumentKind(rawValue: 16)

  /// What a node says of itself: a `NodeCard`. One for each stream.
  public static let node = DocumentKind(rawValue: 17)

  /// Whether `Article` reads it.
  public var isArticle: Bool { self == .article || self == .supplement }
}

extension DocumentKind {
  /// Number, name and Danish name of every kind this version knows.
  public static let all: [(kind: DocumentKind, name: String, danishName: String)] = [
    (.article, "article", "artikel"),
    (.supplement, "supplement", "lokalt tillæg"),
    (.contacts, "contacts", "henvendelser"),
    (.reference, "reference", "stamdata"),
    (.subjectPlan, "subject_plan", "emneplan"),
    (.feedback, "feedback", "læsernes svar"),
    (.authority, "authority", "rettigheder"),
    (.node, "node", "node"),
  ]
}
