// The request parser: bytes in, requests or a reason for refusal out. It knows no socket and no
// clock, so every rule can be tested with an array.
//
// It is as strict as RFC 9112 allows wherever two readers of the same bytes could come to different
// ends of a message, because that is how requests are smuggled past a proxy (§11.2). What it refuses
// it does not repair, and after the first refusal it is not used again.
//
//     var parser = RequestParser(peer: "127.0.0.1")
//     var input = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)[...]
//     let parsed = try parser.advance(over: &input, within: Limits())  // nil while more bytes are needed

/// A request and whether its connection may live on behind the answer (RFC 9112 §9.3).
struct ParsedRequest: Sendable {
  var request: Request
  var keepsAlive: Bool
}

/// Takes the bytes of a connection as they come and cuts them into requests. Where the bytes are
/// parted between two calls makes no difference to what comes out.
struct RequestParser: Sendable {
  /// What the next byte belongs to.
  private enum State {
    case requestLine
    case fields
    case body(remaining: Int)
    case chunkSize
    case chunkData(remaining: Int)
    /// The line end behind the data of a chunk.
    case chunkEnd
    case trailers
  }

  /// How far a request has come, as far as timeouts care.
  enum Phase {
    case idle
    case head
    case body
  }

  /// RFC 9112 §2.2: "a server that is expecting to receive and parse a request-line SHOULD ignore
  /// at least one empty line", for old clients that send one behind a body.
  private static let emptyLinesMax = 4

  /// Room for the head of most requests, so that it grows once.
  private static let usualHeadBytes = 2_048

  private let peer: String
  private var state = State.requestLine
  private var emptyLines = 0
  /// The request line and the fields as they arrived; it becomes the storage of `Headers`.
  private var head: [UInt8] = []
  private var lineStart = 0
  private var fieldsStart = 0
  private var requestLine: RequestLine?
  private var fields: [Headers.Field] = []
  private var framing = Framing()
  private var body: [UInt8] = []
  private var bodyBytesMax = 0
  /// A chunk-size or trailer line that has not ended yet.
  private var line: [UInt8] = []
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var owesContinue = false

  init(peer: String) {
    self.peer = peer
  }

  var phase: Phase {
    switch state {
    case .requestLine: head.isEmpty ? .idle : .head
    case .fields: .head
    case .body, .chunkSize, .chunkData, .chunkEnd, .trailers: .body
    }
  }

  /// Bytes of a body held for a request that is not complete.
  var bodyBytes: Int { body.count }

  /// Whether the client waits for "100 Continue" before it sends its body (RFC 9110 §10.1.1). True
  /// once per request, and never once bytes of the body are there.
  mutating func takeContinue() -> Bool {
    defer { owesContinue = false }
    return owesContinue && body.isEmpty && line.isEmpty
  }

  /// Consumes bytes from the front of `input` up to the end of a request, which it returns, or all
  /// of them.
  mutating func advance(
    over input: inout ArraySlice<UInt8>, within limits: Limits
  ) throws(RequestError) -> ParsedRequest? {
    while !input.isEmpty {
      switch state {
      case .requestLine: try readRequestLine(&input, limits)
      case .fields: if try readField(&input, limits) { return finish() }
      case .body(let remaining): if readBody(&input, remaining) { return finish() }
      case .chunkSize: try readChunkSize(&input, limits)
      case .chunkData(let remaining): readChunkData(&input, remaining)
      case .chunkEnd: try readChunkEnd(&input)
      case .trailers: if try readTrailer(&input, limits) { return finish() }
      }
    }
    return nil
  }

  // MARK: Head

  private mutating func readRequestLine(
    _ input: inout ArraySlice<UInt8>, _ limits: Limits
  ) throws(RequestError) {
    // Judged at its first byte, so that a TLS client that came to the wrong port is told at once.
    if head.isEmpty, let first = input.first, first != .carriageReturn {
      guard first.isToken else { throw .requestLineInvalid }
    }
    if head.isEmpty { head.reserveCapacity(min(input.count, Self.usualHeadBytes)) }
    let isWhole = try Self.takeLine(
      &input, into: &head, from: 0, max: limits.requestLineBytesMax, orThrow: .requestLineTooLong)
    guard isWhole else { return }
    let content = head[..<(head.count - 2)]
    guard !content.isEmpty else {
      emptyLines += 1
      guard emptyLines <= Self.emptyLinesMax else { throw .requestLineInvalid }
      head.removeAll(keepingCapacity: true)
      return
    }
    requestLine = try RequestLine(content)
    fieldsStart = head.count
    lineStart = head.count
    state = .fields
  }

  /// Returns whether the request ends with its head.
  private mutating func readField(
    _ input: inout ArraySlice<UInt8>, _ limits: Limits
  ) throws(RequestError) -> Bool {
    let sectionLeft = limits.headerBytesMax - (lineStart - fieldsStart)
    let isWhole = try Self.takeLine(
      &input, into: &head, from: lineStart, max: min(limits.headerFieldBytesMax, sectionLeft - 2),
      orThrow: .fieldsTooLarge)
    guard isWhole else { return false }
    let content = lineStart..<(head.count - 2)
    lineStart = head.count
    guard !content.isEmpty else { return try endHead(limits) }
    guard fields.count < limits.headerFieldsMax else { throw .fieldsTooLarge }
    let field = try FieldLine.parse(head[content])
    try framing.note(name: head[field.name], value: head[field.value])
    fields.append(field)
    return false
  }

