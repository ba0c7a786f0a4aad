/// The bytes of a document as they come, chunk after chunk, with the next one in sight.
///
/// Line ends are made into line feeds here, as §2.11 wants before anything is parsed, and the
/// control characters that no document may have (§2.2) are refused here.
struct ByteWindow {
  private let refill: () throws -> [UInt8]
  private var chunk: [UInt8] = []
  private var place = 0
  private var isAtEnd = false
  private(set) var line = 1

  init(_ refill: @escaping () throws -> [UInt8]) {
    self.refill = refill
  }

  /// The next byte; `nil` at the end.
  mutating func peek() throws -> UInt8? {
    if place == chunk.count { try fill() }
    guard place < chunk.count else { return nil }
    return chunk[place] == .carriageReturn ? .lineFeed : chunk[place]
  }

  /// Takes the next byte; `nil` at the end.
  mutating func take() throws -> UInt8? {
    if place == chunk.count { try fill() }
    guard place < chunk.count else { return nil }
    let byte = chunk[place]
    place += 1
    if byte >= 0x20 { return byte }
    switch byte {
    case .lineFeed:
      line += 1
      return byte
    case .carriageReturn:
      if place == chunk.count { try fill() }
      if place < chunk.count, chunk[place] == .lineFeed { place += 1 }
      line += 1
      return .lineFeed
    case .tab: return byte
    default: throw XMLError(.badCharacter, line: line)
    }
  }

  /// The first bytes as they stand, for telling one encoding from another.
  mutating func head(_ count: Int) throws -> ArraySlice<UInt8> {
    while chunk.count - place < count, !isAtEnd {
      let rest = Array(chunk[place...])
      place = chunk.count
      try fill()
      chunk = rest + chunk
    }
    return chunk[place...].prefix(count)
  }

  mutating func skip(_ count: Int) {
    place = min(chunk.count, place + count)
  }

  private mutating func fill() throws {
    guard !isAtEnd else { return }
    chunk = try refill()
    place = 0
    isAtEnd = chunk.isEmpty
  }
}

extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D

  /// S (§2.3).
  var isXMLSpace: Bool { self == 0x20 || self == .tab || self == .lineFeed }

  /// NameStartChar (§2.3), all letters beyond ASCII among them: which of those Unicode calls letters
  /// makes no difference to whoever compares names.
  var startsXMLName: Bool {
    (0x61...0x7A).contains(self) || (0x41...0x5A).contains(self) || self == 0x5F || self == 0x3A
      || self >= 0x80
  }

  /// NameChar (§2.3).
  var continuesXMLName: Bool {
    startsXMLName || (0x30...0x39).contains(self) || self == 0x2D || self == 0x2E
  }
}
