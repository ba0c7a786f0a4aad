/// The form in which *kørekort* and *koerekort*, *Århus* and *Aarhus* are one word.
///
/// Folding writes æ, ø and å with two letters, as on a keyboard that lacks them. It comes after
/// stemming: the stemmer counts letters, and an å is one.
public enum Folding {
  /// Appends the folded form of normalised letters.
  public static func fold(_ letters: Span<UInt8>, into folded: inout [UInt8]) {
    var offset = 0
    while offset < letters.count {
      let byte = letters[offset]
      if byte == 0xc3, offset + 1 < letters.count,
        let pair = Folding.pair(for: letters[offset + 1])
      {
        folded.append(pair.0)
        folded.append(pair.1)
        offset += 2
      } else {
        folded.append(byte)
        offset += 1
      }
    }
  }

  /// The two letters for the one of æ, ø and å whose second byte in UTF-8 this is.
  public static func pair(for second: UInt8) -> (UInt8, UInt8)? {
    switch second {
    case 0xa6: (UInt8(ascii: "a"), UInt8(ascii: "e"))
    case 0xb8: (UInt8(ascii: "o"), UInt8(ascii: "e"))
    case 0xa5: (UInt8(ascii: "a"), UInt8(ascii: "a"))
    default: nil
    }
  }

  /// Reads ae, oe and aa as æ, ø and å: what somebody without those keys most likely meant.
  ///
  /// Gives nil when there is nothing to read differently. *Poesi* becomes *pøsi*, so this is a
  /// second opinion beside the word itself, never its replacement.
  public static func unfold(_ letters: [UInt8]) -> [UInt8]? {
    var unfolded: [UInt8] = []
    var offset = 0
    while offset < letters.count {
      if offset + 1 < letters.count,
        let second = secondByte(of: letters[offset], letters[offset + 1])
      {
        unfolded.append(0xc3)
        unfolded.append(second)
        offset += 2
      } else {
        unfolded.append(letters[offset])
        offset += 1
      }
    }
    return unfolded == letters ? nil : unfolded
  }

  private static func secondByte(of first: UInt8, _ second: UInt8) -> UInt8? {
    switch (first, second) {
    case (UInt8(ascii: "a"), UInt8(ascii: "e")): 0xa6
    case (UInt8(ascii: "o"), UInt8(ascii: "e")): 0xb8
    case (UInt8(ascii: "a"), UInt8(ascii: "a")): 0xa5
    default: nil
    }
  }
}
