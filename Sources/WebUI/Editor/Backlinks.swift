/// What leads to an answer, for whoever is about to change or withdraw it.
public struct Backlinks: Hashable, Sendable {
  public var rows: [Row]
  /// How many there are, when not all are shown.
  public var total: Int

  public static let shownMax = 50

  public init(rows: [Row] = [], total: Int = 0) {
    self.rows = rows
    self.total = max(total, rows.count)
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var place: LinkPlace

    public init(id: String, title: String, place: LinkPlace) {
      self.id = id
      self.title = title
      self.place = place
    }
  }

  var markup: Markup? {
    guard !rows.isEmpty else { return nil }
    let items: [Markup] = rows.map { row in
      """
      <li><a href="\(Paths.history(row.id))">\(row.title)</a> \
      <span class="note">\(Texts.name(of: row.place))</span></li>

      """
    }
    let rest: Markup? = total > rows.count ? "<p>\(Texts.rest(total - rows.count))</p>\n" : nil
    return """
      <h2>\(Texts.title)</h2>
      <ul>
      \(items)</ul>
      \(rest)
      """
  }

  enum Texts {
    static let title = "Andre svar, der henviser hertil"

    static func rest(_ count: Int) -> String {
      count == 1 ? "Og 1 svar mere." : "Og \(DanishNumber.text(count)) svar mere."
    }

    static func name(of place: LinkPlace) -> String {
      switch place {
      case .text: "i teksten"
      case .publishedText: "i den tekst, læserne ser"
      case .shortAnswer: "i det korte svar"
      case .selfService: "som selvbetjeningslink"
      case .supplement: "som lokalt tillæg"
      case .replacement: "som “læs i stedet”"
      }
    }
  }
}

/// Where in an article a link stands.
public enum LinkPlace: Hashable, Sendable, CaseIterable {
  case text
  /// In what readers see, and no longer in the newest text.
  case publishedText
  case shortAnswer
  case selfService
  /// The answer that the article is a local supplement to.
  case supplement
  /// What holds instead of a withdrawn answer.
  case replacement
}
