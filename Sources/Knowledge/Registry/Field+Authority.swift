public import CRDT

/// The fields of documents that say who may do what: sets of records that only grow, and a node's
/// card. No article has them. Their values are described in Protocol/04 §2.
extension Field {
  public static let ofAuthority: [Field] = [
    Field(.grants, "grants", "rettigheder", .set),
    Field(.grantEnds, "grant_ends", "ophørte rettigheder", .set),
    Field(.departures, "departures", "udgåede noder", .set),
    Field(.enforcements, "enforcements", "rettigheder gælder fra", .set),
    Field(.releases, "releases", "frigivne ændringer", .set),
    Field(.drops, "drops", "kasserede ændringer", .set),
    Field(.nodeID, "node_id", "node", .register),
    Field(.nodeName, "node_name", "nodens navn", .register),
    Field(.nodePlace, "node_place", "nodens kommune", .register),
    Field(.knownAuthority, "known_authority", "kendte rettigheder", .register),
    Field(.redactions, "redactions", "slettede ord", .set),
  ]
}

extension FieldID {
  public static let grants = FieldID(rawValue: 64)
  public static let grantEnds = FieldID(rawValue: 65)
  public static let departures = FieldID(rawValue: 66)
  public static let enforcements = FieldID(rawValue: 67)
  public static let releases = FieldID(rawValue: 68)
  public static let drops = FieldID(rawValue: 69)
  public static let redactions = FieldID(rawValue: 130)
  public static let nodeID = FieldID(rawValue: 70)
  public static let nodeName = FieldID(rawValue: 71)
  public static let nodePlace = FieldID(rawValue: 72)
  public static let knownAuthority = FieldID(rawValue: 73)
}
