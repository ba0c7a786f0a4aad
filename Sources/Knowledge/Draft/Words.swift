/// The words of forms and files for audience and status. Danish, because the files are for Danish
/// editors; the English words of the wire are read as well.

extension Audience {
  /// `borger`, `partner`, `medarbejder`.
  var word: String {
    switch self {
    case .citizen: "borger"
    case .partner: "partner"
    case .staff: "medarbejder"
    }
  }

  init?(word: String) {
    switch word.lowercased() {
    case "borger", "borgere", "citizen": self = .citizen
    case "partner", "partnere": self = .partner
    case "medarbejder", "medarbejdere", "staff": self = .staff
    default: return nil
    }
  }
}

extension Status {
  enum Word: String, CaseIterable {
    case draft = "kladde"
    case inReview = "til godkendelse"
    case approved = "godkendt"
    case withdrawn = "trukket tilbage"

    /// Reads a lower-case word, with blank, hyphen or underscore between its parts.
    init?(reading word: String) {
      let spaced = String(word.map { $0 == "_" || $0 == "-" ? " " : $0 })
      switch spaced {
      case "draft": self = .draft
      case "in review": self = .inReview
      case "approved": self = .approved
      case "withdrawn": self = .withdrawn
      default: self.init(rawValue: spaced)
      }
    }
  }

  var word: Word {
    switch self {
    case .draft: .draft
    case .inReview: .inReview
    case .approved: .approved
    case .withdrawn: .withdrawn
    }
  }
}
