/// Whom the caller can be put through to or sent to: the departments of the caller's municipality,
/// their numbers, and whether anybody is there now.
public struct DeskDirectory: Hashable, Sendable {
  /// The municipality, as "Sorø Kommune".
  public var municipality: String
  public var rows: [Row]
  /// Who takes the shared telephone for that municipality now; `nil` where nobody shares it.
  public var onDuty: String?

  public init(municipality: String, rows: [Row], onDuty: String? = nil) {
    self.municipality = municipality
    self.rows = rows
    self.onDuty = onDuty
  }

  public struct Row: Hashable, Sendable {
    public var department: String
    /// As people read them aloud: `57 87 60 00`.
    public var phones: [String]
    /// The channel and the hours in words: "Telefon: åbent til kl. 15".
    public var hours: [String]

    public init(department: String, phones: [String], hours: [String]) {
      self.department = department
      self.phones = phones
      self.hours = hours
    }
  }

  var markup: Markup? {
    guard !rows.isEmpty || onDuty != nil else { return nil }
    return """
      <section class="directory" aria-labelledby="telefoner"><h2 id="telefoner">\
      \(Texts.heading(municipality))</h2>
      \(onDuty.map { "<p>\(Texts.onDuty) <strong>\($0)</strong></p>\n" as Markup })\
      \(if: !rows.isEmpty, list)</section>

      """
  }

  private var list: Markup {
    let items: [Markup] = rows.map { row in
      let phones: [Markup] = row.phones.map { phone in
        " <a href=\"tel:\(phone.filter { $0 != " " })\">\(phone)</a>"
      }
      let hours: [Markup] = row.hours.map { "<br><span class=\"note\">\($0)</span>" }
      return "<li><strong>\(row.department)</strong>\(phones)\(hours)</li>\n"
    }
    return "<ul class=\"plain-list\">\n\(items)</ul>\n"
  }

  enum Texts {
    static let onDuty = "På vagt nu på den fælles telefon:"
    static func heading(_ municipality: String) -> String {
      "Telefoner og åbningstider i \(municipality)"
    }
  }
}
