internal import DanishText

/// The token under which the index keeps a word: its stem, folded.
enum StemToken {
  static func token(of letters: [UInt8]) -> [UInt8] {
    token(of: letters.span)
  }

  static func token(of letters: ArraySlice<UInt8>) -> [UInt8] {
    token(of: letters.span)
  }

  private static func token(of letters: Span<UInt8>) -> [UInt8] {
    var token: [UInt8] = []
    Folding.fold(letters.extracting(..<DanishStemmer.stemLength(of: letters)), into: &token)
    return token
  }

  /// How many of the letters are the stem.
  static func stemLength(of letters: ArraySlice<UInt8>) -> Int {
    DanishStemmer.stemLength(of: letters.span)
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
