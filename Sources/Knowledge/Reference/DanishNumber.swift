/// Numbers as Danes read and write them: `12.950`, `36,5`.
public enum DanishNumber {
  /// With a full stop for every three digits.
  public static func grouped(_ number: Int) -> String {
    var digits = Array(String(number.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(".", at: place)
      place -= 3
    }
    return (number < 0 ? "-" : "") + String(digits)
  }

  /// With a decimal comma, without decimals that are nought.
  public static func hundredths(_ number: Int) -> String {
    let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = number < 0 ? "-" : ""
    let text = sign + grouped(Int(clamping: whole))
    if rest == 0 { return text }
    return rest.isMultiple(of: 10)
      ? "\(text),\(rest / 10)" : "\(text),\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Reads `12.950`, `12950` and `-3`, but no `1.29.50`.
  public static func integer(_ text: String) -> Int? {
    hundredths(text).flatMap { $0 % 100 == 0 ? $0 / 100 : nil }
  }

  /// Reads `12,5`, `12,50` and `1.234,5` as hundredths.
  ///
  /// A full stop before one or two last digits is refused: `12.50` may be either, and guessing has
  /// made hundreds out of units before.
  public static func hundredths(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...])
      .split(separator: ",", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = whole(parts[0]) else { return nil }
    var hundredths = 0
    if parts.count == 2 {
      guard (1...2).contains(parts[1].utf8.count), let digits = digits(parts[1]) else { return nil }
      hundredths = parts[1].utf8.count == 1 ? 10 * digits : digits
    }
    let number = whole * 100 + hundredths
    return isNegative ? -number : number
  }

  private static func whole(_ text: Substring) -> Int? {
    let groups = text.split(separator: ".", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return digits(text) }
    guard (1...3).contains(groups[0].utf8.count),
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
    else { return nil }
    return digits(Substring(groups.joined()))
  }

  /// At most fifteen digits, so that hundredths of it do not overflow.
  private static func digits(_ text: Substring) -> Int? {
    guard (1...15).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }
}
