public import CRDT
public import Digest

/// A removal of personal data (*sletning*): words of one change's payload go away on every replica
/// that has this record (Protocol/04 §2.3).
///
/// The payload is named by its hash, which no renaming of a branch alters and which tells nothing of
/// what it said.
public struct Redaction: Hashable, Sendable {
  public enum Removal: Hashable, Sendable {
    /// Which words, and a hash by which whatever is left of the payload proves itself
    /// (`RemainingPayload.root`). It says nothing of any word, so that a later removal finds none.
    case words(WordMask, root: SHA256Digest)
    /// In records from before that, and where nothing else is left: what stands in the place of the
    /// payload, as the length and the DEFLATE stream of a canonical payload with salt 0.
    case standIn([UInt8])
  }

  public var payloadHash: SHA256Digest
  /// What the change was called where the record was made: where to look first.
  public var change: ChangeID
  /// Why, for people; says nothing of what was removed.
  public var reason: String
  public var removal: Removal

  public init(payloadHash: SHA256Digest, change: ChangeID, reason: String, removal: Removal) {
    self.payloadHash = payloadHash
    self.change = change
    self.reason = reason
    self.removal = removal
  }
}

extension Redaction {
  /// hash:32 replica:u64 number:u64 reason:text, then 0 root:32 mask, or the stand-in, whose length
  /// is never 0.
  public var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.bytes(payloadHash.bytes)
    writer.fixed64(change.replica.rawValue)
    writer.fixed64(change.sequence)
    writer.string(reason)
    switch removal {
    case .words(let mask, let root):
      writer.byte(0)
      writer.bytes(root.bytes)
      mask.write(to: &writer)
    case .standIn(let packed):
      writer.bytes(packed)
    }
    return writer.bytes
  }

  /// `nil` for bytes that `encoded` does not write.
  public init?(encoded bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    do throws(ByteError) {
      let hash = try Redaction.digest(from: &reader)
      let replica = ReplicaID(rawValue: try reader.fixed64())
      let id = ChangeID(replica: replica, sequence: try reader.fixed64())
      let reason = try reader.string()
      self.init(
        payloadHash: hash, change: id, reason: reason, removal: try Redaction.removal(&reader))
    } catch {
      return nil
    }
  }

  private static func removal(_ reader: inout ByteReader) throws(ByteError) -> Removal {
    var ahead = reader
    guard !reader.isAtEnd, try ahead.byte() == 0 else {
      return .standIn(Array(try reader.bytes(count: reader.remaining)))
    }
    let root = try digest(from: &ahead)
    let mask = try WordMask(from: &ahead)
    guard ahead.isAtEnd, !mask.isEmpty else {
      throw ByteError(.trailingBytes, at: ahead.position)
    }
    return .words(mask, root: root)
  }

  private static func digest(from reader: inout ByteReader) throws(ByteError) -> SHA256Digest {
    let start = reader.position
    guard let digest = SHA256Digest(bytes: try reader.bytes(count: SHA256Digest.byteCount)) else {
      throw ByteError(.truncated, at: start)
    }
    return digest
  }
}
