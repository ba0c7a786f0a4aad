import Knowledge
import SQLite

/// On which days somebody has counted, and what about: whether there is anything, not how much.
extension Replica {
  /// The days on which a municipality has counted anything.
  func daysCounted(_ query: ContactQuery) throws -> [Municipality: Set<CivilDate>] {
    let sums = try sums(query, of: "municipality, day") { key in
      MunicipalityDay(municipality: key.municipality, day: key.date)
    } read: { row in
      guard let municipality = Municipality(number: UInt64(clamping: row.integer(0))),
        let day = CivilDate(daysSince1970: Int(row.integer(1)))
      else { return nil }
      return MunicipalityDay(municipality: municipality, day: day)
    }
    return Dictionary(grouping: sums.keys, by: \.municipality).mapValues { Set($0.map(\.day)) }
  }

  /// The days on which a department has counted anything.
  func daysCountedByDepartment(_ query: ContactQuery) throws -> [Code: Set<CivilDate>] {
    let sums = try sums(query, of: "department, day") { key in
      key.department.map { DepartmentDay(department: $0, day: key.date) }
    } read: { row in
      guard let department = Code(row.text(0)),
        let day = CivilDate(daysSince1970: Int(row.integer(1)))
      else { return nil }
      return DepartmentDay(department: department, day: day)
    }
    return Dictionary(grouping: sums.keys, by: \.department).mapValues { Set($0.map(\.day)) }
  }

  /// The topics of which anything was counted.
  func topicsCounted(_ query: ContactQuery) throws -> Set<ContactKey.Topic> {
    let sums = try sums(query, of: "topic") { key in
      key.about
    } read: { row in
      ContactKey.Topic(text: row.text(0))
    }
    return Set(sums.keys)
  }

  /// The sums above nought, of what waits here too.
  private func sums<Group: Hashable>(
    _ query: ContactQuery, of columns: String, waiting: (ContactKey) -> Group?,
    read: (borrowing Row) -> Group?
  ) throws -> [Group: Int] {
    var sums: [Group: Int] = [:]
    try connection.forEach(
      """
      SELECT \(columns), sum(amount) AS total FROM contact
      WHERE municipality IN (\(query.numbers)) AND day BETWEEN ?1 AND ?2
        AND \(query.conditions) AND \(query.dailyConditions)
      GROUP BY \(columns)
      """,
      [
        .integer(Int64(query.days.lowerBound.daysSince1970)),
        .integer(Int64(query.days.upperBound.daysSince1970)),
      ] + query.dailyArguments
    ) { row in
      if let group = read(row) { sums[group, default: 0] += Int(row.integer(row.columnCount - 1)) }
      return true
    }
    try forEachWaiting(query) { key, amount in
      if let group = waiting(key) { sums[group, default: 0] += amount }
    }
    return sums.filter { $0.value > 0 }
  }
}

private struct MunicipalityDay: Hashable {
  var municipality: Municipality
  var day: CivilDate
}

private struct DepartmentDay: Hashable {
  var department: Code
  var day: CivilDate
}
