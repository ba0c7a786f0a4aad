import Knowledge
import ReplicaStore
import WebUI

/// What somebody who is logged in may do at this node today.
///
/// Two things can say it. The account's role is this node's own word and holds as long as the base
/// says nothing of the people here. Grants travel, and as soon as the base has one for a person at
/// this node, they alone say who writes and approves what; ending the last of them gives nobody
/// anything back. Whoever the account calls an administrator goes on seeing to this machine and
/// reading what lies on it, for that is the machine's matter and no base's.
///
/// Pages ask here what to offer. What is written is judged again, by the same grants, when it is
/// saved and on every replica it comes to.
struct Rights: Hashable, Sendable {
  private let onAccount: Role
  /// `nil` where the account decides.
  private let granted: [Grant]?

  init(onAccount: Role, granted: [Grant]?) {
    self.onAccount = onAccount
    self.granted = granted
  }

  /// Whether they hold a role, for everything or for some area.
  func include(_ role: Role) -> Bool {
    guard let granted else { return onAccount >= role }
    return granted.contains { $0.role >= role } || includesAsKeeper(role)
  }

  /// Whether they hold it where an article stands.
  func include(_ role: Role, for article: Article) -> Bool {
    guard let granted else { return onAccount >= role }
    return granted.contains { $0.role >= role && $0.area.covers(article) }
      || includesAsKeeper(role)
  }

  private func includesAsKeeper(_ role: Role) -> Bool {
    onAccount == .admin && (role == .admin || role <= .staff)
  }

  /// The highest of them; `nil` for somebody who has an account and nothing else.
  var highest: Role? { Role.allCases.last(where: include) }

  var audience: AudienceFilter {
    AudienceFilter(roles: Role.allCases.filter(include))
  }
}

/// The grants to people at this node, made from what a replica holds.
struct LocalGrants: Sendable {
  /// `nil` in an open base, where grants do not count.
  private let authority: Authority?
  private let node: NodeID
  /// Whether grants say who may do what here, and accounts do not.
  let decide: Bool

  init(_ replica: Replica) throws {
    let authority = try replica.authority()
    self.authority = authority.flatMap { $0.isOpen ? nil : $0 }
    let node = NodeID(rawValue: try replica.identity().node)
    self.node = node
    decide =
      self.authority?.grants.contains { entry in
        guard case .person(let person) = entry.grant.holder else { return false }
        return person.node == node
      } ?? false
  }

  /// What a person holds by name on a day; `nil` while nobody at this node was ever given anything
  /// by name, and accounts decide.
  func held(by initials: String, on day: CivilDate) -> [Grant]? {
    guard decide, let authority else { return nil }
    let person = Knowledge.Person(name: initials, node: node)
    return authority.grants(of: person, on: day, ownOnly: true)
  }
}
