import Accounts
import CRDT
import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import HTTP
@testable import Node

@Suite struct `Who may do what here` {
  private static let form = [
    ("person", "ABC"), ("rolle", "editor"), ("kommune", "0340"), ("emner", "23, 38"),
    ("fra", "1. marts 2026"), ("til", "2026-12-31"),
  ]

  private func admin(of office: Office) throws -> Browser {
    let browser = office.browser()
    try office.logIn(browser, as: "mkj", to: Paths.people)
    try browser.get(Paths.people)
    return browser
  }

  private func grants(_ office: Office) throws -> [Authority.GrantEntry] {
    try office.node.store.read { try $0.authority()?.grants ?? [] }
  }

  @Test func `is for administrators alone, and every account stands there`() throws {
    let office = try Office()
    let page = try admin(of: office).page
    #expect(page.status == 200)
    #expect(page.text.contains("Navn kkr (kkr)") && page.text.contains("redaktør"))
    #expect(page.text.contains("Videnbasen har ingen administrator."))
    let editor = office.browser()
    try office.logIn(editor)
    #expect(try editor.get(Paths.people).status == 403)
    #expect(try editor.post(Paths.people, Self.form).status == 403)
    #expect(try editor.post(Paths.endGrant, [("rettighed", "x")]).status == 403)
    #expect(try office.browser().get(Paths.people).status == 303)
  }

  @Test func `gives a role for a place, some subjects and some time, and ends it again`() throws {
    let office = try Office()
    try office.enforce([("MKJ", .admin)])
    let browser = try admin(of: office)
    try browser.post(Paths.people, Self.form)
    #expect(browser.page.status == 303)
    #expect(try browser.follow().text.contains("Rettigheden er givet"))
    let given = try #require(try grants(office).last)
    #expect(given.grant.role == .editor && given.grant.grantedBy == "MKJ")
    #expect(
      given.grant.area
        == Knowledge.Area(municipality: Municipality(code: "0340"), mainGroups: ["23", "38"]))
    #expect(
      given.grant.validFrom == CivilDate(iso: "2026-03-01")
        && given.grant.validTo == CivilDate(iso: "2026-12-31"))
    #expect(browser.page.text.contains("ABC: redaktør for 0340 Sorø, emne 23 og 38"))
    try browser.post(Paths.endGrant, [("rettighed", given.id.description)])
    #expect(browser.page.status == 303)
    #expect(try grants(office).last?.isEnded == true)
    #expect(try browser.follow().text.contains("ophørt</span>"))
  }

  @Test func `says what is wrong with a form, and records nothing`() throws {
    let office = try Office()
    try office.enforce([("MKJ", .admin)])
    let count = try grants(office).count
    let browser = try admin(of: office)
    for (field, value, problem) in [
      ("rolle", "konge", "Vælg en rolle"), ("kommune", "9999", "Vælg en kommune"),
      ("emner", "3", "En hovedgruppe er to cifre"), ("fra", "i morgen", "Skriv en dato"),
      ("til", "2026-02-01", "før den første"), ("token", "falsk", "for længe"),
    ] {
      try browser.get(Paths.people)
      let page = try browser.post(
        Paths.people, Self.form.filter { $0.0 != field } + [(field, value)])
      #expect(page.status == 422)
      #expect(page.text.contains(problem))
      #expect(page.text.contains("value=\"ABC\""), "what was typed is still there")
    }
    #expect(try grants(office).count == count)
  }

  @Test func `tells who may not give a role that somebody else can`() throws {
    let office = try Office()
    try office.enforce([("KKR", .admin)])
    try office.node.store.write { replica in
      // The node's own grant ends: from here on KKR alone gives rights.
      let first = try #require(try replica.authority()?.grants.first)
      try replica.endGrant(first.id, by: kim)
    }
    // MKJ sees to the machine and holds nothing in the base.
    let page = try admin(of: office).post(Paths.people, Self.form)
    #expect(page.status == 422)
    #expect(page.text.contains("MKJ har ikke rollen administrator. Den kan gives af KKR."))
  }
}

