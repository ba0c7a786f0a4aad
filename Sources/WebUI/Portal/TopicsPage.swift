/// All answers, by subject or by first letter.
public struct TopicsPage: BilingualPage {
  public enum Order: Hashable, Sendable {
    case subject
    case letter
  }

  /// A subject or a letter that can be opened.
  public struct Group: Hashable, Sendable {
    /// The subject's number, or the letter.
    public let key: String
    public let name: String
    public let count: Int

    public init(key: String, name: String, count: Int) {
      self.key = key
      self.name = name
      self.count = count
    }
  }

  public var order: Order
  public var groups: [Group]
  /// The group that is open, with its answers below.
  public var selected: Group?
  public var answers: [AnswerLink]
  public var pageNumber: Int
  public var hasNextPage: Bool
  public var language = Language.danish

  public init(
    order: Order, groups: [Group], selected: Group? = nil, answers: [AnswerLink] = [],
    pageNumber: Int = 1, hasNextPage: Bool = false
  ) {
    self.order = order
    self.groups = groups
    self.selected = selected
    self.answers = answers
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
  }

  public var title: String {
    if let selected { return Texts.title(selected, order)[language] }
    return (order == .subject ? Texts.subjects : Texts.letters)[language]
  }

  public var area: Area { .portal }

  public var breadcrumbs: [Breadcrumb] {
    guard selected != nil else { return [] }
    return order == .subject
      ? [Breadcrumb(Texts.subjects[language], path: Paths.subjects)]
      : [Breadcrumb(Texts.letters[language], path: Paths.alphabet)]
  }

  /// A subject bears the name that the municipalities gave it.
  private var isNamedInDanish: Bool { selected != nil && order == .subject }

  public func content(on site: Site) -> Markup {
    """
    <h1\(if: isNamedInDanish, language.danishMark ?? "")>\(title)</h1>
    <nav class="tabs" aria-label="\(Texts.orders[language])"><ul>
    \(tab(.subject, Texts.bySubject, Paths.subjects))\
    \(tab(.letter, Texts.byLetter, Paths.alphabet))\
    </ul></nav>
    \(selected == nil || order == .letter ? groupList : nil)\(answerList)
    """
  }

  private func tab(_ order: Order, _ text: Phrase, _ path: String) -> Markup {
    let current: Markup = order == self.order ? " aria-current=\"true\"" : ""
    return "<li><a href=\"\(path)\"\(current)>\(text[language])</a></li>\n"
  }

  private var groupList: Markup {
    if groups.isEmpty { return "<p>\(Texts.empty[language])</p>" }
    switch order {
    case .subject:
      return Subject.list(
        groups.map { Subject(number: $0.key, name: $0.name, count: $0.count) }, in: language)
    case .letter:
      return "<ul class=\"letters\">\n\(groups.map(letter))</ul>\n"
    }
  }

  private func letter(_ group: Group) -> Markup {
    let current: Markup = group == selected ? " aria-current=\"true\"" : ""
    return """
      <li><a href="\(Paths.letter(group.key))"\(current)>\(group.name)\
      <span class="visually-hidden"> (\(Subject.Texts.answers(group.count)[language]))</span></a></li>

      """
  }

  private var answerList: Markup? {
    guard let selected else { return nil }
    guard !answers.isEmpty else { return "<p>\(Texts.noAnswers[language])</p>" }
    let path = order == .subject ? Paths.subject(selected.key) : Paths.letter(selected.key)
    let pages = Pagination(
      label: Texts.pages[language], number: pageNumber, hasNext: hasNextPage, in: language
    ) {
      Paths.page($0, of: path)
    }
    return "\(AnswerLink.list(answers, in: language))\(pages.markup)"
  }

  enum Texts {
    static let subjects = Phrase("Emner", "Subjects")
    static let letters = Phrase("Svar fra A til Å", "Answers from A to Å")
    static let orders = Phrase("Vis svarene", "Show the answers")
    static let bySubject = Phrase("Efter emne", "By subject")
    static let byLetter = Phrase("Fra A til Å", "From A to Å")
    static let empty = Phrase("Her er endnu ingen svar.", "There are no answers here yet.")
    static let pages = Phrase("Sider med svar", "Pages of answers")
    static let noAnswers = Phrase("Her er ingen svar.", "There are no answers here.")

    static func title(_ group: Group, _ order: Order) -> Phrase {
      order == .subject
        ? Phrase(group.name, group.name)
        : Phrase(
          "Svar, der begynder med \(group.name)", "Answers that begin with \(group.name)")
    }
  }
}
