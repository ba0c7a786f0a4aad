/// Something that `viden doctor` looked at: how it stands, and what helps.
struct Ailment: Encodable {
  enum Level: String, Encodable, Comparable {
    case fine = "i orden"
    case note = "bemærk"
    case warning = "advarsel"
    case failure = "fejl"

    private var weight: Int {
      switch self {
      case .fine: 0
      case .note: 1
      case .warning: 2
      case .failure: 3
      }
    }

    static func < (left: Level, right: Level) -> Bool { left.weight < right.weight }
  }

  /// What was looked at, one word for scripts.
  var subject: String
  var level: Level
  /// What was found, in a sentence.
  var finding: String
  /// What helps; `nil` where nothing needs to.
  var cure: String?

  static func fine(_ subject: String, _ finding: String) -> Ailment {
    Ailment(subject: subject, level: .fine, finding: finding, cure: nil)
  }

  var line: String {
    "\(level.rawValue)  \(subject): \(finding)" + (cure.map { " – \($0)" } ?? "")
  }
}