@Suite struct `Rights that travel` {
  @Test func `decide instead of the account as soon as anybody here has one by name`() throws {
    let office = try Office()
    try office.node.write("Pas", id: "pas", subject: "23.03.04")
    let editor = office.browser()
    try office.logIn(editor)
    #expect(try editor.get("/rediger/pas").status == 200)
    try office.enforce([("ABC", .approver)])
    // KKR's account says editor, and the base says nothing of KKR.
    #expect(try editor.get("/rediger/pas").status == 403)
    #expect(try editor.get(Paths.account).status == 403)
    let approver = office.browser()
    try office.logIn(approver, as: "abc")
    #expect(try approver.get("/rediger/pas/godkend").status == 200)
    #expect(try approver.get("/synk").status == 200)
    #expect(try approver.get(Paths.people).status == 403)
  }

  @Test func `leave accounts to decide while they name nobody here`() throws {
    let office = try Office()
    try office.enforce([])
    let editor = office.browser()
    try office.logIn(editor)
    #expect(try editor.get("/rediger/ny").status == 200)
  }

  @Test func `give nothing after their last day, nor when all of them have ended`() throws {
    let office = try Office()
    try office.enforce([("KKR", .editor)], to: "2026-03-11")
    let editor = office.browser()
    try office.logIn(editor)
    #expect(try editor.get("/rediger").status == 403)
    try office.node.store.write { replica in
      for entry in try replica.authority()?.grants ?? [] {
        guard case .person = entry.grant.holder else { continue }
        try replica.endGrant(entry.id, by: kim)
      }
    }
    #expect(try editor.get("/rediger").status == 403)
  }

  @Test func `are offered where they reach, and refused with the text kept where they do not`()
    throws
  {
    let office = try Office()
    for (id, subject) in [("pas", "23.03.04"), ("skole", "17.01.00")] {
      try office.node.write(id, body: "Et svar.", id: id, subject: subject)
    }
    try office.enforce([("KKR", .editor)], area: Knowledge.Area(mainGroups: ["23"]))
    try office.node.store.write { replica in
      // Without this the node's own grant would let everybody here write.
      let first = try #require(try replica.authority()?.grants.first)
      let here = first.grant.holder.node
      try replica.put(
        onRecord: [
          .grant(
            Grant(
              role: .admin, holder: .person(Knowledge.Person(name: "MKJ", node: here)),
              grantedBy: "KKR"))
        ], by: kim)
      try replica.endGrant(first.id, by: mette)
    }
    let editor = office.browser()
    try office.logIn(editor)
    func offersEditing(_ id: String) throws -> Bool {
      try editor.get("/artikel/\(id)").text.contains("/rediger/\(id)\"")
    }
    #expect(try offersEditing("pas"))
    #expect(try !offersEditing("skole"))
    try editor.get("/rediger/pas")
    #expect(
      try editor.post("/rediger/pas", [("titel", "pas"), ("tekst", "Nyt."), ("emne", "23.03.04")])
        .status == 303)
    try editor.get("/rediger/skole")
    let page = try editor.post("/rediger/skole", [("titel", "skole"), ("tekst", "Min tekst.")])
    #expect(page.status == 403)
    #expect(page.text.contains("Min tekst.") && page.text.contains("ikke for denne kommune"))
  }

  @Test func `leave the machine to whoever the account calls its administrator`() {
    let keeper = Rights(onAccount: .admin, granted: [])
    #expect(keeper.include(.admin) && keeper.include(.staff))
    #expect(!keeper.include(.editor) && !keeper.include(.approver))
    let nobody = Rights(onAccount: .approver, granted: [])
    #expect(nobody.highest == nil && nobody.audience == .citizen)
    #expect(Rights(onAccount: .editor, granted: nil).highest == .editor)
  }
}
