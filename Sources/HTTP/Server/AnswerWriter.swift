// Turns an answer into bytes (RFC 9112 §4).

/// An answer ready to be sent.
struct Answer: Sendable {
  /// Status line, fields, and the body where it is small.
  var head: [UInt8]
  /// A body too large to be worth a copy.
  var body: [UInt8]?
  var closes: Bool
}

/// Writes answers. Each thread has one of its own, because it remembers the Date field of the
/// current second.
struct AnswerWriter {
  /// What an answer needs to know of the request it answers.
  struct Context {
    var isHead: Bool
    var version: Request.Version
    var keepsAlive: Bool

    /// For what could not be read as a request at all.
    static let refused = Context(isHead: false, version: .http11, keepsAlive: false)
  }

  /// Bodies up to here are copied behind the head, to be one piece for one send.
  static let copiedBodyBytesMax = 16 * 1_024

  private let defaults: Headers
  private var dateSecond = Int.min
  private var dateLine: [UInt8] = []

  init(defaults: Headers) {
    self.defaults = defaults
  }

  /// Appends the answer to `buffer`; returns a body that is to be sent behind it, if it is large.
  mutating func write(
    _ response: Response, _ context: Context, to buffer: inout [UInt8]
  ) -> [UInt8]? {
    writeStatus(response.status, to: &buffer)
    writeDate(to: &buffer)
    for field in response.headers.fields where !Self.isOwn(field, of: response.headers) {
      Self.write(field, of: response.headers, to: &buffer)
    }
    if response.takesDefaultHeaders {
      for field in defaults.fields where !response.headers.contains(field, of: defaults) {
        Self.write(field, of: defaults, to: &buffer)
      }
    }
    // RFC 9110 §8.6: none with 1xx and 204; a 304 may leave it out and so does, since its body is
    // not known here any more.
    if response.status.allowsBody {
      buffer.append(contentsOf: "Content-Length: ".utf8)
      Self.write(response.body.count, to: &buffer)
      buffer.append(contentsOf: "\r\n".utf8)
    }
    if !context.keepsAlive {
      buffer.append(contentsOf: "Connection: close\r\n".utf8)
    } else if context.version == .http10 {
      buffer.append(contentsOf: "Connection: keep-alive\r\n".utf8)
    }
    buffer.append(contentsOf: "\r\n".utf8)
    guard response.status.allowsBody, !context.isHead else { return nil }
    if response.body.count > Self.copiedBodyBytesMax { return response.body }
    buffer.append(contentsOf: response.body)
    return nil
  }

  mutating func answer(_ response: Response, _ context: Context) -> Answer {
    var head: [UInt8] = []
    head.reserveCapacity(512 + min(response.body.count, Self.copiedBodyBytesMax))
    let body = write(response, context, to: &head)
    return Answer(head: head, body: body, closes: !context.keepsAlive)
  }

  /// RFC 9112 §2.3: the version is our own, also in an answer to HTTP/1.0.
  private func writeStatus(_ status: Status, to buffer: inout [UInt8]) {
    if status == .ok {
      buffer.append(contentsOf: "HTTP/1.1 200 OK\r\n".utf8)
    } else {
      buffer.append(contentsOf: "HTTP/1.1 \(status.code) \(status.reason)\r\n".utf8)
    }
  }

  private mutating func writeDate(to buffer: inout [UInt8]) {
    let second = Clock.secondsSince1970()
    if second != dateSecond {
      dateSecond = second
      dateLine = Array("Date: \(HTTPDate.text(secondsSince1970: second))\r\n".utf8)
    }
    buffer.append(contentsOf: dateLine)
  }

  /// Fields that say how the bytes travel. They are the server's alone: a handler's opinion on
  /// them could only contradict the bytes.
  private static func isOwn(_ field: Headers.Field, of headers: Headers) -> Bool {
    switch field.name.count {
    case 4: headers.isNamed(field, "Date")
    case 10: headers.isNamed(field, "Connection") || headers.isNamed(field, "Keep-Alive")
    case 14: headers.isNamed(field, "Content-Length")
    case 17: headers.isNamed(field, "Transfer-Encoding")
    default: false
    }
  }

  private static func write(
    _ field: Headers.Field, of headers: Headers, to buffer: inout [UInt8]
  ) {
    buffer.append(contentsOf: headers.storage[field.name])
    buffer.append(UInt8(ascii: ":"))
    buffer.append(.space)
    buffer.append(contentsOf: headers.storage[field.value])
    buffer.append(contentsOf: "\r\n".utf8)
  }

  private static func write(_ number: Int, to buffer: inout [UInt8]) {
    if number >= 10 { write(number / 10, to: &buffer) }
    buffer.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}

extension Headers {
  /// Whether there is a field of the name that `other`'s field has.
  fileprivate func contains(_ field: Field, of other: Headers) -> Bool {
    fields.contains { mine in
      guard mine.name.count == field.name.count else { return false }
      let distance = field.name.lowerBound - mine.name.lowerBound
      return mine.name.allSatisfy {
        storage[$0].asciiLowercased == other.storage[$0 + distance].asciiLowercased
      }
    }
  }
}
