/// An article as a Markdown file with front matter, read and written without loss.
///
///     ---
///     id: FV-000000
///     titel: Pas til børn
///     noegleord: [pas, rejse]
///     ---
///
///     # Pas til børn
///
/// The body is everything after the closing `---`, with at most one blank line before and one line
/// break after it taken off. All else is the head, which an article keeps (see `FileHead`), so that
/// a file that was imported comes out again byte for byte, and after an edit differs only where the
/// article does. One exception: a file that mixes CR LF with LF comes out with LF.
public struct ArticleFile: Hashable, Sendable {
  public let head: FileHead
  public let body: String

  let frontMatter: FrontMatter

  /// What each key that means something to us says.
  let contents: [FrontMatterKey: FrontMatterContent]

  /// Room for the longest body and the longest head.
  public static let bytesMax = DraftLimits.bodyBytesMax + FileHead.bytesMax

  init(head: FileHead, body: String, frontMatter: FrontMatter) throws(ArticleFileError) {
    self.head = head
    self.body = body
    self.frontMatter = frontMatter
    var contents: [FrontMatterKey: FrontMatterContent] = [:]
    for entry in frontMatter.entries {
      guard let key = entry.key else { continue }
      contents[key] = try ArticleFile.content(of: key, in: entry)
    }
    self.contents = contents
  }

  /// Lists where lists belong. Several keywords in one text are parted by their commas.
  private static func content(
    of key: FrontMatterKey, in entry: FrontMatter.Entry
  ) throws(ArticleFileError) -> FrontMatterContent {
    let content = try FrontMatterReader(entry).content
    switch content {
    case .list where !key.isList:
      throw ArticleFileError(.listNotAllowed(key: entry.name ?? ""), line: entry.line)
    case .text(let text) where key.isList:
      let items = key == .keywords ? text.split(separator: ",").map { YAML.trimmed($0) } : [text]
      return .list(items.filter { !$0.isEmpty })
    default:
      return content
    }
  }

  /// The file's own name for the article, if it has one.
  public var externalID: String? {
    guard case .text(let id)? = contents[.id], !id.isEmpty else { return nil }
    return id
  }

  /// Where the file says something about a field, counted from 1: for telling a person which line
  /// to mend.
  public func line(of problem: DraftProblem) -> Int? {
    let entry = frontMatter.entries.first { $0.key?.field == problem.field }
    if let entry { return entry.line }
    return problem.field == .body ? head.text.utf8.count(where: { $0 == 0x0A }) + 1 : nil
  }

  /// The title in the front matter or, without one, the first heading.
  var title: String? {
    if case .text(let title)? = contents[.title], !title.isEmpty { return title }
    return MarkdownHeading.first(in: body)
  }
}

// MARK: - Writing

extension ArticleFile {
  /// The file's bytes.
  public func serialised() -> [UInt8] {
    var text = head.text
    // A file that ended with its front matter, and has got a body since.
    if !body.isEmpty, text.utf8.last.map({ $0 != 0x0A }) ?? false { text += "\n\n" }
    text += body
    if !head.lacksFinalNewline { text += "\n" }

    let mark: [UInt8] = head.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    guard head.hasCarriageReturns else { return mark + text.utf8 }
    var bytes = mark
    for byte in text.utf8 {
      if byte == 0x0A { bytes.append(0x0D) }
      bytes.append(byte)
    }
    return bytes
  }
}

extension FrontMatter {
  /// The lines between the fences of a head; none without fences.
  init(head: FileHead) throws(ArticleFileError) {
    let lines = YAML.lines(of: head.text)
    guard let end = FrontMatter.closingFence(in: lines) else {
      self.init()
      return
    }
    try self.init(lines: Array(lines[1..<end]), from: 2)
  }

  /// The index of the line that closes what a first line of `---` opened.
  static func closingFence(in lines: [String]) -> Int? {
    guard let first = lines.first, isFence(first, "---") else { return nil }
    return lines.dropFirst().firstIndex(where: isClosingFence)
  }

  static func isClosingFence(_ line: String) -> Bool {
    isFence(line, "---") || isFence(line, "...")
  }

  static func isFence(_ line: String, _ fence: String) -> Bool {
    YAML.begins(line, with: fence) && YAML.trimmed(line).utf8.count == fence.utf8.count
  }
}
