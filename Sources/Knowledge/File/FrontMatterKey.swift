import CRDT

/// The keys of a file's front matter that mean something to us, in the order in which a file of
/// ours lists them. All others belong to somebody else and are carried along untouched.
///
/// `last_reviewed_on` and `review_in` are GOV.UK's names, so that tools which know them can read
/// ours.
enum FrontMatterKey: String, CaseIterable, Hashable, Sendable {
  case id
  case title = "titel"
  case shortAnswer = "kort_svar"
  case status
  case withdrawnOn = "trukket_tilbage_den"
  case withdrawnBecause = "trukket_tilbage_fordi"
  case replacedBy = "erstattes_af"
  case audience = "maalgruppe"
  case subject = "kle"
  case owner = "ejer_kommune"
  case legalReferences = "retskilde"
  case validFrom = "gyldig_fra"
  case validTo = "gyldig_til"
  case lastReviewedOn = "last_reviewed_on"
  case reviewIn = "review_in"
  case verifiedBy = "kontrolleret_af"
  case keywords = "noegleord"
  case links = "selvbetjening"

  /// Reads a key by its name or by the other name it has.
  init?(named name: String) {
    if name == "emneord" {
      self = .keywords
    } else {
      self.init(rawValue: name)
    }
  }

  var isList: Bool {
    switch self {
    case .legalReferences, .keywords, .links: true
    default: false
    }
  }

  /// Whether the values have a form that no reader of YAML mistakes for a number or a truth value
  /// in a way that matters, so that they need no quotation marks.
  var isPlainByNature: Bool {
    switch self {
    case .subject, .validFrom, .validTo, .withdrawnOn, .lastReviewedOn, .reviewIn, .status: true
    default: false
    }
  }

  /// The field of an article that the key is about.
  var field: FieldID {
    switch self {
    case .id: .externalID
    case .title: .title
    case .shortAnswer: .shortAnswer
    case .status, .withdrawnOn, .withdrawnBecause, .replacedBy: .status
    case .audience: .audience
    case .subject: .subject
    case .owner: .owner
    case .legalReferences: .legalReferences
    case .validFrom: .validFrom
    case .validTo: .validTo
    case .lastReviewedOn: .lastReviewedOn
    case .reviewIn: .reviewIn
    case .verifiedBy: .verifiedBy
    case .keywords: .keywords
    case .links: .links
    }
  }
}

/// What a key says: one text, or several.
enum FrontMatterContent: Hashable, Sendable {
  case text(String)
  case list([String])

  /// Nothing at all, which is what `key:` alone says.
  var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .list(let items): items.isEmpty
    }
  }

  /// The same bytes, lists in any order: `String` alone would hold two spellings of a letter to
  /// be the same.
  func saysTheSame(as other: FrontMatterContent) -> Bool {
    switch (self, other) {
    case (.text(let one), .text(let two)): Value(one) == Value(two)
    case (.list(let one), .list(let two)): Set(one.map { Value($0) }) == Set(two.map { Value($0) })
    default: isEmpty && other.isEmpty
    }
  }
}
