/// What a scalar is to the tokeniser and to the sentence splitter.
///
/// The classes are coarse on purpose: they decide where words, blanks and punctuation meet, and
/// nothing else. ASCII and the Latin letters of Danish and its neighbours are decided by number;
/// only the rest asks the Unicode tables.
enum ScalarClass: Equatable {
  /// A letter or a digit, of any script.
  case word

  /// A space, a tab or another blank that does not end a line.
  case blank

  /// LF, the only scalar that ends a line; other line ends are normalised before saving.
  case newline

  /// A mark, joiner or modifier that belongs to the cluster before it.
  case extending

  /// Everything else: punctuation, symbols, emoji, controls.
  case punctuation

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: self = .word
    case 0x20, 0x09, 0xA0: self = .blank
    case 0x0A: self = .newline
    case 0..<0x80: self = .punctuation
    case 0xD7, 0xF7: self = .punctuation
    case 0xC0...0x24F: self = .word
    default: self = ScalarClass(beyondLatin: scalar)
    }
  }

  private init(beyondLatin scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x200C, 0x200D, 0x1F3FB...0x1F3FF, 0xE0020...0xE007F:
      self = .extending
      return
    default:
      break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark:
      self = .extending
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      self = .word
    case .spaceSeparator:
      self = .blank
    default:
      self = .punctuation
    }
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { value >= 0x30 && value <= 0x39 }

  var isWordScalar: Bool { ScalarClass(self) == .word }

  var isBlank: Bool { ScalarClass(self) == .blank }

  /// A blank or a line end.
  var isSpace: Bool {
    let kind = ScalarClass(self)
    return kind == .blank || kind == .newline
  }

  var isUppercaseLetter: Bool {
    if value < 0x80 { return value >= 0x41 && value <= 0x5A }
    return properties.isUppercase
  }

  var isLowercaseLetter: Bool {
    if value < 0x80 { return value >= 0x61 && value <= 0x7A }
    return properties.isLowercase
  }

  var isLetter: Bool { isWordScalar && !isDigit }
}

extension String {
  /// The text of some scalars, exactly those scalars.
  init(scalars: ArraySlice<Unicode.Scalar>) {
    let room = UTF8Text.width(scalars.span) + UTF8Text.slack
    var bytes = Slab<UInt8>(minimumCapacity: room)
    unsafe bytes.append(upTo: room) { target, end in
      unsafe UTF8Text.encode(scalars.span, into: target, &end)
    }
    self = bytes.string()
  }
}