  private mutating func endHead(_ limits: Limits) throws(RequestError) -> Bool {
    guard let requestLine else { throw .requestLineInvalid }
    let length = try framing.bodyLength(of: requestLine.version)
    bodyBytesMax = limits.bodyBytesMax(forPath: requestLine.target.path)
    switch length {
    case .known(0): return true
    case .known(let count):
      guard count <= bodyBytesMax else { throw .bodyTooLarge }
      state = .body(remaining: count)
    case .chunked:
      state = .chunkSize
    }
    // A 1.0 client cannot know what an interim answer is (RFC 9110 §10.1.1).
    owesContinue = framing.expectsContinue && requestLine.version == .http11
    return false
  }

  // MARK: Body

  private mutating func readBody(_ input: inout ArraySlice<UInt8>, _ remaining: Int) -> Bool {
    let left = takeData(&input, remaining)
    state = .body(remaining: left)
    return left == 0
  }

  private mutating func readChunkSize(
    _ input: inout ArraySlice<UInt8>, _ limits: Limits
  ) throws(RequestError) {
    let isWhole = try Self.takeLine(
      &input, into: &line, from: 0, max: limits.chunkLineBytesMax, orThrow: .chunkInvalid)
    guard isWhole else { return }
    let chunk = try ChunkLine(line.dropLast(2))
    line.removeAll(keepingCapacity: true)
    extensionBytes += chunk.extensionBytes
    guard extensionBytes <= limits.chunkExtensionBytesMax else { throw .chunkInvalid }
    guard chunk.size <= bodyBytesMax - body.count else { throw .bodyTooLarge }
    state = chunk.size == 0 ? .trailers : .chunkData(remaining: chunk.size)
  }

  private mutating func readChunkData(_ input: inout ArraySlice<UInt8>, _ remaining: Int) {
    let left = takeData(&input, remaining)
    state = left == 0 ? .chunkEnd : .chunkData(remaining: left)
  }

  private mutating func readChunkEnd(_ input: inout ArraySlice<UInt8>) throws(RequestError) {
    if line.isEmpty, input.first != .carriageReturn { throw .chunkInvalid }
    guard try Self.takeLine(&input, into: &line, from: 0, max: 0, orThrow: .chunkInvalid) else {
      return
    }
    line.removeAll(keepingCapacity: true)
    state = .chunkSize
  }

  /// Trailers are checked and dropped (RFC 9110 §6.5.1): merged into the fields, a Content-Length
  /// among them would change what the message was. Returns whether the request has ended.
  private mutating func readTrailer(
    _ input: inout ArraySlice<UInt8>, _ limits: Limits
  ) throws(RequestError) -> Bool {
    let isWhole = try Self.takeLine(
      &input, into: &line, from: 0, max: limits.trailerBytesMax - trailerBytes,
      orThrow: .trailerInvalid)
    guard isWhole else { return false }
    let content = line.dropLast(2)
    if !content.isEmpty {
      do { _ = try FieldLine.parse(content) } catch { throw .trailerInvalid }
    }
    let isLast = content.isEmpty
    trailerBytes += line.count
    line.removeAll(keepingCapacity: true)
    return isLast
  }

  private mutating func takeData(_ input: inout ArraySlice<UInt8>, _ remaining: Int) -> Int {
    let taken = input.prefix(remaining)
    body.append(contentsOf: taken)
    input = input.dropFirst(taken.count)
    return remaining - taken.count
  }

  // MARK: Ends

  private mutating func finish() -> ParsedRequest? {
    guard let requestLine else { return nil }
    let parsed = ParsedRequest(
      request: Request(
        method: requestLine.method, target: requestLine.target,
        headers: Headers(storage: head, fields: fields), body: body, peer: peer,
        version: requestLine.version),
      keepsAlive: framing.keepsAlive(in: requestLine.version))
    self = RequestParser(peer: peer)
    return parsed
  }

  /// Moves bytes into `buffer`, where the line began at `start`, until the line has ended; returns
  /// whether it has. A line ends with CRLF and nothing less: RFC 9112 §2.2 lets a recipient take a
  /// lone LF, but then a proxy that does not sees other lines than we do.
  private static func takeLine(
    _ input: inout ArraySlice<UInt8>, into buffer: inout [UInt8], from start: Int, max: Int,
    orThrow tooLong: RequestError
  ) throws(RequestError) -> Bool {
    let end = input.firstIndex(of: .lineFeed)
    let taken = end.map { input[...$0] } ?? input
    guard buffer.count - start + taken.count <= max + 2 else { throw tooLong }
    buffer.append(contentsOf: taken)
    input = input[taken.endIndex...]
    guard end != nil else { return false }
    guard buffer.count - start >= 2, buffer[buffer.count - 2] == .carriageReturn else {
      throw .lineEndInvalid
    }
    return true
  }
}
