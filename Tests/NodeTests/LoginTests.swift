import Accounts
import Knowledge
import ReplicaStore
import Testing
import WebUI

@testable import HTTP
@testable import Node

@Suite struct `Logging in` {
  @Test func `leads to the page that was asked for, and staff pages are there from anywhere`()
    throws
  {
    let office = try Office()
    try office.node.write("Pas", id: "pas")
    let browser = office.browser()
    let turned = try browser.get("/rediger/pas?x=1")
    #expect(turned.status == 303)
    #expect(turned.header("Location") == "/log-ind?til=%2Frediger%2Fpas%3Fx%3D1")
    #expect(try browser.follow().status == 200)
    let page = try browser.post(
      Paths.login,
      [
        ("navn", " KKR "), ("adgangskode", Office.password),
        ("til", browser.page.hidden("til") ?? ""),
      ])
    #expect(page.status == 303)
    #expect(page.header("Location") == "/rediger/pas?x=1")
    let cookie = try #require(page.header("Set-Cookie"))
    #expect(cookie.hasPrefix("fv-login="))
    #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
    #expect(try browser.follow().status == 200)
    #expect(browser.page.text.contains("Navn kkr"))
    #expect(browser.page.text.contains("Du skriver som <strong>Navn kkr (KKR)</strong>"))
  }

  @Test func `is needed at the machine itself too, once there are accounts`() throws {
    let office = try Office()
    #expect(try Browser(office.node).get("/rediger").status == 303)
    #expect(try Browser(office.node).get("/").status == 200)
    #expect(try !Browser(office.node).get("/").text.contains("href=\"/rediger\""))
    #expect(try Browser(office.node).get("/").text.contains("Log ind for medarbejdere"))
  }

  @Test(arguments: [
    ("kkr", "forkert kodeord"), ("findes.ikke", "tre små grise"), ("", ""), ("kkr", ""),
    ("' OR 1=1 --", "x"),
  ])
  func `is refused in one way, whatever is wrong`(_ name: String, _ password: String) throws {
    let office = try Office()
    let browser = office.browser()
    let page = try office.logIn(browser, as: name, password)
    #expect(page.status == 422)
    #expect(page.text.contains("Brugernavn eller adgangskode er forkert"))
    #expect(page.header("Set-Cookie") == nil)
    #expect(try browser.get("/rediger").status == 303)
  }

  @Test func `after five wrong guesses has to wait`() throws {
    let office = try Office()
    let browser = office.browser()
    for _ in 0..<5 { #expect(try office.logIn(browser, "forkert").status == 422) }
    let page = try office.logIn(browser)
    #expect(page.status == 429)
    #expect(page.header("Retry-After") == "1")
    #expect(page.text.contains("Der er prøvet for mange gange"))
  }

  @Test(arguments: ["https://ond.example", nil, "null"])
  func `from a page elsewhere is refused`(_ origin: String?) throws {
    let office = try Office()
    let browser = office.browser()
    try browser.get(Paths.login)
    let page = try browser.post(
      Paths.login, [("navn", "kkr"), ("adgangskode", Office.password)], origin: origin)
    #expect(page.status == 403)
    #expect(page.header("Set-Cookie") == nil)
  }

  @Test func `without the page's token is asked for again`() throws {
    let office = try Office()
    let browser = office.browser()
    try browser.get(Paths.login)
    let page = try browser.post(
      Paths.login, [("navn", "kkr"), ("adgangskode", Office.password), ("token", "x")])
    #expect(page.status == 422)
    #expect(page.text.contains("Siden har været åben for længe"))
  }

  @Test(arguments: ["https://ond.example", "//ond.example", "/\\ond.example", "x", "", "/log-ind"])
  func `leads nowhere else`(_ target: String) throws {
    let office = try Office()
    let page = try office.logIn(office.browser(), to: target)
    #expect(page.header("Location") == "/rediger")
  }

  @Test func `ends with logging out`() throws {
    let office = try Office()
    let browser = office.browser()
    try office.logIn(browser)
    let old = browser.cookie
    try browser.get("/konto")
    #expect(try browser.post(Paths.logout, [("token", "x")]).status == 403)
    try browser.get("/konto")
    let page = try browser.post(Paths.logout, [])
    #expect(page.header("Location") == "/")
    #expect(try #require(page.header("Set-Cookie")).hasPrefix("fv-login=; Max-Age=0"))
    // The secret is worth nothing any more, wherever it was copied to.
    #expect(
      try office.browser().get("/rediger", headers: [("Cookie", old ?? "")]).status == 303)
  }

