/// *Målgruppe*: the widest circle that may read an article. Whoever belongs to a circle also reads
/// what is meant for the wider ones: staff read everything, citizens only what is for citizens.
public enum Audience: String, CaseIterable, Hashable, Sendable {
  /// Everybody, without logging in.
  case citizen
  /// Libraries and others who help citizens for the municipality.
  case partner
  /// Employees of the municipalities.
  case staff

  /// Whether a reader of this circle may see what is meant for `audience`.
  public func mayRead(_ audience: Audience) -> Bool { audience <= self }
}

extension Audience: Comparable {
  public static func < (left: Audience, right: Audience) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .citizen: 0
    case .partner: 1
    case .staff: 2
    }
  }
}
