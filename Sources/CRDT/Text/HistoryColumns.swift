/// The columns of an encoded history, read and checked against each other, not yet applied.
struct HistoryColumns {
  enum Parent {
    case inner(Int32)
    case outer(Int)

    /// The number of an inner parent.
    var number: Int32 {
      if case .inner(let number) = self { number } else { -1 }
    }
  }

  struct Name {
    var run: Identities.Run
    var end: Int32
  }

  struct Run {
    var events: Range<Int32>
    /// Into `parents`.
    var parents: Range<Int>
  }

  private(set) var outer: [(replica: ReplicaID, sequence: UInt64)] = []
  private(set) var names: [Name] = []
  private(set) var runs: [Run] = []
  private(set) var parents: [Parent] = []
  private(set) var log = TextLog()
  /// The scalars of the log as they came.
  private(set) var utf8: [UInt8] = []
  private(set) var outerOffset = 0
  private(set) var graphOffset = 0
  private var editsOffset = 0

  /// `held` is the number of events that the reader has already: no run can delete more than that
  /// and what the part itself inserts.
  init(decoding bytes: [UInt8], held: Int) throws(ByteError) {
    var reader = ByteReader(bytes)
    guard bytes.starts(with: TextHistory.magic) else { throw ByteError(.unknownFormat, at: 0) }
    _ = try reader.bytes(count: TextHistory.magic.count)
    guard try reader.byte() == TextHistory.format else { throw ByteError(.unknownFormat, at: 3) }
    guard try reader.byte() == DocumentState.orderingRule else {
      throw ByteError(.unknownFormat, at: 4)
    }
    try readNames(&reader)
    try readGraph(&reader)
    try readEdits(&reader, held: held)
    guard reader.isAtEnd else { throw ByteError(.trailingBytes, at: reader.position) }
  }

  private mutating func readNames(_ reader: inout ByteReader) throws(ByteError) {
    var replicas: [ReplicaID] = []
    for _ in 0..<(try reader.count(upTo: reader.remaining / 8)) {
      let replica = ReplicaID(rawValue: try reader.fixed64())
      if let last = replicas.last, last >= replica {
        throw ByteError(.notCanonical, at: reader.position)
      }
      replicas.append(replica)
    }
    outerOffset = reader.position
    for _ in 0..<(try reader.count(upTo: reader.remaining)) {
      let replica = try index(&reader, below: replicas.count)
      outer.append((replicas[replica], try reader.varint()))
    }
    var expected = [UInt64](repeating: 0, count: replicas.count)
    var end: Int32 = 0
    for _ in 0..<(try reader.count(upTo: reader.remaining)) {
      let replica = try index(&reader, below: replicas.count)
      let length = try length(&reader, behind: end)
      let sequence = expected[replica] &+ UInt64(bitPattern: try reader.zigzag())
      guard sequence <= UInt64.max - UInt64(length) else {
        throw ByteError(.overflow, at: reader.position)
      }
      expected[replica] = sequence + UInt64(length)
      let run = Identities.Run(
        start: end, countsEvents: true, replica: replicas[replica], sequence: sequence)
      end += length
      names.append(Name(run: run, end: end))
    }
  }

  private mutating func readGraph(_ reader: inout ByteReader) throws(ByteError) {
    graphOffset = reader.position
    let total = names.last?.end ?? 0
    var end: Int32 = 0
    for _ in 0..<(try reader.count(upTo: reader.remaining)) {
      let length = try length(&reader, behind: end)
      let first = parents.count
      for _ in 0..<(try reader.count(upTo: reader.remaining)) {
        parents.append(try parent(&reader, of: end))
      }
      runs.append(Run(events: end..<end + length, parents: first..<parents.count))
      end += length
    }
    guard end == total else { throw ByteError(.invalidValue, at: reader.position) }
  }

  private func parent(_ reader: inout ByteReader, of event: Int32) throws(ByteError) -> Parent {
    let offset = reader.position
    let code = try reader.varint()
    if code & 1 == 1 {
      guard code >> 1 < UInt64(outer.count) else { throw ByteError(.invalidValue, at: offset) }
      return .outer(Int(code >> 1))
    }
    guard code > 0, code >> 1 <= UInt64(event) else { throw ByteError(.invalidValue, at: offset) }
    return .inner(event - Int32(code >> 1))
  }