  @Test func `over TLS makes a cookie that no neighbour can put there`() throws {
    let office = try Office { $0.proxies = ProxyTrust(addresses: ["10.0.0.5"]) }
    let proxied = [("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.7")]
    let browser = Browser(office.node, from: "10.0.0.5")
    let login = try browser.get(Paths.login, headers: proxied)
    #expect(try #require(login.header("Set-Cookie")).hasSuffix("; Secure"))
    let page = try browser.post(
      Paths.login, [("navn", "kkr"), ("adgangskode", Office.password)], headers: proxied)
    let cookie = try #require(page.header("Set-Cookie"))
    #expect(cookie.hasPrefix("__Host-fv-login=") && cookie.hasSuffix("; Secure"))
    #expect(try browser.get("/rediger", headers: proxied).status == 200)
    // The plain name counts for nothing there.
    let plain = cookie.dropFirst("__Host-".count).prefix { $0 != ";" }
    let tossed = Browser(office.node, from: "10.0.0.5")
    let headers = proxied + [("Cookie", String(plain))]
    #expect(try tossed.get("/rediger", headers: headers).status == 303)
  }
}

@Suite struct `Roles` {
  static let needs: [(String, Role)] = [
    ("/rediger", .staff), ("/rediger/pas/historik", .staff), ("/synk", .staff),
    ("/rediger/ny", .editor), ("/rediger/pas", .editor), ("/rediger/pas/konflikter", .editor),
    ("/rediger/konflikter", .editor), ("/rediger/pas/godkend", .approver), ("/konto", .partner),
  ]

  @Test(arguments: needs)
  func `say who may come where`(_ target: String, _ needed: Role) throws {
    let office = try Office()
    try office.node.write("Pas", id: "pas")
    for (name, role) in [("abc", Role.staff), ("kkr", .editor), ("mkj", .admin)] {
      let browser = office.browser()
      try office.logIn(browser, as: name)
      let status = try browser.get(target).status
      #expect(status == (role >= needed ? 200 : 403), "\(name) at \(target)")
    }
    #expect(try office.browser().get(target).status == 303)
    #expect(try Browser(office.node).get(target).status == 303)
  }

  @Test func `can come from somewhere else than the account`() throws {
    let office = try Office()
    try office.enforce([("KKR", .partner)])
    let browser = office.browser()
    try office.logIn(browser)
    #expect(try browser.get("/rediger").status == 403)
    #expect(try !browser.get("/").text.contains("href=\"/rediger\""))
  }

  @Test func `nobody writes under another's initials`() throws {
    let office = try Office()
    let document = try office.node.write("Pas", body: "Et pas.", id: "pas")
    let browser = office.browser()
    try office.logIn(browser)
    try browser.get("/rediger/pas")
    let page = try browser.post(
      "/rediger/pas", [("titel", "Pas"), ("tekst", "Nyt."), ("initialer", "MKJ")])
    #expect(page.status == 303)
    #expect(try office.node.body(document) == "Nyt.")
    let history = try browser.get("/rediger/pas/historik").text
    #expect(history.contains("KKR"))
    #expect(try office.node.store.read { try $0.summary(of: document).changedBy } == "KKR")
  }
}

