import Testing

@testable import WebUI

@Suite struct WrittenLinkTests {
  private func kinds(_ body: String) -> [WrittenLink.Kind] {
    WrittenLink.links(inBody: body).map(\.kind)
  }

  @Test func `an answer is known by its name, whatever stands behind it`() {
    let body = """
      Se [pas](/artikel/00c0ffee00c0ffee-1/et-gammelt-navn), [flytning](/artikel/flyt#pris "Pris"),
      [skjult](</artikel/demo%2Dvej?kommune=0340>) og [her](/artikel/).
      """
    #expect(
      kinds(body) == [
        .answer("00c0ffee00c0ffee-1"), .answer("flyt"), .answer("demo-vej"), .malformed(.empty),
      ])
  }

  @Test func `pages, hosts, mail and telephones are told apart`() {
    let body = """
      [a](/emner/23) [b](#afsnit-pris) [c](HTTPS://Navn@WWW.Borger.DK/pas?x=1) <https://sst.dk>
      [d](mailto:post@soroe.dk) <post@soroe.dk> [e](tel:+4557876000)
      """
    #expect(
      kinds(body) == [
        .page, .page, .external(host: "www.borger.dk", path: "/pas?x=1"),
        .external(host: "sst.dk", path: ""), .mailOrPhone, .mailOrPhone, .mailOrPhone,
      ])
  }

  @Test(arguments: [
    ("[a]()", WrittenLink.Flaw.empty), ("[a](<>)", .empty), ("[a](www.borger.dk)", .relative),
    ("[a](?q=1)", .relative), ("[a](javascript:alert)", .forbidden),
    ("[a](//borger.dk)", .forbidden),
    ("[a](ftp://x.dk)", .forbidden), ("[a](https://)", .noHost), ("[a](https:/borger.dk)", .noHost),
    ("[a](http://:80/x)", .noHost), ("[a](mailto:post)", .noMailAddress),
    ("[a](mailto:@x.dk)", .noMailAddress), ("[a](tel:ring)", .noPhoneNumber),
    ("[a](https://x.dk/to ord)", .notRead), ("[a](https://x.dk/uden-ende", .notRead),
  ])
  func `a link that can lead nowhere says why`(body: String, flaw: WrittenLink.Flaw) {
    #expect(kinds(body) == [.malformed(flaw)])
  }

  @Test func `what readers do not see as a link is none`() {
    for body in [
      "`[a](/artikel/x)`", "    [a](/artikel/x)", "```\n[a](/artikel/x)\n```",
      "\\[a\\](/artikel/x)",
      "![billede](/artikel/x)", "[a]: /artikel/x", "<javascript:x>", "[a][mangler] og [b]",
      "a] (b)",
    ] {
      #expect(kinds(body) == [], "\(body)")
    }
  }

  @Test func `links are found in headings, lists, quotes and tables and by reference`() {
    let body = """
      # [a](/artikel/a)

      > - [b](/artikel/b)

      | [c](/artikel/c) | x |
      |---|---|
      | y | [d](/artikel/d) | [usynlig](/artikel/e) |

      [**f** `og` g][f] og [f]

      [F]: /artikel/f
      """
    let links = WrittenLink.links(inBody: body)
    #expect(links.map(\.kind) == ["a", "b", "c", "d", "f", "f"].map(WrittenLink.Kind.answer))
    #expect(links[4].label == "f og g")
  }

  @Test func `a short answer has no links, only what was meant as one`() {
    #expect(WrittenLink.links(inShortAnswer: "Ring på [57 87 60 00] eller <kom>.") == [])
    let links = WrittenLink.links(inShortAnswer: "Se [pas](/artikel/pas).")
    #expect(links.map(\.kind) == [.malformed(.inShortAnswer)])
    #expect(links.map(\.address) == ["/artikel/pas"])
  }

  @Test func `hostile text is read to its end`() {
    let many = String(repeating: "[a](", count: 20_000) + String(repeating: "](x", count: 20_000)
    #expect(!WrittenLink.links(inBody: many).isEmpty)
    #expect(WrittenLink.links(inBody: String(repeating: "[", count: 100_000)) == [])
    #expect(kinds("[a](/artikel/%zz%4)") == [.answer("%zz%4")])
    #expect(kinds("[a](/artikel/%ff)") == [.answer("\u{FFFD}")])
  }
}
