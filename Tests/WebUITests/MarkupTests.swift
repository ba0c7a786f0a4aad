import Testing

@testable import WebUI

@Suite struct `Markup escapes what is text` {
  @Test func `a text never becomes a tag`() {
    let title = "<script>alert('x')</script> & \"æøå\""
    let markup: Markup = "<h1>\(title)</h1>"
    #expect(
      markup.text
        == "<h1>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;æøå&quot;</h1>")
  }

  @Test func `a text cannot leave its attribute`() {
    let value = "\" onclick=\"x"
    let markup: Markup = "<input value=\"\(value)\">"
    #expect(markup.text == "<input value=\"&quot; onclick=&quot;x\">")
  }

  @Test func `markup inside markup stays as it is`() {
    let inner: Markup = "<b>\("a & b")</b>"
    let outer: Markup = "<p>\(inner)\([inner, inner])\(Optional<Markup>.none)</p>"
    #expect(outer.text == "<p><b>a &amp; b</b><b>a &amp; b</b><b>a &amp; b</b></p>")
  }

  @Test func `control characters do not reach the page`() {
    let markup: Markup = "\("a\u{0}b\u{1B}\tc\nd\u{7F}")"
    #expect(markup.text == "a\u{FFFD}b\u{FFFD}\tc\nd\u{FFFD}")
  }

  @Test func `a conditional part appears only where its condition holds`() {
    let both: Markup = "<input\(if: true, " checked")\(if: false, " disabled")>"
    #expect(both.text == "<input checked>")
  }

  @Test func `a substring is escaped like a text`() {
    let markup: Markup = "\("x<y".dropFirst())"
    #expect(markup.text == "&lt;y")
  }
}

@Suite struct `Links lead only where they may` {
  @Test(arguments: [
    "https://www.borger.dk/flytning", "http://127.0.0.1:8080/", "mailto:borger@soroe.dk",
    "tel:+4557876000", "/svar/1", "#afsnit-pris", "?q=pas", "andet/sted", "",
    "HTTPS://EKSEMPEL.DK/",
  ])
  func `these are allowed`(address: String) throws {
    let target = try #require(LinkTarget(address))
    #expect(String(decoding: target.address, as: UTF8.self) == address)
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " \u{1}javascript:alert(1)",
    "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "//ond.example/", "/\\ond.example", "\\\\ond.example", "/\t/ond.example", "blob:x",
    "æ:x", ":x", "1:2", "j\u{0}avascript:x",
  ])
  func `these are not`(address: String) {
    #expect(LinkTarget(address) == nil)
    let markup: Markup = "<a href=\"\(address: address)\">"
    #expect(markup.text == "<a href=\"#\">")
  }

  @Test func `odd characters are percent-encoded and the rest is escaped`() throws {
    let target = try #require(LinkTarget("/søg?q=a b&c=\"<>\""))
    #expect(
      String(decoding: target.attributeValue, as: UTF8.self)
        == "/s%C3%B8g?q=a%20b&amp;c=%22%3C%3E%22")
  }
}

@Suite struct `Slugs are readable addresses` {
  @Test(arguments: [
    ("Hvad koster et pas?", "hvad-koster-et-pas"),
    ("Sådan flytter du – i Sorø", "saadan-flytter-du-i-soroe"),
    ("§ 12, stk. 2", "12-stk-2"),
    ("???", "uden-navn"),
    ("", "uden-navn"),
    ("e\u{20E3}x", "x"),
  ])
  func `titles become slugs`(title: String, slug: String) {
    #expect(Slug(title).text == slug)
  }

  @Test func `a slug keeps within its length`() {
    #expect(Slug(String(repeating: "æ", count: 100), lengthMax: 10).text == "aeaeaeaeae")
  }
}
