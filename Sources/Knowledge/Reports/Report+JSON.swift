/// A report for programs (RFC 8259): numbers are numbers, in the unit that their kind says.
extension Report {
  public var json: String {
    object([
      ("name", quoted(name)), ("title", quoted(title)),
      ("assumptions", list(assumptions.map(quoted))),
      (
        "figures",
        list(
          figures.map { figure in
            object([
              ("label", quoted(figure.label)), ("value", figure.value.json),
              ("definition", quoted(figure.definition)),
            ])
          })
      ),
      ("tables", list(tables.map(\.json))),
    ])
  }
}

extension Report.Table {
  fileprivate var json: String {
    object([
      ("title", quoted(title)), ("columns", list(columns.map(quoted))),
      ("rows", list(rows.map { list($0.map(\.json)) })), ("definition", quoted(definition)),
    ])
  }
}

extension Report.Cell {
  fileprivate var json: String {
    let text = ("text", quoted(danish))
    return switch self {
    case .text: object([("kind", "\"text\""), text])
    case .count(let count): object([("kind", "\"count\""), ("number", "\(count)"), text])
    case .hundredths(let number):
      object([("kind", "\"number\""), ("number", decimal(number)), text])
    case .ore(let ore): object([("kind", "\"kroner\""), ("number", decimal(ore)), text])
    case .share(let part, let whole):
      object([("kind", "\"share\""), ("number", "\(part)"), ("of", "\(whole)"), text])
    case .none: object([("kind", "\"none\""), text])
    case .suppressed: object([("kind", "\"suppressed\""), text])
    }
  }
}

private func object(_ members: [(String, String)]) -> String {
  "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
}

private func list(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

/// Hundredths with a full stop.
private func decimal(_ hundredths: Int) -> String {
  let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

/// A string (§7); `<` is escaped too, because a program may put the answer in a page.
private func quoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x22: quoted += "\\\""
    case 0x5C: quoted += "\\\\"
    case 0..<0x20, 0x3C, 0x7F, 0x2028, 0x2029:
      let digits = String(scalar.value, radix: 16)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
