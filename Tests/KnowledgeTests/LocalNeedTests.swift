import Testing

@testable import Knowledge

@Suite struct `What an answer leaves to the municipality` {
  @Test(arguments: [
    ("Se åbningstiderne på rådhuset.", [LocalNeed.hours]),
    ("Ring til kommunen.", [.phone]),
    ("Ring til 70 20 00 00, hvis du er i tvivl.", []),
    ("Ring til Borgerservice på 59782000.", []),
    ("Du skal **møde op** personligt med pas.", [.place]),
    ("Prisen er forskellig fra kommune til kommune.", [.rules]),
    ("TELEFONTIDEN står [i din kommunes oversigt](https://a.dk).", [.hours, .rules]),
    ("Bestil tid på borger.dk.", []), ("", []),
  ])
  func `is found in its words`(text: String, needs: [LocalNeed]) {
    #expect(LocalNeed.found(in: text) == needs)
  }
}
