import Testing

@testable import WebUI

private let plain = SamplePages(text: "Hvordan melder jeg flytning, æøå?")
private let hostile = SamplePages(text: "\"'></textarea></title><script>alert(1)</script>&lt;\u{0}")

private func html(_ page: any Page, on site: Site = plain.site) -> String {
  String(decoding: page.html(on: site), as: UTF8.self)
}

/// What holds for every page in every state.
@Suite struct `Every page` {
  @Test func `is closed markup without inline script or style`() {
    for page in plain.all {
      #expect(MarkupAudit.problem(in: html(page), elements: nil) == nil, "\(type(of: page))")
    }
  }

  @Test func `shows texts and never the values that hold them`() {
    for page in plain.all {
      #expect(!html(page).contains("(bytes:"), "\(type(of: page))")
    }
  }

  @Test func `shows a hostile text and runs none of it`() {
    for page in hostile.all {
      let text = html(page, on: hostile.site)
      #expect(MarkupAudit.problem(in: text, elements: nil) == nil, "\(type(of: page))")
      // Data for search engines is in an element of the same name and is never run.
      let scripts = PageElements(text).named("script").filter {
        $0.attributes["type"] != "application/ld+json"
      }
      #expect(scripts.map { $0.attributes["src"] } == [Assets.script.path], "\(type(of: page))")
    }
  }

  @Test func `has one main heading, a title and a language`() {
    for page in plain.all {
      let elements = PageElements(html(page))
      #expect(elements.named("h1").count == 1, "\(type(of: page))")
      #expect(elements.named("title").count == 1)
      #expect(elements.named("html").first?.attributes["lang"] == "da")
    }
  }

  @Test func `gives each id once, and points only to ids that are there`() {
    for page in plain.all {
      let elements = PageElements(html(page))
      let ids = elements.values(of: "id")
      #expect(Set(ids).count == ids.count, "\(type(of: page)): \(ids)")
      let references =
        elements.values(of: "for") + elements.values(of: "aria-labelledby")
        + elements.values(of: "list")
        + elements.values(of: "aria-describedby").flatMap {
          $0.split(separator: " ").map(String.init)
        }
        + elements.values(of: "href").filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
      for reference in references where reference != "" {
        #expect(ids.contains(reference), "\(type(of: page)): \(reference)")
      }
    }
  }

  @Test func `labels every field`() {
    for page in plain.all {
      let elements = PageElements(html(page))
      let labelled = Set(elements.values(of: "for"))
      for field in elements.named("input", "textarea", "select")
      where field.attributes["type"] != "hidden" {
        #expect(labelled.contains(field.attributes["id"] ?? "?"), "\(type(of: page)): \(field)")
      }
    }
  }

  @Test func `sends a token with every form that changes something`() {
    for page in plain.all {
      let elements = PageElements(html(page))
      // A reader has no cookie and so no token: the browser says which page the answer is from.
      let posts = elements.named("form").filter {
        $0.attributes["method"] == "post"
          && $0.attributes["action"]?.hasPrefix(Paths.feedback) == false
      }
      let tokens = elements.named("input").filter { $0.attributes["name"] == "token" }
      #expect(posts.count == tokens.count, "\(type(of: page))")
    }
  }

  @Test func `loads nothing from elsewhere`() {
    let paths = Set(Assets.all(in: plain.site.theme).map(\.path))
    for page in plain.all {
      let elements = PageElements(html(page))
      let loaded =
        elements.values(of: "src")
        + elements.named("link").filter {
          ["stylesheet", "icon"].contains($0.attributes["rel"])
        }.compactMap { $0.attributes["href"] }
      #expect(Set(loaded) == paths, "\(type(of: page))")
    }
  }

  @Test func `stays within sixty kilobytes with its styles and script`() {
    let assets = Assets.all(in: plain.site.theme).reduce(0) { $0 + $1.bytes.count }
    for page in plain.all {
      #expect(assets + html(page).utf8.count <= 60_000, "\(type(of: page))")
    }
  }

  @Test func `skips no level of heading`() {
    for page in plain.all {
      var level = 1
      // The preview shows headings as readers will see them, below one of its own.
      for heading in PageElements(html(page)).named("h1", "h2", "h3", "h4", "h5", "h6") {
        guard let next = heading.name.last.flatMap({ Int(String($0)) }) else { continue }
        #expect(next <= level + 1, "\(type(of: page))")
        level = next
      }
    }
  }
}

