/// Reads an XML document as a row of events, and holds no more of it than the event at hand.
///
/// It reads the part of XML 1.0 (fifth edition) that data files use: elements, attributes, text,
/// CDATA sections, comments, processing instructions, character references and the five predefined
/// entities, in UTF-8. It is strict: a document that is not well-formed is refused with the line.
/// What it refuses on purpose is the document type declaration (§2.8). Without one there are no
/// entities that stand for a billion laughs and none that name a file on this machine, and no data
/// file that we know of has one.
///
/// ```swift
/// var reader = XMLReader(document)
/// while let event = try reader.next() { … }
/// ```
public struct XMLReader {
  /// Elements inside each other.
  public static let depthMax = 256
  /// Bytes of a name, of one piece of text and of an attribute's value.
  public static let nameBytesMax = 256
  public static let textBytesMax = 1 << 20
  public static let attributesMax = 256

  var bytes: ByteWindow
  var open: [String] = []
  private var state = State.beginning
  /// The second half of an empty-element tag.
  private var closes: String?

  private enum State { case beginning, prolog, content, epilog }

  /// - Parameter refill: gives the next bytes; none is the end.
  public init(_ refill: @escaping () throws -> [UInt8]) {
    bytes = ByteWindow(refill)
  }

  public init(_ document: [UInt8]) {
    var rest = document[...]
    self.init {
      let chunk = rest.prefix(1 << 16)
      rest = rest.dropFirst(chunk.count)
      return Array(chunk)
    }
  }

  /// The line that has been read to.
  public var line: Int { bytes.line }

  /// What comes next; `nil` behind the end of a whole document.
  ///
  /// - Throws: `XMLError`, and what the source of the bytes throws.
  public mutating func next() throws -> XMLEvent? {
    if let name = closes {
      closes = nil
      return .end(name)
    }
    if state == .beginning { try begin() }
    while let byte = try bytes.peek() {
      if byte == UInt8(ascii: "<") {
        if let event = try markup() { return event }
      } else if state == .content {
        return .text(try text())
      } else {
        // Only blanks stand around the root element (§2.8, Misc).
        guard byte.isXMLSpace else { throw failure(state == .prolog ? .notXML : .outsideRoot) }
        _ = try bytes.take()
      }
    }
    guard state == .epilog else {
      throw failure(
        state == .prolog ? .unexpectedEnd(open: nil) : .unexpectedEnd(open: open.last))
    }
    return nil
  }

  // MARK: The beginning

  /// What the first bytes tell (appendix F), and the XML declaration (§2.8).
  private mutating func begin() throws {
    state = .prolog
    let head = Array(try bytes.head(4))
    if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE])
      || head.starts(with: [0x00, 0x3C]) || head.starts(with: [0x3C, 0x00])
    {
      throw failure(.encoding("UTF-16"))
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.skip(3) }
    guard Array(try bytes.head(6)).isDeclaration else { return }
    bytes.skip(5)
    try declaration()
  }

  private mutating func declaration() throws {
    var attributes: [XMLAttribute] = []
    while try skipSpace(), try bytes.peek() != UInt8(ascii: "?") {
      attributes.append(try attribute())
    }
    try expect("?>")
    guard attributes.first?.name == "version", attributes.first?.value.hasPrefix("1.") == true
    else { throw failure(.malformed) }
    for attribute in attributes where attribute.name == "encoding" {
      guard ["UTF-8", "UTF8", "US-ASCII"].contains(attribute.value.uppercased()) else {
        throw failure(.encoding(String(attribute.value.prefix(40))))
      }
    }
  }

  // MARK: Markup

  private mutating func markup() throws -> XMLEvent? {
    _ = try bytes.take()
    switch try bytes.peek() {
    case UInt8(ascii: "!"):
      _ = try bytes.take()
      return try declarationOrSection()
    case UInt8(ascii: "?"):
      _ = try bytes.take()
      try instruction()
      return nil
    case UInt8(ascii: "/"):
      _ = try bytes.take()
      return try endTag()
    default: return try startTag()
    }
  }

  /// Comments (§2.5), CDATA sections (§2.7), and what begins as they do.
  private mutating func declarationOrSection() throws -> XMLEvent? {
    switch try bytes.peek() {
    case UInt8(ascii: "-"):
      try expect("--")
      // "--" may not stand inside a comment (§2.5).
      _ = try characters(upTo: "--")
      try expect(">")
      return nil
    case UInt8(ascii: "["):
      try expect("[CDATA[")
      guard state == .content else { throw failure(.outsideRoot) }
      return .text(try characters(upTo: "]]>"))
    case UInt8(ascii: "D"): throw failure(.documentType)
    default: throw failure(.malformed)
    }
  }

  /// Processing instructions (§2.6) are for other programs.
  private mutating func instruction() throws {
    guard try name().lowercased() != "xml" else { throw failure(.malformed) }
    _ = try characters(upTo: "?>")
  }

  private mutating func startTag() throws -> XMLEvent {
    guard state != .epilog else { throw failure(.outsideRoot) }
    guard let byte = try bytes.peek(), byte.startsXMLName else {
      throw failure(state == .prolog ? .notXML : .malformed)
    }
    let name = try name()
    state = .content
    guard open.count < XMLReader.depthMax else {
      throw failure(.tooDeep(most: XMLReader.depthMax))
    }
    var attributes: [XMLAttribute] = []
    while true {
      let isParted = try skipSpace()
      switch try bytes.peek() {
      case UInt8(ascii: ">"):
        _ = try bytes.take()
        open.append(name)
        return .start(name.withoutPrefix, attributes: attributes)
      case UInt8(ascii: "/"):
        try expect("/>")
        closes = name.withoutPrefix
        if open.isEmpty { state = .epilog }
        return .start(name.withoutPrefix, attributes: attributes)
      case nil: throw failure(.unexpectedEnd(open: name))
      default:
        guard isParted else { throw failure(.malformed) }
        try add(attribute(), to: &attributes)
      }
    }
  }

  private func add(_ attribute: XMLAttribute, to attributes: inout [XMLAttribute]) throws {
    guard !attributes.contains(where: { $0.name == attribute.name }) else {
      throw failure(.duplicateAttribute(attribute.name))
    }
    guard attributes.count < XMLReader.attributesMax else {
      throw failure(.tooLong(most: XMLReader.attributesMax))
    }
    attributes.append(attribute)
  }

  private mutating func endTag() throws -> XMLEvent {
    let name = try name()
    try skipSpace()
    guard let last = open.last else { throw failure(.outsideRoot) }
    guard try bytes.peek() != nil else { throw failure(.unexpectedEnd(open: last)) }
    guard last == name else { throw failure(.mismatched(open: last, close: name)) }
    try expect(">")
    open.removeLast()
    if open.isEmpty { state = .epilog }
    return .end(name.withoutPrefix)
  }
}

extension [UInt8] {
  /// `<?xml` with a blank behind it.
  fileprivate var isDeclaration: Bool {
    count == 6 && starts(with: "<?xml".utf8) && (self[5].isXMLSpace || self[5] == .carriageReturn)
  }
}

extension String {
  /// The local part of a name (Namespaces in XML 1.0 §4).
  fileprivate var withoutPrefix: String {
    guard let colon = utf8.lastIndex(of: UInt8(ascii: ":")) else { return self }
    return String(self[utf8.index(after: colon)...])
  }
}
