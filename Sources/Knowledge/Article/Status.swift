public import CRDT

/// Where an article is in its life. What readers see hangs on the approval, not on this: see
/// `Lifecycle`, which reads the two together.
public enum Status: Hashable, Sendable {
  case draft
  /// Sent to an approver.
  case inReview
  /// Approved at least once; changes made since then may be waiting.
  case approved
  case withdrawn(Withdrawal)

  public var isWithdrawn: Bool {
    if case .withdrawn = self { true } else { false }
  }
}

/// Why and since when an article no longer holds, and what holds instead.
public struct Withdrawal: Hashable, Sendable {
  public let date: CivilDate

  /// The id, document's or external, of the article that replaces it.
  public let replacement: String?

  /// One line for the reader who comes by an old link.
  public let reason: String

  /// `nil` unless there is a reason, in one line, and the replacement is one line too.
  public init?(date: CivilDate, replacement: String? = nil, reason: String) {
    guard !reason.isEmpty, CleanText.firstBadScalar(in: reason, allowing: .line) == nil,
      replacement?.isEmpty != true,
      CleanText.firstBadScalar(in: replacement ?? "", allowing: .line) == nil
    else { return nil }
    self.date = date
    self.replacement = replacement
    self.reason = reason
  }
}

// MARK: - On the wire

extension Article {
  /// Whether a value of the status register takes the article from readers.
  public static func isWithdrawal(_ value: Value) -> Bool {
    value.text.flatMap { Status(encoded: $0) }?.isWithdrawn == true
  }
}

extension Status {
  /// Reads a value of the status register; `nil` for what this version does not know.
  init?(encoded text: String) {
    switch text {
    case "draft": self = .draft
    case "in_review": self = .inReview
    case "approved": self = .approved
    default:
      guard let withdrawal = Withdrawal(encoded: text) else { return nil }
      self = .withdrawn(withdrawal)
    }
  }

  var encoded: String {
    switch self {
    case .draft: "draft"
    case .inReview: "in_review"
    case .approved: "approved"
    case .withdrawn(let withdrawal): withdrawal.encoded
    }
  }
}

extension Withdrawal {
  private static let word = "withdrawn"

  init?(encoded text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 4, lines[0] == Withdrawal.word, let date = CivilDate(iso: lines[1])
    else { return nil }
    self.init(date: date, replacement: lines[2].isEmpty ? nil : lines[2], reason: lines[3])
  }

  var encoded: String {
    [Withdrawal.word, date.iso, replacement ?? "", reason].joined(separator: "\n")
  }
}