@Suite struct `The synchronisation of a hub` {
  @Test func `has pages, and what is wrong comes first`() {
    var page = plain.hub
    for index in page.peers.indices {
      page.peers[index].name = "node-\(index)"
      page.peers[index].problem = index == 97 ? "Den svarer ikke." : nil
    }
    func names(_ number: Int) -> [String] {
      page.pageNumber = number
      return html(page).matches(of: /<th scope="row">(node-\d+)</).map { String($0.1) }
    }
    #expect(names(1).first == "node-97" && names(1).count == 40)
    #expect(names(3).last == "node-96" && names(3).count == 18)
    #expect(Set(names(1) + names(2) + names(3)).count == 98)
  }
}

@Suite struct `The portal` {
  @Test func `a withdrawn answer is gone and shows none of its text`() {
    var page = plain.withdrawnAnswer
    page.shortAnswer = "HEMMELIGT"
    page.body = "HEMMELIGT"
    page.links = [.init(title: "HEMMELIGT", address: "/")]
    #expect(page.status == 410)
    #expect(!html(page).contains("HEMMELIGT"))
    #expect(html(page).contains("Svaret er trukket tilbage"))
  }

  @Test func `the short answer comes before the rest`() throws {
    var page = plain.answer
    page.shortAnswer = "DET KORTE"
    page.body = "DET LANGE"
    let text = html(page)
    let short = try #require(text.firstRange(of: "DET KORTE"))
    let long = try #require(text.firstRange(of: "DET LANGE"))
    #expect(short.upperBound <= long.lowerBound)
    #expect(text.contains("<time datetime=\"2026-03-12\">12-03-2026</time>"))
  }

  @Test func `a link that may lead anywhere leads nowhere`() {
    var page = plain.answer
    page.links = [.init(title: "Klik", address: "javascript:alert(1)")]
    #expect(html(page).contains("href=\"#\">Klik</a>"))
  }

  @Test func `the way to the editor shows only where it may`() {
    var page = plain.answer
    #expect(html(page).contains("Redigér svaret"))
    page.isEditable = false
    #expect(!html(page).contains("Redigér svaret"))
  }

  @Test func `words found are marked and the words searched for are kept`() {
    let page = SearchPage(query: "pas & foto", hits: [plain.hit], total: 1)
    let text = html(page)
    #expect(text.contains("value=\"pas &amp; foto\""))
    #expect(text.contains("<mark>"))
    #expect(text.contains("1 svar på “pas &amp; foto”"))
  }

  @Test func `the fragment is the results alone`() {
    let page = SearchPage(query: "pas", hits: [plain.hit], total: 1)
    let fragment = String(decoding: page.fragment(on: plain.site), as: UTF8.self)
    #expect(html(page).contains(fragment))
    #expect(!fragment.contains("<form"))
    #expect(!fragment.contains("<html"))
  }

  @Test func `a search without hits leads on`() {
    let page = SearchPage(
      query: "xyz", hits: [], total: 0, suggestions: ["pas"], mostRead: [plain.link])
    let text = html(page)
    #expect(text.contains("Vi fandt ingen svar på “xyz”"))
    #expect(text.contains("href=\"/soeg?q=pas\">pas</a>"))
    #expect(text.contains("href=\"\(plain.link.path)\""))
    #expect(text.contains("href=\"/emner\""))
    #expect(text.contains("<section class=\"contact\"><h3>Spørg "))
  }

  @Test func `citizens are not told of conflicts`() {
    let frontPage = FrontPage(mostRead: [], subjects: [], answerCount: 1)
    #expect(!html(frontPage).contains("konflikt"))
  }
}

@Suite struct `The editor's pages` {
  @Test func `a form with mistakes keeps the text and says how to mend them`() {
    var form = plain.form
    form.title = ""
    form.body = "Min lange tekst"
    let page = EditPage(
      id: "1", form: form, baseVersion: "v", token: "t", problems: [.init(.title, .missing)])
    let text = html(page)
    #expect(page.status == 422)
    #expect(text.contains("Min lange tekst</textarea>"))
    #expect(text.contains("<a href=\"#titel\">Skriv venligst en overskrift</a>"))
    #expect(text.contains("id=\"titel-error\""))
  }

  @Test func `a text that begins with an empty line keeps it`() {
    var form = ArticleForm()
    form.body = "\nAndet afsnit"
    let page = EditPage(id: "1", form: form, baseVersion: "v", token: "t")
    #expect(html(page).contains(">\n\nAndet afsnit</textarea>"))
  }

