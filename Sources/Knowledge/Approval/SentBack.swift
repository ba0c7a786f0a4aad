public import CRDT
public import Digest

/// *Sendt tilbage*: an approver's word to the author on a text that was not let out, and which text
/// it was about.
///
/// It holds until the text is another one: whoever mends it, anywhere, has sent it to approval
/// again.
public struct SentBack: Hashable, Sendable {
  public static let commentMax = 2_000

  public let contentHash: SHA256Digest
  /// What is to be mended; a few lines.
  public let comment: String

  /// `nil` unless the comment says something, in no more than `commentMax` signs.
  public init?(_ contentHash: SHA256Digest, comment: String) {
    let comment = CleanText.trimmed(CleanText.withLineFeeds(comment))
    guard !comment.isEmpty, comment.unicodeScalars.count <= SentBack.commentMax,
      CleanText.firstBadScalar(in: comment, allowing: .lines) == nil
    else { return nil }
    self.contentHash = contentHash
    self.comment = comment
  }

  /// What an approver's change holds.
  public var operations: [Operation] { [.assign(.sentBack, Value(encoded))] }
}

extension Article {
  /// Whether an approver sent exactly this text back.
  public var isSentBack: Bool {
    guard let sentBack, !status.isWithdrawn else { return false }
    let hash = contentHash
    return sentBack.contentHash == hash && approval?.contentHash != hash
  }
}

// MARK: - On the wire

extension SentBack {
  /// The hash in hexadecimal on a line of its own, then the comment.
  public init?(encoded text: String) {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let hash = SHA256Digest(String(parts[0]))
    else { return nil }
    self.init(hash, comment: String(parts[1]))
  }

  var encoded: String { "\(contentHash)\n\(comment)" }
}
