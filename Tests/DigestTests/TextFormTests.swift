import Digest
import Testing

@Suite struct TextFormTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `the Base64 examples of RFC 4648 go both ways`(plain: String, text: String) {
    #expect(Base64.encode(plain.utf8) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
  }

  @Test func `all 64 letters go both ways`() {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    #expect(Base64.decode(letters).map { Base64.encode($0) } == letters)
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "====", "=", "Zg==Zg==", "Zm 9v", "Zm9v\n",
    "Zm-_", "Zæ8=",
  ])
  func `Base64 that no encoder writes is refused`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test func `hexadecimal goes both ways`() {
    let bytes: [UInt8] = Array(0...255)
    #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    #expect(Hex.encode([0x00, 0x9f, 0xa0]) == "009fa0")
    #expect(Hex.decode("C0FFee") == [0xc0, 0xff, 0xee])
    #expect(Hex.decode("") == [])
  }

  @Test(arguments: ["a", "abc", "0g", "0 ", "0x00", "æ"])
  func `what is not hexadecimal is refused`(text: String) {
    #expect(Hex.decode(text) == nil)
  }
}
