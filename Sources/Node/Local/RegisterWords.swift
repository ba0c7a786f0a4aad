import CRDT
import Knowledge

/// The values of fields that the wire writes in words of its own, as people say them. A title says
/// itself.
enum RegisterWords {
  static func shown(_ text: String, of field: FieldID) -> String {
    switch field {
    case .audience: Audience(rawValue: text).map(word) ?? text
    case .status: status(text)
    case .owner: Owner(encoded: text)?.shownName ?? text
    case .validFrom, .validTo, .lastReviewedOn: CivilDate(iso: text)?.danishShort ?? text
    default: text
    }
  }

  /// Whether `shown` may change a value of the field.
  static func translates(_ field: FieldID) -> Bool {
    switch field {
    case .audience, .status, .owner, .validFrom, .validTo, .lastReviewedOn: true
    default: false
    }
  }

  private static func word(_ audience: Audience) -> String {
    switch audience {
    case .citizen: "borgere"
    case .partner: "partnere"
    case .staff: "medarbejdere"
    }
  }

  /// The first line says which; that of a withdrawal is followed by date, replacement and reason.
  private static func status(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    switch lines.first {
    case "draft": return "kladde"
    case "in_review": return "til godkendelse"
    case "approved": return "godkendt"
    case "withdrawn": return "trukket tilbage: \(lines.last ?? "")"
    default: return text
    }
  }
}

extension Owner {
  /// As pages say who answers for a text.
  var shownName: String {
    switch self {
    case .national: "Fælles for alle kommuner"
    case .municipality(let municipality): municipality.officialName
    }
  }
}
