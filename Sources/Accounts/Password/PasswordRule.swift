internal import Foundation

/// What is wrong with a password that somebody wants to have.
public enum PasswordProblem: Hashable, Sendable {
  case tooShort(charactersMin: Int)
  case tooLong(charactersMax: Int)
  /// A control character, NUL among them: it would end a C string early.
  case holdsControls
  /// Made of the account's own name, of words everybody tries first, or of a row of keys.
  case guessable
}

/// The rules for passwords: length and nothing that is tried first. No rules of composition, which
/// only make people write "Sommer2026!" (OWASP ASVS 5.0, 6.2).
public enum PasswordRule {
  public static let charactersMin = 12
  public static let charactersMax = 128
  /// What must be left when everything that is tried first has been taken out.
  private static let ownCharactersMin = 5

  /// The form that is hashed: a letter with an accent is the same from every keyboard (Unicode
  /// normalisation form C).
  static func normalised(_ password: String) -> String {
    password.precomposedStringWithCanonicalMapping
  }

  public static func problem(with password: String, for name: String) -> PasswordProblem? {
    let text = normalised(password)
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      return .holdsControls
    }
    guard text.count >= charactersMin else { return .tooShort(charactersMin: charactersMin) }
    guard text.count <= charactersMax, text.utf8.count <= charactersMax * 4 else {
      return .tooLong(charactersMax: charactersMax)
    }
    return own(text, besides: name) < ownCharactersMin ? .guessable : nil
  }

  /// How many different characters are left without the words, rows and names.
  private static func own(_ text: String, besides name: String) -> Int {
    var left = text.lowercased()
    let names = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    for word in (names.filter { $0.count > 2 } + triedFirst).sorted(by: { $0.count > $1.count }) {
      left = left.replacingOccurrences(of: word, with: "")
    }
    return Set(left).count
  }

  /// Parts of what is tried first in Denmark: words for passwords, seasons, places, rows of keys.
  private static let triedFirst = [
    "adgangskode", "kodeord", "password", "passw0rd", "hemmelig", "velkommen", "welcome", "login",
    "kommune", "borgerservice", "viden", "fællesviden", "faellesviden", "danmark", "sommer",
    "vinter", "efterår", "forår", "januar", "februar", "marts", "april", "juni", "juli", "august",
    "september", "oktober", "november", "december", "mandag", "tirsdag", "onsdag", "torsdag",
    "fredag", "lørdag", "søndag", "admin", "bruger", "test", "qwertyuiop", "qwerty", "asdfghjkl",
    "asdfgh", "zxcvbnm", "zxcvbn", "abcdefgh", "abcdef", "abc", "1234567890", "0123456789",
    "123456789", "12345678", "1234567", "123456", "12345", "1234", "123", "987654321", "654321",
    "4321", "321", "1q2w3e4r5t", "1q2w3e4r", "1q2w3e", "1qaz2wsx", "iloveyou", "letmein", "monkey",
    "dragon", "master", "football", "fodbold", "2020", "2021", "2022", "2023", "2024", "2025",
    "2026", "2027", "2028", "2029", "2030",
  ]
}
