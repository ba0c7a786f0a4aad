/// The links that do not work, each with the article that has it, and the hosts that others lead to.
public struct BrokenLinksPage: EditorPage {
  public var rows: [Row]
  public var total: Int
  public var hosts: [Host]
  /// How many hosts there are, when not all are shown.
  public var hostCount: Int
  public var pageNumber: Int
  public var hasNextPage: Bool

  public static let hostsMax = 100

  public init(
    rows: [Row], total: Int, hosts: [Host] = [], hostCount: Int = 0, pageNumber: Int = 1,
    hasNextPage: Bool = false
  ) {
    self.rows = rows
    self.total = total
    self.hosts = hosts
    self.hostCount = max(hostCount, hosts.count)
    self.pageNumber = pageNumber
    self.hasNextPage = hasNextPage
  }

  public enum Fault: Hashable, Sendable {
    case unknown
    case withdrawn
    case unapproved
    /// For a narrower circle than those who read the link.
    case notForReaders
    case malformed(WrittenLink.Flaw)

    public static let all: [Fault] =
      [.unknown, .withdrawn, .unapproved, .notForReaders]
      + WrittenLink.Flaw.allCases.map(Fault.malformed)
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var place: LinkPlace
    public var label: String
    public var address: String
    public var fault: Fault

    public init(
      id: String, title: String, place: LinkPlace, label: String, address: String, fault: Fault
    ) {
      self.id = id
      self.title = title
      self.place = place
      self.label = label
      self.address = address
      self.fault = fault
    }
  }

  public struct Host: Hashable, Sendable {
    public var name: String
    public var count: Int

    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  public var title: String { Texts.title }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro(total))</p>
    \(if: !rows.isEmpty, table)\(if: !hosts.isEmpty, hostList)
    """
  }

  private var table: Markup {
    let table = StackingTable(
      label: title, columns: [ArticleListPage.Texts.article, Texts.link, Texts.fault],
      rows: rows.map(row))
    return "\(table.markup)\(pages.markup)"
  }

  private func row(_ row: Row) -> Markup {
    let label: Markup? = row.label.isEmpty ? nil : "\(row.label)<br>"
    let address: Markup? = row.address.isEmpty ? nil : "<code>\(row.address)</code><br>"
    return """
      <tr><th scope="row"><a href="\(Paths.edit(row.id))">\(row.title)</a></th>\
      <td data-label="\(Texts.link)">\(label)\(address)\
      <span class="note">\(Backlinks.Texts.name(of: row.place))</span></td>\
      <td data-label="\(Texts.fault)">\(Texts.text(row.fault))</td></tr>

      """
  }

  private var pages: Pagination {
    Pagination(label: Texts.pages, number: pageNumber, hasNext: hasNextPage) {
      Paths.page($0, of: Paths.links)
    }
  }

  private var hostList: Markup {
    let items: [Markup] = hosts.map { host in
      "<li>\(host.name) <span class=\"note\">\(Texts.links(host.count))</span></li>\n"
    }
    let rest: Markup? =
      hostCount > hosts.count ? "<p>\(Texts.moreHosts(hostCount - hosts.count))</p>\n" : nil
    return """
      <h2>\(Texts.external)</h2>
      <p>\(Texts.notFetched)</p>
      <ul>
      \(items)</ul>
      \(rest)
      """
  }
}

extension BrokenLinksPage {
  enum Texts {
    static let title = "Links, der ikke virker"
    static let link = "Link"
    static let fault = "Hvad der er galt"
    static let pages = "Sider med links"
    static let external = "Links til andre hjemmesider"
    static let notFetched =
      "Dem henter systemet ikke, så her kan du ikke se, om de virker. Prøv dem selv, når du "
      + "gennemgår et svar."

    static func intro(_ count: Int) -> String {
      let scope =
        "Listen viser links i den nyeste tekst af de svar, der ikke er trukket tilbage, og det, "
        + "der gælder i stedet for dem, der er. Åbn svaret for at rette linket."
      return switch count {
      case 0: "Alle links til svar her i vidensbasen virker."
      case 1: "1 link virker ikke. \(scope)"
      default: "\(DanishNumber.text(count)) links virker ikke. \(scope)"
      }
    }

    static func links(_ count: Int) -> String {
      "\(DanishNumber.text(count)) link\(count == 1 ? "" : "s")"
    }

    static func moreHosts(_ count: Int) -> String {
      count == 1
        ? "Og 1 hjemmeside mere." : "Og \(DanishNumber.text(count)) hjemmesider mere."
    }

    static func text(_ fault: Fault) -> String {
      switch fault {
      case .unknown: "Svaret findes ikke."
      case .withdrawn: "Svaret er trukket tilbage."
      case .unapproved: "Svaret er ikke godkendt, så læserne kan ikke se det."
      case .notForReaders: "Svaret er for færre end dem, der læser linket."
      case .malformed(let flaw): text(flaw)
      }
    }

    private static func text(_ flaw: WrittenLink.Flaw) -> String {
      switch flaw {
      case .empty: "Linket har ingen adresse."
      case .forbidden:
        "Adressen må ikke bruges. Den skal begynde med https://, http://, mailto:, tel: eller /."
      case .relative: "Adressen skal begynde med https:// eller med / for en side her."
      case .noHost: "Adressen mangler navnet på hjemmesiden."
      case .noMailAddress: "Efter mailto: skal der stå en mailadresse."
      case .noPhoneNumber: "Efter tel: skal der stå et telefonnummer."
      case .notRead:
        "Læserne ser klammerne og ikke et link. Måske er der et mellemrum i adressen."
      case .inShortAnswer: "Et kort svar kan ikke have links. Flyt linket til teksten."
      }
    }
  }
}
