public import Accounts
import HTTP

/// Somebody who is logged in.
public struct Person: Hashable, Sendable {
  public let account: Account
  /// What the person may do here: the account's role, or what grants make of it.
  public let role: AccountRole
  /// The secret of the login, where there is a cookie behind it and not a proxy or a key.
  let session: String?

  public var name: String { account.name }
  public var initials: String { account.initials }
}

/// Who is asking.
enum Visitor {
  case person(Person)
  /// Whoever sits at a machine whose node has no accounts.
  case atThisMachine
  case stranger

  var person: Person? {
    if case .person(let person) = self { person } else { nil }
  }

  /// Whether the visitor may do what takes this role. A node without accounts has one rule: whoever
  /// sits at it may do everything.
  func may(_ role: AccountRole) -> Bool {
    switch self {
    case .person(let person): person.role >= role
    case .atThisMachine: true
    case .stranger: false
    }
  }
}

extension NodeContext {
  /// Who is asking: known by a proxy that has logged them in, by the cookie of a login here, or, on
  /// a node without accounts, by sitting at it.
  func visitor(of request: Request) throws -> Visitor {
    guard try accounts.isInUse() else { return request.isLocal ? .atThisMachine : .stranger }
    if let name = configuration.proxies.name(in: request) {
      guard let account = try accounts.account(named: name), !account.isDisabled else {
        return .stranger
      }
      return .person(try person(account, session: nil))
    }
    guard let secret = forms.loginSecret(in: request),
      let account = try accounts.account(withSession: secret, now: configuration.now())
    else { return .stranger }
    return .person(try person(account, session: secret))
  }

  func person(_ account: Account, session: String?) throws -> Person {
    Person(account: account, role: try configuration.role(account), session: session)
  }
}
