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
    skeleton.reserveCapacity(letters.count)
    var last: UInt8 = 0
    for byte in letters {
      if last == 0xc3 {
        skeleton.append(letter(afterC3: byte))
      } else if byte != 0xc3, !isSecondOfPair(byte, after: last) {
        append(byte, to: &skeleton)
      }
      last = byte
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

  /// Two letters that stand for one of ours become its skeleton: ae and aa an a, oe an o.
  private static func isSecondOfPair(_ byte: UInt8, after last: UInt8) -> Bool {
    switch (last, byte) {
    case (UInt8(ascii: "a"), UInt8(ascii: "e")), (UInt8(ascii: "a"), UInt8(ascii: "a")),
      (UInt8(ascii: "o"), UInt8(ascii: "e")):
      true
    default: false
    }
  }

  private static func append(_ byte: UInt8, to skeleton: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"):
      skeleton.append(byte - UInt8(ascii: "a") + 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): skeleton.append(digit)
    default: if byte & 0xc0 != 0x80 { skeleton.append(other) }
    }
  }
}
