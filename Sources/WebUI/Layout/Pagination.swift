/// The way between the pages of a long list; nothing where there is only one.
struct Pagination {
  let label: String
  let number: Int
  let hasNext: Bool
  let language: Language
  let path: (Int) -> String

  init(
    label: String, number: Int, hasNext: Bool, in language: Language = .danish,
    path: @escaping (Int) -> String
  ) {
    self.label = label
    self.number = number
    self.hasNext = hasNext
    self.language = language
    self.path = path
  }

  var markup: Markup? {
    guard number > 1 || hasNext else { return nil }
    return """
      <nav class="pagination" aria-label="\(label)">\
      \(if: number > 1, step(to: number - 1, Texts.previous[language], rel: "prev"))\
      <span>\(Texts.page(number)[language])</span>\
      \(if: hasNext, step(to: number + 1, Texts.next[language], rel: "next"))</nav>

      """
  }

  private func step(to page: Int, _ text: String, rel: String) -> Markup {
    "<a class=\"button\" rel=\"\(rel)\" href=\"\(address: path(page))\">\(text)</a>"
  }

  enum Texts {
    static let previous = Phrase("Forrige side", "Previous page")
    static let next = Phrase("Næste side", "Next page")
    static func page(_ number: Int) -> Phrase {
      Phrase("Side \(DanishNumber.text(number))", "Page \(Language.english.number(number))")
    }
  }
}
