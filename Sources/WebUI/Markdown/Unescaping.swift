/// Backslash escapes (CommonMark §2.4) and character references (§2.5).
enum Unescaping {
  /// The text that escapes and references stand for.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = index + 1
      if bytes[index] == UInt8(ascii: "\\"), next < bytes.endIndex, isASCIIPunctuation(bytes[next])
      {
        result.append(bytes[next])
        index += 2
      } else if bytes[index] == UInt8(ascii: "&"), let found = reference(in: bytes, at: index) {
        result.append(contentsOf: found.text.utf8)
        index = found.end
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  struct Reference {
    let text: String
    let end: Int
  }

  /// The character reference that begins at an ampersand. Numbers have at most seven decimal or six
  /// hexadecimal digits; what is no character, or NUL, becomes U+FFFD.
  static func reference(in bytes: ArraySlice<UInt8>, at ampersand: Int) -> Reference? {
    let window = bytes[ampersand...].prefix(12)
    guard let semicolon = window.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = bytes[(ampersand + 1)..<semicolon]
    guard let text = name.first == UInt8(ascii: "#") ? number(name.dropFirst()) : named(name) else {
      return nil
    }
    return Reference(text: text, end: semicolon + 1)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> String? {
    let isHex = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
    let digits = isHex ? digits.dropFirst() : digits
    guard (1...(isHex ? 6 : 7)).contains(digits.count),
      digits.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10)
    else { return nil }
    let scalar = value == 0 ? nil : Unicode.Scalar(value)
    return String(Character(scalar ?? "\u{FFFD}"))
  }

  private static func named(_ name: ArraySlice<UInt8>) -> String? {
    names[String(decoding: name, as: UTF8.self)]
  }

  /// The references that Danish texts and pasted ones use; the full list of HTML has 2,125.
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "aelig": "æ", "AElig": "Æ", "oslash": "ø", "Oslash": "Ø", "aring": "å", "Aring": "Å",
    "auml": "ä", "Auml": "Ä", "ouml": "ö", "Ouml": "Ö", "uuml": "ü", "Uuml": "Ü",
    "eacute": "é", "Eacute": "É", "egrave": "è", "aacute": "á", "iacute": "í", "oacute": "ó",
    "uacute": "ú", "yacute": "ý", "eth": "ð", "thorn": "þ", "szlig": "ß", "ccedil": "ç",
    "ntilde": "ñ", "copy": "©", "reg": "®", "trade": "™", "sect": "§", "para": "¶",
    "deg": "°", "plusmn": "±", "times": "×", "divide": "÷", "middot": "·", "bull": "•",
    "frac12": "½", "frac14": "¼", "frac34": "¾", "sup2": "²", "sup3": "³", "micro": "µ",
    "euro": "€", "pound": "£", "cent": "¢", "hellip": "…", "ndash": "–", "mdash": "—",
    "minus": "−", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”",
    "bdquo": "„", "laquo": "«", "raquo": "»", "larr": "←", "rarr": "→", "uarr": "↑",
    "darr": "↓", "le": "≤", "ge": "≥", "ne": "≠", "shy": "\u{AD}", "ensp": "\u{2002}",
    "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}",
  ]
}
