public import Accounts
import HTTP
import Knowledge

/// Somebody who is logged in.
public struct Person: Hashable, Sendable {
  public let account: Account
  /// What the person may do here today.
  let rights: Rights
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

  /// Whether the visitor may do what takes this role, somewhere. A node without accounts has one
  /// rule: whoever sits at it may do everything.
  func may(_ role: Role) -> Bool {
    switch self {
    case .person(let person): person.rights.include(role)
    case .atThisMachine: true
    case .stranger: false
    }
  }

  /// Whether the visitor may do it to this article.
  func may(_ role: Role, to article: Article) -> Bool {
    switch self {
    case .person(let person): person.rights.include(role, for: article)
    case .atThisMachine: true
    case .stranger: false
    }
  }

  /// Whose texts a program reads that asks for the visitor. One that runs at a node without accounts
  /// has no name to ask in, and what it fetches may be put before anybody.
  var audience: AudienceFilter { person?.rights.audience ?? .citizen }

  /// Whose texts the open pages show the visitor. A screen at the counter is seen from both sides:
  /// what is for staff alone is shown at the desk and never here.
  var openAudience: AudienceFilter {
    person.map { AudienceFilter(min($0.rights.audience.reader, .partner)) } ?? .citizen
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
    Person(account: account, rights: try rights(of: account), session: session)
  }

  private func rights(of account: Account) throws -> Rights {
    let local = try store.beside { replica in try grants.value(replica) }
    return Rights(
      onAccount: account.role, granted: local.held(by: account.initials, on: today))
  }
}
