/// From bytes to a file.
extension ArticleFile {
  /// Reads a file, or says on which line it cannot be read and why.
  public init(parsing bytes: [UInt8]) throws(ArticleFileError) {
    guard bytes.count <= ArticleFile.bytesMax else {
      throw ArticleFileError(.tooLarge(bytes: bytes.count, max: ArticleFile.bytesMax), line: 1)
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = try FileText(hasMark ? bytes.dropFirst(3) : bytes[...])
    let (head, rest) = try ArticleFile.parted(content.text)
    let lacksNewline = rest.utf8.last != 0x0A
    let body = lacksNewline ? rest : String(rest.unicodeScalars.dropLast())
    let fileHead = FileHead(
      text: head, hasByteOrderMark: hasMark, hasCarriageReturns: content.hasCarriageReturns,
      lacksFinalNewline: lacksNewline)
    try self.init(head: fileHead, body: body, frontMatter: try FrontMatter(head: fileHead))
    if title == nil { throw ArticleFileError(.noTitle, line: 1) }
  }

  /// The head with the blank line after it, and the rest.
  private static func parted(
    _ text: String
  ) throws(ArticleFileError) -> (head: String, rest: String) {
    guard FrontMatter.isFence(String(text.prefix { $0 != "\n" }), "---") else { return ("", text) }
    let utf8 = text.utf8
    let limit = utf8.index(text.startIndex, offsetBy: FileHead.bytesMax, limitedBy: text.endIndex)
    var start = text.startIndex
    var line = 0
    while start < text.endIndex {
      let end = utf8[start...].firstIndex(of: 0x0A)
      let content = String(text[start..<(end ?? text.endIndex)])
      start = end.map { utf8.index(after: $0) } ?? text.endIndex
      line += 1
      if let limit, start >= limit {
        throw ArticleFileError(.frontMatterTooLarge(max: FileHead.bytesMax), line: line)
      }
      guard line > 1, FrontMatter.isClosingFence(content) else { continue }
      if utf8[start...].first == 0x0A { start = utf8.index(after: start) }
      return (String(text[..<start]), String(text[start...]))
    }
    throw ArticleFileError(.unterminatedFrontMatter, line: 1)
  }
}

/// The text of a file with LF for CR LF, once it is known to be clean.
private struct FileText {
  let text: String

  /// Whether every line break was CR LF.
  let hasCarriageReturns: Bool

  init(_ bytes: ArraySlice<UInt8>) throws(ArticleFileError) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ArticleFileError(.notUTF8, line: FileText.firstBrokenLine(of: bytes))
    }
    let plain = CleanText.withLineFeeds(text)
    let lineFeeds = plain.utf8.count(where: { $0 == 0x0A })
    let removed = text.utf8.count - plain.utf8.count
    if CleanText.firstBadScalar(in: plain, allowing: .lines) != nil {
      throw FileText.firstControlCharacter(in: plain)
    }
    self.text = plain
    hasCarriageReturns = removed > 0 && removed == lineFeeds
  }

  /// No sequence of UTF-8 contains a line feed, so each line is right or wrong by itself.
  private static func firstBrokenLine(of bytes: ArraySlice<UInt8>) -> Int {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let broken = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return (broken ?? 0) + 1
  }

  private static func firstControlCharacter(in text: String) -> ArticleFileError {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      if let bad = CleanText.firstBadScalar(in: Substring(line), allowing: .lines) {
        return ArticleFileError(.controlCharacter(bad), line: number + 1)
      }
    }
    return ArticleFileError(.controlCharacter("\0"), line: 1)
  }
}
