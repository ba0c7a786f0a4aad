/// *Rolle*: what a person, or everybody at a node, may do. Each role holds those below it; a citizen
/// needs none.
public enum Role: String, CaseIterable, Hashable, Sendable {
  /// Reads what is for partners: libraries and others who help citizens.
  case partner
  /// Reads everything and counts contacts.
  case staff
  /// Writes and corrects answers, and settles conflicts.
  case editor
  /// Lets texts out to readers and takes them back.
  case approver
  /// Gives and ends grants, revokes nodes, and decides on quarantine.
  case admin

  /// The English word or the Danish one, as people type it; `nil` for anything else.
  public init?(parsing text: String) {
    let word = text.lowercased()
    guard let role = Role.allCases.first(where: { $0.rawValue == word || $0.danishName == word })
    else { return nil }
    self = role
  }

  public var danishName: String {
    switch self {
    case .partner: "partner"
    case .staff: "medarbejder"
    case .editor: "redaktør"
    case .approver: "godkender"
    case .admin: "administrator"
    }
  }

  /// The widest circle whose texts the role reads.
  public var audience: Audience { self == .partner ? .partner : .staff }
}

extension Role: Comparable {
  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .partner: 0
    case .staff: 1
    case .editor: 2
    case .approver: 3
    case .admin: 4
    }
  }
}
