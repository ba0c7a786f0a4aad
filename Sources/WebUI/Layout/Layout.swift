/// What stands around every page: head, skip link, header, menu, breadcrumbs, footer.
struct Layout {
  let site: Site
  let language: Language

  func document(_ page: some Page) -> Markup {
    """
    <!doctype html>
    <html lang="\(language.rawValue)"\(if: site.reading.choices.isLarge, " class=\"large\"")>
    \(head(page))
    <body>
    <a class="skip-link" href="#main-content">\(Texts.skip[language])</a>
    \(header(page))
    <main id="main-content" class="container" tabindex="-1">
    \(trail(page))\(site.staleSince.map { isBilingual(page) ? ageBanner($0) : StaleNotice(since: $0).markup })
    \(page.notices)
    \(page.content(on: site))
    </main>
    \(footer(page))
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

  private func header(_ page: some Page) -> Markup {
    """
    <header class="header">
    \(isBilingual(page) ? choices(Texts.headerChoices) : nil)\
    <div class="header-solution"><div class="container">
    <a class="solution" href="\(Paths.front)"><span class="solution-mark" aria-hidden="true"></span>\
    \(Texts.solution)</a>
    <span class="authority"><span\(language.danishMark)>\(site.nodeName)</span>\(site.signedIn.map(accountLink))</span>
    </div></div>
    \(site.showsStaff ? menu(page.area) : nil)</header>
    """
  }

  private func isBilingual<Shown: Page>(_ page: Shown) -> Bool { Shown.isBilingual }

  /// The other language and the other size of type, which are links to this very page.
  private func choices(_ label: Phrase) -> Markup {
    let others = Language.allCases.filter { $0 != language }
    let languages: [Markup] = others.map { other in
      let path = site.reading.address { $0.language = other }
      return """
        <li><a href="\(address: path)" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\
        \(other.ownName)</a></li>

        """
    }
    let isLarge = site.reading.choices.isLarge
    let path = site.reading.address { $0.isLarge.toggle() }
    return """
      <nav class="choices" aria-label="\(label[language])"><ul class="container">
      <li><a href="\(address: path)">\((isLarge ? Texts.usualType : Texts.largeType)[language])</a></li>
      \(languages)</ul></nav>

      """
  }

  private func accountLink(_ person: Site.SignedIn) -> Markup {
    " · <a href=\"\(Paths.account)\">\(person.name)</a>"
  }

  private func menu(_ area: Area) -> Markup? {
    """
    <nav class="menu" aria-label="\(Texts.menu[language])"><ul class="container">
    \(Area.allCases.map { menuEntry($0, current: area) })</ul></nav>

    """
  }

  /// Citizens are not told how many conflicts the editors have.
  private func menuEntry(_ area: Area, current: Area) -> Markup {
    let marker: Markup = area == current ? " aria-current=\"true\"" : ""
    let badge: Markup =
      area == .editor && current != .portal && site.openConflicts > 0 ? conflictBadge : ""
    return """
      <li><a href="\(path(of: area))"\(marker)>\(Texts.name(of: area)[language])</a>\(badge)</li>

      """
  }

  private var conflictBadge: Markup {
    """
     <span class="badge badge-warning">\(DanishNumber.text(site.openConflicts))\
    <span class="visually-hidden"> \(Texts.conflictWord(site.openConflicts)[language])</span></span>
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
      <nav class="breadcrumbs" aria-label="\(Texts.breadcrumbs[language])"><ol>
      <li><a href="\(Paths.front)">\(Texts.front[language])</a></li>
      \(steps)<li aria-current="page">\(page.title)</li>
      </ol></nav>
      """
  }

  /// A copy that nobody has brought up to date may show what was withdrawn elsewhere.
  private func ageBanner(_ moment: LocalMoment) -> Markup {
    """

    <div class="alert alert-warning"><h2>\(Texts.staleHeading[language])</h2>
    <p>\(Texts.staleSince[language]) \(moment.markup(in: language)). \(Texts.stale[language])</p></div>
    """
  }

  // MARK: Footer

  private func footer(_ page: some Page) -> Markup {
    """
    <footer class="footer"><div class="container">
    <div class="footer-columns">
    <div><h2\(language.danishMark)>\(site.nodeName)</h2>\(contact)</div>
    <div><h2>\(Texts.aboutHeading[language])</h2>
    <p>\(Texts.connection(site.connection, language))</p>
    <p>\(Texts.noCookies[language])</p>
    <ul class="plain-list"><li><a href="\(Paths.accessibility)">\
    \(Texts.accessibility[language])</a></li>
    <li><a href="\(Paths.about)">\(Texts.about[language])</a></li></ul></div>
    </div>
    <p class="version">\(Texts.version(site.version)[language])\(if: site.offersLogin, loginLink)</p>
    </div>
    \(isBilingual(page) ? choices(Texts.footerChoices) : nil)</footer>
    """
  }

  private var loginLink: Markup {
    " · <a href=\"\(Paths.login)\">\(Texts.login[language])</a>"
  }

  private var contact: Markup {
    guard let contact = site.contact, !contact.isEmpty else {
      return "<p>\(Texts.noContact[language])</p>"
    }
    return ContactList(contact: contact, language: language, hasDays: false).markup
  }
}

extension Layout {
  enum Texts {
    static let skip = Phrase("Gå til sidens indhold", "Skip to content")
    static let headerChoices = Phrase("Sprog og skrift", "Language and type")
    static let footerChoices = Phrase("Sprog og skrift igen", "Language and type again")
    static let largeType = Phrase("Større skrift", "Larger type")
    static let usualType = Phrase("Almindelig skrift", "Normal type")
    static let solution = "Fællesviden"
    static let login = Phrase("Log ind for medarbejdere", "Log in for staff")
    static let menu = Phrase("Hovedmenu", "Main menu")
    static let breadcrumbs = Phrase("Brødkrumme", "Breadcrumb")
    static let front = Phrase("Forside", "Front page")
    static let aboutHeading = Phrase("Om denne side", "About this site")
    static let about = Phrase("Sådan er siden sat op", "How this site is set up")
    static let accessibility = Phrase("Tilgængelighedserklæring", "Accessibility statement")
    static let noCookies = Phrase(
      "Vi gemmer ingen cookies, når du læser og søger.",
      "We store no cookies when you read and search.")
    static let staleHeading = Phrase("Svarene kan være forældede", "The answers may be out of date")
    static let staleSince = Phrase("Siden er sidst opdateret", "This site was last updated")
    static let stale = Phrase(
      "Et svar kan være ændret eller trukket tilbage siden. Spørg kommunen, hvis det er vigtigt.",
      "An answer may have been changed or withdrawn since. Ask the municipality if it matters.")
    static let noContact = Phrase(
      "Kontakt din kommune, hvis du ikke finder svar her.",
      "Contact your municipality if you do not find an answer here.")

    static func name(of area: Area) -> Phrase {
      switch area {
      case .portal: Phrase("Borger", "Citizen")
      case .desk: Phrase("Skranke", "Desk")
      case .editor: Phrase("Redaktør", "Editor")
      case .reports: Phrase("Rapporter", "Reports")
      case .sync: Phrase("Synkronisering", "Synchronisation")
      }
    }

    static func conflicts(_ count: Int) -> String {
      "\(DanishNumber.text(count)) \(conflictWord(count).danish)"
    }

    static func conflictWord(_ count: Int) -> Phrase {
      count == 1 ? Phrase("konflikt", "conflict") : Phrase("konflikter", "conflicts")
    }

    static func version(_ version: String) -> Phrase {
      Phrase("Fællesviden, version \(version)", "Fællesviden, version \(version)")
    }

    static func connection(_ connection: Site.Connection, _ language: Language) -> Markup {
      switch (connection, language) {
      case (.alone, .danish):
        "Arbejder lokalt: siden har ikke brug for net."
      case (.alone, .english):
        "Works locally: the site does not need the internet."
      case (.neverSynced(let waiting), .danish):
        "Arbejder lokalt og er endnu ikke synkroniseret. \(self.waiting(waiting)[language])"
      case (.neverSynced(let waiting), .english):
        "Works locally and has not been synchronised yet. \(self.waiting(waiting)[language])"
      case (.synced(let moment, let waiting), .danish):
        """
        Arbejder lokalt. Sidst synkroniseret \(moment.markup). \(self.waiting(waiting)[language])
        """
      case (.synced(let moment, let waiting), .english):
        """
        Works locally. Last synchronised \(moment.markup(in: language)). \
        \(self.waiting(waiting)[language])
        """
      }
    }

    private static func waiting(_ count: Int) -> Phrase {
      switch count {
      case 0: Phrase("Ingen ændringer venter på at blive sendt.", "No changes wait to be sent.")
      case 1: Phrase("1 ændring venter på at blive sendt.", "1 change waits to be sent.")
      default:
        Phrase(
          "\(DanishNumber.text(count)) ændringer venter på at blive sendt.",
          "\(Language.english.number(count)) changes wait to be sent.")
      }
    }
  }
}

/// Numbers with a full stop between the thousands: 12.950.
enum DanishNumber {
  static func text(_ number: Int) -> String { Language.danish.number(number) }
}

extension Language {
  /// `12.950` in Danish and `12,950` in English.
  func number(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) {
        text += self == .danish ? "." : ","
      }
      text.append(digit)
    }
    return text
  }
}
