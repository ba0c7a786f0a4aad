import Testing

@testable import HTTP

struct HeadersTests {
  @Test func `names have no case and fields keep their order`() {
    var headers: Headers = ["Accept": "a", "X-B": "b"]
    headers.add("accept", "c")
    #expect(headers.first("ACCEPT") == "a")
    #expect(headers.all("aCCept") == ["a", "c"])
    #expect(headers.contains("x-b"))
    #expect(headers.first("X") == nil)
    #expect(headers.map(\.name) == ["Accept", "X-B", "accept"])
    headers.set("ACCEPT", "d")
    #expect(headers.map(\.value) == ["b", "d"])
    headers.remove("x-B")
    #expect(headers.count == 1)
    #expect(headers == ["Accept": "d"])
    #expect(headers != ["Accept": "D"])
  }

  @Test(arguments: [
    "a\r\nb", "a\nb", "a\rb", "a\0", "a\u{1b}[1m", "\u{7f}", " a", "a ", "\t", " ",
  ])
  func `a value that could end its field is refused`(value: String) {
    var headers: Headers = ["A": "b"]
    headers.add("X", value)
    #expect(!headers.isSound)
    #expect(!headers.contains("X"))
    #expect(headers.first("A") == "b")
  }

  @Test(arguments: ["", "a", "a b", "a\tb", "æøå", "\"a\", b;c=d", "😀"])
  func `any other value is taken as it is`(value: String) {
    let headers: Headers = ["X": value]
    #expect(headers.isSound)
    #expect(headers.first("X") == value)
  }

  @Test(arguments: ["", "a b", "a:", "a\r\n", "æ", "a\0", "(a)", "a/b"])
  func `a name that is no token is refused`(name: String) {
    let headers: Headers = [name: "a"]
    #expect(!headers.isSound)
    #expect(headers.isEmpty)
  }
}
