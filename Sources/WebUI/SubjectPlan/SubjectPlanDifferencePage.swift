/// What a new edition of the plan alters, before anybody takes it into use.
public struct SubjectPlanDifferencePage: Page {
  /// A number that something happens to.
  public struct Row: Hashable, Sendable {
    public var number: String
    public var title: String
    /// What it was called, or what takes its place.
    public var note: String

    public init(number: String, title: String, note: String = "") {
      self.number = number
      self.title = title
      self.note = note
    }
  }

  public enum Kind: CaseIterable, Hashable, Sendable {
    case added, renamed, moved, expired, missing, revived
  }

  public struct Group: Hashable, Sendable {
    public var kind: Kind
    /// The first of them.
    public var rows: [Row]
    public var total: Int

    public init(kind: Kind, rows: [Row], total: Int) {
      self.kind = kind
      self.rows = rows
      self.total = total
    }
  }

  /// An answer whose subject goes out of use.
  public struct Affected: Hashable, Sendable {
    public var id: String
    public var title: String
    public var number: String
    public var successors: [String]

    public init(id: String, title: String, number: String, successors: [String]) {
      self.id = id
      self.title = title
      self.number = number
      self.successors = successors
    }
  }

  public static let rowsMax = 100

  public var edition: CalendarDay
  public var inUse: CalendarDay?
  public var groups: [Group]
  public var details: Int
  public var affected: [Affected]
  public var remarks: [String]
  /// Names the lines of the edition, so that what is taken into use is what was looked at.
  public var digest: String
  public var token: String
  /// Why it was not taken into use.
  public var problem: String?

  public init(
    edition: CalendarDay, inUse: CalendarDay?, groups: [Group], details: Int,
    affected: [Affected], remarks: [String], digest: String, token: String,
    problem: String? = nil
  ) {
    self.edition = edition
    self.inUse = inUse
    self.groups = groups
    self.details = details
    self.affected = affected
    self.remarks = remarks
    self.digest = digest
    self.token = token
    self.problem = problem
  }

  public var title: String { Texts.title(edition) }
  public var area: Area { .editor }
  public var status: Int { problem == nil ? 200 : 422 }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(SubjectPlanPage.Texts.title, path: Paths.subjectPlan),
    ]
  }

  public var notices: Markup {
    ErrorSummary(problems: problem.map { [("brug", $0)] } ?? []).markup
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(inUse.map { Texts.instead($0) } ?? Texts.first) \(Texts.summary(groups, details))</p>
    \(form)\(groups.filter { $0.total > 0 }.map(section))\(if: !affected.isEmpty, affectedSection)\
    \(if: !remarks.isEmpty, remarkSection)
    """
  }

  private func section(_ group: Group) -> Markup {
    let rows: [Markup] = group.rows.map { row in
      """
      <tr><th scope="row">\(row.number)</th><td data-label="\(SubjectPlanPage.Texts.name)">\
      \(row.title)</td><td data-label="\(Texts.note(group.kind))">\(row.note)</td></tr>

      """
    }
    let rest: Markup? =
      group.total > group.rows.count
      ? "<p>\(Texts.more(group.total - group.rows.count))</p>\n" : nil
    return """
      <h2>\(Texts.heading(group.kind)) (\(DanishNumber.text(group.total)))</h2>
      <div class="table-frame" role="region" aria-label="\(Texts.heading(group.kind))" tabindex="0">
      <table class="stacking"><thead><tr><th scope="col">\(SubjectPlanPage.Texts.number)</th>\
      <th scope="col">\(SubjectPlanPage.Texts.name)</th>\
      <th scope="col">\(Texts.note(group.kind))</th></tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      \(rest)
      """
  }

  private var affectedSection: Markup {
    let items: [Markup] = affected.prefix(SubjectPlanDifferencePage.rowsMax).map { row in
      """
      <li><a href="\(Paths.edit(row.id))">\(row.title)</a> \
      <span class="note">\(Texts.replacement(row))</span></li>

      """
    }
    let rest = affected.count - items.count
    let more: Markup? = rest > 0 ? "<p>\(Texts.more(rest))</p>\n" : nil
    return """
      <h2>\(Texts.affected) (\(DanishNumber.text(affected.count)))</h2>
      <p>\(Texts.affectedIntro)</p>
      <ul>
      \(items)</ul>
      \(more)
      """
  }

  private var remarkSection: Markup {
    let items: [Markup] = remarks.prefix(SubjectPlanDifferencePage.rowsMax).map {
      "<li>\($0)</li>\n"
    }
    let rest = remarks.count - items.count
    let more: Markup? = rest > 0 ? "<p>\(Texts.more(rest))</p>\n" : nil
    return """
      <details><summary>\(Texts.remarks(remarks.count))</summary><ul>
      \(items)</ul>
      \(more)</details>

      """
  }

  private var form: Markup {
    """
    <form method="post" action="\(Paths.subjectPlanEdition)">
    \(HiddenField(name: "token", value: token).markup)\
    \(HiddenField(name: Field.digest, value: digest).markup)
    <p class="actions"><button class="button button-primary" type="submit" id="brug" \
    name="\(Field.choice)" value="\(Field.take)">\(Texts.take)</button>
    <button class="button" type="submit" name="\(Field.choice)" value="kasser">\(Texts.drop)</button></p>
    </form>

    """
  }

  public enum Field {
    public static let digest = "udgave"
    public static let choice = "valg"
    public static let take = "brug"
  }

  enum Texts {
    static let first = "Der er ingen emneplan i forvejen."
    static let take = "Tag udgaven i brug"
    static let drop = "Kassér filen"
    static let affected = "Svar, der skal have et nyt emnenummer"
    static let affectedIntro =
      "Svarene bliver stående, som de er, under det gamle nummer, til en redaktør retter det."

    static func title(_ day: CalendarDay) -> String { "Emneplanen af \(day.long)" }

    static func instead(_ day: CalendarDay) -> String {
      "Den afløser udgaven af \(day.long)."
    }

    static func summary(_ groups: [Group], _ details: Int) -> String {
      let counts = groups.filter { $0.total > 0 }.map {
        "\(heading($0.kind).lowercased()): \(DanishNumber.text($0.total))"
      }
      let rest = details > 0 ? ["andre rettelser: \(DanishNumber.text(details))"] : []
      let all = (counts + rest).joined(separator: ", ")
      return all.isEmpty
        ? "Den ændrer ingen numre." : all.prefix(1).uppercased() + all.dropFirst() + "."
    }

    static func heading(_ kind: Kind) -> String {
      switch kind {
      case .added: "Nye"
      case .renamed: "Nye titler"
      case .moved: "Flyttede"
      case .expired: "Udgåede"
      case .missing: "Ikke i filen"
      case .revived: "Gælder igen"
      }
    }

    static func note(_ kind: Kind) -> String {
      switch kind {
      case .added: "Status"
      case .renamed: "Hed før"
      case .moved: "Bruges i stedet"
      case .expired, .missing, .revived: "Status fremover"
      }
    }

    static func replacement(_ row: Affected) -> String {
      row.successors.isEmpty
        ? "\(row.number) udgår; vælg et andet emne"
        : "\(row.number) → \(row.successors.joined(separator: " eller "))"
    }

    static func remarks(_ count: Int) -> String {
      count == 1 ? "1 ting i filen er sær" : "\(DanishNumber.text(count)) ting i filen er sære"
    }

    static func more(_ count: Int) -> String { "Og \(DanishNumber.text(count)) til." }
  }
}
