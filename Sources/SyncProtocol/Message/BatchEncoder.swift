import CRDT
import Digest

/// Writes a batch as columns.
struct BatchEncoder {
  private var columns = ColumnWriters()
  private var replicas: [ReplicaID: Int] = [:]
  /// Places in the document table, given to documents from outside the batch first.
  private var documents: [ChangeID: Int] = [:]
  /// How many of those from outside have had their first entry.
  private var documentsMet = 0
  private var tableCount = 0
  private var authors: [[UInt8]: Int] = [:]
  private var latest: [ChangeID: ChangeID] = [:]
  private var lastSequence: [ReplicaID: UInt64] = [:]
  private var lastDocument: [ReplicaID: UInt64] = [:]
  private var lastTime: Int64 = 0

  static func encode(_ batch: Batch, into writer: inout ByteWriter) {
    var encoder = BatchEncoder()
    encoder.writeSpans(batch)
    encoder.writeRuns(batch)
    encoder.writeDocumentTable(batch)
    for entry in batch.entries { encoder.write(entry) }
    encoder.writeSalts(batch)
    encoder.columns.write(to: &writer)
  }

  private mutating func place(of replica: ReplicaID) -> UInt64 {
    if let place = replicas[replica] { return UInt64(place) }
    let place = replicas.count
    replicas[replica] = place
    columns[.replicas].fixed64(replica.rawValue)
    return UInt64(place)
  }

  private mutating func writeSpans(_ batch: Batch) {
    columns[.spans].varint(UInt64(batch.spans.count))
    for span in batch.spans {
      _ = place(of: span.replica)
      columns[.spans].varint(span.first)
      if let base = span.base { columns[.spans].mark(base) }
      columns[.spans].mark(span.end)
    }
  }

  /// Which streams the entries belong to, and which entries are not whole.
  private mutating func writeRuns(_ batch: Batch) {
    var run: (replica: ReplicaID, count: UInt64)?
    var sinceRemain: UInt64 = 0
    for entry in batch.entries {
      if let current = run, current.replica == entry.id.replica {
        run = (current.replica, current.count + 1)
      } else {
        if let run { writeRun(run.replica, run.count) }
        run = (entry.id.replica, 1)
      }
      switch entry {
      case .whole:
        sinceRemain += 1
      case .redacted(_, let payloadHash, nil):
        writeRemain(.redacted, payloadHash, after: &sinceRemain)
      case .redacted(_, let payloadHash, .some(let remaining)):
        writeRemain(.remaining, payloadHash, after: &sinceRemain)
        columns[.remainHashes].lengthPrefixed(remaining)
      case .withheld(_, let commitment):
        writeRemain(.withheld, commitment, after: &sinceRemain)
      }
    }
    if let run { writeRun(run.replica, run.count) }
  }

  private mutating func writeRun(_ replica: ReplicaID, _ count: UInt64) {
    let place = place(of: replica)
    columns[.runs].varint(place)
    columns[.runs].varint(count)
  }

  private mutating func writeRemain(
    _ tag: RemainTag, _ hash: SHA256Digest, after whole: inout UInt64
  ) {
    columns[.remains].varint(whole)
    columns[.remains].varint(tag.rawValue)
    columns[.remainHashes].bytes(hash.bytes)
    whole = 0
  }

  /// Documents that were created before this batch; those created in it follow by themselves.
  private mutating func writeDocumentTable(_ batch: Batch) {
    let created = Set(
      batch.entries.compactMap { entry in
        entry.header.flatMap { $0.document == $0.id ? $0.id : nil }
      })
    for entry in batch.entries {
      guard let document = entry.header?.document, !created.contains(document),
        documents[document] == nil
      else { continue }
      documents[document] = documents.count
      let place = place(of: document.replica)
      columns[.documentReplicas].varint(place)
      let last = lastDocument[document.replica, default: 0]
      columns[.documentNumbers].zigzag(Int64(bitPattern: document.sequence &- last))
      lastDocument[document.replica] = document.sequence
    }
    tableCount = documents.count
  }

