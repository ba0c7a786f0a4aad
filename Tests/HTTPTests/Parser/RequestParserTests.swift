import Testing

@testable import HTTP

/// What a parser made of some bytes.
struct Parsed {
  var requests: [ParsedRequest] = []
  var error: RequestError?

  var outcome: RequestVector.Outcome {
    if let error { return .refused(error) }
    return requests.isEmpty ? .incomplete : .requests(requests.count)
  }

  /// Everything that came out, to compare two ways of feeding.
  var trace: [String] {
    requests.map { parsed in
      let request = parsed.request
      let fields = request.headers.map { "\($0.name)=\($0.value)" }
      return "\(request.method) \(request.rawTarget) \(request.path) \(request.host) \(fields) "
        + "\(request.body) \(parsed.keepsAlive)"
    } + [error.map { "\($0)" } ?? "sound"]
  }
}

/// Feeds bytes to a new parser in pieces of these sizes; the last size goes on to the end.
func parse(
  _ bytes: [UInt8], pieces: [Int] = [.max], within limits: Limits = .forVectors
) -> Parsed {
  var parsed = Parsed()
  var parser = RequestParser(peer: "192.0.2.1")
  var rest = bytes[...]
  var sizes = pieces[...]
  do {
    while !rest.isEmpty {
      let size = sizes.count > 1 ? sizes.removeFirst() : sizes.first ?? .max
      var piece = rest.prefix(size)
      rest = rest.dropFirst(piece.count)
      while !piece.isEmpty {
        if let request = try parser.advance(over: &piece, within: limits) {
          parsed.requests.append(request)
        }
      }
    }
  } catch {
    parsed.error = error
  }
  return parsed
}

extension Limits {
  /// The defaults, but for a body limit that no other number in the vectors comes near.
  static var forVectors: Limits {
    var limits = Limits()
    limits.bodyBytesMax = 2_000_000
    return limits
  }
}

struct RequestParserTests {
  @Test(arguments: RequestVector.all)
  func `a vector has its outcome`(vector: RequestVector) {
    #expect(parse(vector.bytes).outcome == vector.outcome)
  }

  @Test(arguments: RequestVector.all)
  func `byte by byte comes to the same as all at once`(vector: RequestVector) {
    let whole = parse(vector.bytes)
    #expect(parse(vector.bytes, pieces: [1]).trace == whole.trace)
    #expect(parse(vector.bytes, pieces: [7]).trace == whole.trace)
  }

  @Test func `every way to cut a request in two comes to the same`() {
    let text = """
      POST /a%20b?c=d HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nCookie: e=f\r\n\r\n\
      5;g\r\nhello\r\n0\r\nH: i\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n
      """
    let bytes = Array(text.utf8)
    let whole = parse(bytes).trace
    #expect(whole.count == 3)
    for cut in 1..<bytes.count {
      #expect(parse(bytes, pieces: [cut, .max]).trace == whole)
    }
  }

  @Test func `a request is taken apart`() throws {
    let text = """
      POST /s%C3%B8g/a+b?q=p%C3%A5+dansk&tom&x=1%262 HTTP/1.1\r\nHost: viden.dk:8080\r\n\
      X-A:  1 \r\nx-a: 2\r\nContent-Length: 3\r\n\r\nabc
      """
    let parsed = try #require(parse(Array(text.utf8)).requests.first)
    let request = parsed.request
    #expect(request.method == .post)
    #expect(request.rawTarget == "/s%C3%B8g/a+b?q=p%C3%A5+dansk&tom&x=1%262")
    #expect(request.rawPath == "/s%C3%B8g/a+b")
    #expect(request.rawQuery == "q=p%C3%A5+dansk&tom&x=1%262")
    #expect(request.path == "/søg/a+b")
    #expect(request.segments == ["søg", "a+b"])
    #expect(request.query.map(\.name) == ["q", "tom", "x"])
    #expect(request.query("q") == "på dansk")
    #expect(request.query("tom") == "")
    #expect(request.query("x") == "1&2")
    #expect(request.query("y") == nil)
    #expect(request.headers.first("x-A") == "1")
    #expect(request.headers.all("X-A") == ["1", "2"])
    #expect(request.host == "viden.dk:8080")
    #expect(request.body == Array("abc".utf8))
    #expect(request.peer == "192.0.2.1")
    #expect(request.version == .http11)
    #expect(parsed.keepsAlive)
  }

  @Test func `the authority of an absolute target goes before the Host field`() throws {
    let text = "GET http://b:81/c?d HTTP/1.1\r\nHost: a\r\n\r\n"
    let request = try #require(parse(Array(text.utf8)).requests.first?.request)
    #expect(request.host == "b:81")
    #expect(request.path == "/c")
    #expect(request.rawPath == "/c")
    #expect(request.rawQuery == "d")
    #expect(request.rawTarget == "http://b:81/c?d")
  }