@Suite struct `A login that ends while somebody writes` {
  @Test func `gives the text back after logging in again, to be saved with one button`() throws {
    let office = try Office()
    let document = try office.node.write("Pas", body: "Et pas.", id: "pas")
    let browser = office.browser()
    try office.logIn(browser)
    try browser.get("/rediger/pas")
    let secret = try #require(browser.cookie?.split(separator: "=").last.map(String.init))
    try office.accounts.endSession(secret)
    let text = "Min <lange> \"tekst\" & mere\r\nto linjer"
    let lost = try browser.post("/rediger/pas", [("titel", "Pas"), ("tekst", text)])
    #expect(lost.status == 403)
    #expect(lost.text.contains("Du er ikke logget ind længere"))
    #expect(lost.text.contains("Min &lt;lange&gt;"))
    #expect(try office.node.body(document) == "Et pas.")
    let version = try #require(lost.hidden("gemt.version"))
    let again = try browser.post(
      Paths.login,
      [
        ("navn", "kkr"), ("adgangskode", Office.password), ("til", "/rediger/pas"),
        ("gemt.titel", "Pas"), ("gemt.tekst", text), ("gemt.version", version),
      ])
    #expect(again.status == 200)
    #expect(again.text.contains("action=\"/rediger/pas\""))
    #expect(again.hidden("titel") == "Pas")
    let saved = try browser.post("/rediger/pas", [("titel", "Pas"), ("tekst", text)])
    #expect(saved.status == 303)
    #expect(try office.node.body(document) == "Min <lange> \"tekst\" & mere\nto linjer")
  }

  @Test func `gives back the reason of a withdrawal too`() throws {
    let office = try Office()
    try office.node.write("Rotter", id: "rotter")
    let browser = office.browser()
    let form = [("begrundelse", "Loven er ændret i går."), ("handling", "traek")]
    let page = try browser.post("/rediger/rotter/traek-tilbage", form)
    #expect(page.status == 403)
    #expect(page.text.contains("Hvorfor gælder svaret ikke længere?"))
    #expect(page.text.contains("Loven er ændret i går."))
  }

  @Test func `does not carry passwords about`() throws {
    let office = try Office()
    let page = try office.browser().post(
      Paths.password, [("nuvaerende", Office.password), ("ny", "helt nye ord her")])
    #expect(page.status == 403)
    #expect(!page.text.contains(Office.password) && !page.text.contains("helt nye ord"))
    #expect(page.hidden("til") == Paths.account)
  }

  @Test func `gives it to nobody whose form came from elsewhere`() throws {
    let office = try Office()
    let page = try office.browser().post(
      "/rediger/pas", [("tekst", "Ond tekst")], origin: "https://ond.example")
    #expect(page.status == 403)
    #expect(page.hidden("gemt.tekst") == nil)
  }

  @Test func `outlives a restart of the node, and so does a page that was open`() throws {
    let office = try Office()
    try office.node.write("Pas", body: "Et pas.", id: "pas")
    let browser = office.browser()
    try office.logIn(browser)
    let token = try browser.get("/rediger/pas").hidden("token")
    let forms = FormGuard()
    var headers: Headers = ["Content-Type": "application/x-www-form-urlencoded"]
    headers.add("Cookie", browser.cookie ?? "")
    let sent = try Request(
      .post, "/rediger/pas", headers: headers, body: Array("token=\(token ?? "")".utf8))
    #expect(forms.admits(sent))
  }
}

@Suite struct `One's own account` {
  @Test func `gets another password from who knows the old one`() throws {
    let office = try Office()
    let (browser, other) = (office.browser(), office.browser())
    try office.logIn(browser)
    try office.logIn(other)
    func change(_ old: String, _ new: String, _ again: String) throws -> Browser.Page {
      try browser.get("/konto")
      return try browser.post(
        Paths.password, [("nuvaerende", old), ("ny", new), ("igen", again)])
    }
    #expect(try change("forkert", "helt nye ord her", "helt nye ord her").status == 422)
    #expect(try change(Office.password, "helt nye ord her", "noget andet").status == 422)
    #expect(try change(Office.password, "kort", "kort").text.contains("mindst 12 tegn"))
    let page = try change(Office.password, "helt nye ord her", "helt nye ord her")
    #expect(page.status == 303)
    #expect(try browser.follow().text.contains("Din adgangskode er skiftet"))
    #expect(try other.get("/rediger").status == 303)
    #expect(try office.logIn(office.browser(), Office.password).status == 422)
    #expect(try office.logIn(office.browser(), "helt nye ord her").status == 303)
  }

