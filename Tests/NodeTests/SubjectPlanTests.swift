import Accounts
import Knowledge
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

extension Browser {
  /// Sends a file from the page it shows, with the page's token.
  @discardableResult
  func upload(_ text: String, as field: String, to target: String) throws -> Page {
    let token = page.hidden("token") ?? ""
    let body =
      "--graense\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n\(token)\r\n--graense\r\n"
      + "Content-Disposition: form-data; name=\"\(field)\"; filename=\"f.xml\"\r\n\r\n\(text)\r\n"
      + "--graense--\r\n"
    return try load(
      .post, target,
      headers: [
        ("Content-Type", "multipart/form-data; boundary=graense"),
        ("Origin", "http://\(Browser.host)"),
      ], body: Array(body.utf8))
  }
}

@Suite struct `The plan of subjects on the web` {
  static func plan(_ date: String, _ subjects: [(String, String, String)]) -> String {
    var text = "<KLE-Emneplan><UdgivelsesDato>\(date)</UdgivelsesDato><Hovedgruppe>"
    text +=
      "<HovedgruppeNr>07</HovedgruppeNr><HovedgruppeTitel>Skrald &amp; skrot</HovedgruppeTitel>"
    text += "<Gruppe><GruppeNr>07.18</GruppeNr><GruppeTitel>Storskrald</GruppeTitel>"
    for (number, title, historic) in subjects {
      text += "<Emne><EmneNr>\(number)</EmneNr><EmneTitel>\(title)</EmneTitel>"
      if !historic.isEmpty {
        text += "<EmneAdministrativInfo><Historisk>\(historic)</Historisk></EmneAdministrativInfo>"
      }
      text += "</Emne>"
    }
    return text + "</Gruppe></Hovedgruppe></KLE-Emneplan>"
  }

  static let first = plan("2026-01-15", [("07.18.01", "Sofaer", ""), ("07.18.02", "Senge", "")])
  static let second = plan(
    "2026-04-01",
    [
      ("07.18.01", "Sofaer og stole", ""),
      ("07.18.02", "Senge", "<Flyttet><AfloestAf><EmneNr>07.18.03</EmneNr></AfloestAf></Flyttet>"),
      ("07.18.03", "Møbler", ""),
    ])

  private func take(_ file: String, _ browser: Browser) throws {
    try browser.get("/emneplan")
    try browser.upload(file, as: "fil", to: "/emneplan")
    #expect(browser.page.status == 303)
    try browser.follow()
    let digest = try #require(browser.page.hidden("udgave"))
    #expect(
      try browser.post("/emneplan/udgave", [("valg", "brug"), ("udgave", digest)]).status == 303)
    try browser.follow()
  }

  @Test func `is shown before it is taken into use, and names subjects afterwards`() throws {
    let node = try TestNode()
    try node.write("Afhentning af sofa", id: "sofa", subject: "07.18.01")
    try node.write("Afhentning af seng", id: "seng", subject: "07.18.02")
    let browser = Browser(node)
    #expect(try browser.get("/emner").text.contains("Affald og genbrug"))
    try take(Self.first, browser)
    #expect(browser.page.text.contains("taget i brug"))
    #expect(try browser.get("/emner").text.contains("Skrald &amp; skrot"))
    #expect(try browser.get("/emner/07.18.01").text.contains("<h1>Sofaer</h1>"))
    #expect(try browser.get("/artikel/sofa").text.contains("Sofaer"))
    #expect(try browser.get("/emneplan?nummer=07.18").text.contains("/rediger/ny?emne=07.18.01"))
    #expect(try browser.get("/rediger/ny?emne=07.18.01").text.contains("value=\"07.18.01\""))
    #expect(try browser.get("/emneplan?q=sofa").text.contains("07.18.01"))

    try browser.get("/emneplan")
    try browser.upload(Self.second, as: "fil", to: "/emneplan")
    let page = try browser.follow().text
    for words in [
      "Nye titler (1)", "Flyttede (1)", "Nye (1)", "Sofaer og stole", "07.18.02 → 07.18.03",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(page.contains("/rediger/seng"))
    // Nothing is altered before somebody says so.
    #expect(try browser.get("/emner/07.18.01").text.contains("<h1>Sofaer</h1>"))
    try browser.get("/emneplan/udgave")
    try browser.post("/emneplan/udgave", [("valg", "kasser")])
    #expect(try browser.get("/emneplan/udgave").status == 303)
    try take(Self.second, browser)
    #expect(try browser.get("/emner/07.18.01").text.contains("<h1>Sofaer og stole</h1>"))
  }

  @Test func `says what is wrong with a file, and where`() throws {
    let browser = Browser(try TestNode())
    try browser.get("/emneplan")
    try browser.upload("nummer;titel", as: "fil", to: "/emneplan")
    #expect(browser.page.status == 422)
    #expect(browser.page.text.contains("linje 1: filen er ikke XML"))
    try browser.upload(
      Self.first.replacing("07.18.02", with: "08.18.02"), as: "fil", to: "/emneplan")
    #expect(browser.page.text.contains("08.18.02 står under 07.18"))
    #expect(try browser.get("/emneplan/udgave").status == 303)
  }

  @Test func `is not taken into use in another shape than was looked at, nor when it is older`()
    throws
  {
    let node = try TestNode()
    let browser = Browser(node)
    try take(Self.second, browser)
    try browser.get("/emneplan")
    try browser.upload(Self.first, as: "fil", to: "/emneplan")
    try browser.follow()
    let other = String(repeating: "0", count: 64)
    #expect(
      try browser.post("/emneplan/udgave", [("valg", "brug"), ("udgave", other)]).status == 422)
    #expect(browser.page.text.contains("ændret imens"))
    let digest = try #require(browser.page.hidden("udgave"))
    #expect(
      try browser.post("/emneplan/udgave", [("valg", "brug"), ("udgave", digest)]).status == 422)
    #expect(browser.page.text.contains("01-04-2026 er i brug"))
  }

  @Test func `needs an approver, and a page of ours`() throws {
    let office = try Office()
    let browser = office.browser()
    try office.logIn(browser, as: "kkr")
    #expect(try browser.get("/emneplan").status == 200)
    #expect(!browser.page.text.contains("type=\"file\""))
    #expect(try browser.upload(Self.first, as: "fil", to: "/emneplan").status == 403)
    let stranger = Browser(try TestNode())
    try stranger.get("/emneplan")
    try stranger.get("/")
    #expect(try stranger.upload(Self.first, as: "fil", to: "/emneplan").status == 422)
  }
}
