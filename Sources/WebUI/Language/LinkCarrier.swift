/// Carries a reader's choices through the links and forms of a finished page.
///
/// No page has to remember them, and none can forget: every link within the site, those in an
/// answer's own text too, gets them in its address, every form in its address or in hidden fields.
/// It is a walk over tags and not over text, which is exact here: markup escapes every `<`, `>` and
/// `"` that is not its own.
struct LinkCarrier {
  let choices: Reading.Choices

  func carried(through page: Markup) -> Markup {
    guard !choices.pairs.isEmpty else { return page }
    var walk = Walk(bytes: page.bytes)
    walk.result.bytes.reserveCapacity(page.bytes.count + page.bytes.count / 8)
    while let tag = walk.nextTag() {
      switch tag.name {
      case .link: walk.write(tag, address: carried(walk.address(in: tag, "href")))
      case .form where walk.isGet(tag):
        walk.write(tag, address: nil)
        walk.result += hiddenFields(besides: walk.formContent(behind: tag))
      case .form: walk.write(tag, address: carried(walk.address(in: tag, "action")))
      }
    }
    walk.writeRest()
    return walk.result
  }

  /// `nil` for an address that stays as it is: elsewhere, within the page, or a file.
  private func carried(_ value: (range: Range<Int>, text: String)?) -> (Range<Int>, [UInt8])? {
    guard let value, value.text.hasPrefix("/"), !value.text.hasPrefix("//"),
      !LinkCarrier.isForMachines(value.text)
    else { return nil }
    // Every form of `&` in an address of ours is the escaped one.
    let plain = value.text.split(separator: "&amp;", omittingEmptySubsequences: false)
      .joined(separator: "&")
    let carried = choices.carried(to: plain)
    let escaped = carried.split(separator: "&", omittingEmptySubsequences: false)
      .joined(separator: "&amp;")
    return (value.range, Array(escaped.utf8))
  }

  private static func isForMachines(_ path: String) -> Bool {
    path.hasPrefix(Paths.staticFiles)
      || [Paths.atomFeed, Paths.jsonFeed, Paths.sitemap].contains(path)
  }

  /// A form sends nothing of its own address along, and what it asks for itself is not added.
  private func hiddenFields(besides content: String) -> Markup {
    let fields: [Markup] = choices.pairs
      .filter { !content.contains("name=\"\($0.name)\"") }
      .map { HiddenField(name: $0.name, value: $0.value).markup }
    return "\(fields)"
  }
}

extension LinkCarrier {
  private enum TagName {
    case link
    case form
  }

  private struct Tag {
    let name: TagName
    /// From `<` to just behind `>`.
    let range: Range<Int>
  }

  /// A place in the page, and what has been written so far.
  private struct Walk {
    let bytes: [UInt8]
    var result = Markup()
    private var written = 0
    private var place = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func nextTag() -> Tag? {
      while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
        place = start + 1
        guard let name = name(at: start),
          let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
        else { continue }
        place = end + 1
        return Tag(name: name, range: start..<end + 1)
      }
      return nil
    }

    private func name(at start: Int) -> TagName? {
      if bytes[start...].starts(with: "<a ".utf8) { return .link }
      return bytes[start...].starts(with: "<form ".utf8) ? .form : nil
    }

    /// An attribute's value, and where it stands.
    func address(in tag: Tag, _ attribute: String) -> (range: Range<Int>, text: String)? {
      let opening = Array(" \(attribute)=\"".utf8)
      guard let start = bytes[tag.range].firstRange(of: opening)?.upperBound,
        let end = bytes[start..<tag.range.upperBound].firstIndex(of: UInt8(ascii: "\""))
      else { return nil }
      return (start..<end, String(decoding: bytes[start..<end], as: UTF8.self))
    }

    func isGet(_ tag: Tag) -> Bool {
      bytes[tag.range].firstRange(of: Array(" method=\"get\"".utf8)) != nil
    }

    func formContent(behind tag: Tag) -> String {
      let rest = bytes[tag.range.upperBound...]
      let end = rest.firstRange(of: Array("</form>".utf8))?.lowerBound ?? rest.endIndex
      return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// Everything up to the end of the tag, with another address where there is one.
    mutating func write(_ tag: Tag, address: (range: Range<Int>, text: [UInt8])?) {
      if let address {
        result.bytes += bytes[written..<address.range.lowerBound]
        result.bytes += address.text
        written = address.range.upperBound
      }
      result.bytes += bytes[written..<tag.range.upperBound]
      written = tag.range.upperBound
    }

    mutating func writeRest() {
      result.bytes += bytes[written...]
      written = bytes.count
    }
  }
}
