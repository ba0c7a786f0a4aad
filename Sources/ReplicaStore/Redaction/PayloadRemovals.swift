import CRDT
import Digest
import SQLite
import SyncProtocol

/// A payload that is not whole in the log any more.
struct RemovedPayload {
  var hash: SHA256Digest
  /// It, where its removal is shown but does not count here (`Authority.RedactionEntry.isSound`).
  var kept: [UInt8]?
  /// What is left of it (`RemainingPayload`), to be sent on with the entry.
  var remaining: [UInt8]?
  /// Whether more is missing here than the records held say.
  var lacks = false
}

/// What a replica has of a payload that a record names.
enum PayloadSource {
  case whole([UInt8])
  /// As it came: whether it is what the record names is yet to be seen.
  case remaining([UInt8])
  case nothing
}

/// What stands in the log in the place of a payload.
struct PayloadStanding {
  var change: Change
  var removed: RemovedPayload
  var isSound: Bool
}

/// All that the records held say of one payload.
struct PayloadRemovals {
  struct Mask {
    var mask: WordMask
    var root: SHA256Digest
    var isSound: Bool
  }

  let hash: SHA256Digest
  var masks: [Mask] = []
  /// Stand-ins of older records, ascending by their bytes.
  var standIns: [(payload: [UInt8], isSound: Bool)] = []

  init(_ hash: SHA256Digest) {
    self.hash = hash
  }

  /// What stands in the place of the payload; `nil` when nobody removed it. Whatever a replica has
  /// of it, the same is shown: a record that is not about this payload's words has no effect.
  func standing(
    of header: ChangeHeader, from source: PayloadSource
  ) throws -> PayloadStanding? {
    if let old = oldStandIn(of: header) { return standing(on: old, from: source) }
    guard !masks.isEmpty else { return nil }
    guard let base = try base(of: header, from: source) else {
      if case .whole = source { return nil }
      return PayloadStanding(
        change: StandIn.unknown(header), removed: RemovedPayload(hash: hash, lacks: true),
        isSound: masks.contains(where: \.isSound))
    }
    let root = base.root
    let masks = masks.filter { $0.root == root }
    guard !masks.isEmpty else { return nil }
    let shown = masks.reduce(WordMask()) { $0.union($1.mask) }
    let sound = masks.filter(\.isSound)
    var removed = RemovedPayload(hash: hash, lacks: !base.gone.isSubset(of: shown))
    if sound.isEmpty, case .whole(let payload) = source {
      removed.kept = payload
    } else {
      removed.remaining = base.removing(sound.reduce(WordMask()) { $0.union($1.mask) }).encoded
    }
    return PayloadStanding(
      change: base.change.blanked(shown), removed: removed, isSound: !sound.isEmpty)
  }

  /// What is left of the payload, if it is what one of the records names.
  private func base(
    of header: ChangeHeader, from source: PayloadSource
  ) throws -> RemainingPayload? {
    switch source {
    case .whole(let payload): return try RemainingPayload(whole: payload, of: header)
    case .remaining(let bytes):
      // What cannot be read is nothing: it comes again, from somebody else.
      guard let base = try? RemainingPayload(encoded: bytes, of: header) else { return nil }
      let root = base.root
      return masks.contains { $0.root == root } ? base : nil
    case .nothing: return nil
    }
  }

  // MARK: Older records

  /// Each laid over those before it. One that is no change of this header is none, here as
  /// everywhere.
  func oldStandIn(of header: ChangeHeader) -> (change: Change, isSound: Bool)? {
    var standIn: Change?
    var isSound = false
    for old in standIns {
      let next = try? PayloadCodec.decode(
        id: header.id, document: header.document, parents: header.parents, payload: old.payload)
      guard let next else { continue }
      isSound = isSound || old.isSound
      standIn = standIn.map { Blanking.union($0, next) ?? $0 } ?? next
    }
    return standIn.map { ($0, isSound) }
  }

  /// The record itself says what is left; there is nothing to be had from elsewhere.
  private func standing(
    on old: (change: Change, isSound: Bool), from source: PayloadSource
  ) -> PayloadStanding {
    let isSound = old.isSound || masks.contains(where: \.isSound)
    var removed = RemovedPayload(hash: hash)
    if case .whole(let payload) = source, !isSound { removed.kept = payload }
    let mask = masks.reduce(WordMask()) { $0.union($1.mask) }
    return PayloadStanding(
      change: old.change.blanked(mask), removed: removed, isSound: isSound)
  }
}

extension Replica {
  /// What the records held say of a payload.
  func removals(ofPayload hash: SHA256Digest) throws -> PayloadRemovals {
    var removals = PayloadRemovals(hash)
    try connection.forEach(
      "SELECT payload, sound, mask, root FROM redaction WHERE hash = ?1 ORDER BY payload, record",
      [.blob(hash.bytes)]
    ) { row in
      let isSound = row.integer(1) != 0
      if row.isNull(2) {
        removals.standIns.append((row.blob(0), isSound))
      } else {
        var reader = ByteReader(row.blob(2))
        removals.masks.append(
          PayloadRemovals.Mask(
            mask: try WordMask(from: &reader), root: try SHA256Digest(stored: row.blob(3)),
            isSound: isSound))
      }
      return true
    }
    return removals
  }
}
