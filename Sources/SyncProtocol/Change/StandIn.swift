public import CRDT

/// What stands in the place of a payload that was removed for good (Protocol/02 §6).
///
/// A record of the authority document brings it as its length and a DEFLATE stream. Inflated it is
/// a canonical payload like any other, with salt 0: nothing has to be kept from being guessed.
public enum StandIn {
  /// The form in which it travels in a record.
  public static func pack(_ change: Change) -> [UInt8] {
    MessageCodec.deflate(PayloadCodec.encode(change))
  }

  /// The payload again; whether it can be one of the change's, only the change's header says.
  public static func unpack(
    _ bytes: [UInt8], limits: SyncLimits = .standard
  ) throws(ProtocolError) -> [UInt8] {
    var limits = limits
    limits.inflatedBytesMax = limits.payloadBytesMax
    return try MessageCodec.inflate(bytes[...], limits)
  }

  /// What stands there as long as the record has not come: a change that does nothing.
  public static func unknown(_ header: ChangeHeader) -> Change {
    Change(
      id: header.id, document: header.document, parents: header.parents, author: "", time: 0,
      salt: 0,
      operations: header.id == header.document
        ? [.create(kind: 0)] : [.acknowledge(ConflictID(bytes: []))])
  }
}
