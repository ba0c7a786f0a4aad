/// A report for programs: numbers are numbers, in the unit that their kind says.
extension Report {
  public var json: String {
    JSONValue.object([
      ("name", .text(name)), ("title", .text(title)),
      ("assumptions", .list(assumptions.map(JSONValue.text))),
      ("figures", .list(figures.map(\.json))), ("tables", .list(tables.map(\.json))),
    ]).encoded
  }
}

extension Report.Figure {
  fileprivate var json: JSONValue {
    .object([
      ("label", .text(label)), ("value", value.json), ("definition", .text(definition)),
    ])
  }
}

extension Report.Table {
  fileprivate var json: JSONValue {
    .object([
      ("title", .text(title)), ("columns", .list(columns.map(JSONValue.text))),
      ("rows", .list(rows.map { .list($0.map(\.json)) })), ("definition", .text(definition)),
    ])
  }
}

extension Report.Cell {
  fileprivate var json: JSONValue {
    let (kind, number, whole): (String, JSONValue?, JSONValue?) =
      switch self {
      case .text: ("text", nil, nil)
      case .count(let count): ("count", .integer(count), nil)
      case .hundredths(let number): ("number", .hundredths(number), nil)
      case .ore(let ore): ("kroner", .hundredths(ore), nil)
      case .share(let part, let whole): ("share", .integer(part), .integer(whole))
      case .change(let now, let before):
        ("change", Report.Cell.change(now, from: before).map(JSONValue.hundredths), nil)
      case .none: ("none", nil, nil)
      case .suppressed: ("suppressed", nil, nil)
      }
    return .object([
      ("kind", .text(kind)), ("number", number), ("of", whole), ("text", .text(danish)),
    ])
  }
}
