import CRDT
import Knowledge
import ReplicaStore

extension Shelf where Value == [Replica.Review] {
  /// The reviews of everything readers may find, by title in Danish order.
  static func reviews() -> Shelf {
    let read = TextShelf<Replica.Review> { replica, document in try replica.review(of: document) }
    return Shelf { replica in
      let reviews = try read.values(replica).values.sorted { $0.document < $1.document }
      return DanishOrder.sorted(reviews, by: \.title)
    }
  }
}
