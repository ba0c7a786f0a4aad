import Chance
import SyncProtocol
import Testing

@Suite struct `A pairing code` {
  @Test func `comes back from its text, however it is typed`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<200 {
      let code = PairingCode(random: &random)
      let text = code.text
      #expect(text.count == 34)
      #expect(try PairingCode(text) == code)
      #expect(try PairingCode(text.lowercased().replacing("-", with: " ")) == code)
      #expect(try PairingCode("  \(text)\n") == code)
      #expect(
        try PairingCode(text.replacing("0", with: "o").replacing("1", with: "I")) == code)
    }
  }

  @Test func `with one wrong letter is refused, but for about one in four thousand`() throws {
    var random = SeededRandom(seed: 8)
    let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    var tried = 0
    var taken = 0
    for _ in 0..<20 {
      let text = Array(PairingCode(random: &random).text)
      for index in text.indices where text[index] != "-" {
        for letter in letters where letter != text[index] {
          var wrong = text
          wrong[index] = letter
          tried += 1
          if (try? PairingCode(String(wrong))) != nil { taken += 1 }  // the error is expected
        }
      }
    }
    #expect(tried == 20 * 28 * 31)
    #expect(taken <= 12, "\(taken) of \(tried)")
  }

  @Test func `is never the same twice and gives nothing away by its id`() {
    var random = SeededRandom(seed: 9)
    let one = PairingCode(random: &random)
    let other = PairingCode(random: &random)
    #expect(one != other)
    let key = PairingKeys.invitationKey(of: one)
    #expect(key.count == 32)
    #expect(!key.starts(with: one.secret))
    #expect(PairingKeys.id(of: key) != PairingKeys.id(of: PairingKeys.invitationKey(of: other)))
  }

  @Test(arguments: ["", "-", "æøå", "🏠", "4H7K", "\u{0}", "IIII-IIII-IIII-IIII-IIII-IIII-IIIU"])
  func `that is none is refused`(text: String) {
    #expect(throws: PairingCodeError.self) { try PairingCode(text) }
  }
}
