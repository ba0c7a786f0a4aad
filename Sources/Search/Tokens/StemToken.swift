internal import DanishText

/// The token under which the index keeps a word: its stem, folded.
enum StemToken {
  static func token(of letters: [UInt8]) -> [UInt8] {
    var token: [UInt8] = []
    append(of: letters, to: &token)
    return token
  }

  static func append(of letters: [UInt8], to token: inout [UInt8]) {
    let length = DanishStemmer.stemLength(of: letters.span)
    Folding.fold(letters.span.extracting(..<length), into: &token)
  }

  /// The letters of the stem, not folded.
  static func stem(of letters: [UInt8]) -> [UInt8] {
    Array(letters.prefix(DanishStemmer.stemLength(of: letters.span)))
  }

  static func fold(_ letters: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    Folding.fold(letters.span, into: &folded)
    return folded
  }
}
