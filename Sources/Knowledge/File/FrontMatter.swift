/// The block of `key: value` lines before an article's body, kept line by line.
///
/// It is the part of YAML that people write there: plain, quoted and block scalars, lists in
/// brackets or one item a line, and comments; no anchors, tags or nested mappings. A key that means
/// nothing to us is not read beyond where it ends, so whatever it holds survives. Lines are kept as
/// they were written, and only those of a key that is given another content are written anew.
struct FrontMatter: Hashable, Sendable {
  /// One key with all its lines, or lines that belong to no key.
  struct Entry: Hashable, Sendable {
    /// As written, without line breaks.
    var lines: [String]

    /// Counted from 1 in the file.
    let line: Int

    /// As written; `nil` for comments and blank lines.
    let name: String?

    /// What follows the colon on the first line.
    let rest: String

    var key: FrontMatterKey? { name.flatMap { FrontMatterKey(named: $0) } }
  }

  var entries: [Entry] = []

  /// Front matter that says nothing yet.
  init() {}

  /// Reads the lines between the fences; `line` is the number of the first.
  init(lines: [String], from line: Int) throws(ArticleFileError) {
    var index = 0
    var seen: [String: Entry] = [:]
    while index < lines.count {
      let entry = try FrontMatter.entry(at: index, of: lines, number: line + index)
      try FrontMatter.refuseDuplicate(of: entry, among: &seen)
      entries.append(entry)
      index += entry.lines.count
    }
  }

  /// The entry of a key, by whichever of its names.
  func entry(of key: FrontMatterKey) -> Entry? {
    entries.first { $0.key == key }
  }

  var lines: [String] { entries.flatMap(\.lines) }

  /// A key under its other name is the same key.
  private static func refuseDuplicate(
    of entry: Entry, among seen: inout [String: Entry]
  ) throws(ArticleFileError) {
    guard let name = entry.name else { return }
    if let twin = seen.updateValue(entry, forKey: entry.key?.rawValue ?? name) {
      throw ArticleFileError(
        .duplicateKey(name, other: twin.name ?? name, line: twin.line), line: entry.line)
    }
  }
}

// MARK: - Where one key ends and the next begins

extension FrontMatter {
  private static func entry(
    at index: Int, of lines: [String], number: Int
  ) throws(ArticleFileError) -> Entry {
    let line = lines[index]
    if isBlank(line) || isComment(line) {
      return Entry(lines: [line], line: number, name: nil, rest: "")
    }
    if line.utf8.first == UInt8(ascii: "\t") { throw ArticleFileError(.tab, line: number) }
    guard let (name, rest) = keyAndRest(of: line) else {
      throw ArticleFileError(.notKeyAndValue, line: number)
    }
    var end = index + 1
    var next = end
    while next < lines.count,
      let kind = try continuation(lines[next], of: rest, number + next - index)
    {
      next += 1
      if kind == .content { end = next }
    }
    return Entry(lines: Array(lines[index..<end]), line: number, name: name, rest: rest)
  }

  /// `key: rest` with no blank before the key; YAML asks for a blank after the colon.
  private static func keyAndRest(of line: String) -> (name: String, rest: String)? {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = YAML.trimmed(line[..<colon])
    let rest = String(line[line.utf8.index(after: colon)...])
    let first = line.utf8.first.map { UInt8(ascii: " ") != $0 && UInt8(ascii: "-") != $0 }
    guard first == true, !name.isEmpty, rest.isEmpty || YAML.isBlank(rest.utf8.first) else {
      return nil
    }
    return (name, YAML.trimmed(rest))
  }

  private enum Continuation {
    case content
    /// A blank line or a comment belongs to the key only if more of the key follows.
    case perhaps
  }

  private static func continuation(
    _ line: String, of rest: String, _ number: Int
  ) throws(ArticleFileError) -> Continuation? {
    let isBlock = YAML.begins(rest, with: "|") || YAML.begins(rest, with: ">")
    if isBlank(line) { return .perhaps }
    if line.utf8.first == UInt8(ascii: "\t") { throw ArticleFileError(.tab, line: number) }
    if line.utf8.first == UInt8(ascii: "#") { return isBlock ? nil : .perhaps }
    if line.utf8.first == UInt8(ascii: " ") { return .content }
    if YAML.isItem(line), YAML.withoutComment(rest).isEmpty { return .content }
    return YAML.begins(line, with: "]") && YAML.begins(rest, with: "[") ? .content : nil
  }

  private static func isBlank(_ line: String) -> Bool { YAML.trimmed(line).isEmpty }

  private static func isComment(_ line: String) -> Bool {
    YAML.begins(YAML.trimmed(line), with: "#")
  }
}
