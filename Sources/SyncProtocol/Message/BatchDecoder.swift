import CRDT
import Digest

/// Reads a batch from columns that anyone may have sent. Counts are compared with the bytes that
/// are there before anything is allocated, and every change is one that a replica may make.
struct BatchDecoder {
  var columns: ColumnReaders
  private let limits: SyncLimits
  private var replicas: [ReplicaID] = []
  private var documents: [ChangeID] = []
  private var authors: [String] = []
  var salts: [ChangeID: UInt64] = [:]
  /// How many documents of the table were there before the batch, and how many of them have had
  /// their first entry.
  private var tableCount = 0
  private var documentsMet = 0
  private var latest: [ChangeID: ChangeID] = [:]
  private var lastSequence: [ReplicaID: UInt64] = [:]
  private var lastTime: Int64 = 0
  private var operationsLeft: Int
  private var splicesLeft: Int

  static func decode(
    from reader: inout ByteReader, limits: SyncLimits
  ) throws(ProtocolError) -> Batch {
    var decoder: BatchDecoder
    let batch: Batch
    do {
      decoder = try BatchDecoder(from: &reader, limits: limits)
      batch = try decoder.batch()
      try decoder.columns.checkAllRead()
    } catch {
      throw ProtocolError(error)
    }
    for entry in batch.entries {
      switch entry {
      case .whole(let change): try change.validate(limits)
      case .redacted(let header, _, _): try header.validate(limits)
      case .withheld: break
      }
    }
    return batch
  }

  private init(from reader: inout ByteReader, limits: SyncLimits) throws(ByteError) {
    columns = try ColumnReaders(from: &reader)
    self.limits = limits
    operationsLeft = limits.operationsPerBatchMax
    splicesLeft = limits.splicesPerBatchMax
  }

  private mutating func batch() throws(ByteError) -> Batch {
    try readReplicas()
    var spans = try readSpans()
    let order = try readRuns(&spans)
    let remains = try readRemains(of: order.count)
    try readSalts(&spans, order, remains)
    try readDocumentTable()
    try readAuthorTable()
    var entries: [StreamEntry] = []
    entries.reserveCapacity(order.count)
    for (index, id) in order.enumerated() {
      entries.append(try entry(id, remain: remains[index]))
    }
    return Batch(spans: spans, entries: entries)
  }

  private mutating func readReplicas() throws(ByteError) {
    while !columns[.replicas].isAtEnd {
      replicas.append(ReplicaID(rawValue: try columns[.replicas].fixed64()))
    }
    guard Set(replicas).count == replicas.count else { throw ByteError(.notCanonical, at: 0) }
  }

  private mutating func replica(in column: BatchColumn) throws(ByteError) -> ReplicaID {
    let start = columns[column].position
    let place = try columns[column].varint()
    guard place < UInt64(replicas.count) else { throw ByteError(.invalidValue, at: start) }
    return replicas[Int(place)]
  }

  /// The spans with a count of zero; the runs will say how long they are.
  private mutating func readSpans() throws(ByteError) -> [Batch.Span] {
    let count = try columns[.spans].count(upTo: replicas.count)
    var spans: [Batch.Span] = []
    for place in 0..<count {
      let start = columns[.spans].position
      let first = try columns[.spans].varint()
      // Numbers stay below 2⁶³, so that no sum of theirs can overflow.
      guard first > 0, first < 1 << 62 else { throw ByteError(.invalidValue, at: start) }
      let base = first == 1 ? nil : try columns[.spans].mark()
      let end = try columns[.spans].mark()
      spans.append(
        Batch.Span(replica: replicas[place], first: first, count: 0, base: base, end: end))
    }
    return spans
  }

  private mutating func readRuns(_ spans: inout [Batch.Span]) throws(ByteError) -> [ChangeID] {
    var order: [ChangeID] = []
    while !columns[.runs].isAtEnd {
      let start = columns[.runs].position
      let place = try columns[.runs].count(upTo: spans.count)
      let count = try columns[.runs].count(upTo: limits.changesPerBatchMax - order.count)
      guard place < spans.count, count > 0 else { throw ByteError(.invalidValue, at: start) }
      let span = spans[place]
      let next = span.first + span.count
      for step in 0..<UInt64(count) {
        order.append(ChangeID(replica: span.replica, sequence: next + step))
      }
      spans[place] = Batch.Span(
        replica: span.replica, first: span.first, count: span.count + UInt64(count),
        base: span.base, end: span.end)
    }
    guard spans.allSatisfy({ $0.count > 0 }) else { throw ByteError(.invalidValue, at: 0) }
    return order
  }

  enum Remain {
    case redacted(SHA256Digest, remaining: [UInt8]?)
    case withheld(SHA256Digest)
  }

  private mutating func readRemains(of count: Int) throws(ByteError) -> [Remain?] {
    var remains = [Remain?](repeating: nil, count: count)
    var next = 0
    while !columns[.remains].isAtEnd {
      let start = columns[.remains].position
      next += try columns[.remains].count(upTo: count)
      let tag = RemainTag(rawValue: try columns[.remains].varint())
      guard next < count else { throw ByteError(.invalidValue, at: start) }
      let hash = try columns[.remainHashes].digest()
      switch tag {
      case .redacted: remains[next] = .redacted(hash, remaining: nil)
      case .remaining:
        let length = try columns[.remainHashes].count(upTo: limits.remainingBytesMax)
        let bytes = try columns[.remainHashes].bytes(count: length)
        remains[next] = .redacted(hash, remaining: Array(bytes))
      case .withheld: remains[next] = .withheld(hash)
      case nil: throw ByteError(.unknownFormat, at: start)
      }
      next += 1
    }
    return remains
  }

