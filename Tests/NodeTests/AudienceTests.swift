import CRDT
import Knowledge
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

/// Words that no citizen may ever meet are planted wherever an article has a place for words; then a
/// citizen knocks at every door the router has, follows every link, and reads every byte.
@Suite struct `What is not for citizens` {
  static let planted = "zqkanariefugl"
  static let plantedID = "zqhemmelig-id"
  /// A common word, so that searches find the planted articles if they can be found.
  static let lure = "solsort"

  private func plant(_ node: TestNode) throws {
    try node.write(
      "Åben solsort", body: "Solsort for alle.", short: "Solsort.", id: "aaben",
      subject: "23.03.04")
    for (index, audience) in ["medarbejder", "partner"].enumerated() {
      try plant(node, audience: audience, id: "\(Self.plantedID)-\(index)", isApproved: true)
    }
    try plant(node, audience: "borger", id: "\(Self.plantedID)-kladde", isApproved: false)
    try node.write("Trukket solsort", id: "trukket")
    try node.store.write { replica in
      // Waiting for approval: readers have the text before.
      let open = try replica.document(named: "aaben")
      try replica.edit(open, toward: words(audience: nil), by: mette)
      // Withdrawn in favour of what citizens may not read.
      let gone = try replica.document(named: "trukket")
      let day = try #require(CivilDate(iso: "2026-03-12"))
      let withdrawal = try #require(
        Withdrawal(date: day, replacement: "\(Self.plantedID)-0", reason: "Loven er ændret."))
      try replica.withdraw(gone, withdrawal, by: kim)
    }
  }

  private func plant(
    _ node: TestNode, audience: String, id: String, isApproved: Bool
  ) throws {
    try node.store.write { replica in
      var draft = words(audience: audience)
      draft.externalID = id
      let document = try replica.create(draft, by: mette)
      if isApproved { try replica.approve(document, by: kim) }
    }
  }

  private func words(audience: String?) -> ArticleDraft {
    var draft = ArticleDraft()
    draft.title = "Solsort \(Self.planted)"
    draft.shortAnswer = "Solsort \(Self.planted)."
    draft.body = "# Solsort\n\n\(Self.planted) og mere."
    draft.subject = "27.18.00"
    draft.audience = audience
    draft.keywords = [Self.planted, Self.lure]
    draft.links = ["\(Self.planted) <https://\(Self.planted).example/>"]
    draft.legalReferences = [Self.planted]
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

  @Test func `is in no byte of any answer they can get`() throws {
    let node = try TestNode()
    try plant(node)
    let values = try values(node)
    let citizen = Browser(node, from: "203.0.113.7")
    var waiting: [(method: Method, target: String)] = []
    for (method, pattern) in node.server.context.router.all {
      for target in targets(pattern, values) {
        waiting += method == .get ? Self.queries.map { (method, target + $0) } : [(method, target)]
      }
    }
    #expect(waiting.count > 100)
    var seen: Set<String> = []
    var found = 0
    while let (method, target) = waiting.popLast() {
      guard seen.insert("\(method) \(target)").inserted else { continue }
      let page =
        method == .post
        ? try citizen.post(target, [("q", Self.lure)]) : try citizen.get(target, method: method)
      let headers = page.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
      let all = (page.text + headers).lowercased()
      #expect(!all.contains(Self.planted), "\(method) \(target)")
      if !target.contains(Self.plantedID) {
        #expect(!all.contains(Self.plantedID), "\(method) \(target)")
      }
      if all.contains("åben solsort") { found += 1 }
      waiting += links(in: page.text).map { (.get, $0) }
    }
    // The crawl saw what there is to see.
    #expect(found > 5)
    #expect(seen.contains { $0.contains("/artikel/aaben/") })
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
      func titles(_ filter: AudienceFilter) throws -> Int {
        try replica.publishedTitles(for: filter).count
      }
      #expect(try titles(.citizen) == 1)
      #expect(try titles(.partner) == 2)
      #expect(try titles(.staff) == 3)
      func hits(_ query: String, _ filter: AudienceFilter) throws -> [String?] {
        let answer = try replica.search(query, for: filter, limit: 10)
        #expect(answer.total == answer.found.count)
        return answer.found.map(\.externalID)
      }
      #expect(try hits(Self.lure, .citizen) == ["aaben"])
      #expect(Set(try hits(Self.lure, .partner)) == ["aaben", "\(Self.plantedID)-1"])
      // The draft of the open article has the word; what partners read has not.
      #expect(try hits(Self.planted, .partner) == ["\(Self.plantedID)-1"])
      #expect(try hits(Self.planted, .citizen) == [])
      let staffOnly = try replica.document(named: "\(Self.plantedID)-0")
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
