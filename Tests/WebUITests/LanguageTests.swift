import Testing

@testable import WebUI

private let sample = SamplePages(text: "Qqq")

private func site(_ language: Language, _ choices: Reading.Choices = Reading.Choices()) -> Site {
  var site = sample.site
  site.reading = Reading(language: language, choices: choices, address: "/soeg?q=pas")
  return site
}

private func html(_ page: any Page, on site: Site) -> String {
  String(decoding: page.html(on: site), as: UTF8.self)
}

private func isBilingual<Shown: Page>(_ page: Shown) -> Bool { Shown.isBilingual }
private let bilingual = sample.all.filter { isBilingual($0) }

@Suite struct `In English` {
  @Test func `every page for citizens says so and is well formed`() {
    #expect(bilingual.count > 20)
    for page in bilingual {
      let text = html(page, on: site(.english))
      #expect(PageElements(text).named("html").first?.attributes["lang"] == "en")
      #expect(MarkupAudit.problem(in: text, elements: nil) == nil, "\(type(of: page))")
    }
  }

  @Test func `no Danish is left that is not marked as Danish`() {
    for page in bilingual {
      for sentence in ForeignText.outside("da", in: html(page, on: site(.english))) {
        #expect(!ForeignText.looksDanish(sentence), "\(type(of: page)): \(sentence)")
      }
    }
  }

  @Test func `no English is left on a Danish page`() {
    for page in bilingual {
      for sentence in ForeignText.outside("en", in: html(page, on: site(.danish))) {
        let words = sentence.lowercased().split { !$0.isLetter }
        let english: Set<Substring> = ["the", "and", "you", "this", "answers", "not", "with"]
        #expect(english.isDisjoint(with: words), "\(type(of: page)): \(sentence)")
      }
    }
  }

  @Test func `a page for staff stays Danish`() {
    for page in sample.all where !isBilingual(page) {
      #expect(html(page, on: site(.english)) == html(page, on: site(.danish)))
    }
  }

  @Test func `dates and numbers cannot be read wrongly`() {
    let text = html(sample.answer, on: site(.english))
    #expect(text.contains("<time datetime=\"2026-03-12\">12 March 2026</time>"))
    let front = FrontPage(mostRead: [], subjects: [sample.subject], answerCount: 1)
    #expect(html(front, on: site(.english)).contains("1,214 answers"))
    #expect(html(front, on: site(.danish)).contains("1.214 svar"))
  }

  @Test(arguments: [
    (nil, Language.danish), ("", .danish), ("en", .english), ("en-GB,en;q=0.9", .english),
    ("da, en-GB;q=0.8, en;q=0.7", .danish), ("en;q=0.7,da;q=0.8", .danish),
    ("EN-us, da;q=0.999", .english), ("de,fr;q=0.5", .danish), ("*", .danish),
    ("en;q=0", .danish), ("en;q=7", .danish), ("en;q=abc", .danish), ("en;q=0.1234", .english),
    (";;,,q=1", .danish), ("english", .danish), ("en; q=0.5, da; q=0", .english),
  ])
  func `a browser's wish is heard`(field: String?, language: Language) {
    #expect(Language(acceptedBy: field) == language)
  }
}

@Suite struct `What a reader chose` {
  private let chosen = Reading.Choices(language: .english, isLarge: true, municipality: "0330")

  @Test func `goes along with every link within the site`() {
    for page in bilingual {
      let links = PageElements(html(page, on: site(.english, chosen))).named("a")
        .compactMap { $0.attributes["href"] }
      for link in links where link.hasPrefix("/") && !link.contains("nyt.") {
        guard link != Paths.sitemap else { continue }
        #expect(link.contains("kommune=0330"), "\(type(of: page)): \(link)")
        #expect(link.contains("lang="), "\(type(of: page)): \(link)")
      }
    }
  }

  @Test func `goes along with what is searched for`() {
    let page = SearchPage(query: "pas", hits: [], total: 0)
    let text = html(page, on: site(.english, chosen))
    let hidden = PageElements(text).named("input").filter { $0.attributes["type"] == "hidden" }
    #expect(hidden.compactMap { $0.attributes["name"] } == ["lang", "stor", "kommune"])
    let fragment = String(decoding: page.fragment(on: site(.english, chosen)), as: UTF8.self)
    #expect(fragment.contains("href=\"/emner?lang=en&amp;stor=1&amp;kommune=0330\""))
  }

  @Test func `leaves files, other sites, places on the page and the canonical address alone`() {
    var answer = sample.answer
    answer.body = "[a](https://example.dk/x) [b](#b) [c](mailto:a@b.dk) [d](/artikel/1#e)"
    answer.links = [.init(title: "e", address: "https://example.dk/?a=b")]
    let elements = PageElements(html(answer, on: site(.danish, chosen)))
    let links = elements.named("a").compactMap { $0.attributes["href"] }
    #expect(links.contains("https://example.dk/x"))
    #expect(links.contains("#b"))
    #expect(links.contains("mailto:a@b.dk"))
    #expect(links.contains("/artikel/1?lang=en&amp;stor=1&amp;kommune=0330#e"))
    #expect(links.contains("https://example.dk/?a=b"))
    let files = elements.named("link", "script").compactMap {
      $0.attributes["href"] ?? $0.attributes["src"]
    }
    #expect(files.allSatisfy { !$0.contains("kommune=") })
  }

  @Test func `is said by the links that change it, and only there where nothing was chosen`() {
    let text = html(FrontPage(mostRead: [], subjects: [], answerCount: 1), on: site(.danish))
    let links = PageElements(text).named("a").compactMap { $0.attributes["href"] }
    #expect(links.filter { $0 == "/soeg?q=pas&amp;lang=en" }.count == 2)
    #expect(links.filter { $0 == "/soeg?q=pas&amp;stor=1" }.count == 2)
    #expect(links.filter { $0.contains("lang=") }.count == 2)
  }

  @Test func `large type is on the page itself`() {
    let text = html(sample.answer, on: site(.danish, chosen))
    #expect(PageElements(text).named("html").first?.attributes["class"] == "large")
  }
}

@Suite struct `The foot of the house` {
  @Test func `says where holes in the security are told`() {
    let text = SecurityText(
      mail: "it@soroe.dk\nContact: x", origin: "https://viden.soroe.dk",
      expires: "2026-09-08T00:00:00Z"
    ).text
    #expect(
      text == """
        Contact: mailto:it@soroe.dkContact:x
        Expires: 2026-09-08T00:00:00Z
        Preferred-Languages: da, en
        Canonical: https://viden.soroe.dk/.well-known/security.txt

        """)
  }

  @Test func `a copy that is old says so on the readers' pages alone`() {
    for page in sample.all {
      let isTold = html(page, on: site(.danish)).contains("Svarene kan være forældede")
      #expect(isTold == isBilingual(page), "\(type(of: page))")
    }
  }
}
