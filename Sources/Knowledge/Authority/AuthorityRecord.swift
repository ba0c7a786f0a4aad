public import CRDT

/// One thing that an administrator put on record: an element of one of the authority document's
/// sets. Nothing is ever taken out of them; what ends a record is another record.
public enum AuthorityRecord: Hashable, Sendable {
  case grant(Grant)
  case end(GrantEnd)
  case departure(Departure)
  /// From here on rights count. What the frontier covers was written while the base was open, and
  /// stands.
  case enforcement(Frontier)
  /// A person looked at a quarantined change, and it counts after all.
  case release(ChangeID)
  /// A person looked at it, and it stays out for good.
  case drop(ChangeID)
  /// A payload is removed everywhere, and something else stands in its place.
  case redaction(Redaction)
}

/// The end of a grant.
public struct GrantEnd: Hashable, Sendable {
  /// The change that gave it.
  public var grant: ChangeID
  /// What the holder had written when it ended, as far as was known; later changes wait for a person
  /// even if their author did not know of the end. `nil` lets those stand.
  public var frontier: Frontier?

  public init(grant: ChangeID, frontier: Frontier?) {
    self.grant = grant
    self.frontier = frontier
  }
}

/// A node that no longer takes part, and how far its streams are meant.
public struct Departure: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// *Udgået*: taken out of use in good order.
    case retired
    /// *Spærret*: stolen, lost or hostile.
    case revoked
  }

  public var kind: Kind
  public var node: NodeID
  public var frontier: Frontier

  public init(_ kind: Kind, of node: NodeID, frontier: Frontier) {
    self.kind = kind
    self.node = node
    self.frontier = frontier
  }
}

// MARK: - On the wire (Protocol/04 §2)

extension AuthorityRecord {
  public var operation: Operation {
    switch self {
    case .grant(let grant): .add(.grants, Value(grant.encoded))
    case .end(let end):
      .add(
        .grantEnds,
        Value(AuthorityRecord.joined([end.grant.description], end.frontier?.lines ?? ["known"])))
    case .departure(let departure):
      .add(
        .departures,
        Value(
          AuthorityRecord.joined(
            ["\(departure.kind.rawValue) \(departure.node)"], departure.frontier.lines)))
    case .enforcement(let frontier):
      .add(.enforcements, Value(frontier.lines.joined(separator: "\n")))
    case .release(let id): .add(.releases, Value(id.description))
    case .drop(let id): .add(.drops, Value(id.description))
    case .redaction(let redaction): .add(.redactions, Value(bytes: redaction.encoded))
    }
  }

  private static func joined(_ head: [String], _ lines: [String]) -> String {
    (head + lines).joined(separator: "\n")
  }

  /// What an operation puts on record; `nil` where it is none of these, or cannot be read.
  init?(_ operation: Operation) {
    guard case .add(let field, let value) = operation else { return nil }
    if field == .redactions {
      guard let redaction = Redaction(encoded: value.bytes) else { return nil }
      self = .redaction(redaction)
      return
    }
    guard let text = value.text else { return nil }
    let lines =
      text.isEmpty
      ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    switch field {
    case .grants:
      guard let grant = Grant(encoded: text) else { return nil }
      self = .grant(grant)
    case .grantEnds:
      guard let end = GrantEnd(lines: lines) else { return nil }
      self = .end(end)
    case .departures:
      guard let departure = Departure(lines: lines) else { return nil }
      self = .departure(departure)
    case .enforcements:
      guard let frontier = Frontier(lines: lines) else { return nil }
      self = .enforcement(frontier)
    case .releases, .drops:
      guard let id = ChangeID(text) else { return nil }
      self = field == .releases ? .release(id) : .drop(id)
    default: return nil
    }
  }
}

extension GrantEnd {
  fileprivate init?(lines: [String]) {
    guard let first = lines.first, let grant = ChangeID(first) else { return nil }
    if lines.dropFirst().elementsEqual(["known"]) {
      self.init(grant: grant, frontier: nil)
    } else {
      guard let frontier = Frontier(lines: lines.dropFirst()) else { return nil }
      self.init(grant: grant, frontier: frontier)
    }
  }
}

extension Departure {
  fileprivate init?(lines: [String]) {
    let words = lines.first?.split(separator: " ", omittingEmptySubsequences: false) ?? []
    guard words.count == 2, let kind = Kind(rawValue: String(words[0])),
      let node = NodeID(String(words[1])), let frontier = Frontier(lines: lines.dropFirst())
    else { return nil }
    self.init(kind, of: node, frontier: frontier)
  }
}
