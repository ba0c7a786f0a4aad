public import CRDT
public import Digest

/// What readers may see of one document: the operations that would create it as it was let out,
/// with nothing of how it came to be (Protocol/10).
public struct ViewItem: Hashable, Sendable {
  public let document: ChangeID

  /// A canonical payload (Protocol/02 §2); `nil` for a document that readers may not see any more.
  public let payload: [UInt8]?

  public init(document: ChangeID, payload: [UInt8]?) {
    self.document = document
    self.payload = payload
  }
}

/// What a mirror asks for once it holds the same set of changes: what was let out since.
public struct ViewRequest: Hashable, Sendable {
  /// The digest of the mirror's have-vector.
  public let digest: SHA256Digest

  /// The revision of the answerer's view that the mirror has; 0 for none of it.
  public let since: UInt64

  public init(digest: SHA256Digest, since: UInt64) {
    self.digest = digest
    self.since = since
  }
}

/// Part of a view, oldest revision first.
public struct ViewAnswer: Hashable, Sendable {
  /// The digest of the answerer's have-vector. If it is not the mirror's, the rest is of another
  /// set of changes and means nothing to it.
  public let digest: SHA256Digest

  /// The digest of the whole view at that have-vector.
  public let viewDigest: SHA256Digest

  /// The revision of the last item, or of the whole view when nothing is left.
  public let revision: UInt64
  public let hasMore: Bool
  public let items: [ViewItem]

  public init(
    digest: SHA256Digest, viewDigest: SHA256Digest, revision: UInt64, hasMore: Bool,
    items: [ViewItem]
  ) {
    self.digest = digest
    self.viewDigest = viewDigest
    self.revision = revision
    self.hasMore = hasMore
    self.items = items
  }

  /// SHA-256("fv1:view" 0 ‖ for each document that readers may see, ascending: its id, the hash of
  /// its payload).
  public static func digest(of view: some Sequence<(ChangeID, SHA256Digest)>) -> SHA256Digest {
    var hash = HashDomain.view.start
    for (document, payload) in view.sorted(by: { $0.0 < $1.0 }) {
      hash.update(bigEndian: document.replica.rawValue)
      hash.update(bigEndian: document.sequence)
      hash.update(payload)
    }
    return hash.finalize()
  }
}
