// The rules of RFC 9112 as a table: bytes, and what must come of them. Each vector breaks one rule
// or shows one thing that must still be accepted.

import Testing

@testable import HTTP

/// Bytes of a connection and the outcome they must have.
struct RequestVector: Sendable, CustomTestStringConvertible {
  enum Outcome: Sendable, Equatable {
    case requests(Int)
    case refused(RequestError)
    /// Nothing wrong so far, nothing whole either.
    case incomplete
  }

  let name: String
  let bytes: [UInt8]
  let outcome: Outcome

  var testDescription: String { name }

  init(_ name: String, _ text: String, _ outcome: Outcome) {
    self.name = name
    bytes = Array(text.utf8)
    self.outcome = outcome
  }

  init(_ name: String, bytes: [UInt8], _ outcome: Outcome) {
    self.name = name
    self.bytes = bytes
    self.outcome = outcome
  }

  static let all =
    requestLines + versions + targets + fields + hosts + lengths + codings + chunks + trailers
    + expectations + sequences + limits

  // MARK: Building blocks

  /// A request line, before an otherwise sound request.
  private static func line(_ line: String, _ outcome: Outcome) -> RequestVector {
    RequestVector("line: \(line)", "\(line)\r\nHost: a\r\n\r\n", outcome)
  }

  /// A target, in an otherwise sound request.
  private static func target(_ target: String, _ outcome: Outcome) -> RequestVector {
    line("GET \(target) HTTP/1.1", outcome)
  }

  /// A field line, in an otherwise sound request.
  private static func field(_ line: String, _ outcome: Outcome) -> RequestVector {
    RequestVector("field: \(line)", "GET / HTTP/1.1\r\nHost: a\r\n\(line)\r\n\r\n", outcome)
  }

  private static func host(_ host: String, _ outcome: Outcome) -> RequestVector {
    RequestVector("host: \(host)", "GET / HTTP/1.1\r\nHost:\(host)\r\n\r\n", outcome)
  }

  /// Field lines and what follows the head, in an otherwise sound request.
  private static func post(_ fields: String, _ body: String, _ outcome: Outcome) -> RequestVector {
    RequestVector(
      "post: \(fields) + \(body)", "POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n\(body)", outcome
    )
  }

  private static func chunked(_ body: String, _ outcome: Outcome) -> RequestVector {
    post("Transfer-Encoding: chunked", body, outcome)
  }

  // MARK: §3 Request line