  /// For each stream, the nodes that stand for salts and the salts that are left, ascending.
  private mutating func writeSalts(_ batch: Batch) {
    var salts: [ReplicaID: [(number: UInt64, salt: UInt64)]] = [:]
    for entry in batch.entries {
      guard case .whole(let change) = entry else { continue }
      salts[change.id.replica, default: []].append((change.id.sequence, change.salt))
    }
    for span in batch.spans {
      var nodes = span.salts[...]
      var covered: UInt64 = 0
      for (number, salt) in salts[span.replica, default: []] where number > covered {
        if let node = nodes.first, node.first == number {
          nodes.removeFirst()
          covered = node.numbers.upperBound
          columns[.saltLevels].byte(UInt8(node.level))
          columns[.salts].fixed64(UInt64(truncatingIfNeeded: node.secret >> 64))
          columns[.salts].fixed64(UInt64(truncatingIfNeeded: node.secret))
        } else {
          columns[.saltLevels].byte(0)
          columns[.salts].fixed64(salt)
        }
      }
    }
  }

  private mutating func write(_ entry: StreamEntry) {
    guard let header = entry.header else { return }
    writeHeader(header)
    guard case .whole(let change) = entry else { return }
    columns[.times].zigzag(change.time &- lastTime)
    lastTime = change.time
    writeAuthor(Array(change.author.utf8))
    columns[.operationCounts].varint(UInt64(change.operations.count))
    for operation in change.operations { write(operation) }
  }

  private mutating func writeHeader(_ header: ChangeHeader) {
    if header.document == header.id {
      columns[.documents].varint(0)
      documents[header.id] = documents.count
    } else {
      let place = documents[header.document, default: 0]
      let isNext = place == documentsMet && place < tableCount
      columns[.documents].varint(isNext ? 1 : UInt64(place) + 2)
      if isNext { documentsMet += 1 }
      writeParents(header)
    }
    latest[header.document] = header.id
  }

  /// Nothing but a zero when the only parent is the document's latest change in this batch, or
  /// its creation when the batch had none yet.
  private mutating func writeParents(_ header: ChangeHeader) {
    guard header.parents != [latest[header.document] ?? header.document] else {
      columns[.parentCounts].varint(0)
      return
    }
    columns[.parentCounts].varint(UInt64(header.parents.count))
    for parent in header.parents {
      let place = place(of: parent.replica)
      columns[.parents].varint(place)
      let last = lastSequence[parent.replica, default: 0]
      columns[.parents].zigzag(Int64(bitPattern: parent.sequence &- last))
      lastSequence[parent.replica] = parent.sequence
    }
  }

  private mutating func writeAuthor(_ author: [UInt8]) {
    if authors[author] == nil {
      authors[author] = authors.count
      columns[.authorTable].lengthPrefixed(author)
    }
    columns[.authors].varint(UInt64(authors[author, default: 0]))
  }

  private mutating func write(_ operation: Operation) {
    columns[.tags].byte(operation.tag.rawValue)
    switch operation {
    case .create(let kind):
      columns[.numbers].varint(UInt64(kind))
    case .edit(let field, let splices):
      columns[.fields].varint(UInt64(field.rawValue))
      write(splices)
    case .assign(let field, let value), .add(let field, let value), .remove(let field, let value):
      columns[.fields].varint(UInt64(field.rawValue))
      write(value.bytes)
    case .count(let field, let key, let amount):
      columns[.fields].varint(UInt64(field.rawValue))
      write(key.bytes)
      columns[.numbers].zigzag(amount)
    case .acknowledge(let conflict):
      write(conflict.bytes)
    }
  }

  private mutating func write(_ splices: [Splice]) {
    columns[.spliceCounts].varint(UInt64(splices.count))
    var last = 0
    for splice in splices {
      columns[.positions].zigzag(Int64(splice.position - last))
      last = splice.position
      columns[.deletions].varint(UInt64(splice.deleted))
      columns[.textLengths].varint(UInt64(splice.inserted.utf8.count))
      columns[.texts].bytes(splice.inserted.utf8)
    }
  }

  private mutating func write(_ value: [UInt8]) {
    columns[.valueLengths].varint(UInt64(value.count))
    columns[.values].bytes(value)
  }
}

extension ByteWriter {
  mutating func mark(_ mark: ChainMark) {
    fixed64(UInt64(truncatingIfNeeded: mark.bits >> 64))
    fixed64(UInt64(truncatingIfNeeded: mark.bits))
  }
}