  private mutating func readDocumentTable() throws(ByteError) {
    var last: [ReplicaID: UInt64] = [:]
    while !columns[.documentReplicas].isAtEnd {
      let replica = try replica(in: .documentReplicas)
      let difference = try columns[.documentNumbers].zigzag()
      let sequence = last[replica, default: 0] &+ UInt64(bitPattern: difference)
      last[replica] = sequence
      documents.append(ChangeID(replica: replica, sequence: sequence))
    }
    tableCount = documents.count
  }

  private mutating func readAuthorTable() throws(ByteError) {
    while !columns[.authorTable].isAtEnd {
      authors.append(try columns[.authorTable].string())
    }
  }

  private mutating func entry(
    _ id: ChangeID, remain: Remain?
  ) throws(ByteError) -> StreamEntry {
    switch remain {
    case .withheld(let commitment): .withheld(id, commitment: commitment)
    case .redacted(let payloadHash, let remaining):
      .redacted(try header(id), payloadHash: payloadHash, remaining: remaining)
    case nil: .whole(try change(try header(id)))
    }
  }

  private mutating func header(_ id: ChangeID) throws(ByteError) -> ChangeHeader {
    guard let document = try document() else {
      documents.append(id)
      latest[id] = id
      return ChangeHeader(id: id, document: id, parents: [])
    }
    let parents = try parents(in: document)
    latest[document] = id
    return ChangeHeader(id: id, document: document, parents: parents)
  }

  /// The document of the next entry; `nil` when the entry creates it.
  private mutating func document() throws(ByteError) -> ChangeID? {
    let start = columns[.documents].position
    let place = try columns[.documents].count(upTo: documents.count + 1)
    switch place {
    case 0:
      return nil
    case 1:
      guard documentsMet < tableCount else { throw ByteError(.invalidValue, at: start) }
      documentsMet += 1
      return documents[documentsMet - 1]
    default:
      return documents[place - 2]
    }
  }

  private mutating func parents(in document: ChangeID) throws(ByteError) -> [ChangeID] {
    let count = try columns[.parentCounts].count(
      upTo: min(limits.parentsMax, columns[.parents].remaining / 2))
    guard count > 0 else { return [latest[document] ?? document] }
    var parents: [ChangeID] = []
    parents.reserveCapacity(count)
    for _ in 0..<count {
      let replica = try replica(in: .parents)
      let difference = try columns[.parents].zigzag()
      let sequence = lastSequence[replica, default: 0] &+ UInt64(bitPattern: difference)
      lastSequence[replica] = sequence
      parents.append(ChangeID(replica: replica, sequence: sequence))
    }
    return parents
  }

  private mutating func change(_ header: ChangeHeader) throws(ByteError) -> Change {
    lastTime = lastTime &+ (try columns[.times].zigzag())
    let start = columns[.authors].position
    let author = try columns[.authors].varint()
    guard author < UInt64(authors.count) else { throw ByteError(.invalidValue, at: start) }
    let count = try columns[.operationCounts].count(
      upTo: min(operationsLeft, columns[.tags].remaining))
    operationsLeft -= count
    var operations: [Operation] = []
    operations.reserveCapacity(count)
    for _ in 0..<count { operations.append(try operation()) }
    return Change(
      id: header.id, document: header.document, parents: header.parents,
      author: authors[Int(author)], time: lastTime, salt: salts[header.id, default: 0],
      operations: operations)
  }

  private mutating func operation() throws(ByteError) -> Operation {
    let start = columns[.tags].position
    guard let tag = OperationTag(rawValue: try columns[.tags].byte()) else {
      throw ByteError(.unknownFormat, at: start)
    }
    switch tag {
    case .create: return .create(kind: try columns[.numbers].number32())
    case .edit: return .edit(try columns[.fields].field(), try splices())
    case .assign: return .assign(try columns[.fields].field(), Value(bytes: try value()))
    case .add: return .add(try columns[.fields].field(), Value(bytes: try value()))
    case .remove: return .remove(try columns[.fields].field(), Value(bytes: try value()))
    case .count:
      return .count(
        try columns[.fields].field(), key: Value(bytes: try value()),
        amount: try columns[.numbers].zigzag())
    case .acknowledge: return .acknowledge(ConflictID(bytes: try value()))
    }
  }

  private mutating func splices() throws(ByteError) -> [Splice] {
    let count = try columns[.spliceCounts].count(
      upTo: min(splicesLeft, columns[.positions].remaining))
    splicesLeft -= count
    var splices: [Splice] = []
    splices.reserveCapacity(count)
    var last: Int64 = 0
    for _ in 0..<count {
      let start = columns[.positions].position
      let (position, overflow) = last.addingReportingOverflow(try columns[.positions].zigzag())
      guard !overflow, position >= 0 else { throw ByteError(.invalidValue, at: start) }
      last = position
      splices.append(
        Splice(
          position: Int(position), deleted: try columns[.deletions].length(),
          inserted: try text()))
    }
    return splices
  }

  private mutating func text() throws(ByteError) -> String {
    let start = columns[.texts].position
    let count = try columns[.textLengths].count(upTo: columns[.texts].remaining)
    let utf8 = try columns[.texts].bytes(count: count)
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw ByteError(.invalidUTF8, at: start)
    }
    return text
  }

  private mutating func value() throws(ByteError) -> [UInt8] {
    let count = try columns[.valueLengths].count(upTo: columns[.values].remaining)
    return Array(try columns[.values].bytes(count: count))
  }
}

extension ByteReader {
  mutating func mark() throws(ByteError) -> ChainMark {
    let high = try fixed64()
    let low = try fixed64()
    return ChainMark(bits: UInt128(high) << 64 | UInt128(low))
  }
}
