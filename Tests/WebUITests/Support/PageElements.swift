/// The tags of a page that passed `MarkupAudit`, with their attributes.
struct PageElements {
  struct Element {
    let name: String
    let attributes: [String: String]
  }

  let all: [Element]

  init(_ html: String) {
    var elements: [Element] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      guard let end = PageElements.tagEnd(rest) else { break }
      let tag = rest[..<end]
      rest = rest[end...]
      if !tag.hasPrefix("/"), !tag.hasPrefix("!") { elements.append(PageElements.element(tag)) }
    }
    all = elements
  }

  func named(_ names: String...) -> [Element] {
    all.filter { names.contains($0.name) }
  }

  func values(of attribute: String) -> [String] {
    all.compactMap { $0.attributes[attribute] }
  }

  private static func tagEnd(_ text: Substring) -> Substring.Index? {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == ">", !isQuoted { return index }
    }
    return nil
  }

  private static func element(_ tag: Substring) -> Element {
    let name = tag.prefix { !$0.isWhitespace }
    var rest = tag.dropFirst(name.count).drop(while: \.isWhitespace)
    var attributes: [String: String] = [:]
    while !rest.isEmpty {
      let attribute = rest.prefix { !$0.isWhitespace && $0 != "=" }
      rest = rest.dropFirst(attribute.count)
      var value = ""
      if rest.hasPrefix("=\"") {
        value = String(rest.dropFirst(2).prefix { $0 != "\"" })
        rest = rest.dropFirst(value.count + 3)
      }
      attributes[String(attribute)] = value
      rest = rest.drop(while: \.isWhitespace)
    }
    return Element(name: String(name), attributes: attributes)
  }
}
