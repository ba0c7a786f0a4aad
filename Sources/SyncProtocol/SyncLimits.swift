/// The largest of everything that may come from outside, checked before anything is allocated.
/// `Protocol/08` explains each number; a sound peer stays below all of them.
public struct SyncLimits: Hashable, Sendable {
  /// One message as it travels. Below 1 MiB, where common proxies begin to answer 413.
  public var messageBytesMax = 1_000_000

  /// One message after inflation.
  public var inflatedBytesMax = 8 << 20

  /// One bundle file.
  public var bundleBytesMax = 256 << 20

  /// The canonical payload of one change.
  public var payloadBytesMax = 768 << 10

  /// What is left of a removed payload: a payload and the proof of it.
  public var remainingBytesMax: Int { payloadBytesMax + RemainingPayload.treeBytesMax }

  /// Heads that one change may merge.
  public var parentsMax = 1024

  public var authorBytesMax = 256
  public var operationsPerChangeMax = 4096
  public var splicesPerChangeMax = 65_536
  public var valueBytesMax = 64 << 10
  public var conflictBytesMax = 1024

  /// Positions and lengths in a text, in scalars.
  public var positionMax = 1 << 31 - 1

  /// Milliseconds since 1970 up to the end of the year 9999.
  public var timeMax: Int64 = 253_402_300_799_999

  public var changesPerBatchMax = 10_000
  public var operationsPerBatchMax = 262_144
  public var splicesPerBatchMax = 262_144

  /// Streams in one have-vector.
  public var streamsMax = 20_000

  /// Questions about chain marks in one message.
  public var probesMax = 64

  /// Forked streams that one message tells of.
  public var branchesMax = 64

  public init() {}

  public static let standard = SyncLimits()
}
