public import CRDT

/// A field of a document: its number on the wire, its names, and how it merges.
///
/// `Protocol/registry/fields.csv` is the same table for other implementations; a test holds the
/// two together. A number is never used again for something else.
public struct Field: Hashable, Sendable {
  /// How concurrent changes of a field are merged (DESIGN §4).
  public enum Kind: String, Hashable, Sendable {
    case text
    case register
    case set
    case counter
  }

  public let id: FieldID
  public let name: String
  public let danishName: String
  public let kind: Kind

  init(_ id: FieldID, _ name: String, _ danishName: String, _ kind: Kind) {
    self.id = id
    self.name = name
    self.danishName = danishName
    self.kind = kind
  }

  /// Every field an article can have, by number.
  public static let all: [Field] = [
    Field(.title, "title", "titel", .register),
    Field(.shortAnswer, "short_answer", "kort svar", .text),
    Field(.body, "body", "brødtekst", .text),
    Field(.subject, "subject", "emnenummer", .register),
    Field(.audience, "audience", "målgruppe", .register),
    Field(.keywords, "keywords", "nøgleord", .set),
    Field(.links, "links", "selvbetjening", .set),
    Field(.status, "status", "status", .register),
    Field(.approval, "approval", "godkendelse", .register),
    Field(.externalID, "external_id", "eksternt id", .register),
    Field(.frontMatter, "front_matter", "filhoved", .register),
    Field(.owner, "owner", "ejer", .register),
    Field(.legalReferences, "legal_references", "retskilder", .set),
    Field(.validFrom, "valid_from", "gyldig fra", .register),
    Field(.validTo, "valid_to", "gyldig til", .register),
    Field(.lastReviewedOn, "last_reviewed_on", "senest gennemgået", .register),
    Field(.reviewIn, "review_in", "gennemgås igen om", .register),
    Field(.verifiedBy, "verified_by", "kontrolleret af", .register),
    Field(.anchor, "anchor", "plads i grundteksten", .register),
    Field(.sentBack, "sent_back", "sendt tilbage", .register),
  ]

  /// Every field of every kind of document, by number.
  public static let every = [
    all, ofAuthority, ofReference, ofContacts, ofSubjectPlan, ofFeedback,
  ].joined()
    .sorted { $0.id < $1.id }

  /// The field of a number; `nil` for one this version does not know.
  public static func named(_ id: FieldID) -> Field? {
    every.first { $0.id == id }
  }
}

extension FieldID {
  public static let title = FieldID(rawValue: 1)
  public static let shortAnswer = FieldID(rawValue: 2)
  public static let body = FieldID(rawValue: 3)
  public static let subject = FieldID(rawValue: 4)
  public static let audience = FieldID(rawValue: 5)
  public static let keywords = FieldID(rawValue: 6)
  public static let links = FieldID(rawValue: 7)
  public static let status = FieldID(rawValue: 8)
  public static let approval = FieldID(rawValue: 9)
  public static let externalID = FieldID(rawValue: 10)
  public static let frontMatter = FieldID(rawValue: 11)
  public static let owner = FieldID(rawValue: 12)
  public static let legalReferences = FieldID(rawValue: 13)
  public static let validFrom = FieldID(rawValue: 14)
  public static let validTo = FieldID(rawValue: 15)
  public static let lastReviewedOn = FieldID(rawValue: 16)
  public static let reviewIn = FieldID(rawValue: 17)
  public static let verifiedBy = FieldID(rawValue: 18)
  public static let anchor = FieldID(rawValue: 19)
  public static let sentBack = FieldID(rawValue: 140)

  /// Whether a reader sees the field's value, so that the content hash covers it and whoever
  /// writes it is an author of the text (see `Article.contentHash` and `ApprovalRule`).
  public var isContent: Bool {
    switch self {
    case .title, .shortAnswer, .body, .subject, .audience, .keywords, .links, .owner,
      .legalReferences, .validFrom, .validTo, .anchor:
      true
    default:
      false
    }
  }
}
