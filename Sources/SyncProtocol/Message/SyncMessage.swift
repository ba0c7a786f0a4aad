public import CRDT
public import Digest

/// One half of an exchange: the body of a request or of its answer (Protocol/05 §3).
///
/// It says what the sender has and brings what the other side seems to lack. It needs no memory of
/// earlier messages but the digest both sides last agreed on, and that one may be forgotten too.
public struct SyncMessage: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    case request = 1
    case answer = 2
  }

  /// How the sender's have-vector differs from the agreed one.
  public enum Vector: Hashable, Sendable {
    /// It is the agreed one, or the one that the digest of the other side stands for.
    case unchanged
    /// The streams that moved since the agreed one, ascending.
    case delta([StreamMark])
    /// All of it, ascending.
    case full([StreamMark])
  }

  public var kind: Kind

  /// The digest of the sender's have-vector; in an answer, after the request's batch was applied.
  public var digest: SHA256Digest

  /// The digest that `vector` counts from.
  public var agreed: SHA256Digest?
  public var vector: Vector
  public var batch: Batch

  /// The sender holds more that the other side seems to lack than fitted into the batch.
  public var hasMore: Bool

  /// The answerer does not remember the digest that the request counted from.
  public var agreedUnknown: Bool

  /// The answerer left the request's batch aside: it does not continue what it holds.
  public var batchLeftAside: Bool

  /// The start of a digest over the rendered state. Equal sets with unequal marks are a bug of
  /// ours, which each side then sees.
  public var stateMark: ChainMark?

  /// The longest batch that the requester wants in the answer, compressed, for links that break
  /// often.
  public var answerBytesMax: Int?

  /// Numbers whose chain marks the requester asks for, to find where two branches part.
  public var probes: [ChangeID]

  /// The marks asked for, where the answerer holds the numbers.
  public var probed: [StreamMark]

  /// What the sender holds where branches of streams part, ascending by stream.
  public var branches: [BranchClaim]

  public init(
    kind: Kind, digest: SHA256Digest, agreed: SHA256Digest? = nil, vector: Vector,
    batch: Batch = .empty, hasMore: Bool = false, agreedUnknown: Bool = false,
    batchLeftAside: Bool = false, stateMark: ChainMark? = nil, answerBytesMax: Int? = nil,
    probes: [ChangeID] = [], probed: [StreamMark] = [], branches: [BranchClaim] = []
  ) {
    self.kind = kind
    self.digest = digest
    self.agreed = agreed
    self.vector = vector
    self.batch = batch
    self.hasMore = hasMore
    self.agreedUnknown = agreedUnknown
    self.batchLeftAside = batchLeftAside
    self.stateMark = stateMark
    self.answerBytesMax = answerBytesMax
    self.probes = probes
    self.probed = probed
    self.branches = branches
  }
}

/// What a node says instead of an answer: why nothing of a request was taken.
public struct Refusal: Hashable, Sendable {
  public let reason: ProtocolError.Reason
  public let change: ChangeID?

  public init(reason: ProtocolError.Reason, change: ChangeID? = nil) {
    self.reason = reason
    self.change = change
  }

  public init(_ error: ProtocolError) {
    self.init(reason: error.reason, change: error.change)
  }
}
