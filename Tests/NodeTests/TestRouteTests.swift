import Testing

@testable import HTTP
@testable import Node

@Suite struct `Routes for tests` {
  @Test func `are not there unless they are asked for`() throws {
    let node = try TestNode()
    #expect(try Browser(node).get(TestRoutes.reflect).status == 404)
    #expect(try Browser(node).get(TestRoutes.echo).status == 404)
    let testing = try TestNode { $0.hasTestRoutes = true }
    #expect(try Browser(testing).get(TestRoutes.reflect).status == 200)
    #expect(try Browser(testing).get(TestRoutes.echo).status == 405)
  }

  @Test(arguments: [
    ("abc", "abc"), ("a%0d%0aX:1", "a%0D%0AX:1"), ("%00", "%00"), ("a+b", "a b"),
    ("+a+", "%20a%20"), ("%c3%a6", "%C3%A6"), ("%7f%09", "%7F%09"), ("", ""),
  ])
  func `put what they are given into a field that is still one field`(
    _ given: String, _ value: String
  ) throws {
    let node = try TestNode { $0.hasTestRoutes = true }
    let page = try Browser(node).get(TestRoutes.reflect + "?x=" + given)
    #expect(page.status == 200)
    #expect(page.header("X-Reflect") == value)
    #expect(page.header("X") == nil)
  }
}
