// Requests and answers over real sockets.

import Testing

@testable import HTTP

@Suite(.serialized)
struct ExchangeTests {
  @Test func `a connection carries one request after the other`() throws {
    try withServer { server in
      let client = try server.connect()
      for path in ["/tal/1", "/arbejde/2", "/tal/3"] {
        client.get(path)
        let answer = try client.answer()
        #expect(answer.status == 200)
        #expect(answer.text == String(path.last ?? " "))
        #expect(answer.field("Connection") == nil)
        #expect(answer.field("Date")?.hasSuffix(" GMT") == true)
      }
    }
  }

  @Test func `pipelined requests are answered in order, whoever answers them`() throws {
    try withServer { server in
      let client = try server.connect()
      let paths = (0..<500).map { $0 % 3 == 0 ? "/arbejde/\($0)" : "/tal/\($0)" }
      client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      for index in 0..<500 {
        #expect(try client.answer().text == "\(index)")
      }
    }
  }

  @Test func `answers larger than the room for them wait for their reader`() throws {
    try withServer { server in
      let client = try server.connect()
      let paths = ["/stor", "/arbejde/stor", "/stor", "/tal/1", "/stor", "/arbejde/stor"]
      client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      for path in paths {
        let answer = try client.answer()
        #expect(answer.body.count == (path == "/tal/1" ? 1 : TestServer.largeBody.count))
      }
    }
  }

