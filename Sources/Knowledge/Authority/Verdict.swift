public import CRDT

/// Whether a change counts.
public enum Verdict: Hashable, Sendable {
  case sound
  case quarantined(QuarantineReason)
}

/// Why a change is set aside. It stays in the log and travels on; it is not in what people see.
public enum QuarantineReason: Hashable, Sendable {
  /// The node was revoked or retired, and the change is behind what stood then.
  case nodeDeparted(Departure.Kind)
  /// The stream has not said which node writes it.
  case nodeUnknown
  /// Its author went by authority records that are not held here.
  case authorityUnknown
  /// Nobody had given its author the role.
  case roleMissing(Role)
  /// Its author was given the role, and the grant had ended.
  case grantEnded(Role)
  /// Its author has the role, but not for this municipality or subject.
  case outsideArea(Role)
  /// Somebody tried to end or revoke whoever they have their own rights from.
  case againstSenior
  /// A node's card was written on by another.
  case foreignCard
  /// It stands on a change that is set aside.
  case standsOn(ChangeID)
  /// The document cannot take it, as when it edits behind the end of the text.
  case doesNotFit(String)
  /// A person has decided that it stays out.
  case dropped
}

extension QuarantineReason {
  /// The form in the replica's tables: a word and what belongs to it.
  public var encoded: String {
    switch self {
    case .nodeDeparted(let kind): "node-departed \(kind.rawValue)"
    case .nodeUnknown: "node-unknown"
    case .authorityUnknown: "authority-unknown"
    case .roleMissing(let role): "role-missing \(role.rawValue)"
    case .grantEnded(let role): "grant-ended \(role.rawValue)"
    case .outsideArea(let role): "outside-area \(role.rawValue)"
    case .againstSenior: "against-senior"
    case .foreignCard: "foreign-card"
    case .standsOn(let id): "stands-on \(id)"
    case .doesNotFit(let why): "does-not-fit \(why)"
    case .dropped: "dropped"
    }
  }

  /// The word alone, for scripts.
  public var word: String { String(encoded.prefix { $0 != " " }) }

  /// Reads what `encoded` writes; anything else does not fit in a way that only an older version
  /// knew.
  public init(encoded text: String) {
    let word = String(text.prefix { $0 != " " })
    let rest = String(text.dropFirst(word.count + 1))
    let known: QuarantineReason? =
      switch word {
      case "node-departed": Departure.Kind(rawValue: rest).map(QuarantineReason.nodeDeparted)
      case "node-unknown": .nodeUnknown
      case "authority-unknown": .authorityUnknown
      case "role-missing": Role(rawValue: rest).map(QuarantineReason.roleMissing)
      case "grant-ended": Role(rawValue: rest).map(QuarantineReason.grantEnded)
      case "outside-area": Role(rawValue: rest).map(QuarantineReason.outsideArea)
      case "against-senior": .againstSenior
      case "foreign-card": .foreignCard
      case "stands-on": ChangeID(rest).map(QuarantineReason.standsOn)
      case "does-not-fit": .doesNotFit(rest)
      case "dropped": .dropped
      default: nil
      }
    self = known ?? .doesNotFit(text)
  }
}