  private mutating func readEdits(
    _ reader: inout ByteReader, held: Int
  ) throws(ByteError) {
    let total = names.last?.end ?? 0
    editsOffset = reader.position
    var event: Int32 = 0
    var text: Int32 = 0
    let count = try reader.count(upTo: reader.remaining)
    log.runs.reserveCapacity(count)
    var moved: [Bool] = []
    moved.reserveCapacity(count)
    for _ in 0..<count {
      let offset = reader.position
      let code = try reader.varint()
      guard let kind = TextLog.Kind(rawValue: UInt8(code >> 1 & 3)), code >> 3 > 0,
        code >> 3 <= UInt64(total - event)
      else { throw ByteError(.invalidValue, at: offset) }
      let length = Int32(code >> 3)
      log.runs.append(
        TextLog.Run(start: event, count: length, position: 0, text: text, kind: kind))
      moved.append(code & 1 == 1)
      event += length
      if kind == .insert { text += length }
    }
    guard event == total,
      log.runs.allSatisfy({ $0.kind == .insert || Int($0.count) <= held + Int(text) })
    else { throw ByteError(.invalidValue, at: reader.position) }
    try readPositions(&reader, moved)
    try readText(&reader, count: Int(text))
    try checkGraphRuns()
  }

  /// The byte at which the run of an event begins, in bytes that were read once already.
  func offset(ofEvent event: Int32, in bytes: [UInt8]) throws(ByteError) -> Int {
    var reader = ByteReader(bytes)
    try reader.skip(editsOffset)
    _ = try reader.varint()
    for run in log.runs where run.end <= event { _ = try reader.varint() }
    return reader.position
  }

  private mutating func readPositions(
    _ reader: inout ByteReader, _ moved: [Bool]
  ) throws(ByteError) {
    let start = reader.position
    var moves = ByteReader(try reader.lengthPrefixed())
    var expected: Int64 = 0
    for index in log.runs.indices {
      var position = expected
      if moved[index] { position &+= try moves.zigzag() }
      guard position >= 0, position <= Int64(TextHistory.eventsMax) else {
        throw ByteError(.invalidValue, at: start + moves.position)
      }
      log.runs[index].position = Int32(position)
      expected = Int64(log.runs[index].expectedNext)
    }
    guard moves.isAtEnd else { throw ByteError(.trailingBytes, at: start + moves.position) }
  }

  private mutating func readText(_ reader: inout ByteReader, count: Int) throws(ByteError) {
    let start = reader.position
    let bytes = try reader.count(upTo: count * 4)
    let text = try Compression.decompress(Array(try reader.lengthPrefixed()), count: bytes)
    guard let scalars = UTF8Text.scalars(text, count: count) else {
      throw ByteError(.invalidUTF8, at: start)
    }
    log.scalars = scalars
    utf8 = text
  }

  /// Runs of edits must not go over the beginning of a graph run, where another author goes on.
  private func checkGraphRuns() throws(ByteError) {
    var index = 0
    for run in runs {
      while index < log.runs.count, log.runs[index].start < run.events.lowerBound { index += 1 }
      guard
        run.events.lowerBound == 0 || index == log.runs.count
          || log.runs[index].start == run.events.lowerBound
      else { throw ByteError(.invalidValue, at: graphOffset) }
    }
  }

  private func index(_ reader: inout ByteReader, below bound: Int) throws(ByteError) -> Int {
    let offset = reader.position
    let index = try reader.varint()
    guard index < UInt64(bound) else { throw ByteError(.invalidValue, at: offset) }
    return Int(index)
  }

  private func length(_ reader: inout ByteReader, behind end: Int32) throws(ByteError) -> Int32 {
    let offset = reader.position
    let length = try reader.varint()
    guard length > 0, length <= UInt64(TextHistory.eventsMax - Int(end)) else {
      throw ByteError(.tooMany, at: offset)
    }
    return Int32(length)
  }
}
