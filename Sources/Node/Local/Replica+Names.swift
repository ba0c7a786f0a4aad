import CRDT
import HTTP
import Knowledge
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
      Paths.feedbackList, Paths.drafts, Paths.links, Paths.checklist,
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
/// A replica id names a writer and not a place: the place is what a node's card says of its stream
/// or, in a base without cards, the peer that says the stream is its own. Of a stream that nobody
/// has spoken for, the author's initials must do.
struct Places {
  private var names: [ReplicaID: String]

  init(_ replica: Replica) throws {
    names = try replica.peerStreams()
    for (stream, card) in try replica.authority()?.cards ?? [:] where !card.card.name.isEmpty {
      names[stream] = card.card.name
    }
    let identity = try replica.identity()
    names[identity.replica] = identity.name
  }

  func name(of replica: ReplicaID) -> String { names[replica] ?? "" }

  /// "KKR, Slagelse", or the initials alone.
  func writer(_ author: String, on replica: ReplicaID) -> String {
    Whereabouts.text(author, name(of: replica))
  }
}
