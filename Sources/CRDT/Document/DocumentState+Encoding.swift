/// A state as bytes: equal states have equal bytes on every replica, and no other bytes are read.
///
/// Layout: format, ordering rule, kind, heads, then texts, registers, sets, counters and
/// acknowledged conflicts, each a count and its entries in ascending order.
extension DocumentState {
  /// The version of this layout.
  static let format: UInt8 = 1

  /// The number of the rule that orders concurrent insertions: 1 is Fugue in its tree form, ties
  /// by replica, sequence and offset. States made by different rules must never meet.
  static let orderingRule: UInt8 = 1

  public func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.byte(Self.format)
    writer.byte(Self.orderingRule)
    writer.varint(UInt64(kind))
    writer.entries(heads) { $0.changeID($1) }
    writer.fields(texts) { $0.string($1) }
    writer.fields(registers) { writer, entries in
      writer.entries(entries) { writer, entry in
        writer.lengthPrefixed(entry.value.bytes)
        writer.changeID(entry.change)
      }
    }
    writer.fields(sets) { writer, elements in
      writer.entries(elements) { $0.lengthPrefixed($1.bytes) }
    }
    writer.fields(counters) { writer, sums in
      writer.entries(sums.sorted { $0.key < $1.key }) { writer, sum in
        writer.lengthPrefixed(sum.key.bytes)
        writer.zigzag(sum.value)
      }
    }
    writer.entries(acknowledged) { $0.lengthPrefixed($1.bytes) }
    return writer.bytes
  }

  public init(decoding bytes: [UInt8]) throws(ByteError) {
    var reader = ByteReader(bytes)
    guard try reader.byte() == Self.format else { throw ByteError(.unknownFormat, at: 0) }
    guard try reader.byte() == Self.orderingRule else { throw ByteError(.unknownFormat, at: 1) }
    let kind = UInt32(try reader.count(upTo: Int(UInt32.max)))
    self.init(
      kind: kind, heads: try reader.ascending { r throws(ByteError) in try r.changeID() })
    guard !heads.isEmpty else { throw ByteError(.invalidValue, at: reader.position) }
    texts = try reader.fields { r throws(ByteError) in
      try r.content { r throws(ByteError) in try r.string() }
    }
    registers = try reader.fields { r throws(ByteError) in
      try r.content { r throws(ByteError) in
        try r.entries { r throws(ByteError) in
          RegisterEntry(value: try r.value(), change: try r.changeID())
        }
      }
    }
    sets = try reader.fields { r throws(ByteError) in
      try r.content { r throws(ByteError) in
        try r.ascending { r throws(ByteError) in try r.value() }
      }
    }
    counters = try reader.fields { r throws(ByteError) in
      try r.content { r throws(ByteError) in try r.sums() }
    }
    acknowledged = try reader.ascending { r throws(ByteError) in
      ConflictID(bytes: Array(try r.lengthPrefixed()))
    }
    guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
  }
}

extension ByteWriter {
  fileprivate mutating func changeID(_ id: ChangeID) {
    fixed64(id.replica.rawValue)
    varint(id.sequence)
  }

  fileprivate mutating func entries<C: Collection>(
    _ items: C, _ write: (inout ByteWriter, C.Element) -> Void
  ) {
    varint(UInt64(items.count))
    for item in items { write(&self, item) }
  }

  fileprivate mutating func fields<Content>(
    _ contents: [FieldID: Content], _ write: (inout ByteWriter, Content) -> Void
  ) {
    entries(contents.sorted { $0.key < $1.key }) { writer, entry in
      writer.varint(UInt64(entry.key.rawValue))
      write(&writer, entry.value)
    }
  }
}

extension ByteReader {
  fileprivate mutating func changeID() throws(ByteError) -> ChangeID {
    ChangeID(replica: ReplicaID(rawValue: try fixed64()), sequence: try varint())
  }

  fileprivate mutating func value() throws(ByteError) -> Value {
    Value(bytes: Array(try lengthPrefixed()))
  }

  /// Every entry takes at least a byte, so a count beyond the bytes left is refused at once.
  fileprivate mutating func entries<Entry>(
    _ read: (inout ByteReader) throws(ByteError) -> Entry
  ) throws(ByteError) -> [Entry] {
    let count = try count(upTo: remaining)
    var entries: [Entry] = []
    for _ in 0..<count { entries.append(try read(&self)) }
    return entries
  }

  fileprivate mutating func ascending<Entry: Comparable>(
    _ read: (inout ByteReader) throws(ByteError) -> Entry
  ) throws(ByteError) -> [Entry] {
    let start = position
    let entries = try entries(read)
    for (before, after) in zip(entries, entries.dropFirst()) where before >= after {
      throw ByteError(.notCanonical, at: start)
    }
    return entries
  }

  /// Content that must not be empty: a field without content is absent.
  fileprivate mutating func content<Content: Emptiable>(
    _ read: (inout ByteReader) throws(ByteError) -> Content
  ) throws(ByteError) -> Content {
    let start = position
    let content = try read(&self)
    guard !content.isEmpty else { throw ByteError(.notCanonical, at: start) }
    return content
  }

  fileprivate mutating func fields<Content>(
    _ read: (inout ByteReader) throws(ByteError) -> Content
  ) throws(ByteError) -> [FieldID: Content] {
    let count = try count(upTo: remaining)
    var fields: [FieldID: Content] = [:]
    var previous: FieldID?
    for _ in 0..<count {
      let start = position
      let field = FieldID(rawValue: UInt32(try self.count(upTo: Int(UInt32.max))))
      guard previous.map({ $0 < field }) ?? true else { throw ByteError(.notCanonical, at: start) }
      previous = field
      fields[field] = try read(&self)
    }
    return fields
  }

  fileprivate mutating func sums() throws(ByteError) -> [Value: Int64] {
    let count = try count(upTo: remaining)
    var sums: [Value: Int64] = [:]
    var previous: Value?
    for _ in 0..<count {
      let start = position
      let key = try value()
      let sum = try zigzag()
      guard previous.map({ $0 < key }) ?? true, sum != 0 else {
        throw ByteError(.notCanonical, at: start)
      }
      previous = key
      sums[key] = sum
    }
    return sums
  }
}

private protocol Emptiable {
  var isEmpty: Bool { get }
}

extension String: Emptiable {}
extension Array: Emptiable {}
extension Dictionary: Emptiable {}
