/// Who answers for an article: all municipalities together, or one of them.
public enum Owner: Hashable, Sendable {
  case national
  case municipality(Municipality)

  /// Reads the form of the wire: `national` or a municipality's four digits.
  public init?(encoded text: String) {
    if text == "national" {
      self = .national
    } else if let municipality = Municipality(code: text) {
      self = .municipality(municipality)
    } else {
      return nil
    }
  }

  /// The form of the wire and of files.
  public var encoded: String {
    switch self {
    case .national: "national"
    case .municipality(let municipality): municipality.code
    }
  }

  /// Reads what people write: `national`, a code, or a municipality's name.
  public init(parsing text: String) throws(UnknownMunicipality) {
    if text.lowercased() == "national" {
      self = .national
    } else if let municipality = Municipality(named: text) {
      self = .municipality(municipality)
    } else {
      self = .municipality(try Municipality.withCode(text))
    }
  }
}