  static let requestLines = [
    line("GET / HTTP/1.1", .requests(1)),
    line("HEAD / HTTP/1.1", .requests(1)),
    line("POST / HTTP/1.1", .requests(1)),
    line("PUT / HTTP/1.1", .requests(1)),
    line("PATCH / HTTP/1.1", .requests(1)),
    line("DELETE / HTTP/1.1", .requests(1)),
    line("OPTIONS / HTTP/1.1", .requests(1)),
    line("OPTIONS * HTTP/1.1", .requests(1)),
    line("GET * HTTP/1.1", .refused(.targetInvalid)),
    line("BREW / HTTP/1.1", .refused(.methodUnknown)),
    line("get / HTTP/1.1", .refused(.methodUnknown)),
    line("Get / HTTP/1.1", .refused(.methodUnknown)),

    line("CONNECT a:80 HTTP/1.1", .refused(.methodUnknown)),
    line("G(T / HTTP/1.1", .refused(.requestLineInvalid)),
    line("G\u{7f}T / HTTP/1.1", .refused(.requestLineInvalid)),
    line("G\0T / HTTP/1.1", .refused(.requestLineInvalid)),
    line("GET/ HTTP/1.1", .refused(.requestLineInvalid)),
    line("GET", .refused(.requestLineInvalid)),
    line("GET /", .refused(.requestLineInvalid)),
    line("GET  / HTTP/1.1", .refused(.requestLineInvalid)),
    line("GET /  HTTP/1.1", .refused(.versionInvalid)),
    line("GET\t/ HTTP/1.1", .refused(.requestLineInvalid)),
    line("GET /\tHTTP/1.1", .refused(.requestLineInvalid)),
    line("GET /\u{0b}HTTP/1.1", .refused(.requestLineInvalid)),
    line(" GET / HTTP/1.1", .refused(.requestLineInvalid)),
    line("GET / HTTP/1.1 ", .refused(.versionInvalid)),
    line("GET / HTTP/1.1 x", .refused(.versionInvalid)),
    line("GET / x HTTP/1.1", .refused(.versionInvalid)),
    line("GET / HTTP/1.1\r", .refused(.versionInvalid)),
    line("\rGET / HTTP/1.1", .refused(.requestLineInvalid)),
    line("GET /\r HTTP/1.1", .refused(.targetInvalid)),
    RequestVector("bare LF", "GET / HTTP/1.1\nHost: a\n\n", .refused(.lineEndInvalid)),
    RequestVector(
      "bare LF behind a sound line", "GET / HTTP/1.1\r\nHost: a\n\r\n", .refused(.lineEndInvalid)),
    RequestVector(
      "bare LF for the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", .refused(.lineEndInvalid)),
    RequestVector("LF CR", "GET / HTTP/1.1\n\rHost: a\n\r\n\r", .refused(.lineEndInvalid)),
    RequestVector("bare LF first", "\nGET / HTTP/1.1\r\n", .refused(.requestLineInvalid)),
    RequestVector("one empty line first", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .requests(1)),
    RequestVector(
      "four empty lines first", "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .requests(1)),
    RequestVector("five empty lines", "\r\n\r\n\r\n\r\n\r\n", .refused(.requestLineInvalid)),
    RequestVector("a TLS client", bytes: [0x16, 3, 1, 2, 0], .refused(.requestLineInvalid)),
    RequestVector("a byte above ASCII", bytes: [0xc3, 0xa6], .refused(.requestLineInvalid)),
    RequestVector("nothing", "", .incomplete),
    RequestVector("half a line", "GET / HT", .incomplete),
    RequestVector("half a head", "GET / HTTP/1.1\r\nHost: a\r\n", .incomplete),
    RequestVector("all but one byte", "GET / HTTP/1.1\r\nHost: a\r\n\r", .incomplete),
  ]

  // MARK: §2.3 Version

  static let versions = [
    line("GET / HTTP/1.0", .requests(1)),
    line("GET / HTTP/0.9", .refused(.versionUnsupported)),
    line("GET / HTTP/2.0", .refused(.versionUnsupported)),
    line("GET / HTTP/9.9", .refused(.versionUnsupported)),
    line("PRI * HTTP/2.0", .refused(.versionUnsupported)),
    line("GET / HTTP/2", .refused(.versionInvalid)),
    line("GET / HTTP/1.10", .refused(.versionInvalid)),
    line("GET / HTTP/01.1", .refused(.versionInvalid)),
    line("GET / HTTP/1,1", .refused(.versionInvalid)),
    line("GET / HTTP/1.", .refused(.versionInvalid)),
    line("GET / HTTP/.1", .refused(.versionInvalid)),
    line("GET / HTTP/-1.1", .refused(.versionInvalid)),
    line("GET / HTTP/x.y", .refused(.versionInvalid)),
    line("GET / http/1.1", .refused(.versionInvalid)),
    line("GET / HTTPS/1.1", .refused(.versionInvalid)),
    line("GET / HTTP 1.1", .refused(.versionInvalid)),
    line("GET / ICY/1.1", .refused(.versionInvalid)),
  ]

  // MARK: §3.2 Target

  static let targets = [
    target("/a/b?c=d&e", .requests(1)),
    target("/%C3%A6", .requests(1)),
    target("/a%20b", .requests(1)),
    target("/a/", .requests(1)),
    target("//a", .requests(1)),
    target("/a;b=c", .requests(1)),
    target("/...", .requests(1)),
    target("/.a/..b/c.", .requests(1)),
    target("/?", .requests(1)),
    target("/?a=%", .requests(1)),
    target("/?a=%zz", .requests(1)),
    target("/?a=%ff%00", .requests(1)),
    target("/?a[0]=1|2{3}^4`", .requests(1)),
    target("/?../..", .requests(1)),
    target("/?/%2f", .requests(1)),
    target("http://a/b?c", .requests(1)),
    target("HTTP://a:80/b", .requests(1)),
    target("https://a", .requests(1)),
    target("http://a?b", .requests(1)),
    target("http://[::1]:8080/", .requests(1)),
    target("http:///b", .refused(.targetInvalid)),
    target("http://", .refused(.targetInvalid)),
    target("http://u@a/", .refused(.targetInvalid)),
    target("http://u:p@a/", .refused(.targetInvalid)),
    target("http://a:99999/", .refused(.targetInvalid)),
    target("http://a:b/", .refused(.targetInvalid)),
    target("http:/a", .refused(.targetInvalid)),
    target("ftp://a/", .refused(.targetInvalid)),
    target("file:///etc/passwd", .refused(.targetInvalid)),
    target("a", .refused(.targetInvalid)),
    target("a/b", .refused(.targetInvalid)),
    target("a:80", .refused(.targetInvalid)),
    target("?a", .refused(.targetInvalid)),
    target("*/", .refused(.targetInvalid)),
    target("\\", .refused(.targetInvalid)),
    target("/#a", .refused(.targetInvalid)),
    target("/<", .refused(.targetInvalid)),
    target("/\"", .refused(.targetInvalid)),
    target("/\u{7f}", .refused(.targetInvalid)),
    target("/\0", .refused(.targetInvalid)),
    target("/\u{1}", .refused(.targetInvalid)),
    target("/æ", .refused(.targetInvalid)),
    target("/?æ", .refused(.targetInvalid)),
    target("/..", .refused(.pathInvalid)),
    target("/../a", .refused(.pathInvalid)),
    target("/a/..", .refused(.pathInvalid)),
    target("/a/../b", .refused(.pathInvalid)),
    target("/a/./b", .refused(.pathInvalid)),
    target("/%2e%2e/a", .refused(.pathInvalid)),
    target("/%2E./a", .refused(.pathInvalid)),
    target("/.%2e", .refused(.pathInvalid)),
    target("/%2e", .refused(.pathInvalid)),
    target("http://a/../b", .refused(.pathInvalid)),
    target("/a%2fb", .refused(.pathInvalid)),
    target("/a%2Fb", .refused(.pathInvalid)),
    target("/..%2f..%2fetc/passwd", .refused(.pathInvalid)),
    target("/a%5cb", .refused(.pathInvalid)),
    target("/a\\b", .refused(.pathInvalid)),
    target("/a%00", .refused(.pathInvalid)),
    target("/a%0d%0ab", .refused(.pathInvalid)),
    target("/a%7f", .refused(.pathInvalid)),
    target("/%", .refused(.pathInvalid)),
    target("/%4", .refused(.pathInvalid)),
    target("/%zz", .refused(.pathInvalid)),
    target("/%u0041", .refused(.pathInvalid)),
    target("/%ff", .refused(.pathInvalid)),
    target("/%c0%af", .refused(.pathInvalid)),
    target("/%c3", .refused(.pathInvalid)),
    target("/%ed%a0%80", .refused(.pathInvalid)),
  ]

  // MARK: §5 Fields

  static let fields = [
    field("A: b", .requests(1)),
    field("A:b", .requests(1)),
    field("A:\t b \t", .requests(1)),
    field("A:", .requests(1)),
    field("A: b: c, \"d\"", .requests(1)),
    field("A: æøå", .requests(1)),
    field("!#$%&'*+-.^_`|~09aZ: b", .requests(1)),
    field("A : b", .refused(.fieldInvalid)),
    field("A\t: b", .refused(.fieldInvalid)),
    field(" A: b", .refused(.fieldFolded)),
    field("\tA: b", .refused(.fieldFolded)),
    field("A: b\r\n c", .refused(.fieldFolded)),
    field("A: b\r\n\tc", .refused(.fieldFolded)),
    field("A: b\r\n ", .refused(.fieldFolded)),
    field("A", .refused(.fieldInvalid)),
    field(": b", .refused(.fieldInvalid)),
    field("A b: c", .refused(.fieldInvalid)),
    field("A(: b", .refused(.fieldInvalid)),
    field("A\": b", .refused(.fieldInvalid)),
    field("Æ: b", .refused(.fieldInvalid)),
    field("A\0: b", .refused(.fieldInvalid)),
    field("A: b\0c", .refused(.fieldInvalid)),
    field("A: b\u{1}c", .refused(.fieldInvalid)),
    field("A: b\u{0b}c", .refused(.fieldInvalid)),
    field("A: b\u{7f}", .refused(.fieldInvalid)),
    field("A: b\rc", .refused(.fieldInvalid)),
    field("A: b\r", .refused(.fieldInvalid)),
    field("A: b\nC: d", .refused(.lineEndInvalid)),
    RequestVector(
      "a blank before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
      .refused(.fieldFolded)),
  ]

  // MARK: §3.2 Host

  static let hosts = [
    host("a", .requests(1)),
    host(" a.dk", .requests(1)),
    host(" a.dk:8080", .requests(1)),
    host(" a.dk:", .requests(1)),
    host(" 127.0.0.1:80", .requests(1)),
    host(" [::1]", .requests(1)),
    host(" [::ffff:1.2.3.4]:80", .requests(1)),
    host(" b%C3%BCcher.dk", .requests(1)),
    host("", .refused(.hostInvalid)),
    host(" ", .refused(.hostInvalid)),
    host(" a b", .refused(.hostInvalid)),
    host(" a/b", .refused(.hostInvalid)),
    host(" a,b", .refused(.hostInvalid)),
    host(" a, b", .refused(.hostInvalid)),
    host(" u@a", .refused(.hostInvalid)),
    host(" http://a", .refused(.hostInvalid)),
    host(" a?b", .refused(.hostInvalid)),
    host(" a#b", .refused(.hostInvalid)),
    host(" a\\b", .refused(.hostInvalid)),
    host(" a%", .refused(.hostInvalid)),
    host(" a%4", .refused(.hostInvalid)),
    host(" a%zz", .refused(.hostInvalid)),
    host(" æ.dk", .refused(.hostInvalid)),
    host(" :80", .refused(.hostInvalid)),
    host(" a:b", .refused(.hostInvalid)),
    host(" a:-1", .refused(.hostInvalid)),
    host(" a:65536", .refused(.hostInvalid)),
    host(" a:80:80", .refused(.hostInvalid)),
    host(" a:000080", .refused(.hostInvalid)),
    host(" [::1", .refused(.hostInvalid)),
    host(" [::1]a", .refused(.hostInvalid)),
    host(" []", .refused(.hostInvalid)),
    host(" [g::1]", .refused(.hostInvalid)),
    host(" ::1", .refused(.hostInvalid)),
    field("Host: a", .refused(.hostRepeated)),
    field("hOsT: b", .refused(.hostRepeated)),
    RequestVector("no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", .refused(.hostMissing)),
    RequestVector("no field at all", "GET / HTTP/1.1\r\n\r\n", .refused(.hostMissing)),
    RequestVector(
      "no Host with an absolute target", "GET http://a/ HTTP/1.1\r\n\r\n", .refused(.hostMissing)),
    RequestVector("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", .requests(1)),
    RequestVector(
      "HTTP/1.0 with a bad Host", "GET / HTTP/1.0\r\nHost: a b\r\n\r\n", .refused(.hostInvalid)),
  ]

  // MARK: §6.2 Content-Length

  static let lengths = [
    post("Content-Length: 5", "hello", .requests(1)),
    post("Content-Length: 0", "", .requests(1)),
    post("Content-Length: 005", "hello", .requests(1)),
    post("content-length:5", "hello", .requests(1)),
    post("Content-Length: 5", "hell", .incomplete),
    post("Content-Length: 5", "", .incomplete),
    post("Content-Length: +5", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: -5", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: 5.0", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: 5 5", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: 0x5", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: 5a", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: 5,5", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: 5, 5", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: 5, 6", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: \"5\"", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length: ５", "hello", .refused(.contentLengthInvalid)),
    post("Content-Length:", "", .refused(.contentLengthInvalid)),
    post("Content-Length: 1e3", "", .refused(.contentLengthInvalid)),
    post("Content-Length: 1_0", "", .refused(.contentLengthInvalid)),
    post(
      "Content-Length: 5\r\nContent-Length: 5", "hello", .refused(.contentLengthRepeated)),
    post(
      "Content-Length: 5\r\nContent-Length: 6", "hello", .refused(.contentLengthRepeated)),
    post("Content-Length : 5", "hello", .refused(.fieldInvalid)),
    post("Content-Length: 2000001", "", .refused(.bodyTooLarge)),
    post("Content-Length: 9223372036854775807", "", .refused(.bodyTooLarge)),
    post("Content-Length: 9223372036854775808", "", .refused(.bodyTooLarge)),
    post("Content-Length: 18446744073709551621", "hello", .refused(.bodyTooLarge)),
    post(
      "Content-Length: \(String(repeating: "9", count: 400))", "", .refused(.bodyTooLarge)),
    RequestVector(
      "a GET with a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab",
      .requests(1)),
  ]

  // MARK: §6.1 Transfer-Encoding

  static let codings = [
    post("Transfer-Encoding: chunked", "0\r\n\r\n", .requests(1)),
    post("transfer-encoding:CHUNKED", "0\r\n\r\n", .requests(1)),
    post("Transfer-Encoding: gzip, chunked", "", .refused(.transferEncodingUnknown)),
    post("Transfer-Encoding: identity, chunked", "", .refused(.transferEncodingUnknown)),
    post("Transfer-Encoding: gzip", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: identity", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: chunked, gzip", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: chunked, chunked", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: chunked, identity", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: chunked,", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: , chunked", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: xchunked", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: chunkedx", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: chunked;a=b", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: \"chunked\"", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: chunk ed", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding:", "", .refused(.transferEncodingInvalid)),
    post("Transfer-Encoding: \u{0b}chunked", "", .refused(.fieldInvalid)),
    post("Transfer-Encoding : chunked", "", .refused(.fieldInvalid)),
    post(
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "",
      .refused(.transferEncodingInvalid)),
    post(
      "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "",
      .refused(.transferEncodingInvalid)),
    post(
      "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n",
      .refused(.transferEncodingWithLength)),
    post(
      "Transfer-Encoding: chunked\r\nContent-Length: 0", "0\r\n\r\n",
      .refused(.transferEncodingWithLength)),
    RequestVector(
      "chunked in HTTP/1.0",
      "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      .refused(.transferEncodingInvalid)),
    post("Content-Encoding: gzip\r\nContent-Length: 0", "", .refused(.contentCodingUnsupported)),
    post("Content-Encoding: identity\r\nContent-Length: 0", "", .requests(1)),
  ]

  // MARK: §7.1 Chunks

  static let chunks = [
    chunked("5\r\nhello\r\n0\r\n\r\n", .requests(1)),
    chunked("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", .requests(1)),
    chunked("A\r\n0123456789\r\n0\r\n\r\n", .requests(1)),
    chunked("a\r\n0123456789\r\n0\r\n\r\n", .requests(1)),
    chunked("005\r\nhello\r\n000\r\n\r\n", .requests(1)),
    chunked("5;a=b\r\nhello\r\n0;c\r\n\r\n", .requests(1)),
    chunked("5 ; a=\"b c\"\r\nhello\r\n0\r\n\r\n", .requests(1)),
    chunked("2\r\n\r\n\r\n0\r\n\r\n", .requests(1)),
    chunked("5\r\nhel", .incomplete),
    chunked("5\r\nhello\r\n", .incomplete),
    chunked("0\r\n", .incomplete),
    chunked("5\r\nhello\r\n0", .incomplete),
    chunked("\r\nhello\r\n0\r\n\r\n", .refused(.chunkInvalid)),
    chunked("g\r\n", .refused(.chunkInvalid)),
    chunked("5g\r\n", .refused(.chunkInvalid)),
    chunked("0x5\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("+5\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("-5\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked(" 5\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("5 \r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("5\t\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("5 5\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("5,\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked(";a\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("5;a\0\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("5;a\rb\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("5\r\nhelloworld\r\n0\r\n\r\n", .refused(.chunkInvalid)),
    chunked("5\r\nhello0\r\n\r\n", .refused(.chunkInvalid)),
    chunked("5\r\nhello\r\r\n", .refused(.chunkInvalid)),
    chunked("5\nhello\r\n0\r\n\r\n", .refused(.lineEndInvalid)),
    chunked("5;a\nhello\r\n0\r\n\r\n", .refused(.lineEndInvalid)),
    chunked("5\r\nhello\n0\r\n\r\n", .refused(.chunkInvalid)),
    chunked("0\r\n\n", .refused(.lineEndInvalid)),
    chunked("7fffffffffffffff\r\n", .refused(.bodyTooLarge)),
    chunked("8000000000000000\r\n", .refused(.chunkInvalid)),
    chunked("10000000000000005\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("ffffffffffffffff\r\n", .refused(.chunkInvalid)),
    chunked("fffffffffffffffff\r\n", .refused(.chunkInvalid)),
    chunked("1E8481\r\n", .refused(.bodyTooLarge)),
    chunked("5\r\nhello\r\n1E847C\r\n", .refused(.bodyTooLarge)),
    chunked("5;\(String(repeating: "a", count: 1_100))\r\nhello\r\n", .refused(.chunkInvalid)),
    chunked("\(String(repeating: "0", count: 1_100))\r\n\r\n", .refused(.chunkInvalid)),
    chunked(
      String(repeating: "1;\(String(repeating: "a", count: 1_000))\r\nx\r\n", count: 17),
      .refused(.chunkInvalid)),
  ]

  // MARK: §7.1.2 Trailers

  static let trailers = [
    chunked("0\r\nA: b\r\n\r\n", .requests(1)),
    chunked("0\r\nContent-Length: 5\r\n\r\n", .requests(1)),
    chunked("0\r\nA: b\r\n", .incomplete),
    chunked("0\r\nA\r\n\r\n", .refused(.trailerInvalid)),
    chunked("0\r\nA : b\r\n\r\n", .refused(.trailerInvalid)),
    chunked("0\r\n A: b\r\n\r\n", .refused(.trailerInvalid)),
    chunked("0\r\nA: b\0\r\n\r\n", .refused(.trailerInvalid)),
    chunked("0\r\nA: b\n\r\n", .refused(.lineEndInvalid)),
    chunked(
      "0\r\n\(String(repeating: "A: b\r\n", count: 1_400))\r\n", .refused(.trailerInvalid)),
    chunked(
      "0\r\nA: \(String(repeating: "b", count: 9_000))", .refused(.trailerInvalid)),
  ]

  // MARK: RFC 9110 §10.1.1 Expect

  static let expectations = [
    post("Expect: 100-continue\r\nContent-Length: 2", "ab", .requests(1)),
    post("expect: 100-Continue\r\nContent-Length: 2", "ab", .requests(1)),
    post("Expect: 200-ok\r\nContent-Length: 2", "ab", .refused(.expectationUnknown)),
    post("Expect: 100-continue, a\r\nContent-Length: 2", "ab", .refused(.expectationUnknown)),
    post("Expect:\r\nContent-Length: 2", "ab", .refused(.expectationUnknown)),
    post("Expect: 100-continue\r\nContent-Length: 2000001", "", .refused(.bodyTooLarge)),
  ]

  // MARK: §9.3.2 Pipelining

  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  static let sequences = [
    RequestVector("three at once", get + get + get, .requests(3)),
    RequestVector("two and a half", get + get + "GET / HT", .requests(2)),
    RequestVector("an empty line between", get + "\r\n" + get, .requests(2)),
    RequestVector(
      "a body that looks like a request",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(get.utf8.count)\r\n\r\n" + get + get,
      .requests(2)),
    RequestVector(
      "chunked, then another",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n" + get,
      .requests(2)),
    RequestVector("rubbish behind a request", get + "\u{1}", .refused(.requestLineInvalid)),
    RequestVector(
      "more body than announced",
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nab \r\n",
      .refused(.requestLineInvalid)),
  ]

  // MARK: Limits

  private static func fields(_ count: Int) -> String {
    String(repeating: "A: b\r\n", count: count)
  }

  private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }

  static let limits = [
    RequestVector(
      "8,192 bytes of line", "GET /\(long(8_178)) HTTP/1.1\r\nHost: a\r\n\r\n", .requests(1)),
    RequestVector(
      "8,193 bytes of line", "GET /\(long(8_179)) HTTP/1.1\r\nHost: a\r\n\r\n",
      .refused(.requestLineTooLong)),
    RequestVector("a line without end", "GET /\(long(9_000))", .refused(.requestLineTooLong)),
    RequestVector("a method without end", long(9_000), .refused(.requestLineTooLong)),
    RequestVector(
      "100 fields", "GET / HTTP/1.1\r\nHost: a\r\n\(fields(99))\r\n", .requests(1)),
    RequestVector(
      "101 fields", "GET / HTTP/1.1\r\nHost: a\r\n\(fields(100))\r\n", .refused(.fieldsTooLarge)),
    RequestVector(
      "a field of 16 KiB", "GET / HTTP/1.1\r\nHost: a\r\nA: \(long(16_381))\r\n\r\n",
      .requests(1)),
    RequestVector(
      "a field above 16 KiB", "GET / HTTP/1.1\r\nHost: a\r\nA: \(long(16_382))\r\n\r\n",
      .refused(.fieldsTooLarge)),
    RequestVector(
      "a field without end", "GET / HTTP/1.1\r\nHost: a\r\nA: \(long(20_000))",
      .refused(.fieldsTooLarge)),
    RequestVector(
      "more than 32 KiB of fields",
      "GET / HTTP/1.1\r\nHost: a\r\n"
        + String(repeating: "A: \(long(11_000))\r\n", count: 3) + "\r\n",
      .refused(.fieldsTooLarge)),
  ]
}
