// One line of a header or trailer section (RFC 9112 §5).

enum FieldLine {
  /// "field-line = field-name ":" OWS field-value OWS", as offsets into what the slice is part of.
  static func parse(_ line: ArraySlice<UInt8>) throws(RequestError) -> Headers.Field {
    // A line that begins with a blank continues the one before (obs-fold, §5.2), or stands before
    // any field (§2.2); readers disagree about both.
    if let first = line.first, first == .space || first == .tab { throw .fieldFolded }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .fieldInvalid }
    // No blank between name and colon (§5.1): it is no token, so this covers it.
    let name = line[..<colon]
    guard !name.isEmpty, name.allSatisfy({ $0.isToken }) else {
      throw .fieldInvalid
    }
    let value = trimmed(line[(colon + 1)...])
    // CR, LF, NUL and the other controls have no place in a value (RFC 9110 §5.5).
    guard value.allSatisfy({ $0.isFieldValue }) else {
      throw .fieldInvalid
    }
    return Headers.Field(name: name.indices, value: value.indices)
  }

  /// Without the optional blanks at both ends (OWS, RFC 9110 §5.6.3).
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var trimmed = bytes
    while let first = trimmed.first, first == .space || first == .tab { trimmed.removeFirst() }
    while let last = trimmed.last, last == .space || last == .tab { trimmed.removeLast() }
    return trimmed
  }
}
