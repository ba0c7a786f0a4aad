/// All answers, by subject or by first letter.
public struct TopicsPage: Page {
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
    if let selected { return Texts.title(selected, order) }
    return order == .subject ? Texts.subjects : Texts.letters
  }

  public var area: Area { .portal }

  public var breadcrumbs: [Breadcrumb] {
    guard selected != nil else { return [] }
    return order == .subject
      ? [Breadcrumb(Texts.subjects, path: Paths.subjects)]
      : [Breadcrumb(Texts.letters, path: Paths.alphabet)]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <nav class="tabs" aria-label="\(Texts.orders)"><ul>
    \(tab(.subject, Texts.bySubject, Paths.subjects))\(tab(.letter, Texts.byLetter, Paths.alphabet))\
    </ul></nav>
    \(selected == nil || order == .letter ? groupList : nil)\(answerList)
    """
  }

  private func tab(_ order: Order, _ text: String, _ path: String) -> Markup {
    let current: Markup = order == self.order ? " aria-current=\"true\"" : ""
    return "<li><a href=\"\(path)\"\(current)>\(text)</a></li>\n"
  }

  private var groupList: Markup {
    if groups.isEmpty { return "<p>\(Texts.empty)</p>" }
    switch order {
    case .subject:
      return Subject.list(groups.map { Subject(number: $0.key, name: $0.name, count: $0.count) })
    case .letter:
      return "<ul class=\"letters\">\n\(groups.map(letter))</ul>\n"
    }
  }

  private func letter(_ group: Group) -> Markup {
    let current: Markup = group == selected ? " aria-current=\"true\"" : ""
    return """
      <li><a href="\(Paths.letter(group.key))"\(current)>\(group.name)\
      <span class="visually-hidden"> (\(Subject.Texts.answers(group.count)))</span></a></li>

      """
  }

  private var answerList: Markup? {
    guard let selected else { return nil }
    guard !answers.isEmpty else { return "<p>\(Texts.noAnswers)</p>" }
    let path = order == .subject ? Paths.subject(selected.key) : Paths.letter(selected.key)
    let pages = Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: path)
    }
    return "\(AnswerLink.list(answers))\(pages.markup)"
  }

  enum Texts {
    static let subjects = "Emner"
    static let letters = "Svar fra A til Å"
    static let orders = "Vis svarene"
    static let bySubject = "Efter emne"
    static let byLetter = "Fra A til Å"
    static let empty = "Her er endnu ingen svar."
    static let pages = "Sider med svar"
    static let noAnswers = "Her er ingen svar."

    static func title(_ group: Group, _ order: Order) -> String {
      order == .subject ? group.name : "Svar, der begynder med \(group.name)"
    }
  }
}
