/// Why a municipality might have to write a text of its own beside an answer of all.
///
/// A pure function of what readers see: the words that send people to hours, phones and places which
/// are not the same everywhere. It finds candidates for a person to look at, and nothing depends on
/// it. That other municipalities have written one is the better sign, and is counted elsewhere.
public enum LocalNeed: String, CaseIterable, Hashable, Sendable {
  /// When somebody is there.
  case hours
  /// Whom to call, and the number is not in the text.
  case phone
  /// Where to go.
  case place
  /// The text itself says that it depends on the municipality.
  case rules

  /// What an answer's text says, in the order of `allCases`.
  ///
  /// - Parameter text: Markdown or plain; short answer and body.
  public static func found(in text: String) -> [LocalNeed] {
    let spoken = ReadableText.of(text).lowercased()
    return allCases.filter { need in
      guard need.words.contains(where: { spoken.contains($0) }) else { return false }
      return need != .phone || !hasPhoneNumber(spoken)
    }
  }

  /// Beginnings of words are enough: Danish puts its endings behind them.
  private var words: [String] {
    switch self {
    case .hours: ["åbningstid", "træffetid", "telefontid", "ekspeditionstid"]
    case .phone: ["ring til", "telefonnummer", "kontakt os på telefon", "ringe til"]
    case .place:
      ["mød op", "møde op", "møder op", "personligt fremmøde", "den lokale genbrugsplads"]
    case .rules:
      [
        "i din kommune", "i jeres kommune", "din kommunes", "kommune til kommune",
        "lokale regler", "kommunen bestemmer", "kommunalbestyrelsen fastsætter",
        "kommunens hjemmeside",
      ]
    }
  }

  /// Eight digits, in one piece or in pairs, as Danish numbers are written.
  private static func hasPhoneNumber(_ text: String) -> Bool {
    var digits = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if digits == 8 { return true }
      case UInt8(ascii: " "): continue
      default: digits = 0
      }
    }
    return false
  }
}
