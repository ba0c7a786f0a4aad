/// The classes of ASCII characters that CommonMark §2.1 names, and trimming by them.

func isBlank(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
}

/// Blank or line end.
func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
}

func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

func isASCIILetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

func isASCIIPunctuation(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
  default: false
  }
}

extension ArraySlice where Element == UInt8 {
  func trimmingBlanks() -> ArraySlice<UInt8> {
    drop(while: isBlank).droppingLast(while: isBlank)
  }

  func trimmingSpaces() -> ArraySlice<UInt8> {
    drop(while: isSpace).droppingLast(while: isSpace)
  }

  func droppingLast(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    guard let last = lastIndex(where: { !condition($0) }) else {
      return self[startIndex..<startIndex]
    }
    return self[startIndex...last]
  }
}
