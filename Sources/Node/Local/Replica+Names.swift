import CRDT
import HTTP
import ReplicaStore
import WebUI

/// What things are called in addresses and on pages.
extension Replica {
  /// The article's name in addresses: the external id where it is fit for one and leads back here,
  /// the document's own name elsewhere.
  func addressName(of document: ChangeID, externalID: String?) throws -> String {
    guard let externalID, Replica.isFitForAddress(externalID),
      try self.document(externalID: externalID) == document
    else { return document.description }
    return externalID
  }

  /// Letters, digits, hyphens, underscores and full stops within; none of the words that are
  /// addresses themselves; and nothing that looks like a document's name.
  private static func isFitForAddress(_ id: String) -> Bool {
    let reserved = [
      Paths.newArticle, Paths.preview, Paths.conflicts, Paths.reviews, Paths.searchesInVain,
      Paths.feedbackList,
    ].map {
      String($0.dropFirst(Paths.articles.count + 1))
    }
    return (1...100).contains(id.utf8.count) && !id.hasPrefix(".") && !reserved.contains(id)
      && ChangeID(id) == nil
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}

/// Where a change was made, as people say it.
///
/// A replica id names a writer and not a place, so only this node's own is known by name; of the
/// others the author's initials and unit must say it.
struct Places {
  private let own: ReplicaID
  private let ownName: String

  init(_ replica: Replica) throws {
    let identity = try replica.identity()
    own = identity.replica
    ownName = identity.name
  }

  func name(of replica: ReplicaID) -> String {
    replica == own ? ownName : ""
  }
}