  @Test func `the preview is rendered as readers will see it`() {
    var form = ArticleForm()
    form.title = "Pas"
    form.body = "**Husk** foto"
    let fragment = String(decoding: Preview(form: form).fragment, as: UTF8.self)
    #expect(fragment.contains("<p><strong>Husk</strong> foto</p>"))
    let page = EditPage(id: "1", form: form, baseVersion: "v", token: "t", showsPreview: true)
    #expect(html(page).contains(fragment))
  }

  @Test func `a merge is told of`() {
    let page = EditPage(
      id: "1", form: plain.form, baseVersion: "v", token: "t", notice: .merged(changes: 2))
    #expect(html(page).contains("2 ændringer fra andre er flettet ind"))
  }

  @Test func `no wording of a conflict is chosen beforehand`() {
    let page = ConflictsPage(
      id: "1", title: "Pas", conflicts: [plain.conflict("1")], baseVersion: "v", token: "t")
    let radios = PageElements(html(page)).named("input").filter { $0.attributes["type"] == "radio" }
    #expect(radios.map { $0.attributes["value"] } == ["0", "1", "2", "alle", "egen"])
    #expect(radios.allSatisfy { $0.attributes["checked"] == nil })
  }

  @Test func `a deletion cannot be kept beside a text`() {
    var conflict = plain.conflict("1")
    conflict.sides[1].text = ""
    let page = ConflictsPage(
      id: "1", title: "Pas", conflicts: [conflict], baseVersion: "v", token: "t")
    #expect(!html(page).contains("value=\"alle\""))
    #expect(html(page).contains("Teksten er slettet."))
  }

  @Test func `what was written for a conflict settled meanwhile is handed back`() {
    let page = ConflictsPage(
      id: "1", title: "Pas", conflicts: [], baseVersion: "v", token: "t",
      attempt: .init(conflict: "9", problem: .alreadyResolved, ownText: "Min egen tekst"))
    #expect(page.status == 409)
    #expect(html(page).contains("Min egen tekst</textarea>"))
  }

  @Test func `text with open conflicts cannot be approved`() {
    let page = ApprovePage(
      id: "1", title: "Pas", diffs: [], approvedOn: nil, version: "v", token: "t",
      obstacle: .openConflicts(1))
    #expect(!html(page).contains("action=\"/rediger/1/godkend\""))
    #expect(html(page).contains("Afgør først konflikten"))
  }

  @Test func `differences are told to those who see and those who listen`() {
    let diff = FieldDiff(
      field: "Overskrift",
      segments: [
        DiffSegment(.same, "Et "), DiffSegment(.deleted, "nyt"), DiffSegment(.inserted, "<b>"),
      ])
    let text = diff.markup(trimmed: false).text
    #expect(text.contains("Et <del><span class=\"visually-hidden\">[slettet: </span>nyt"))
    #expect(text.contains("<ins><span class=\"visually-hidden\">[tilføjet: </span>&lt;b&gt;"))
  }

  @Test func `a long stretch without changes is cut short around them`() {
    let long = String(repeating: "æ ord ", count: 100)
    let diff = FieldDiff(
      field: "Tekst",
      segments: [DiffSegment(.same, long), DiffSegment(.inserted, "nyt"), DiffSegment(.same, long)])
    let trimmed = diff.markup(trimmed: true).text
    #expect(trimmed.utf8.count < long.utf8.count)
    #expect(trimmed.contains(" … "))
    #expect(diff.markup(trimmed: false).text.utf8.count > 2 * long.utf8.count)
  }
}

@Suite struct `Errors` {
  @Test func `each has its status and its words`() {
    for reason in ErrorPage.Reason.allCases {
      #expect(ErrorPage(reason).status == reason.rawValue)
    }
    let headings = Set(ErrorPage.Reason.allCases.map { ErrorPage($0).title })
    #expect(headings.count == ErrorPage.Reason.allCases.count)
  }

  @Test(arguments: [(418, 400), (451, 400), (404, 404), (502, 500), (507, 507)])
  func `an unknown status gets the page of its class`(status: Int, shown: Int) {
    #expect(ErrorPage.Reason(status: status).rawValue == shown)
  }

  @Test func `the person's text is handed back`() {
    let page = ErrorPage(.conflict, keptTexts: [KeptText(label: "Hele svaret", text: "Min tekst")])
    #expect(html(page).contains("Min tekst</textarea>"))
    #expect(!html(ErrorPage(.conflict, keptTexts: [])).contains("<textarea"))
  }
}
