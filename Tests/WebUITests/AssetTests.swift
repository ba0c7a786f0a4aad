import Testing

@testable import WebUI

@Suite struct `The files pages refer to` {
  @Test func `are named for their content`() throws {
    for asset in Assets.all(in: Theme()) {
      let hash = asset.etag.dropFirst().dropLast()
      #expect(asset.path.hasPrefix("/static/"))
      #expect(asset.path.contains(hash))
      #expect(!asset.bytes.isEmpty)
    }
    let red = try #require(Theme(color: "#aa0000"))
    #expect(red.stylesheet.path != Theme().stylesheet.path)
    #expect(Theme(color: "#AA0000") == red)
  }

  @Test func `refer to nothing elsewhere`() {
    for asset in Assets.all(in: Theme()) where asset.contentType != "image/svg+xml" {
      let text = String(decoding: asset.bytes, as: UTF8.self)
      #expect(!text.contains("http://"))
      #expect(!text.contains("https://"))
      #expect(!text.contains("@import"))
    }
  }

  @Test func `the stylesheet closes every brace and uses only colours it has`() throws {
    let text = String(decoding: Assets.stylesheet.bytes, as: UTF8.self)
    #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
    let theme = String(decoding: Theme().stylesheet.bytes, as: UTF8.self)
    for part in text.split(separator: "var(").dropFirst() {
      let name = try #require(part.split(separator: ")").first)
      #expect((text + theme).contains("\(name):"), "\(name)")
    }
  }
}

@Suite struct `A municipality's colour` {
  @Test(arguments: ["#44831e", "#ffff00", "#ffffff", "#fe0", "#0b5563", "#ff8800", "#767676"])
  func `carries white text whatever it was`(chosen: String) throws {
    guard let theme = Theme(color: chosen) else {
      #expect(chosen.count != 7)
      return
    }
    let used = try #require(Color(theme.color))
    #expect(used.contrastOnWhite >= 4.5)
  }

  @Test func `is kept where it reads`() {
    #expect(Theme(color: "#44831E")?.color == "#44831e")
  }

  @Test(arguments: ["", "44831e", "#44831g", "#44831", "#44831e0", "#４４８３", "red;}"])
  func `is refused where it is none`(text: String) {
    #expect(Theme(color: text) == nil)
  }

  @Test(arguments: [
    ("#707070", 4.95), ("#44831e", 4.66), ("#004d99", 8.33), ("#cc0000", 5.89), ("#ffffff", 1.0),
    ("#000000", 21.0),
  ])
  func `contrast is computed as WCAG does`(color: String, contrast: Double) throws {
    let color = try #require(Color(color))
    #expect(abs(color.contrastOnWhite - contrast) < 0.01)
  }
}

@Suite struct `Security headers` {
  @Test func `allow nothing inline and nothing from elsewhere`() throws {
    let policy = try #require(
      SecurityHeaders.all.first { $0.name == "Content-Security-Policy" }?.value)
    #expect(policy.hasPrefix("default-src 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(policy.contains("frame-ancestors 'none'"))
  }
}

@Suite struct `Addresses` {
  @Test func `are encoded`() {
    #expect(Paths.search(for: "pas & æ", page: 2) == "/soeg?q=pas%20%26%20%C3%A6&side=2")
    #expect(Paths.letter("Å") == "/emner/a-aa?bogstav=%C3%85")
    #expect(Paths.answer("00c0-1", title: "Nyt pas?") == "/artikel/00c0-1/nyt-pas")
    #expect(Paths.edit("../x") == "/rediger/..%2Fx")
  }
}
