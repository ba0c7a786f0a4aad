/// A sentence in every language that the citizens' pages speak. There is no way to write one in only
/// one of them, and none to show it without saying in which.
///
///     static let shortAnswer = Phrase("Kort svar", "Short answer")
///     "<h2>\(Texts.shortAnswer[language])</h2>"
struct Phrase: Hashable, Sendable {
  let danish: String
  let english: String

  init(_ danish: String, _ english: String) {
    self.danish = danish
    self.english = english
  }

  subscript(_ language: Language) -> String {
    switch language {
    case .danish: danish
    case .english: english
    }
  }
}

/// A phrase set into a plain text would come out as the value that holds it, so it does not compile.
extension DefaultStringInterpolation {
  @available(*, unavailable, message: "a phrase is shown in a language: say which")
  mutating func appendInterpolation(_ phrase: Phrase) {}
}
