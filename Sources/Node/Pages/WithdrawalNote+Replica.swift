import CRDT
import Knowledge
import ReplicaStore
import WebUI

extension WithdrawalNote {
  /// What there is to say of a withdrawn article; `nil` for one that holds.
  init?(_ state: DocumentState, of document: ChangeID, in replica: Replica) throws {
    guard case .withdrawn(let withdrawal) = Article(state).status,
      let change = state.registers[.status]?.first(where: { entry in
        Article.isWithdrawal(entry.value)
      })?.change
    else { return nil }
    self.init(
      reason: withdrawal.reason, day: CalendarDay(withdrawal.date),
      reach: WithdrawalReach(try replica.reach(of: change, in: document)))
  }
}

extension WithdrawalReach {
  init(_ reach: Replica.Reach) {
    func nodes(_ holders: [Replica.Reach.Holder]) -> [Node] {
      holders.map { holder in
        Node(
          name: holder.name, isConfirmed: holder.isConfirmed,
          lastEqual: holder.lastEqual.map(DanishTime.moment))
      }
    }
    self.init(peers: nodes(reach.peers), others: nodes(reach.others))
  }
}
