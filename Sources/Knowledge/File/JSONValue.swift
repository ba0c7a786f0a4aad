/// JSON as it is written here (RFC 8259): the few kinds of value an answer to a program has.
public enum JSONValue: Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  /// A number with two decimals, exactly.
  case hundredths(Int)
  case list([JSONValue])

  /// Members in this order; those without a value are left out.
  case object([(String, JSONValue?)])

  public var encoded: String {
    switch self {
    case .text(let text): JSONValue.quoted(text)
    case .integer(let number): "\(number)"
    // JSON has no infinity and no "not a number" (§6).
    case .number(let number): number.isFinite ? "\(number)" : "0"
    case .hundredths(let number): JSONValue.decimal(number)
    case .list(let values): "[" + values.map(\.encoded).joined(separator: ",") + "]"
    case .object(let members):
      "{"
        + members.compactMap { name, value in
          value.map { "\(JSONValue.quoted(name)):\($0.encoded)" }
        }.joined(separator: ",") + "}"
    }
  }

  private static func decimal(_ hundredths: Int) -> String {
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A string (§7). Besides what must be escaped, `<` is: a program may put the answer in a page.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: quoted += "\\\""
      case 0x5c: quoted += "\\\\"
      case 0..<0x20, 0x3c, 0x7f, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
