/// The way between the pages of a long list; nothing where there is only one.
struct Pagination {
  let label: String
  let number: Int
  let hasNext: Bool
  let path: (Int) -> String

  init(label: String, number: Int, hasNext: Bool, path: @escaping (Int) -> String) {
    self.label = label
    self.number = number
    self.hasNext = hasNext
    self.path = path
  }

  var markup: Markup? {
    guard number > 1 || hasNext else { return nil }
    return """
      <nav class="pagination" aria-label="\(label)">\
      \(if: number > 1, step(to: number - 1, Texts.previous, rel: "prev"))\
      <span>\(Texts.page(number))</span>\
      \(if: hasNext, step(to: number + 1, Texts.next, rel: "next"))</nav>

      """
  }

  private func step(to page: Int, _ text: String, rel: String) -> Markup {
    "<a class=\"button\" rel=\"\(rel)\" href=\"\(address: path(page))\">\(text)</a>"
  }

  enum Texts {
    static let previous = "Forrige side"
    static let next = "Næste side"
    static func page(_ number: Int) -> String { "Side \(DanishNumber.text(number))" }
  }
}
