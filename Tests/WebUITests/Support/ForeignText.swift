/// The sentences of a page by the language that they are marked with.
enum ForeignText {
  /// The texts that stand in no element marked with the language. The root's own mark does not
  /// count: it is that of the page.
  static func outside(_ language: String, in html: String) -> [String] {
    var texts: [String] = []
    var open: [(name: String, language: String?)] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      let text = rest[..<start].split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let marked = open.last { $0.language != nil }?.language
      let isRead = !open.contains { ["script", "style", "textarea"].contains($0.name) }
      if !text.isEmpty, marked != language, isRead { texts.append(text) }
      guard let end = rest[start...].firstIndex(of: ">") else { break }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      note(tag, &open)
    }
    return texts
  }

  private static func note(_ tag: Substring, _ open: inout [(name: String, language: String?)]) {
    if tag.hasPrefix("!") { return }
    if tag.hasPrefix("/") {
      _ = open.popLast()
      return
    }
    let element = PageElements("<\(tag)>").all.first
    guard let element, !["meta", "link", "input", "br", "hr", "img"].contains(element.name) else {
      return
    }
    open.append((element.name, element.name == "html" ? nil : element.attributes["lang"]))
  }

  /// Names aside: the house's own and the alphabet's last letter.
  static func looksDanish(_ text: String) -> Bool {
    let bare = ["Fællesviden", "Å"].reduce(text) {
      $0.replacing($1, with: "")
    }
    let words = bare.lowercased().split { !$0.isLetter }
    let common: Set<Substring> = [
      "og", "ikke", "du", "er", "på", "det", "den", "siden", "svar", "til", "af",
    ]
    return bare.contains { "æøåÆØÅ".contains($0) } || !common.isDisjoint(with: words)
  }
}