  @Test func `shows its logins and ends the others`() throws {
    let office = try Office()
    let (browser, other) = (office.browser(), office.browser())
    try office.logIn(other)
    try office.logIn(browser)
    #expect(try browser.get("/konto").text.contains("192.0.2.7"))
    try browser.post(Paths.otherLogins, [])
    #expect(try browser.get("/konto").status == 200)
    #expect(try other.get("/konto").status == 303)
  }

  @Test func `is not there on a node without accounts`() throws {
    let node = try TestNode()
    #expect(try Browser(node).get("/konto").status == 404)
    #expect(try Browser(node, from: "192.0.2.7").get("/konto").status == 403)
  }
}

@Suite struct `A proxy that logs people in` {
  private func office() throws -> Office {
    try Office {
      $0.proxies = ProxyTrust(addresses: ["10.0.0.5"], nameField: "Remote-User")
    }
  }

  @Test func `is believed, and nobody else`() throws {
    let office = try office()
    let named = [("Remote-User", "kkr")]
    #expect(
      try Browser(office.node, from: "10.0.0.5").get("/rediger", headers: named).status == 200)
    for address in ["192.0.2.7", "127.0.0.1", "10.0.0.50"] {
      #expect(
        try Browser(office.node, from: address).get("/rediger", headers: named).status == 303)
    }
    let plain = try Office()
    #expect(
      try Browser(plain.node, from: "10.0.0.5").get("/rediger", headers: named).status == 303)
  }

  @Test func `can name only accounts that are open, and only one`() throws {
    let office = try office()
    let proxy = Browser(office.node, from: "10.0.0.5")
    #expect(try proxy.get("/rediger", headers: [("Remote-User", "fremmed")]).status == 303)
    try office.accounts.setDisabled(true, "kkr")
    #expect(try proxy.get("/rediger", headers: [("Remote-User", "kkr")]).status == 303)
    let two = [("Remote-User", "mkj"), ("Remote-User", "abc")]
    #expect(try proxy.get("/rediger", headers: two).status == 303)
  }

  @Test func `tells where somebody guesses from`() throws {
    let trust = ProxyTrust(addresses: ["10.0.0.5", "10.0.0.6"])
    func network(_ forwarded: String, from peer: String = "10.0.0.5") throws -> String {
      trust.network(
        of: try Request(.get, "/", headers: ["X-Forwarded-For": forwarded], peer: peer))
    }
    #expect(try network("1.1.1.1, 192.0.2.7") == "192.0.2.7")
    #expect(try network("192.0.2.7,10.0.0.6") == "192.0.2.7")
    #expect(try network("2001:db8:1:2:3::4") == "20:1:d:b8:0:1:0:2/64")
    #expect(try network("192.0.2.7", from: "198.51.100.1") == "198.51.100.1")
    #expect(try network("10.0.0.6") == "10.0.0.5")
  }
}

@Suite struct `What others keep` {
  @Test func `is never a page that shows who is logged in`() throws {
    let office = try Office()
    try office.node.write("Pas", id: "pas")
    let citizen = office.browser()
    for target in ["/", "/soeg?q=pas", "/artikel/pas", "/emner"] {
      let page = try citizen.get(target)
      #expect(page.header("Cache-Control") == "public, max-age=300", "\(target)")
      #expect(page.header("Vary") == "Cookie, Accept-Language")
    }
    let editor = office.browser()
    try office.logIn(editor)
    for target in ["/", "/soeg?q=pas", "/artikel/pas", "/emner"] {
      #expect(try editor.get(target).header("Cache-Control") == "private, no-cache")
    }
  }
}
