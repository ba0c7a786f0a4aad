public import CRDT
public import Knowledge
import SQLite

/// What a municipality has to write of its own: for whoever joins, and for whoever looks after it.
extension Replica {
  /// An answer of all that may need a local text, and how it stands with that.
  public struct LocalTask: Hashable, Sendable {
    public enum Standing: Int, CaseIterable, Comparable, Hashable, Sendable {
      case missing
      /// Written, and nobody has approved it.
      case waiting
      /// Approved, but the answer it stands in has moved on.
      case outdated
      case done
      /// There is none, and somebody has said that none is needed.
      case waived

      public static func < (left: Standing, right: Standing) -> Bool {
        left.rawValue < right.rawValue
      }
    }

    public var document: ChangeID
    public var externalID: String?
    public var title: String
    public var standing: Standing
    /// What its text says.
    public var needs: [LocalNeed]
    /// How many other municipalities have an approved text beside it.
    public var others: Int
  }

  /// The answers that readers see and that are nobody's own, in which something is missing first, and
  /// in those what most others have.
  ///
  /// - Complexity: reads every published answer.
  public func localTasks(for municipality: Municipality) throws -> [LocalTask] {
    let supplements = try publishedOwners()
    let own = try ownSupplements(of: municipality)
    let waivers = try waivers(of: municipality)
    var tasks: [LocalTask] = []
    try connection.forEach(
      """
      SELECT p.document, p.state, a.external_id FROM published AS p JOIN article AS a USING (document)
      WHERE NOT p.withdrawn ORDER BY p.document
      """
    ) { row in
      let article = Article(try DocumentState(decoding: row.blob(1)))
      guard article.anchor == nil, article.owner == nil || article.owner == .national else {
        return true
      }
      let id = try documentID(ofRow: row.integer(0))
      let others = supplements[id, default: []].subtracting([municipality]).count
      let needs = LocalNeed.found(in: article.localText)
      let standings = own[id, default: []].map { $0.standing(beside: article) }
      guard others > 0 || !needs.isEmpty || !standings.isEmpty else { return true }
      let isWaived = waivers[id, default: []].contains { $0.covers(needs) }
      tasks.append(
        LocalTask(
          document: id, externalID: row.isNull(2) ? nil : row.text(2), title: article.title,
          standing: standings.max() ?? (isWaived ? .waived : .missing), needs: needs, others: others
        ))
      return true
    }
    return DanishOrder.sorted(tasks, by: \.title).enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      if one.standing != other.standing { return one.standing < other.standing }
      if one.others != other.others { return one.others > other.others }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// Which municipalities have an approved text beside each answer.
  private func publishedOwners() throws -> [ChangeID: Set<Municipality>] {
    var owners: [ChangeID: Set<Municipality>] = [:]
    try connection.forEach(
      """
      SELECT p.state FROM supplement AS s JOIN published AS p USING (document) WHERE NOT p.withdrawn
      """
    ) { row in
      let article = Article(try DocumentState(decoding: row.blob(0)))
      if let base = article.anchor?.base, case .municipality(let owner)? = article.owner {
        owners[base, default: []].insert(owner)
      }
      return true
    }
    return owners
  }

  private struct OwnSupplement {
    let newest: Article
    let published: Article?

    func standing(beside base: Article) -> LocalTask.Standing {
      guard let anchor = published?.anchor else { return .waiting }
      return anchor.isCurrent(in: base) ? .done : .outdated
    }
  }

  private func ownSupplements(
    of municipality: Municipality
  ) throws -> [ChangeID: [OwnSupplement]] {
    var own: [ChangeID: [OwnSupplement]] = [:]
    try connection.forEach(
      """
      SELECT t.state, p.state FROM supplement AS s JOIN state AS t USING (document)
      LEFT JOIN published AS p ON p.document = s.document AND NOT p.withdrawn ORDER BY s.document
      """
    ) { row in
      let newest = Article(try DocumentState(decoding: row.blob(0)))
      guard newest.owner == .municipality(municipality), !newest.status.isWithdrawn,
        let base = newest.anchor?.base
      else { return true }
      let published = row.isNull(1) ? nil : Article(try DocumentState(decoding: row.blob(1)))
      own[base, default: []].append(OwnSupplement(newest: newest, published: published))
      return true
    }
    return own
  }
}
