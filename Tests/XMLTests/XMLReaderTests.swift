import Chance
import Testing

@testable import XML

/// The events of a document, one a line: `<name a=b`, `>name`, or the text with its pieces joined.
func events(_ document: [UInt8], chunk: Int = 1 << 16) throws -> [String] {
  var rest = document[...]
  var reader = XMLReader {
    let next = rest.prefix(chunk)
    rest = rest.dropFirst(next.count)
    return Array(next)
  }
  var found: [String] = []
  var text = ""
  while let event = try reader.next() {
    if case .text(let piece) = event {
      text += piece
      continue
    }
    if !text.isEmpty { found.append(text) }
    text = ""
    switch event {
    case .start(let name, let attributes):
      found.append(
        (["<" + name] + attributes.map { "\($0.name)=\($0.value)" }).joined(separator: " "))
    case .end(let name): found.append(">" + name)
    case .text: break
    }
  }
  return found
}

func events(_ text: String) throws -> [String] { try events(Array(text.utf8)) }

/// What is wrong with a document, and where.
func problem(_ document: [UInt8]) -> XMLError? {
  do {
    _ = try events(document)
    return nil
  } catch {
    return error as? XMLError
  }
}

@Suite struct `An XML document` {
  static let sample = """
    <?xml version="1.0" encoding="utf-8"?>
    <!-- en plan -->
    <?vis plan?>
    <k:Plan xmlns:k='urn:x' år="2026">
      <Titel>Børn &amp; unge &#230;&#xF8;å</Titel><Tom a="1"/>
      <![CDATA[<ikke> & ]] et mærke]]>
    </k:Plan>

    """

  @Test func `is read as a row of events`() throws {
    #expect(
      try events(Self.sample) == [
        "<Plan xmlns:k=urn:x år=2026", "\n  ", "<Titel", "Børn & unge æøå", ">Titel", "<Tom a=1",
        ">Tom", "\n  <ikke> & ]] et mærke\n", ">Plan",
      ])
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func `reads the same however its bytes are cut`(chunk: Int) throws {
    #expect(try events(Array(Self.sample.utf8), chunk: chunk) == events(Self.sample))
  }

  @Test func `may begin with a byte order mark and have any line ends`() throws {
    let bytes: [UInt8] =
      [0xEF, 0xBB, 0xBF] + Array("<?xml version='1.0'?>\r\n<a>x\r\ny\rz</a>".utf8)
    #expect(try events(bytes) == ["<a", "x\ny\nz", ">a"])
  }

  @Test func `has blanks in attributes as spaces`() throws {
    #expect(try events("<a b='x\n\ty &lt;&quot;&apos;'/>") == ["<a b=x  y <\"'", ">a"])
  }

  @Test(arguments: [
    ("", XMLError.Reason.unexpectedEnd(open: nil), 1), ("titel;nummer", .notXML, 1),
    ("\n\n<>", .notXML, 3), ("<a>\n<b>", .unexpectedEnd(open: "b"), 2),
    ("<a>\n<b></a>", .mismatched(open: "b", close: "a"), 2), ("<a/><b/>", .outsideRoot, 1),
    ("<a/>x", .outsideRoot, 1), ("<a b='1' b='2'/>", .duplicateAttribute("b"), 1),
    ("<a b=1/>", .malformed, 1), ("<a b='1'c='2'/>", .malformed, 1), ("<a b='<'/>", .malformed, 1),
    ("<a>&nbsp;</a>", .unknownEntity("nbsp"), 1), ("<a>&#0;</a>", .badCharacter, 1),
    ("<a>&#xD800;</a>", .badCharacter, 1), ("<a>\u{1}</a>", .badCharacter, 1),
    ("<a>&#x-1;</a>", .malformed, 1), ("<a>]]></a>", .malformed, 1),
    ("<a><!-- x -- y --></a>", .malformed, 1), ("<a><?xml version='1.0'?></a>", .malformed, 1),
    ("<a>\u{FFFF}</a>", .badCharacter, 1), ("<a><![CDATA[x</a>", .unexpectedEnd(open: "a"), 1),
    ("<a b=", .unexpectedEnd(open: nil), 1), ("<a", .unexpectedEnd(open: "a"), 1),
    ("</a>", .outsideRoot, 1),
  ])
  func `that is not well-formed is refused with the line`(
    text: String, reason: XMLError.Reason, line: Int
  ) {
    #expect(problem(Array(text.utf8)) == XMLError(reason, line: line))
  }

  @Test func `declares no entities and fetches no files`() {
    let laughs = """
      <?xml version="1.0"?>
      <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
      <lolz>&lol2;</lolz>
      """
    #expect(problem(Array(laughs.utf8)) == XMLError(.documentType, line: 2))
    let stranger = "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"
    #expect(problem(Array(stranger.utf8)) == XMLError(.documentType, line: 1))
  }

  @Test func `in another encoding is refused by its name`() {
    let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a/>"
    #expect(problem(Array(latin.utf8))?.reason == .encoding("ISO-8859-1"))
    #expect(problem([0xFF, 0xFE, 0x3C, 0x00])?.reason == .encoding("UTF-16"))
    #expect(problem([0xFE, 0xFF, 0x00, 0x3C])?.reason == .encoding("UTF-16"))
    #expect(
      problem(Array("<a>\nB".utf8) + [0xF8] + Array("rn</a>".utf8)) == XMLError(.notUTF8, line: 2))
  }

  @Test func `is bounded in every direction`() {
    let deep = String(repeating: "<a>", count: XMLReader.depthMax + 1)
    #expect(problem(Array(deep.utf8))?.reason == .tooDeep(most: XMLReader.depthMax))
    let long = "<a>" + String(repeating: "x", count: XMLReader.textBytesMax + 1)
    #expect(problem(Array(long.utf8))?.reason == .tooLong(most: XMLReader.textBytesMax))
    let name = "<" + String(repeating: "n", count: XMLReader.nameBytesMax + 1)
    #expect(problem(Array(name.utf8))?.reason == .tooLong(most: XMLReader.nameBytesMax))
    let many = "<a " + (0...XMLReader.attributesMax).map { "b\($0)='' " }.joined() + "/>"
    #expect(problem(Array(many.utf8))?.reason == .tooLong(most: XMLReader.attributesMax))
  }

  @Test func `never traps, wherever it is cut or bent`() throws {
    let whole = Array(Self.sample.utf8)
    for end in whole.indices {
      #expect(problem(Array(whole[..<end])) != nil || end >= whole.count - 1)
    }
    var random = SeededRandom(seed: 7)
    for _ in 0..<4_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      do { _ = try events(bytes) } catch { #expect(error is XMLError) }
    }
  }
}
