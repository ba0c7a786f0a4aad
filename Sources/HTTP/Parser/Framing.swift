// The few fields that decide where a message ends and what becomes of its connection.

/// What the fields of one request say about its framing (RFC 9112 §6) and persistence (§9).
struct Framing: Sendable {
  enum BodyLength: Equatable {
    case known(Int)
    case chunked
  }

  private var hosts = 0
  private var contentLength: Int?
  private var isChunked = false
  private var closes = false
  private var keepsAlive = false
  private(set) var expectsContinue = false

  /// Takes note of a field. The length of the name picks out the few that matter here.
  mutating func note(
    name: ArraySlice<UInt8>, value: ArraySlice<UInt8>
  ) throws(RequestError) {
    switch name.count {
    case 4 where Self.equal(name, "host"): try noteHost(value)
    case 6 where Self.equal(name, "expect"): try noteExpect(value)
    case 10 where Self.equal(name, "connection"): noteConnection(value)
    case 14 where Self.equal(name, "content-length"): try noteContentLength(value)
    case 16 where Self.equal(name, "content-encoding"): try noteContentCoding(value)
    case 17 where Self.equal(name, "transfer-encoding"): try noteTransferEncoding(value)
    default: break
    }
  }

  /// The length of the body (§6.3), once all fields are known.
  func bodyLength(of version: Request.Version) throws(RequestError) -> BodyLength {
    // §3.2: "a server MUST respond with a 400 to any HTTP/1.1 request message that lacks a Host
    // header field".
    if hosts == 0, version == .http11 { throw .hostMissing }
    guard isChunked else { return .known(contentLength ?? 0) }
    // §6.3, rule 3: a message with both "might indicate an attempt to perform request smuggling".
    guard contentLength == nil else { throw .transferEncodingWithLength }
    // §6.1: in HTTP/1.0 it means that someone between us and the client did not understand it.
    guard version == .http11 else { throw .transferEncodingInvalid }
    return .chunked
  }

  /// §9.3: "close" ends a connection, HTTP/1.1 keeps it otherwise, HTTP/1.0 only when asked to.
  func keepsAlive(in version: Request.Version) -> Bool {
    !closes && (version == .http11 || keepsAlive)
  }

  /// §3.2: exactly one, and a valid one.
  private mutating func noteHost(_ value: ArraySlice<UInt8>) throws(RequestError) {
    hosts += 1
    guard hosts == 1 else { throw .hostRepeated }
    guard Host.isValid(value) else { throw .hostInvalid }
  }

  /// RFC 9110 §10.1.1: there is one expectation, and any other is answered with 417.
  private mutating func noteExpect(_ value: ArraySlice<UInt8>) throws(RequestError) {
    guard Self.equal(value, "100-continue") else { throw .expectationUnknown }
    expectsContinue = true
  }

  /// RFC 9110 §7.6.1: a list of options without case.
  private mutating func noteConnection(_ value: ArraySlice<UInt8>) {
    for element in value.split(separator: UInt8(ascii: ",")) {
      let option = FieldLine.trimmed(element)
      if Self.equal(option, "close") { closes = true }
      if Self.equal(option, "keep-alive") { keepsAlive = true }
    }
  }

  /// RFC 9110 §8.6: "Content-Length = 1*DIGIT", and §6.3 of RFC 9112 makes a list of equal numbers
  /// optional to accept. One number, once, is what every honest client sends.
  private mutating func noteContentLength(_ value: ArraySlice<UInt8>) throws(RequestError) {
    guard contentLength == nil else { throw .contentLengthRepeated }
    guard !value.isEmpty, value.allSatisfy(\.isDigit) else { throw .contentLengthInvalid }
    var length = 0
    for digit in value {
      let (shifted, overflowed) = length.multipliedReportingOverflow(by: 10)
      let (sum, carried) = shifted.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
      // A number too large for any machine is still a number: too large a body (§8.6).
      guard !overflowed, !carried else { throw .bodyTooLarge }
      length = sum
    }
    contentLength = length
  }

  /// Nothing is decompressed here, so nothing can be blown up by it; 415 as RFC 9110 §8.4 has it.
  private func noteContentCoding(_ value: ArraySlice<UInt8>) throws(RequestError) {
    guard Self.equal(value, "identity") else { throw .contentCodingUnsupported }
  }

  /// §6.1: "chunked" exactly, once. A second one is forbidden; where another coding is last, the
  /// length of the body cannot be known (§6.3, rule 4); the rest is not understood, hence 501.
  private mutating func noteTransferEncoding(_ value: ArraySlice<UInt8>) throws(RequestError) {
    guard !isChunked else { throw .transferEncodingInvalid }
    if Self.equal(value, "chunked") {
      isChunked = true
      return
    }
    let codings = value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map(FieldLine.trimmed)
    let chunked = codings.count { Self.equal($0, "chunked") }
    guard let last = codings.last, Self.equal(last, "chunked"), chunked == 1, codings.count > 1,
      codings.allSatisfy({ !$0.isEmpty })
    else { throw .transferEncodingInvalid }
    throw .transferEncodingUnknown
  }

  /// Whether these bytes are that word, but for case.
  private static func equal(_ bytes: ArraySlice<UInt8>, _ lowercase: String) -> Bool {
    guard bytes.count == lowercase.utf8.count else { return false }
    var position = bytes.startIndex
    for byte in lowercase.utf8 {
      guard bytes[position].asciiLowercased == byte else { return false }
      position += 1
    }
    return true
  }
}
