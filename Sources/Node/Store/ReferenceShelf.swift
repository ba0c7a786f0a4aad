import Digest
import Knowledge
import ReplicaStore
import SyncProtocol
import Synchronization

/// The municipalities' hours and numbers, read once for as long as the replica holds the same.
final class ReferenceShelf: Sendable {
  private struct Books {
    var state: SHA256Digest?
    var byMunicipality: [Municipality: ReferenceBook] = [:]
  }

  private let books = Mutex(Books())

  /// The book for the snapshot that `replica` reads.
  func book(of municipality: Municipality, _ replica: Replica) throws -> ReferenceBook {
    let state = try replica.vector().digest
    let kept = books.withLock { $0.state == state ? $0.byMunicipality[municipality] : nil }
    if let kept { return kept }
    let book = try replica.referenceBook(of: municipality)
    books.withLock { books in
      if books.state != state { books = Books(state: state) }
      books.byMunicipality[municipality] = book
    }
    return book
  }
}
