/// What is left of a word when nobody is sure of the vowels with dots, slashes and rings: *kørekort*,
/// *koerekort* and *korekort* have one skeleton.
///
/// One byte per letter, 1 to 31, so that three fit into fifteen bits: a … z are 1 … 26, digits 27,
/// everything else 31.
enum Skeleton {
  static let digit: UInt8 = 27
  static let other: UInt8 = 31

  static func skeleton(of letters: some Collection<UInt8>) -> [UInt8] {
    var skeleton: [UInt8] = []
    var isSecondByte = false
    for byte in letters {
      if isSecondByte {
        isSecondByte = false
        skeleton.append(letter(afterC3: byte))
      } else if byte == 0xc3 {
        isSecondByte = true
      } else {
        skeleton.appendASCII(byte)
      }
    }
    return skeleton
  }

  private static func letter(afterC3 byte: UInt8) -> UInt8 {
    switch byte {
    case 0xa6, 0xa5: 1
    case 0xb8: 15
    default: other
    }
  }
}

extension [UInt8] {
  /// Two letters that stand for one of ours become its skeleton: ae and aa an a, oe an o.
  fileprivate mutating func appendASCII(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      let letter = byte - UInt8(ascii: "a") + 1
      switch (last, letter) {
      case (1, 1), (1, 5), (15, 5): break
      default: append(letter)
      }
    case UInt8(ascii: "0")...UInt8(ascii: "9"): append(Skeleton.digit)
    default: if byte & 0xc0 != 0x80 { append(Skeleton.other) }
    }
  }
}
