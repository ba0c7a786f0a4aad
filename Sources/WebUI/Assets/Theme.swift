/// The one colour that a municipality chooses, as a stylesheet of custom properties.
///
/// The colour carries white text and is itself used for text on white, so one that is too light is
/// darkened until it reads: 4.5 to 1 (WCAG 2.1, 1.4.3).
public struct Theme: Hashable, Sendable {
  public let stylesheet: Asset
  public let icon: Asset

  /// The colour as it is used, `#rrggbb`.
  public let color: String

  /// The house's own colour.
  public init() {
    self.init(Color(red: 0x0B, green: 0x55, blue: 0x63))
  }

  /// A colour written `#rrggbb`; `nil` for anything else.
  public init?(color: String) {
    guard let color = Color(color) else { return nil }
    self.init(color)
  }

  private init(_ chosen: Color) {
    let primary = chosen.readable
    let text = primary.text
    color = text
    stylesheet = Asset(
      name: "kommune", fileExtension: "css", contentType: "text/css; charset=utf-8",
      """
      :root {
        --primary: \(text);
        --primary-dark: \(primary.mixed(with: .black, share: 30).text);
        --primary-light: \(primary.mixed(with: .white, share: 90).text);
      }

      """)
    icon = Asset(
      name: "maerke", fileExtension: "svg", contentType: "image/svg+xml",
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" \
      rx="4" fill="\(text)"/><path d="M9 25V7h14v4H13v4h8v4h-8v6z" fill="#fff"/></svg>

      """)
  }
}

/// A colour of the screen, and how it reads on white.
struct Color: Hashable, Sendable {
  let red: Int
  let green: Int
  let blue: Int

  static let black = Color(red: 0, green: 0, blue: 0)
  static let white = Color(red: 255, green: 255, blue: 255)

  init(red: Int, green: Int, blue: Int) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init?(_ text: String) {
    guard text.utf8.count == 7, text.utf8.first == UInt8(ascii: "#"),
      text.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let value = Int(text.dropFirst(), radix: 16)
    else { return nil }
    self.init(red: value >> 16, green: value >> 8 & 255, blue: value & 255)
  }

  var text: String {
    "#" + [red, green, blue].map(Color.hexPair).joined()
  }

  private static func hexPair(_ value: Int) -> String {
    let digits = String(value, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  /// Itself, or as much darker as white text needs.
  var readable: Color {
    for share in stride(from: 0, through: 100, by: 5) {
      let darker = mixed(with: .black, share: share)
      if darker.contrastOnWhite >= 4.5 { return darker }
    }
    return .black
  }

  /// The given percentage of the other colour.
  func mixed(with other: Color, share: Int) -> Color {
    func mix(_ own: Int, _ others: Int) -> Int { (own * (100 - share) + others * share + 50) / 100 }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }

  /// WCAG 2.1, definition of "contrast ratio".
  var contrastOnWhite: Double {
    1.05 / (luminance + 0.05)
  }

  private var luminance: Double {
    0.2126 * Color.linear(red) + 0.7152 * Color.linear(green) + 0.0722 * Color.linear(blue)
  }

  private static func linear(_ channel: Int) -> Double {
    let value = Double(channel) / 255
    guard value > 0.03928 else { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    // base^2.4 as base² times the fifth root of base².
    return base * base * fifthRoot(base * base)
  }

  /// By Newton's method; converges from above for numbers up to one.
  private static func fifthRoot(_ number: Double) -> Double {
    var root = 1.0
    for _ in 0..<40 { root = (4 * root + number / (root * root * root * root)) / 5 }
    return root
  }
}
