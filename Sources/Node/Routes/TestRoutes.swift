import HTTP

/// Two routes for who tests the server from outside: one gives a body back, one puts what it is
/// given into a field and into the body. They are there only when asked for, never in production.
struct TestRoutes {
  static let echo = "/__test/echo"
  static let reflect = "/__test/reflect"

  func add(to router: inout Router) {
    router.add(.post, TestRoutes.echo) { request, _ in
      var response = Response(type: "application/octet-stream", body: request.body)
      response.headers.set("Cache-Control", "no-store")
      return response
    }
    router.add(.get, TestRoutes.reflect) { request, _ in
      let given = request.query("x") ?? ""
      var response = Response.text(given)
      response.headers.set("X-Reflect", TestRoutes.fieldValue(given))
      response.headers.set("Cache-Control", "no-store")
      return response
    }
  }

  /// What may stand in a field as it is (RFC 9110 §5.5) does so, everything else is escaped: a line
  /// end that came in with the query must not begin another field. So is a blank at either end,
  /// which whoever reads the field would drop.
  static func fieldValue(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return bytes.indices.reduce(into: "") { value, place in
      let byte = bytes[place]
      let isEnd = place == bytes.startIndex || place == bytes.endIndex - 1
      if (0x21...0x7e).contains(byte) || (byte == 0x20 && !isEnd) {
        value.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        value += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}
