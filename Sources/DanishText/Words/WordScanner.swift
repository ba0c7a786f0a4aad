/// Finds the words of a text, one after the other, with their letters normalised.
///
/// A word is a run of letters and digits. Bytes that are no UTF-8 part words like blanks do, so any
/// bytes may be scanned.
///
/// ```swift
/// var scanner = WordScanner()
/// var letters: [UInt8] = []
/// while let word = scanner.next(in: text, letters: &letters) { … }
/// ```
public struct WordScanner: Sendable {
  /// Longer words (a key, an encoded file) are compared by their beginning.
  public static let lettersMax = 64

  private var offset = 0
  private var lastWasNumber = false

  public init() {}

  /// The next word of the text the scanner was used on before, or nil at its end.
  ///
  /// - Parameter letters: is emptied and filled with the word's normalised letters, at most
  ///   `lettersMax` bytes of them.
  public mutating func next(in text: Span<UInt8>, letters: inout [UInt8]) -> Word? {
    letters.removeAll(keepingCapacity: true)
    let gapStart = offset
    guard skipSeparators(in: text, letters: &letters) else { return nil }
    let start = wordStart
    let isNumber = takeLetters(in: text, letters: &letters)
    let lead = WordScanner.lead(
      in: text, from: gapStart, to: start, betweenNumbers: lastWasNumber && isNumber)
    lastWasNumber = isNumber
    WordScanner.cut(&letters)
    return Word(start: start, end: offset, lead: lead, isNumber: isNumber)
  }

  private var wordStart = 0

  /// Moves past everything that is no word and takes the first letter of what is.
  private mutating func skipSeparators(in text: Span<UInt8>, letters: inout [UInt8]) -> Bool {
    while offset < text.count {
      wordStart = offset
      if let letter = WordScanner.asciiLetter(text[offset]) {
        letters.append(letter)
        offset += 1
        return true
      }
      let decoded = text.decodeScalar(at: offset)
      offset += decoded.length
      if let scalar = decoded.scalar, scalar.value >= 0x80 {
        letters.append(Alphabet.letter(scalar))
        if !letters.isEmpty { return true }
      }
    }
    return false
  }

  /// Takes the rest of the word; true when all of it is digits.
  private mutating func takeLetters(in text: Span<UInt8>, letters: inout [UInt8]) -> Bool {
    var isNumber = WordScanner.isDigit(text[wordStart])
    while offset < text.count {
      if let letter = WordScanner.asciiLetter(text[offset]) {
        if letters.count < WordScanner.lettersMax { letters.append(letter) }
        isNumber = isNumber && WordScanner.isDigit(letter)
        offset += 1
        continue
      }
      guard text[offset] >= 0x80 else { break }
      let decoded = text.decodeScalar(at: offset)
      guard let scalar = decoded.scalar else { break }
      let letter = Alphabet.letter(scalar)
      if case .separator = letter { break }
      if letters.count < WordScanner.lettersMax { letters.append(letter) }
      isNumber = false
      offset += decoded.length
    }
    return isNumber
  }

  private static func asciiLetter(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    default: nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  /// The last letter appended may have passed the limit; a letter is never cut in two.
  private static func cut(_ letters: inout [UInt8]) {
    guard letters.count > lettersMax else { return }
    var end = lettersMax
    while letters[end] & 0xc0 == 0x80 { end -= 1 }
    letters.removeSubrange(end...)
  }
}

extension WordScanner {
  /// What stands between two words. Longer gaps than these say nothing.
  private static func lead(
    in text: Span<UInt8>, from start: Int, to end: Int, betweenNumbers: Bool
  ) -> Word.Lead {
    switch end - start {
    case 1:
      switch text[start] {
      case UInt8(ascii: " "): return .blank
      case UInt8(ascii: "-"): return start == 0 ? .other : .hyphen
      case UInt8(ascii: "."), UInt8(ascii: ","): return betweenNumbers ? .point : .other
      default: return .other
      }
    case 2...6: return lead(ofLonger: text, from: start, to: end)
    default: return .other
    }
  }

  /// Hyphens and blanks beyond ASCII, and section signs with blanks around them.
  private static func lead(ofLonger text: Span<UInt8>, from start: Int, to end: Int) -> Word.Lead {
    var only: Unicode.Scalar?
    var hasSection = false
    var offset = start
    while offset < end {
      let decoded = text.decodeScalar(at: offset)
      if decoded.scalar?.value == 0xa7 {
        hasSection = true
      } else if hasSection, decoded.scalar?.value != 0x20, decoded.scalar?.value != 0xa0 {
        hasSection = false
      }
      only = offset == start ? decoded.scalar : nil
      offset += decoded.length
    }
    switch only?.value {
    case _ where hasSection: return .section
    case 0xa0, 0x202f: return .blank
    case 0x2010, 0x2011: return .hyphen
    default: return .other
    }
  }
}
