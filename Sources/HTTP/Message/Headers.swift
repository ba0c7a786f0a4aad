// Header fields of a request or an answer: order kept, names without case.
//
//     var headers: Headers = ["Content-Type": "text/plain"]
//     headers.set("Cache-Control", "no-store")
//     headers.first("cache-control")  // "no-store"

/// The header fields of one message (RFC 9110 §5).
///
/// All fields share one array of bytes and are found by their offsets, because a `String` for every
/// name and value would cost a request some twenty allocations that hardly any handler needs.
public struct Headers: Sendable {
  /// Where a field's name and value lie in `storage`.
  struct Field: Sendable {
    private let nameStart: UInt32
    private let nameEnd: UInt32
    private let valueStart: UInt32
    private let valueEnd: UInt32

    init(name: Range<Int>, value: Range<Int>) {
      nameStart = UInt32(name.lowerBound)
      nameEnd = UInt32(name.upperBound)
      valueStart = UInt32(value.lowerBound)
      valueEnd = UInt32(value.upperBound)
    }

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
  }

  private(set) var storage: [UInt8] = []
  private(set) var fields: [Field] = []

  /// False once a field was refused. A value with a control character in it could end the field and
  /// begin another (response splitting); such a field is left out, and the server answers 500 in
  /// place of a message that is not the one its author meant.
  public private(set) var isSound = true

  /// More than any message has, and little enough for the offsets to be half as wide.
  private static let bytesMax = 1 << 30

  public init() {}

  /// The fields of a request, still lying in the bytes they arrived in.
  init(storage: [UInt8], fields: [Field]) {
    self.storage = storage
    self.fields = fields
  }

  public var count: Int { fields.count }
  public var isEmpty: Bool { fields.isEmpty }

  /// The value of the first field of that name.
  public func first(_ name: String) -> String? {
    for field in fields where isNamed(field, name) { return text(field.value) }
    return nil
  }

  /// The values of all fields of that name, in order.
  public func all(_ name: String) -> [String] {
    fields.filter { isNamed($0, name) }.map { text($0.value) }
  }

  public func contains(_ name: String) -> Bool {
    fields.contains { isNamed($0, name) }
  }

  /// Adds a field behind the others, whether or not one of that name is there.
  public mutating func add(_ name: String, _ value: String) {
    guard Self.isValid(name: name), Self.isValid(value: value),
      storage.count + name.utf8.count + value.utf8.count <= Self.bytesMax
    else {
      isSound = false
      return
    }
    let nameStart = storage.count
    storage.append(contentsOf: name.utf8)
    let valueStart = storage.count
    storage.append(contentsOf: value.utf8)
    fields.append(
      Field(name: nameStart..<valueStart, value: valueStart..<storage.count))
  }

  /// Replaces all fields of that name by this one.
  public mutating func set(_ name: String, _ value: String) {
    remove(name)
    add(name, value)
  }

  public mutating func remove(_ name: String) {
    fields = fields.filter { !isNamed($0, name) }
  }

  /// A field name is a token (RFC 9110 §5.1).
  public static func isValid(name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0.isToken }
  }

  /// A field value holds no controls but HTAB, and no blanks at its ends (RFC 9110 §5.5).
  public static func isValid(value: String) -> Bool {
    let bytes = value.utf8
    guard let first = bytes.first, let last = bytes.last else { return true }
    return first > .space && last > .space
      && bytes.allSatisfy { $0.isFieldValue }
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: storage[range], as: UTF8.self)
  }

  /// Field names are compared without case (RFC 9110 §5.1).
  func isNamed(_ field: Field, _ name: String) -> Bool {
    guard field.name.count == name.utf8.count else { return false }
    var position = field.name.lowerBound
    for byte in name.utf8 {
      guard storage[position].asciiLowercased == byte.asciiLowercased else { return false }
      position += 1
    }
    return true
  }
}

extension Headers: Sequence {
  public func makeIterator() -> some IteratorProtocol<(name: String, value: String)> {
    fields.lazy.map { (name: text($0.name), value: text($0.value)) }.makeIterator()
  }
}

extension Headers: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }
}

extension Headers: Equatable {
  /// Equal when the same fields stand in the same order; names without case, values with it.
  public static func == (left: Headers, right: Headers) -> Bool {
    left.isSound == right.isSound
      && left.fields.count == right.fields.count
      && zip(left.fields, right.fields).allSatisfy { a, b in
        left.isNamed(a, right.text(b.name))
          && left.storage[a.value].elementsEqual(right.storage[b.value])
      }
  }
}
