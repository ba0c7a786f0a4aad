public import CRDT

/// The canonical bytes of what a change does: one value, one byte string.
///
/// They are what the store keeps and what is hashed; the wire has its own, shorter columns
/// (`BatchCodec`). Layout, Protocol/02 §2:
///
///     payload   = salt time author count operation*
///     salt      = 8 bytes                 time  = zigzag         author = text
///     operation = 1 kind                            create
///               | 2 field count splice*             edit;  splice = position deleted text
///               | 3 field bytes | 4 field bytes | 5 field bytes   assign, add, remove
///               | 6 field bytes zigzag              count
///               | 7 bytes                           acknowledge
///
/// where numbers are varints, and texts and bytes carry their length in bytes in front.
public enum PayloadCodec {
  public static func encode(_ change: Change) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes.reserveCapacity(24 + change.author.utf8.count + 32 * change.operations.count)
    writer.fixed64(change.salt)
    writer.zigzag(change.time)
    writer.string(change.author)
    writer.varint(UInt64(change.operations.count))
    for operation in change.operations { writer.operation(operation) }
    return writer.bytes
  }

  /// The change, or the reason why no replica can have made it. Bytes that `encode` would not
  /// write for the result are refused.
  public static func decode(
    id: ChangeID, document: ChangeID, parents: [ChangeID], payload: [UInt8],
    limits: SyncLimits = .standard
  ) throws(ProtocolError) -> Change {
    guard payload.count <= limits.payloadBytesMax else {
      throw ProtocolError(.overLimit, change: id)
    }
    let change = try ProtocolError.reading(of: id) { () throws(ByteError) in
      var reader = ByteReader(payload)
      let salt = try reader.fixed64()
      let time = try reader.zigzag()
      let author = try reader.string()
      let count = try reader.count(upTo: min(reader.remaining, limits.operationsPerChangeMax))
      var operations: [Operation] = []
      operations.reserveCapacity(count)
      for _ in 0..<count { operations.append(try reader.operation()) }
      guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
      return Change(
        id: id, document: document, parents: parents, author: author, time: time, salt: salt,
        operations: operations)
    }
    try change.validate(limits)
    return change
  }
}

/// The numbers of `Protocol/registry/operations.csv`.
enum OperationTag: UInt8 {
  case create = 1
  case edit = 2
  case assign = 3
  case add = 4
  case remove = 5
  case count = 6
  case acknowledge = 7
}

extension Operation {
  var tag: OperationTag {
    switch self {
    case .create: .create
    case .edit: .edit
    case .assign: .assign
    case .add: .add
    case .remove: .remove
    case .count: .count
    case .acknowledge: .acknowledge
    }
  }
}

extension ByteWriter {
  mutating func operation(_ operation: Operation) {
    byte(operation.tag.rawValue)
    switch operation {
    case .create(let kind):
      varint(UInt64(kind))
    case .edit(let field, let splices):
      varint(UInt64(field.rawValue))
      varint(UInt64(splices.count))
      for splice in splices { self.splice(splice) }
    case .assign(let field, let value), .add(let field, let value), .remove(let field, let value):
      varint(UInt64(field.rawValue))
      lengthPrefixed(value.bytes)
    case .count(let field, let key, let amount):
      varint(UInt64(field.rawValue))
      lengthPrefixed(key.bytes)
      zigzag(amount)
    case .acknowledge(let conflict):
      lengthPrefixed(conflict.bytes)
    }
  }

  private mutating func splice(_ splice: Splice) {
    precondition(splice.position >= 0)
    precondition(splice.deleted >= 0)
    varint(UInt64(splice.position))
    varint(UInt64(splice.deleted))
    string(splice.inserted)
  }
}

extension ByteReader {
  fileprivate mutating func operation() throws(ByteError) -> Operation {
    let start = position
    guard let tag = OperationTag(rawValue: try byte()) else {
      throw ByteError(.unknownFormat, at: start)
    }
    switch tag {
    case .create: return .create(kind: try number32())
    case .edit: return .edit(try field(), try splices())
    case .assign: return .assign(try field(), try value())
    case .add: return .add(try field(), try value())
    case .remove: return .remove(try field(), try value())
    case .count: return .count(try field(), key: try value(), amount: try zigzag())
    case .acknowledge: return .acknowledge(ConflictID(bytes: Array(try lengthPrefixed())))
    }
  }

  private mutating func splices() throws(ByteError) -> [Splice] {
    // A splice takes at least three bytes.
    let count = try count(upTo: remaining / 3)
    var splices: [Splice] = []
    splices.reserveCapacity(count)
    for _ in 0..<count {
      splices.append(
        Splice(
          position: try length(), deleted: try length(), inserted: try string()))
    }
    return splices
  }

  private mutating func value() throws(ByteError) -> Value {
    Value(bytes: Array(try lengthPrefixed()))
  }

  mutating func field() throws(ByteError) -> FieldID {
    FieldID(rawValue: try number32())
  }

  mutating func number32() throws(ByteError) -> UInt32 {
    let start = position
    guard let number = UInt32(exactly: try varint()) else { throw ByteError(.overflow, at: start) }
    return number
  }

  /// A position or length in scalars; its limit is checked with the change.
  mutating func length() throws(ByteError) -> Int {
    let start = position
    guard let number = Int(exactly: try varint()) else { throw ByteError(.overflow, at: start) }
    return number
  }
}
