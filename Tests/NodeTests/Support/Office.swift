import Accounts
import Knowledge
import ReplicaStore
import WebUI

@testable import HTTP
@testable import Node

/// A node where people must log in.
struct Office {
  static let password = "tre små grise"
  let node: TestNode

  init(configure: (inout NodeConfiguration) -> Void = { _ in }) throws {
    node = try TestNode(configure: configure)
    for (name, role) in [("mkj", Role.admin), ("kkr", .editor), ("abc", .staff)] {
      try accounts.add(
        name: name, fullName: "Navn \(name)", initials: name.uppercased(), role: role,
        password: Office.password, now: TestNode.noon)
    }
  }

  var accounts: AccountBook { node.server.context.accounts }

  /// A browser elsewhere.
  func browser() -> Browser { Browser(node, from: "192.0.2.7") }

  @discardableResult
  func logIn(
    _ browser: Browser, as name: String = "kkr", _ password: String = Office.password,
    to path: String = "/rediger"
  ) throws -> Browser.Page {
    try browser.get(Paths.login(for: path))
    return try browser.post(
      Paths.login, [("navn", name), ("adgangskode", password), ("til", path)])
  }

  /// Founds a base in which rights count. Everybody at the node keeps what the founder has, and these
  /// people were given a role by name.
  func enforce(
    _ people: [(initials: String, role: Role)], area: Knowledge.Area = .everything,
    to last: String? = nil
  ) throws {
    try node.store.write { replica in
      try replica.foundBase(by: kim)
      let here = NodeID(rawValue: try replica.identity().node)
      for (initials, role) in people {
        let grant = Grant(
          role: role, holder: .person(Knowledge.Person(name: initials, node: here)), area: area,
          validTo: last.flatMap { CivilDate(iso: $0) }, grantedBy: "KKR")
        try replica.put(onRecord: [.grant(grant)], by: kim)
      }
      try replica.enforceRights(by: kim)
    }
  }
}
