import Accounts
import CRDT
import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import HTTP
@testable import Node

/// Words that no citizen may ever meet are planted wherever an article has a place for words; then a
/// citizen, and a partner who is logged in, knock at every door the router has, follow every link, and
/// read every byte.
@Suite struct `What is not for citizens` {
  static let planted = "zqkanariefugl"
  static let plantedID = "zqhemmelig-id"
  /// The same for what partners may read and citizens may not.
  static let shared = "zqpartnerfugl"
  /// A common word, so that searches find the planted articles if they can be found.
  static let lure = "solsort"

  private func plant(_ node: TestNode) throws {
    try node.write(
      "Åben solsort", body: "# Reder\n\nSolsort for alle.", short: "Solsort.", id: "aaben",
      subject: "23.03.04")
    try node.write("Trukket solsort", id: "trukket")
    try node.store.write { replica in
      let open = try replica.document(named: "aaben")
      let hidden = try plant("medarbejder", Self.planted, isApproved: true, in: replica)
      try plant("medarbejder", Self.planted, isApproved: false, in: replica)
      try plant("partner", Self.shared, isApproved: true, in: replica)
      try plant("borger", Self.planted, isApproved: false, in: replica)
      try supplement(open, audience: "medarbejder", isApproved: true, in: replica)
      try supplement(open, audience: "borger", isApproved: false, in: replica)
      // Waiting for approval: readers have the text before.
      try replica.edit(open, toward: words(Self.planted, audience: nil), by: mette)
      // Withdrawn in favour of what citizens may not read, and what they may not read withdrawn.
      let day = try #require(CivilDate(iso: "2026-03-12"))
      let gone = try replica.document(named: "trukket")
      let replaced = try #require(
        Withdrawal(date: day, replacement: hidden.description, reason: "Loven er ændret."))
      try replica.withdraw(gone, replaced, by: kim)
      let secret = try plant("medarbejder", Self.planted, isApproved: true, in: replica)
      let reason = try #require(
        Withdrawal(date: day, replacement: nil, reason: "Fordi \(Self.planted)."))
      try replica.withdraw(secret, reason, by: kim)
    }
  }

  @discardableResult
  private func plant(
    _ audience: String, _ word: String, isApproved: Bool, in replica: Replica
  ) throws -> ChangeID {
    var draft = words(word, audience: audience)
    draft.externalID = "\(Self.plantedID)-\(audience)-\(isApproved)-\(try replica.articleCount())"
    let document = try replica.create(draft, by: mette)
    if isApproved { try replica.approve(document, by: kim) }
    return document
  }

  private func supplement(
    _ base: ChangeID, audience: String, isApproved: Bool, in replica: Replica
  ) throws {
    var draft = ArticleDraft()
    draft.title = "Tillæg"
    draft.body = "Solsort \(Self.planted)."
    draft.owner = "0340"
    draft.audience = audience
    let approved = try #require(try replica.approvedState(of: base))
    draft.anchor = SupplementAnchor(
      base: base, placement: .after, section: "Reder", in: Article(approved),
      version: approved.heads)
    #expect(draft.anchor != nil)
    let document = try replica.create(draft, by: mette)
    if isApproved { try replica.approve(document, by: kim) }
  }

  private func words(_ word: String, audience: String?) -> ArticleDraft {
    var draft = ArticleDraft()
    draft.title = "Solsort \(word)"
    draft.shortAnswer = "Solsort \(word)."
    draft.body = "# Solsort\n\n\(word) og mere."
    draft.subject = "27.18.00"
    draft.audience = audience
    draft.keywords = [word, Self.lure]
    draft.links = ["\(word) <https://\(word).example/>"]
    draft.legalReferences = [word]
    return draft
  }

  /// What a name in a pattern may stand for.
  private func values(_ node: TestNode) throws -> [String] {
    let summaries = try node.store.read { try $0.summaries() }
    return summaries.flatMap { [$0.document.description, $0.externalID ?? "x"] }
      + ["23.03.04", "27.18.00", "27", "x", "1"]
  }

  private func targets(_ pattern: String, _ values: [String]) -> [String] {
    var targets = [""]
    for segment in pattern.split(separator: "/") {
      let choices = segment == ":" || segment == "*" ? values : [String(segment)]
      targets = targets.flatMap { target in choices.map { "\(target)/\($0)" } }
    }
    return targets == [""] ? ["/"] : targets
  }

  private static let queries = [
    "", "?q=\(lure)", "?q=\(lure)&fragment=1", "?q=zqk", "?q=solsrt", "?bogstav=S", "?side=2",
    "?q=\(lure)&side=1&bogstav=S&emne=27.18.00&kommune=0340&format=json",
  ]

  /// Everything the reader can get: every route with every method and name, and every link from there.
  private func crawl(
    _ reader: Browser, _ node: TestNode, _ visit: (_ target: String, _ answer: String) -> Void
  ) throws {
    let values = try values(node)
    var waiting: [(method: Method, target: String)] = []
    for (method, pattern) in node.server.context.router.all where pattern != Paths.logout {
      for target in targets(pattern, values) {
        waiting += method == .get ? Self.queries.map { (method, target + $0) } : [(method, target)]
      }
    }
    #expect(waiting.count > 100)
    var seen: Set<String> = []
    while let (method, target) = waiting.popLast() {
      guard seen.insert("\(method) \(target)").inserted else { continue }
      let page =
        method == .post
        ? try reader.post(target, [("q", Self.lure)]) : try reader.get(target, method: method)
      let headers = page.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
      visit(target, (page.text + headers).lowercased())
      waiting += links(in: page.text).map { (.get, $0) }
    }
    #expect(seen.contains { $0.contains("/artikel/aaben/") })
  }

  @Test func `is in no byte of any answer they can get`() throws {
    let node = try TestNode()
    try plant(node)
    var found = 0
    try crawl(Browser(node, from: "203.0.113.7"), node) { target, answer in
      #expect(!answer.contains(Self.planted), "\(target)")
      #expect(!answer.contains(Self.shared), "\(target)")
      if !target.contains(Self.plantedID) {
        #expect(!answer.contains(Self.plantedID), "\(target)")
      }
      if answer.contains("åben solsort") { found += 1 }
    }
    // The crawl saw what there is to see.
    #expect(found > 5)
  }

  @Test func `is told partners who are logged in where it is for them, and nothing else is`() throws
  {
    let office = try Office()
    try plant(office.node)
    try office.accounts.add(
      name: "bib", fullName: "Biblioteket", initials: "BIB", role: .partner,
      password: Office.password, now: TestNode.noon)
    let partner = office.browser()
    try office.logIn(partner, as: "bib")
    var found: Set<String> = []
    try crawl(partner, office.node) { target, answer in
      #expect(!answer.contains(Self.planted), "\(target)")
      if answer.contains(Self.shared) { found.insert(String(target.prefix { $0 != "?" })) }
    }
    #expect(found.contains("/soeg") && found.contains("/search"))
    #expect(found.contains { $0.hasPrefix("/artikel/\(Self.plantedID)-partner") })
    #expect(found.contains { $0.hasPrefix("/emner/27") })
    // Feeds and sitemaps are kept by others and are everybody's.
    #expect(!found.contains(Paths.sitemap) && !found.contains(Paths.atomFeed))
    // On a screen that is turned round it is not there.
    let name = try #require(found.first { $0.hasPrefix("/artikel/\(Self.plantedID)-partner") })
    #expect(try partner.get(name).text.contains("badge-warning"))
    #expect(try partner.get(name + "?vis=borger").status == 404)
  }

  /// What a citizen reads is the same, to the byte, on a node that has nothing to hide.
  @Test func `is not even counted`() throws {
    let (open, secret) = (try TestNode(), try TestNode())
    try plant(secret)
    for (title, id) in [("Åben solsort", "aaben"), ("Trukket solsort", "trukket")] {
      try open.write(
        title, body: id == "aaben" ? "# Reder\n\nSolsort for alle." : "Brødtekst.",
        short: id == "aaben" ? "Solsort." : "", id: id, subject: id == "aaben" ? "23.03.04" : nil)
    }
    try open.store.write { replica in
      let day = try #require(CivilDate(iso: "2026-03-12"))
      let withdrawal = try #require(
        Withdrawal(date: day, replacement: nil, reason: "Loven er ændret."))
      try replica.withdraw(replica.document(named: "trukket"), withdrawal, by: kim)
    }
    for target in [
      "/", "/soeg?q=solsort", "/soeg?q=solsrt", "/soeg?q=\(Self.planted)", "/search?q=solsort",
      "/search?q=sol", "/search/forslag?q=sol", "/emner", "/emner/23", "/emner/27", "/emner/a-aa",
      "/emner/a-aa?bogstav=S", "/artikel/aaben", "/artikel/trukket", "/nyt.atom", "/nyt.json",
      "/sitemap.xml", "/api/1/articles", "/api/1/search?q=solsort", "/api/1/status", "/readyz",
    ] {
      func answer(_ node: TestNode) throws -> String {
        try Browser(node, from: "203.0.113.7").get(target).text
          .replacing(/[0-9a-f]{16}-[0-9]+/, with: "NAVN")
      }
      #expect(try answer(open) == answer(secret), "\(target)")
    }
  }

  @Test func `is what staff at this machine see`() throws {
    let node = try TestNode()
    try plant(node)
    let page = try Browser(node).get("/rediger?q=\(Self.lure)")
    #expect(page.text.lowercased().contains(Self.planted))
  }

  @Test func `is told partners only where it is published for them`() throws {
    let node = try TestNode()
    try plant(node)
    try node.store.read { replica in
      func externalID(_ audience: String) throws -> String {
        let ids = try replica.publishedTitles(for: .staff).compactMap(\.externalID)
        return try #require(ids.first { $0.hasPrefix("\(Self.plantedID)-\(audience)-true") })
      }
      let (staffID, partnerID) = (try externalID("medarbejder"), try externalID("partner"))
      func titles(_ filter: AudienceFilter) throws -> Int {
        try replica.publishedTitles(for: filter).count
      }
      #expect(try titles(.citizen) == 1)
      #expect(try titles(.partner) == 2)
      #expect(try titles(.staff) == 3)
      func hits(_ query: String, _ filter: AudienceFilter) throws -> [String?] {
        let answer = try replica.searchPublished(query, for: filter, limit: 10)
        #expect(answer.total == answer.found.count)
        return answer.found.map(\.externalID)
      }
      #expect(try hits(Self.lure, .citizen) == ["aaben"])
      #expect(Set(try hits(Self.lure, .partner)) == ["aaben", partnerID])
      // The draft of the open article has the word; what partners read has not.
      #expect(try hits(Self.planted, .partner) == [])
      #expect(try hits(Self.shared, .partner) == [partnerID])
      #expect(try hits(Self.shared, .citizen) == [])
      #expect(try hits(Self.planted, .citizen) == [])
      let staffOnly = try replica.document(named: staffID)
      #expect(throws: ReplicaError.notPublished(staffOnly)) {
        try replica.publication(of: staffOnly, for: .partner)
      }
      #expect(try replica.publication(of: staffOnly, for: .staff).document == staffOnly)
    }
  }

  /// Addresses on this site that a page leads to.
  private func links(in text: String) -> [String] {
    text.components(of: "href=\"/").map { "/" + $0 }.filter { !$0.hasPrefix("/static/") }
      .map { $0.replacing("&amp;", with: "&") }
      .map { $0.prefix { $0 != "#" } }.map(String.init)
  }
}

extension String {
  /// What follows each occurrence of `mark`, up to the next quotation mark.
  fileprivate func components(of mark: String) -> [String] {
    ranges(of: mark).map { String(self[$0.upperBound...].prefix { $0 != "\"" }) }
  }
}
