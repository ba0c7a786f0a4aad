/// How to reach the municipality: who answers now, who does tomorrow, and on which number.
struct ContactList {
  let contact: Site.Contact
  let language: Language
  /// Whether the hours of the coming days are there to be unfolded.
  var hasDays = true

  var markup: Markup {
    """
    \(general)\(contact.departments.map(department))
    """
  }

  private var general: Markup? {
    guard contact.phone != nil || contact.mail != nil else { return nil }
    return """
      <ul class="plain-list">
      \(contact.phone.map { line(Texts.phone, "tel:" + dialled($0), $0) })\
      \(contact.mail.map { line(Texts.mail, "mailto:" + $0, $0) })</ul>

      """
  }

  private func department(_ department: Site.Department) -> Markup {
    """
    <div class="department"><p><strong\(language.danishMark)>\(department.name)</strong></p>
    <ul class="plain-list">
    \(department.phones.map { line(Texts.phone, "tel:" + dialled($0), $0) })\
    \(department.hours.map(standing))</ul>
    \(hasDays ? days(department.hours) : nil)</div>

    """
  }

  private func standing(_ hours: Site.Hours) -> Markup {
    "<li>\(Texts.way(hours.way)[language]): \(hours.standing.phrase[language])</li>\n"
  }

  private func line(_ label: Phrase, _ address: String, _ text: String) -> Markup {
    "<li>\(label[language]): <a href=\"\(address: address)\">\(text)</a></li>\n"
  }

  private func dialled(_ phone: String) -> String {
    phone.filter { $0 != " " }
  }

  // MARK: The coming days

  private func days(_ hours: [Site.Hours]) -> Markup? {
    guard !hours.isEmpty else { return nil }
    return """
      <details><summary>\(Texts.days[language])</summary>
      \(hours.map(table))</details>

      """
  }

  private func table(_ hours: Site.Hours) -> Markup {
    """
    <table><caption>\(Texts.way(hours.way)[language])</caption><tbody>
    \(hours.days.map(row))</tbody></table>

    """
  }

  private func row(_ day: Site.Day) -> Markup {
    let times = day.intervals.map { $0.text(in: language) }
      .joined(separator: Texts.and[language])
    let reason: Markup? = day.reason.map { ", <span\(language.danishMark)>\($0)</span>" }
    return """
      <tr><th scope="row">\(Weekday.phrase(day.weekday)[language]) \
      <span class="count">\(day.date.dayAndMonth)</span></th>\
      <td>\(day.intervals.isEmpty ? Texts.closed[language] : times)\(reason)</td></tr>

      """
  }

  enum Texts {
    static let phone = Phrase("Telefon", "Telephone")
    static let mail = Phrase("Mail", "Email")
    static let days = Phrase("Åbningstider de næste syv dage", "Hours for the next seven days")
    static let closed = Phrase("lukket", "closed")
    static let and = Phrase(" og ", " and ")

    static func way(_ way: Site.Hours.Way) -> Phrase {
      switch way {
      case .phone: Phrase("På telefonen", "By telephone")
      case .visit: Phrase("Personligt", "In person")
      case .chat: Phrase("På chat", "By chat")
      }
    }
  }
}

/// Where a reader's own municipality answers, with the way to choose another.
struct ContactSection {
  let site: Site
  let language: Language

  /// The heading, the list and the choice; `nil` where there is nobody to ask and nothing to choose.
  func markup(heading: Int) -> Markup? {
    guard let contact = site.contact else { return nil }
    let name: Markup? = contact.municipality.map { "<span\(language.danishMark)>\($0)</span>" }
    return """
      <h\(heading)>\(Texts.ask[language]) \(name ?? "\(Texts.us[language])")</h\(heading)>
      \(contact.isEmpty ? "<p>\(Layout.Texts.noContact[language])</p>\n" : nil)\
      \(ContactList(contact: contact, language: language).markup)\
      <p class="note"><a href="\(Paths.municipality(for: site.reading.address))">\
      \(Texts.another[language])</a></p>
      """
  }

  enum Texts {
    static let another = Phrase(
      "Bor du i en anden kommune?", "Do you live in another municipality?")
    static let ask = Phrase("Spørg", "Ask")
    static let us = Phrase("os", "us")
  }
}
