import CRDT

/// A contact's key as bytes, some thirty of them: it is the key of a counter and so what each
/// sealed count costs (Protocol/12 §3).
///
///     key  = date:varint municipality:varint answering:varint department:code way:byte what:byte
///            forwarded:code topic event:code origin:byte
///     date = days since 2000-01-01; answering 0 = the same municipality
///     code = length:byte ASCII, length 0 = none
///     way  = channel × 4 + direction × 2 + internal     what = type × 16 + outcome
///     topic = 0 | 1 subject:varint | 2 replica:u64 sequence:varint
extension ContactKey {
  private static let epoch = 10_957  // 2000-01-01

  public var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.varint(UInt64(max(0, date.daysSince1970 - ContactKey.epoch)))
    writer.varint(municipality.number)
    writer.varint(answering == municipality ? 0 : answering.number)
    writer.code(department)
    writer.byte(way)
    writer.byte(what)
    writer.code(forwardedTo)
    switch about {
    case .nothing:
      writer.byte(0)
    case .subject(let subject):
      writer.byte(1)
      writer.varint(subject.digits)
    case .article(let id):
      writer.byte(2)
      writer.fixed64(id.replica.rawValue)
      writer.varint(id.sequence)
    }
    writer.code(event)
    writer.byte(origin.rawValue)
    return writer.bytes
  }

  /// Reads what `encoded` writes; `nil` for anything else.
  public init?(encoded bytes: [UInt8]) {
    guard let key = try? ContactKey(decoding: bytes), key.encoded == bytes else { return nil }
    self = key
  }

  private init(decoding bytes: [UInt8]) throws(ByteError) {
    var reader = ByteReader(bytes)
    let days = try reader.count(upTo: 3_000_000)
    guard let date = CivilDate(daysSince1970: ContactKey.epoch + days) else {
      throw ByteError(.invalidValue, at: 0)
    }
    let municipality = try reader.municipality()
    let answering = try reader.municipality()
    let department = try reader.code()
    let way = Way(try reader.byte())
    let what = What(try reader.byte())
    let forwardedTo = try reader.code()
    let about = try reader.topic()
    let event = try reader.code()
    let origin = Origin(rawValue: try reader.byte())
    guard let municipality, let way, let what, let origin, reader.isAtEnd else {
      throw ByteError(.invalidValue, at: reader.position)
    }
    self.init(
      date: date, municipality: municipality, answering: answering, department: department,
      channel: way.channel, direction: way.direction, isInternal: way.isInternal,
      type: what.type, outcome: what.outcome, forwardedTo: forwardedTo, about: about, event: event,
      origin: origin)
  }
}

extension Municipality {
  /// The code as a number, which is how counts have it.
  public var number: UInt64 { UInt64(code) ?? 0 }

  public init?(number: UInt64) {
    guard number <= 9_999 else { return nil }
    let digits = String(number)
    self.init(code: String(repeating: "0", count: 4 - digits.utf8.count) + digits)
  }
}

extension Subject {
  /// The six digits as a number.
  public var digits: UInt64 { UInt64(number.filter { $0 != "." }) ?? 0 }

  public init?(digits: UInt64) {
    guard digits <= 999_999 else { return nil }
    let text = String(digits)
    let padded = Array(String(repeating: "0", count: 6 - text.utf8.count) + text)
    self.init("\(String(padded[0..<2])).\(String(padded[2..<4])).\(String(padded[4..<6]))")
  }
}

extension ByteWriter {
  fileprivate mutating func code(_ code: Code?) {
    lengthPrefixed(Array((code?.text ?? "").utf8))
  }
}

extension ByteReader {
  fileprivate mutating func code() throws(ByteError) -> Code? {
    let start = position
    let bytes = try lengthPrefixed()
    guard !bytes.isEmpty else { return nil }
    guard let code = Code(String(decoding: bytes, as: UTF8.self)) else {
      throw ByteError(.invalidValue, at: start)
    }
    return code
  }

  /// `nil` for 0.
  fileprivate mutating func municipality() throws(ByteError) -> Municipality? {
    let start = position
    let number = try varint()
    guard number != 0 else { return nil }
    guard let found = Municipality(number: number) else {
      throw ByteError(.invalidValue, at: start)
    }
    return found
  }

  fileprivate mutating func topic() throws(ByteError) -> ContactKey.Topic {
    let start = position
    switch try byte() {
    case 0: return .nothing
    case 1:
      guard let subject = Subject(digits: try varint()) else {
        throw ByteError(.invalidValue, at: start)
      }
      return .subject(subject)
    case 2:
      let replica = ReplicaID(rawValue: try fixed64())
      return .article(ChangeID(replica: replica, sequence: try varint()))
    default: throw ByteError(.invalidValue, at: start)
    }
  }
}
