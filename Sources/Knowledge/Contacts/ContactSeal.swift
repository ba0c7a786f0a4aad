public import CRDT

/// Contacts sealed into one change, which is a document of its own: what a node counted since it
/// last sealed. Totals are the sums over all such documents, so they are the same in whatever order
/// those come, and no document ever grows.
///
/// **A batch is counted once.** A node that counts gives what it collects a random name. A copied
/// disk, or one that was restored, may seal contacts that another copy has sealed already; they
/// come in a batch of the same name then, and of each key the larger count holds. What either copy
/// counted after it started anew is in batches with names of their own, and adds up.
public struct ContactSeal: Hashable, Sendable {
  public typealias Batch = UInt64

  /// What a key's count may be in one document; more is nobody's work.
  public static let countMax: Int64 = 1_000_000_000

  /// The counts of each batch.
  public private(set) var batches: [Batch: [ContactKey: Int64]] = [:]

  public init(_ batches: [Batch: [ContactKey: Int64]] = [:]) {
    self.batches = batches
  }

  public var isEmpty: Bool { batches.allSatisfy(\.value.isEmpty) }

  /// The number of distinct keys.
  public var count: Int { batches.values.reduce(0) { $0 + $1.count } }

  /// The same in pieces of so many keys or a little more; a batch is never parted, because it must be
  /// recognised when a copy of it comes.
  public func split(keysMax: Int) -> [ContactSeal] {
    var seals: [ContactSeal] = []
    var piece = ContactSeal()
    for (batch, counts) in batches.sorted(by: { $0.key < $1.key }) where !counts.isEmpty {
      if piece.count > 0, piece.count + counts.count > keysMax {
        seals.append(piece)
        piece = ContactSeal()
      }
      piece.batches[batch] = counts
    }
    return piece.isEmpty ? seals : seals + [piece]
  }

  /// The operations of the change that seals; in one order, whoever makes it.
  ///
  /// A batch is named by a counter whose key is the batch's place in the document and its name, and
  /// counts have that place before their key: a name is written once.
  public var operations: [Operation] {
    var operations: [Operation] = [.create(kind: DocumentKind.contacts.rawValue)]
    for (place, batch) in batches.keys.sorted().enumerated() {
      var name = ByteWriter()
      name.varint(UInt64(place))
      name.fixed64(batch)
      operations.append(.count(.contactBatches, key: Value(bytes: name.bytes), amount: 1))
      let counts = (batches[batch] ?? [:]).filter { $0.value != 0 }
        .map { (key: $0.key.encoded, amount: $0.value) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      for count in counts {
        var key = ByteWriter()
        key.varint(UInt64(place))
        key.bytes(count.key)
        operations.append(
          .count(.contacts, key: Value(bytes: key.bytes), amount: count.amount))
      }
    }
    return operations
  }

  /// Reads a document of contacts. Keys that this version cannot read, and counts that nobody can
  /// have made, are left out.
  public init(_ state: DocumentState) {
    var names: [UInt64: Batch] = [:]
    for key in (state.counters[.contactBatches] ?? [:]).keys.sorted() {
      var reader = ByteReader(key.bytes)
      guard let place = try? reader.varint(), let name = try? reader.fixed64(), reader.isAtEnd
      else { continue }
      // Of two names for one place the first in order is it, everywhere.
      if names[place] == nil { names[place] = name }
    }
    for (key, amount) in state.counters[.contacts] ?? [:] {
      var reader = ByteReader(key.bytes)
      guard let place = try? reader.varint(), let batch = names[place],
        let contact = ContactKey(encoded: Array(key.bytes.dropFirst(reader.position))),
        amount.magnitude <= ContactSeal.countMax.magnitude
      else { continue }
      batches[batch, default: [:]][contact, default: 0] += amount
    }
  }
}

extension ContactSeal {
  /// Of each key the larger count of copies of one batch.
  public static func larger(of copies: [[ContactKey: Int64]]) -> [ContactKey: Int64] {
    copies.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: larger) }
  }

  /// The one that says more. Of corrections, which are negative, the one that takes more back.
  public static func larger(_ one: Int64, _ other: Int64) -> Int64 {
    one.magnitude == other.magnitude
      ? max(one, other) : one.magnitude > other.magnitude ? one : other
  }

  /// What copies of one batch say beyond what one of them has said already.
  public static func rest(
    of counts: [ContactKey: Int64], beyond sealed: [ContactKey: Int64]
  ) -> [ContactKey: Int64] {
    difference(from: sealed, to: larger(of: [sealed, counts])).filter { $0.value != 0 }
  }

  /// What has to be added to one to have the other.
  public static func difference(
    from before: [ContactKey: Int64], to after: [ContactKey: Int64]
  ) -> [ContactKey: Int64] {
    after.merging(before.mapValues { -$0 }, uniquingKeysWith: +)
  }
}
