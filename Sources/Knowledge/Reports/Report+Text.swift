/// A report in a terminal and in a spreadsheet.
extension Report {
  /// Lines for a terminal; every figure with its definition under it.
  public var text: String {
    var lines = [title] + assumptions
    for figure in figures {
      lines += ["", "\(figure.label): \(figure.value.danish)", "  \(figure.definition)"]
    }
    for table in tables { lines += ["", table.title] + table.lines + ["  \(table.definition)"] }
    return lines.joined(separator: "\n")
  }

  /// Tables under each other, a blank line between them, as spreadsheets open them.
  public var csv: String {
    var parts: [String] = []
    if !figures.isEmpty {
      parts.append(
        CSVText.text(
          ["tal", "værdi", "definition"],
          figures.map { [$0.label, $0.value.plain, $0.definition] }))
    }
    parts += tables.map { table in
      CSVText.text([table.title], []) + CSVText.text(table.columns, table.plainRows)
        + CSVText.text(["definition: \(table.definition)"], [])
    }
    let head = CSVText.text([title], assumptions.map { [$0] })
    return ([head] + parts).joined(separator: "\n")
  }
}

extension Report.Table {
  /// Columns side by side, numbers to the right.
  fileprivate var lines: [String] {
    let cells = [columns] + rows.map { $0.map(\.danish) }
    let widths = columns.indices.map { column in
      cells.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return cells.enumerated().map { index, row in
      row.enumerated().map { column, text in
        let blanks = String(repeating: " ", count: widths[column] - text.count)
        let isNumber = index > 0 && rows[index - 1][column].size != nil
        return isNumber ? blanks + text : text + blanks
      }.joined(separator: "  ").trimmedAtEnd
    }.map { "  " + $0 }
  }

  fileprivate var plainRows: [[String]] { rows.map { $0.map(\.plain) } }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }
}