  @Test func `a request in pieces is one request`() throws {
    try withServer { server in
      let client = try server.connect()
      for byte in "POST /ekko HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8 {
        client.send([byte])
      }
      #expect(try client.answer().text == "abc")
    }
  }

  @Test(arguments: ["/ekko", "/arbejde/ekko"])
  func `bodies arrive whole, by length and in chunks`(path: String) throws {
    try withServer { server in
      let client = try server.connect()
      let body = (0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n")
      client.send(body)
      #expect(try client.answer().body == body)
      client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
      for start in stride(from: 0, to: body.count, by: 100_000) {
        client.send("186a0;x=y\r\n")
        client.send(Array(body[start..<start + 100_000]))
        client.send("\r\n")
      }
      client.send("0\r\nX-Slut: 1\r\n\r\n")
      #expect(try client.answer().body == body)
    }
  }

  @Test func `HEAD is told the length and given no body`() throws {
    try withServer { server in
      let client = try server.connect()
      for (path, length) in [("/", "9"), ("/stor", "4000000"), ("/findes-ikke", "14")] {
        client.get(path, method: "HEAD")
        #expect(try client.answer(hasBody: false).field("Content-Length") == length)
      }
      client.get("/tal/7")
      #expect(try client.answer().text == "7")
    }
  }

  @Test func `the client that expects 100 Continue gets it before it sends`() throws {
    try withServer { server in
      let client = try server.connect()
      client.send(
        "POST /ekko HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
      #expect(try client.answer().status == 100)
      client.send("ab")
      #expect(try client.answer().text == "ab")
    }
  }

  @Test func `OPTIONS is answered by the server, also for all of it`() throws {
    try withServer { server in
      let client = try server.connect()
      client.get("/ekko", method: "OPTIONS")
      let answer = try client.answer()
      #expect(answer.status == 204)
      #expect(answer.field("Allow") == "POST, OPTIONS")
      #expect(answer.field("Content-Length") == nil)
      client.get("*", method: "OPTIONS")
      #expect(
        try client.answer().field("Allow") == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
    }
  }

  @Test func `what nobody handles is answered as such, and the connection lives on`() throws {
    try withServer { server in
      let client = try server.connect()
      client.get("/findes-ikke")
      #expect(try client.answer().status == 404)
      client.get("/", "Content-Length: 2\r\n\r\nab", method: "PUT")
      let refused = try client.answer()
      #expect(refused.status == 405)
      #expect(refused.field("Allow") == "GET, HEAD, OPTIONS")
    }
  }

  @Test(arguments: [
    ("HTTP/1.0", "", "close"),
    ("HTTP/1.0", "Connection: keep-alive\r\n", "keep-alive"),
    ("HTTP/1.1", "Connection: CLOSE\r\n", "close"),
  ])
  func `the connection ends when its version and tokens say so`(
    version: String, fields: String, connection: String
  ) throws {
    try withServer { server in
      let client = try server.connect()
      client.send("GET /tal/1 \(version)\r\nHost: a\r\n\(fields)\r\n")
      let answer = try client.answer()
      #expect(answer.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(answer.field("Connection") == connection)
      if connection == "close" {
        #expect(try client.rest() == "")
      } else {
        client.get("/tal/2")
        #expect(try client.answer().text == "2")
      }
    }
  }

  @Test func `nothing behind a request that closes is answered`() throws {
    try withServer { server in
      let client = try server.connect()
      client.get("/tal/1", "Connection: close\r\n")
      client.get("/tal/2")
      #expect(try client.answer().text == "1")
      #expect(try client.rest() == "")
    }
  }

  @Test func `a client that shut its sending side still gets its answers`() throws {
    try withServer { server in
      let client = try server.connect()
      client.get("/tal/1")
      client.get("/arbejde/2")
      client.get("/arbejde/stor")
      client.endSending()
      #expect(try client.answer().text == "1")
      #expect(try client.answer().text == "2")
      #expect(try client.answer().body.count == TestServer.largeBody.count)
      #expect(try client.rest() == "")
    }
  }

  @Test func `a held tag is answered with 304 and no body`() throws {
    try withServer { server in
      let client = try server.connect()
      client.get("/maerket", "If-None-Match: \"0\", W/\"1\"\r\n")
      let answer = try client.answer()
      #expect(answer.status == 304)
      #expect(answer.field("ETag") == "\"1\"")
      #expect(answer.field("Content-Length") == nil)
      #expect(answer.field("Content-Type") == nil)
      client.get("/maerket", "If-None-Match: \"2\"\r\n")
      #expect(try client.answer().text == "a")
    }
  }

  @Test func `a handler has no say in how its answer travels`() throws {
    try withServer { server in
      let program = try server.connect()
      program.get("/bar")
      #expect(try program.answer().field("X-Frame-Options") == nil)
      let client = try server.connect()
      client.get("/hoved")
      let answer = try client.answer()
      #expect(answer.field("Content-Length") == "0")
      #expect(answer.field("Connection") == nil)
      #expect(answer.field("Server") == "mig")
    }
  }

  @Test func `a value that would split the answer is answered with 500`() throws {
    try withServer { server in
      let client = try server.connect()
      client.get("/spejl?x=a%C3%A6")
      #expect(try client.answer().field("X-Spejl") == "aæ")
      for value in ["%0d%0aX-Ond:%201", "%0aX-Ond:1", "%00", "%0d", "%7f"] {
        client.get("/spejl?x=\(value)")
        let answer = try client.answer()
        #expect(answer.status == 500)
        #expect(answer.field("X-Ond") == nil)
        #expect(answer.field("X-Spejl") == nil)
      }
    }
  }

  @Test func `default fields are on every answer that has none of its own`() throws {
    let defaults: Headers = ["X-Frame-Options": "DENY", "server": "huset"]
    try withServer(defaultHeaders: defaults) { server in
      for request in [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /uheld HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /arbejde/1 HTTP/1.1\r\nHost: a\r\n\r\n", "PUT / HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\u{1}",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n",
      ] {
        let client = try server.connect()
        client.send(request)
        let answer = try client.answer()
        #expect(answer.field("X-Frame-Options") == "DENY", "\(request)")
        #expect(answer.field("Server") == "huset", "\(request)")
      }
      let program = try server.connect()
      program.get("/bar")
      #expect(try program.answer().field("X-Frame-Options") == nil)
      let client = try server.connect()
      client.get("/hoved")
      #expect(try client.answer().head.split(separator: "\r\n").count { $0 == "Server: mig" } == 1)
    }
  }

  @Test func `a handler that throws is answered with the page for it`() throws {
    let page: @Sendable (Status, Request?) -> Response = { status, request in
      .text("side \(status.code) \(request?.path ?? "uden")", status: status)
    }
    try withServer(errorPage: page) { server in
      let client = try server.connect()
      for (path, text) in [
        ("/uheld", "side 500 /uheld"), ("/adgang", "side 403 /adgang"), ("/x", "side 404 /x"),
      ] {
        client.get(path)
        #expect(try client.answer().text == text)
      }
      client.send("rod\r\n")
      #expect(try client.answer().text == "side 400 uden")
    }
  }

  @Test func `each answer has its line in the log, without the query`() throws {
    try withServer { server in
      let client = try server.connect()
      client.get("/tal/1?q=hemmeligt")
      _ = try client.answer()
      client.get("/uheld")
      _ = try client.answer()
      client.send("rod\r\n")
      _ = try client.answer()
      let log = server.log
      #expect(log.map(\.status.code) == [200, 500, 400])
      #expect(log.map(\.path) == ["/tal/1", "/uheld", ""])
      #expect(log.map(\.note) == [nil, "Mishap()", "requestLineInvalid"])
      #expect(log.allSatisfy { $0.peer == "127.0.0.1" && $0.microseconds >= 0 })
    }
  }
}
