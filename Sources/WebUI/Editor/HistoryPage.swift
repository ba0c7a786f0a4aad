/// Who changed an article, where, when and what, newest first.
public struct HistoryPage: Page {
  public var id: String
  public var articleTitle: String
  public var entries: [Entry]
  /// The address of the page with older entries.
  public var olderPath: String?
  public var backlinks: Backlinks
  public var notice: Notice?

  public init(
    id: String, title: String, entries: [Entry], olderPath: String? = nil,
    backlinks: Backlinks = Backlinks(), notice: Notice? = nil
  ) {
    self.id = id
    self.articleTitle = title
    self.entries = entries
    self.olderPath = olderPath
    self.backlinks = backlinks
    self.notice = notice
  }

  /// One change.
  public struct Entry: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case created
      case edited
      case approved
      /// With what the approver said.
      case sentBack(comment: String)
      case withdrawn
      case conflictResolved
    }

    /// The id of the change.
    public var version: String
    public var kind: Kind
    /// Initials and unit.
    public var author: String
    /// The node it was made on.
    public var place: String
    public var time: LocalMoment
    /// How many versions the change brought together; one for an ordinary one.
    public var mergedVersions: Int
    /// True for the version that readers see.
    public var isShownToReaders: Bool
    public var diffs: [FieldDiff]

    public init(
      version: String, kind: Kind, author: String, place: String, time: LocalMoment,
      mergedVersions: Int = 1, isShownToReaders: Bool = false, diffs: [FieldDiff]
    ) {
      self.version = version
      self.kind = kind
      self.author = author
      self.place = place
      self.time = time
      self.mergedVersions = mergedVersions
      self.isShownToReaders = isShownToReaders
      self.diffs = diffs
    }
  }

  public var title: String { Texts.title(articleTitle) }
  public var area: Area { .editor }

  public var breadcrumbs: [Breadcrumb] {
    [
      .articles,
      Breadcrumb(articleTitle, path: Paths.edit(id)),
    ]
  }

  public var notices: Markup {
    notice?.alert(conflictsPath: Paths.conflicts(of: id)) ?? Markup()
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro)</p>
    \(dayForm)<form method="get" action="\(Paths.compare(id))">
    <ol class="history">
    \(entries.enumerated().map { item($1, at: $0) })</ol>
    \(compareButton)</form>
    \(older)\(backlinks.markup)
    """
  }

  /// What readers saw on a day: the question that comes years later.
  private var dayForm: Markup {
    """
    <form class="filter" method="get" action="\(Paths.asOf(id))">
    <label for="dag">\(Texts.day)</label>
    <div class="search-row"><input class="input" type="date" id="dag" name="dag" required>\
    <button class="button" type="submit">\(Texts.showDay)</button></div>
    </form>

    """
  }

  private var compareButton: Markup? {
    guard entries.count > 1 else { return nil }
    return """
      <p class="actions"><button class="button" type="submit">\(Texts.compare)</button></p>

      """
  }

  private func item(_ entry: Entry, at place: Int) -> Markup {
    """
    <li class="history-entry">
    <h2>\(Texts.kind(entry.kind)) \(entry.time.markup)\
    \(if: entry.isShownToReaders, " <span class=\"badge badge-success\">\(Texts.shown)</span>")</h2>
    <p class="note">\(Texts.by(entry.author, entry.place))\
    \(if: entry.mergedVersions > 1, " \(Texts.merged(entry.mergedVersions))") \
    \(Texts.version) <a href="\(Paths.version(entry.version, of: id))"><code>\(entry.version)</code></a></p>
    \(comment(of: entry))\(if: entries.count > 1, choices(of: entry, at: place))\(entry.diffs.map { $0.markup(trimmed: true) })</li>

    """
  }

  private func comment(of entry: Entry) -> Markup? {
    guard case .sentBack(let comment) = entry.kind, !comment.isEmpty else { return nil }
    return "<blockquote class=\"answer-comment\">\(comment)</blockquote>\n"
  }

  /// The two newest are chosen from the start.
  private func choices(of entry: Entry, at place: Int) -> Markup {
    """
    <p class="compare-choices">\(choice("fra", Texts.from, entry, at: place, chosenAt: 1))\
    \(choice("til", Texts.to, entry, at: place, chosenAt: 0))</p>

    """
  }

  private func choice(
    _ name: String, _ label: String, _ entry: Entry, at place: Int, chosenAt chosen: Int
  ) -> Markup {
    """
    <label for="\(name)-\(place)"><input type="radio" id="\(name)-\(place)" name="\(name)" \
    value="\(entry.version)"\(if: place == chosen, " checked")> \(label)\
    <span class="visually-hidden"> \(entry.time.short)</span></label>
    """
  }

  private var older: Markup? {
    olderPath.map { "<p><a class=\"button\" href=\"\(address: $0)\">\(Texts.older)</a></p>\n" }
  }

  enum Texts {
    static let intro =
      "Her er alle ændringer, nyeste først. Slettet tekst er streget over, ny tekst er understreget."
    static let shown = "Det, læserne ser"
    static let version = "Version"
    static let older = "Vis ældre ændringer"
    static let day = "Hvad så læserne på en bestemt dag?"
    static let showDay = "Vis dagen"
    static let from = "Sammenlign fra"
    static let to = "Sammenlign til"
    static let compare = "Sammenlign de to valgte"

    static func title(_ article: String) -> String { "Historik: \(article)" }
    static func by(_ author: String, _ place: String) -> String {
      "Af \(Whereabouts.text(author, place))."
    }
    static func merged(_ count: Int) -> String { "Fletter \(count) versioner." }
    static func kind(_ kind: Entry.Kind) -> String {
      switch kind {
      case .created: "Oprettet"
      case .edited: "Rettet"
      case .approved: "Godkendt"
      case .sentBack: "Sendt tilbage"
      case .withdrawn: "Trukket tilbage"
      case .conflictResolved: "Konflikt afgjort"
      }
    }
  }
}
