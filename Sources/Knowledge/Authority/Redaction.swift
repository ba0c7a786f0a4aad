public import CRDT
public import Digest

/// A removal of personal data (*sletning*): the payload of one change goes away on every replica
/// that has this record, and what the record brings stands in its place (Protocol/04 §2.3).
///
/// The payload is named by its hash, which no renaming of a branch alters and which tells nothing of
/// what it said. The stand-in has the same operations at the same places and of the same lengths, so
/// that whatever was written on top of the change still fits.
public struct Redaction: Hashable, Sendable {
  public var payloadHash: SHA256Digest
  /// What the change was called where the record was made: where to look first.
  public var change: ChangeID
  /// Why, for people; says nothing of what was removed.
  public var reason: String
  /// A canonical payload with salt 0, as its length and a DEFLATE stream.
  public var standIn: [UInt8]

  public init(payloadHash: SHA256Digest, change: ChangeID, reason: String, standIn: [UInt8]) {
    self.payloadHash = payloadHash
    self.change = change
    self.reason = reason
    self.standIn = standIn
  }
}

extension Redaction {
  /// hash:32 replica:u64 number:u64 reason:text, then the stand-in.
  public var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.bytes(payloadHash.bytes)
    writer.fixed64(change.replica.rawValue)
    writer.fixed64(change.sequence)
    writer.string(reason)
    writer.bytes(standIn)
    return writer.bytes
  }

  /// `nil` for bytes that `encoded` does not write.
  public init?(encoded bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    do throws(ByteError) {
      guard let hash = SHA256Digest(bytes: Array(try reader.bytes(count: SHA256Digest.byteCount)))
      else { return nil }
      let replica = ReplicaID(rawValue: try reader.fixed64())
      let id = ChangeID(replica: replica, sequence: try reader.fixed64())
      let reason = try reader.string()
      let standIn = Array(try reader.bytes(count: reader.remaining))
      self.init(payloadHash: hash, change: id, reason: reason, standIn: standIn)
    } catch {
      return nil
    }
  }
}