  @Test(arguments: [
    ("GET http://b HTTP/1.1", "/"),
    ("OPTIONS http://b HTTP/1.1", "*"),
    ("OPTIONS http://b/ HTTP/1.1", "/"),
    ("OPTIONS * HTTP/1.1", "*"),
    ("GET http://b?c HTTP/1.1", "/"),
  ])
  func `an absolute target without a path stands for one`(line: String, path: String) {
    let parsed = parse(Array("\(line)\r\nHost: a\r\n\r\n".utf8))
    #expect(parsed.requests.map(\.request.path) == [path])
  }

  @Test(arguments: [
    ("HTTP/1.1", "", true),
    ("HTTP/1.1", "Connection: keep-alive", true),
    ("HTTP/1.1", "Connection: close", false),
    ("HTTP/1.1", "Connection: cLoSe", false),
    ("HTTP/1.1", "Connection: foo, close", false),
    ("HTTP/1.1", "Connection: foo,\tclose ,bar", false),
    ("HTTP/1.1", "Connection: keep-alive, close", false),
    ("HTTP/1.1", "Connection: foo\r\nConnection: close", false),
    ("HTTP/1.1", "Connection: closed", true),
    ("HTTP/1.1", "Connection: \"close\"", true),
    ("HTTP/1.0", "", false),
    ("HTTP/1.0", "Connection: keep-alive", true),
    ("HTTP/1.0", "Connection: Keep-Alive", true),
    ("HTTP/1.0", "Connection: keep-alive, close", false),
    ("HTTP/1.0", "Connection: foo", false),
  ])
  func `a connection lives on as its version and tokens say`(
    version: String, field: String, keepsAlive: Bool
  ) {
    let fields = field.isEmpty ? "" : field + "\r\n"
    let parsed = parse(Array("GET / \(version)\r\nHost: a\r\n\(fields)\r\n".utf8))
    #expect(parsed.requests.map(\.keepsAlive) == [keepsAlive])
  }

  @Test func `trailers leave no trace in the fields`() throws {
    let text = """
      POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
      2\r\nab\r\n0\r\nCookie: c=d\r\n\r\n
      """
    let request = try #require(parse(Array(text.utf8)).requests.first?.request)
    #expect(request.headers.map(\.name) == ["Host", "Transfer-Encoding"])
    #expect(request.body == Array("ab".utf8))
  }

  @Test func `the longest prefix decides how large a body may be`() {
    var limits = Limits()
    limits.bodyBytesMax = 1
    limits.bodyBytesMaxUnder = [("/sync", 3), ("/sync/lille", 2)]
    func outcome(_ path: String, _ length: Int) -> RequestVector.Outcome {
      let head = "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
      let body = String(repeating: "x", count: length)
      return parse(Array((head + body).utf8), within: limits).outcome
    }
    #expect(outcome("/", 1) == .requests(1))
    #expect(outcome("/", 2) == .refused(.bodyTooLarge))
    #expect(outcome("/sync/push", 3) == .requests(1))
    #expect(outcome("/sync/push", 4) == .refused(.bodyTooLarge))
    #expect(outcome("/sync/lille", 2) == .requests(1))
    #expect(outcome("/sync/lille", 3) == .refused(.bodyTooLarge))
    // Decided by the path as it is understood, not as it is written.
    #expect(outcome("/%73ync", 3) == .requests(1))
  }

  @Test func `100 Continue is owed once, and only before the body`() throws {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    #expect(try Self.owesContinue(head) == [true, false])
    #expect(try Self.owesContinue(head + "a") == [false, false])
    let old = head.split(separator: "HTTP/1.1").joined(separator: "HTTP/1.0")
    #expect(try Self.owesContinue(old) == [false, false])
    let empty = head.split(separator: ": 2").joined(separator: ": 0")
    #expect(try Self.owesContinue(empty) == [false, false])
  }

  private static func owesContinue(_ text: String) throws -> [Bool] {
    var parser = RequestParser(peer: "")
    var input = Array(text.utf8)[...]
    _ = try parser.advance(over: &input, within: Limits())
    return [parser.takeContinue(), parser.takeContinue()]
  }

  @Test func `the phases tell what is waited for`() throws {
    var parser = RequestParser(peer: "")
    var phases = [parser.phase]
    for text in [
      "\r\n", "G", "ET / HTTP/1.1\r\nHost: a\r\n", "Content-Length: 2\r\n\r\n", "a", "b",
    ] {
      var input = Array(text.utf8)[...]
      _ = try parser.advance(over: &input, within: Limits())
      phases.append(parser.phase)
    }
    #expect(phases == [.idle, .idle, .head, .head, .body, .body, .idle])
  }
}
