import Testing

@testable import HTTP

@Suite struct `A form with a file` {
  private func parts(
    _ body: String, type: String = "multipart/form-data; boundary=XyZ"
  ) throws -> [Request.Part]? {
    try Request(.post, "/", headers: ["Content-Type": type], body: Array(body.utf8)).parts
  }

  @Test func `has its fields and its files, byte for byte`() throws {
    let body =
      "--XyZ\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n--XyZ\r\n"
      + "content-disposition: form-data; name=\"fil\"; filename=\"a %22b%22.xml\"\r\n"
      + "Content-Type: text/xml\r\n\r\n<a>\r\n--Xy\r\n\r\n</a>\r\n\r\n--XyZ--\r\n"
    let found = try #require(try parts(body))
    #expect(found.map(\.name) == ["token", "fil"])
    #expect(found[0].text == "abc" && found[0].fileName == nil)
    #expect(found[1].fileName == "a \"b\".xml")
    #expect(found[1].text == "<a>\r\n--Xy\r\n\r\n</a>\r\n")
    let quoted = try parts(body, type: "Multipart/Form-Data; boundary=\"XyZ\"; charset=utf-8")
    #expect(quoted?.count == 2)
  }

  @Test func `may have nothing in a field, or no fields`() throws {
    let empty = "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--XyZ--"
    #expect(try parts(empty)?.map(\.text) == [""])
    #expect(try parts("--XyZ--\r\n")?.isEmpty == true)
  }

  @Test(arguments: [
    "", "abc", "--XyZ", "--XyZ\r\n", "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
    "--XyZ\r\n\r\nx\r\n--XyZ--", "--XyZ\r\nContent-Disposition: attachment\r\n\r\nx\r\n--XyZ--",
    "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n--XyZ--",
    "--XyZabc\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--XyZ--",
  ])
  func `that is not built as it should is none`(body: String) throws {
    #expect(try parts(body) == nil)
  }

  @Test func `of another type is none`() throws {
    #expect(try parts("--XyZ--", type: "text/plain; boundary=XyZ") == nil)
    #expect(try parts("--XyZ--", type: "multipart/form-data") == nil)
    let long = String(repeating: "b", count: 71)
    #expect(try parts("--\(long)--", type: "multipart/form-data; boundary=\(long)") == nil)
  }

  @Test func `is bounded, and never traps`() throws {
    let one = "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
    #expect(try parts(String(repeating: one, count: Request.partsMax) + "--XyZ--")?.count == 100)
    #expect(try parts(String(repeating: one, count: Request.partsMax + 1) + "--XyZ--") == nil)
    let whole = Array((one + "--XyZ--").utf8)
    for end in whole.indices {
      let headers: Headers = ["Content-Type": "multipart/form-data; boundary=XyZ"]
      let request = try Request(.post, "/", headers: headers, body: Array(whole[..<end]))
      #expect((request.parts?.count ?? 0) <= 1)
    }
  }
}
