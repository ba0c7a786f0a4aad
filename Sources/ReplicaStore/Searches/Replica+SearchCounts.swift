public import CRDT
public import Knowledge
import SQLite
public import Search

/// What people here search for and open.
extension Replica {
  /// How a term has been searched for.
  public struct SearchedTerm: Hashable, Sendable {
    public var term: String
    public var times: Int

    /// Of these, how many found little, and how many found nothing.
    public var weak: Int
    public var nothing: Int

    public var days: Int
    public var lastDay: String

    /// Whether so many people have asked, on more than one day, that the words are nobody's own.
    /// Only such terms may be shown to citizens or leave this node.
    public var isCommon: Bool {
      times >= SearchedTerm.timesMin && days >= SearchedTerm.daysMin
    }

    static let timesMin = 5
    static let daysMin = 2
  }

  /// Adds searches, and openings of articles, in one transaction.
  public func count(
    _ searches: [SearchDiary.Count], opened: [ChangeID: Int], on day: CivilDate
  ) throws {
    try connection.immediate {
      for search in searches { try add(search, on: day.iso) }
      for (id, times) in opened.sorted(by: { $0.key < $1.key }) {
        guard let document = try Replica.documentRow(of: id, on: connection) else { continue }
        try connection.execute(
          """
          INSERT INTO opened VALUES (?1, ?2)
          ON CONFLICT (document) DO UPDATE SET times = times + excluded.times
          """, [.integer(document), .integer(Int64(times))])
      }
    }
  }

  private func add(_ search: SearchDiary.Count, on day: String) throws {
    try connection.execute(
      """
      INSERT INTO searched VALUES (?1, ?2, ?3, ?4, 1, ?5)
      ON CONFLICT (term) DO UPDATE SET
        times = times + excluded.times, weak = weak + excluded.weak,
        in_vain = in_vain + excluded.in_vain, days = days + (last_day <> excluded.last_day),
        last_day = excluded.last_day
      """,
      [
        .text(search.term.text), .integer(Int64(search.times)), .integer(Int64(search.weak)),
        .integer(Int64(search.nothing)), .text(day),
      ])
  }

  /// What was looked for in vain or nearly so, the most frequent first: the editors' work list.
  public func searchesInVain(limit: Int) throws -> [SearchedTerm] {
    try terms(
      "WHERE in_vain + weak > 0 ORDER BY 2 * in_vain + weak DESC, times DESC, term", limit)
  }

  /// What most people look for, and find.
  public func commonSearches(limit: Int) throws -> [SearchedTerm] {
    try terms(
      """
      WHERE times >= \(SearchedTerm.timesMin) AND days >= \(SearchedTerm.daysMin)
        AND 2 * (in_vain + weak) < times ORDER BY times DESC, term
      """, limit)
  }

  /// The answers that are opened most, of those that a reader may see.
  public func mostOpened(
    for filter: AudienceFilter = .citizen, limit: Int
  ) throws -> [PublishedTitle] {
    var titles: [PublishedTitle] = []
    // One after the other: where much has been opened, only the first few are looked at.
    try connection.forEach("SELECT document FROM opened ORDER BY times DESC, document") { row in
      if let title = try publishedTitle(ofDocumentRow: row.integer(0), for: filter) {
        titles.append(title)
      }
      return titles.count < limit
    }
    return titles
  }

  private func terms(_ condition: String, _ limit: Int) throws -> [SearchedTerm] {
    try connection.query(
      "SELECT term, times, weak, in_vain, days, last_day FROM searched \(condition) LIMIT ?1",
      [.integer(Int64(limit))]
    ) { row in
      SearchedTerm(
        term: row.text(0), times: Int(row.integer(1)), weak: Int(row.integer(2)),
        nothing: Int(row.integer(3)), days: Int(row.integer(4)), lastDay: row.text(5))
    }
  }
}
