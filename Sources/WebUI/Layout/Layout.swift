/// What stands around every page: head, skip link, header, menu, breadcrumbs, footer.
struct Layout {
  let site: Site

  func document(_ page: some Page) -> Markup {
    """
    <!doctype html>
    <html lang="da">
    \(head(page))
    <body>
    <a class="skip-link" href="#main-content">\(Texts.skip)</a>
    \(header(page.area))
    <main id="main-content" class="container" tabindex="-1">
    \(trail(page))
    \(page.notices)
    \(page.content(on: site))
    </main>
    \(footer)
    </body>
    </html>

    """
  }

  private func head(_ page: some Page) -> Markup {
    """
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(page.title) – \(site.nodeName)</title>
    <link rel="stylesheet" href="\(Assets.stylesheet.path)">
    <link rel="stylesheet" href="\(site.theme.stylesheet.path)">
    <link rel="search" type="application/opensearchdescription+xml" href="\(Paths.openSearch)" \
    title="\(site.nodeName)">
    <link rel="icon" type="image/svg+xml" href="\(site.theme.icon.path)">
    <script src="\(Assets.script.path)" defer></script>
    \(page.headMarkup)
    </head>
    """
  }

  private func header(_ area: Area) -> Markup {
    """
    <header class="header">
    <div class="header-solution"><div class="container">
    <a class="solution" href="\(Paths.front)"><span class="solution-mark" aria-hidden="true"></span>\
    \(Texts.solution)</a>
    <span class="authority">\(site.nodeName)\(site.signedIn.map(accountLink))</span>
    </div></div>
    \(site.showsStaff ? menu(area) : nil)</header>
    """
  }

  private func accountLink(_ person: Site.SignedIn) -> Markup {
    " · <a href=\"\(Paths.account)\">\(person.name)</a>"
  }

  private func menu(_ area: Area) -> Markup? {
    """
    <nav class="menu" aria-label="\(Texts.menu)"><ul class="container">
    \(Area.allCases.map { menuEntry($0, current: area) })</ul></nav>

    """
  }

  /// Citizens are not told how many conflicts the editors have.
  private func menuEntry(_ area: Area, current: Area) -> Markup {
    let marker: Markup = area == current ? " aria-current=\"true\"" : ""
    let badge: Markup =
      area == .editor && current != .portal && site.openConflicts > 0 ? conflictBadge : ""
    return """
      <li><a href="\(path(of: area))"\(marker)>\(Texts.name(of: area))</a>\(badge)</li>

      """
  }

  private var conflictBadge: Markup {
    """
     <span class="badge badge-warning">\(DanishNumber.text(site.openConflicts))\
    <span class="visually-hidden"> \(Texts.conflictWord(site.openConflicts))</span></span>
    """
  }

  private func path(of area: Area) -> String {
    switch area {
    case .portal: Paths.front
    case .desk: Paths.desk
    case .editor: Paths.articles
    case .reports: Paths.reports
    case .sync: Paths.sync
    }
  }

  private func trail(_ page: some Page) -> Markup {
    guard !page.breadcrumbs.isEmpty else { return Markup() }
    let steps: [Markup] = page.breadcrumbs.map { step in
      "<li><a href=\"\(address: step.path)\">\(step.title)</a></li>\n"
    }
    return """
      <nav class="breadcrumbs" aria-label="\(Texts.breadcrumbs)"><ol>
      <li><a href="\(Paths.front)">\(Texts.front)</a></li>
      \(steps)<li aria-current="page">\(page.title)</li>
      </ol></nav>
      """
  }

  // MARK: Footer

  private var footer: Markup {
    """
    <footer class="footer"><div class="container">
    <div class="footer-columns">
    <div><h2>\(site.nodeName)</h2>\(contact)</div>
    <div><h2>\(Texts.aboutHeading)</h2><p>\(Texts.connection(site.connection))</p>
    <p>\(Texts.noCookies)</p></div>
    </div>
    <p class="version">\(Texts.version(site.version))\(if: site.offersLogin, loginLink)</p>
    </div></footer>
    """
  }

  private var loginLink: Markup {
    " · <a href=\"\(Paths.login)\">\(Texts.login)</a>"
  }

  private var contact: Markup {
    guard let contact = site.contact else { return "<p>\(Texts.noContact)</p>" }
    return ContactList(contact: contact).markup
  }
}

/// How to reach the municipality, in the footer and where a search found nothing.
struct ContactList {
  let contact: Site.Contact

  var markup: Markup {
    """
    <ul class="plain-list">
    \(contact.phone.map { line(Layout.Texts.phone, "tel:" + dialled($0), $0) })\
    \(contact.mail.map { line(Layout.Texts.mail, "mailto:" + $0, $0) })\
    \(contact.openingHours.map { hours in "<li>\(hours)</li>\n" })</ul>
    """
  }

  private func line(_ label: String, _ address: String, _ text: String) -> Markup {
    "<li>\(label): <a href=\"\(address: address)\">\(text)</a></li>\n"
  }

  private func dialled(_ phone: String) -> String {
    phone.filter { $0 != " " }
  }
}

extension Layout {
  enum Texts {
    static let skip = "Gå til sidens indhold"
    static let solution = "Fællesviden"
    static let login = "Log ind for medarbejdere"
    static let menu = "Hovedmenu"
    static let breadcrumbs = "Brødkrumme"
    static let front = "Forside"
    static let phone = "Telefon"
    static let mail = "Mail"
    static let aboutHeading = "Om denne side"
    static let noCookies = "Vi gemmer ingen cookies, når du læser og søger."
    static let noContact = "Kontakt din kommune, hvis du ikke finder svar her."

    static func name(of area: Area) -> String {
      switch area {
      case .portal: "Borger"
      case .desk: "Skranke"
      case .editor: "Redaktør"
      case .reports: "Rapporter"
      case .sync: "Synkronisering"
      }
    }

    static func conflicts(_ count: Int) -> String {
      "\(DanishNumber.text(count)) \(conflictWord(count))"
    }

    static func conflictWord(_ count: Int) -> String {
      count == 1 ? "konflikt" : "konflikter"
    }

    static func version(_ version: String) -> String {
      "Fællesviden, version \(version)"
    }

    static func connection(_ connection: Site.Connection) -> Markup {
      switch connection {
      case .alone:
        "Arbejder lokalt: siden har ikke brug for net."
      case .neverSynced(let waiting):
        "Arbejder lokalt og er endnu ikke synkroniseret. \(self.waiting(waiting))"
      case .synced(let moment, let waiting):
        "Arbejder lokalt. Sidst synkroniseret \(moment.markup). \(self.waiting(waiting))"
      }
    }

    private static func waiting(_ count: Int) -> String {
      switch count {
      case 0: "Ingen ændringer venter på at blive sendt."
      case 1: "1 ændring venter på at blive sendt."
      default: "\(DanishNumber.text(count)) ændringer venter på at blive sendt."
      }
    }
  }
}

/// Numbers with a full stop between the thousands: 12.950.
enum DanishNumber {
  static func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "." }
      text.append(digit)
    }
    return text
  }
}
