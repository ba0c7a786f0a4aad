/// Reads what an entry of front matter says.
///
/// More lenient than YAML where people are: a plain text may hold `: `, since titles do, and a list
/// of keywords may be written as one text with commas.
struct FrontMatterReader {
  /// How a value was written, so that another one can be written likewise.
  enum Style: Hashable {
    case plain
    case singleQuoted
    case doubleQuoted
    case block
    case flowList
    case blockList(indent: String)
  }

  private(set) var content = FrontMatterContent.text("")
  private(set) var style = Style.plain

  /// The comment behind a value of one line, with the blanks before it.
  private(set) var comment = ""

  private let entry: FrontMatter.Entry

  init(_ entry: FrontMatter.Entry) throws(ArticleFileError) {
    self.entry = entry
    try read()
  }

  private var more: ArraySlice<String> { entry.lines.dropFirst() }

  private mutating func read() throws(ArticleFileError) {
    guard let first = entry.rest.unicodeScalars.first, first != "#" else { return try readBelow() }
    switch first {
    case "|", ">": try readBlock()
    case "[": try readFlowList()
    case "\"", "'": try readQuoted()
    case "&", "*", "!", "{", "%", "@", "`": throw error(.reservedCharacter(first))
    default: readPlain()
    }
  }

  private func error(_ reason: ArticleFileError.Reason, below lines: Int = 0) -> ArticleFileError {
    ArticleFileError(reason, line: entry.line + lines)
  }

  // MARK: - Below the key

  private mutating func readBelow() throws(ArticleFileError) {
    let first = more.first { !YAML.withoutComment($0).isEmpty }
    guard let first else { return keepComment(of: entry.rest) }
    if YAML.isItem(YAML.trimmed(first)) {
      try readBlockList(indent: String(repeating: " ", count: YAML.indent(of: first)))
    } else {
      content = FrontMatterReader.plain(YAML.folded(more.map { YAML.withoutComment($0) }))
    }
  }

  private mutating func readBlockList(indent: String) throws(ArticleFileError) {
    style = .blockList(indent: indent)
    var items: [(lines: [String], number: Int)] = []
    for (number, line) in entry.lines.enumerated().dropFirst() {
      let text = YAML.trimmed(line)
      if YAML.isItem(text) {
        items.append(([YAML.trimmed(Substring(text.unicodeScalars.dropFirst()))], number))
      } else if !text.isEmpty, !YAML.begins(text, with: "#") {
        guard !items.isEmpty else { throw error(.notKeyAndValue, below: number) }
        items[items.count - 1].lines.append(text)
      }
    }
    var texts: [String] = []
    for item in items { texts.append(try self.item(item.lines, below: item.number)) }
    content = .list(texts.filter { !$0.isEmpty })
  }

  private func item(_ lines: [String], below number: Int) throws(ArticleFileError) -> String {
    guard let first = lines[0].unicodeScalars.first, first == "\"" || first == "'" else {
      return YAML.folded(lines.map { YAML.withoutComment($0) })
    }
    var cursor = FlowCursor(YAML.folded(lines), line: entry.line + number)
    let text = try cursor.quoted()
    try cursor.expectEnd()
    return text
  }

  // MARK: - Behind the key

  private mutating func readPlain() {
    if more.isEmpty { keepComment(of: entry.rest) }
    let lines = [entry.rest] + more
    content = FrontMatterReader.plain(YAML.folded(lines.map { YAML.withoutComment($0) }))
  }

  /// `~` and `null` are how YAML says that nothing is said.
  private static func plain(_ text: String) -> FrontMatterContent {
    .text(text == "~" || text == "null" ? "" : text)
  }

  private mutating func readQuoted() throws(ArticleFileError) {
    style = YAML.begins(entry.rest, with: "'") ? .singleQuoted : .doubleQuoted
    var cursor = FlowCursor(YAML.folded([entry.rest] + more), line: entry.line)
    content = .text(try cursor.quoted())
    if more.isEmpty { keepComment(of: cursor.rest) }
    try cursor.expectEnd()
  }

  private mutating func readFlowList() throws(ArticleFileError) {
    style = .flowList
    let lines = [entry.rest] + more
    let text = lines.count == 1 ? entry.rest : YAML.folded(lines.map { YAML.withoutComment($0) })
    var cursor = FlowCursor(text, line: entry.line)
    content = .list(try cursor.list().filter { !$0.isEmpty })
    if more.isEmpty { keepComment(of: cursor.rest) }
    try cursor.expectEnd()
  }

  private mutating func keepComment(of text: String) {
    comment = YAML.parted(text).comment
    if YAML.begins(comment, with: "#") { comment = " " + comment }
  }

  // MARK: - Block scalars (YAML 1.2.2 §8.1)

  /// Line breaks at the end are not kept, whatever the sign after `|` or `>` says: no field of
  /// ours begins or ends with one.
  private mutating func readBlock() throws(ArticleFileError) {
    style = .block
    let header = YAML.withoutComment(entry.rest)
    let signs = header.dropFirst()
    guard signs.count <= 2, signs.allSatisfy({ "+-123456789".contains($0) }) else {
      throw error(.textAfterValue(String(signs)))
    }
    let written = more.first { !YAML.trimmed($0).isEmpty }.map { YAML.indent(of: $0) }
    let indent = signs.compactMap(\.wholeNumberValue).first ?? written ?? 0
    var lines: [String] = []
    for (number, line) in entry.lines.enumerated().dropFirst() {
      let isBlank = YAML.trimmed(line).isEmpty
      guard isBlank || YAML.indent(of: line) >= max(indent, 1) else {
        throw error(.badBlock, below: number)
      }
      lines.append(YAML.dropping(indent, from: line))
    }
    let text =
      YAML.begins(header, with: "|")
      ? lines.joined(separator: "\n") : FrontMatterReader.foldedBlock(lines)
    content = .text(CleanText.trimmed(text))
  }

  /// Lines that are indented further keep their line breaks (§8.1.3).
  private static func foldedBlock(_ lines: [String]) -> String {
    var text = ""
    var wasFolding = false
    var breaks = 0
    for line in lines {
      guard !line.isEmpty else {
        breaks += 1
        continue
      }
      let folds = !YAML.isBlank(line.utf8.first)
      if !text.isEmpty {
        let between = folds && wasFolding ? breaks : breaks + 1
        text += between == 0 ? " " : String(repeating: "\n", count: between)
      }
      text += line
      wasFolding = folds
      breaks = 0
    }
    return text
  }
}
