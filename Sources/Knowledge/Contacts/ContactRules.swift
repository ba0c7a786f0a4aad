/// Which contacts may be counted here: nothing in the future or from before anybody counted, and
/// only departments and events that are on record for that day. What is not on a list cannot be
/// entered, so nothing about a person can be.
public struct ContactRules: Sendable {
  private let book: ReferenceBook
  private let today: CivilDate

  /// - Parameter book: that of the municipality that answers.
  public init(_ book: ReferenceBook, today: CivilDate) {
    self.book = book
    self.today = today
  }

  public func check(_ key: ContactKey) throws(ContactProblem) {
    guard key.date <= today else { throw .inTheFuture(key.date) }
    guard key.date.year >= 2000 else { throw .tooLongAgo(key.date) }
    for department in [key.department, key.forwardedTo] {
      if let department { try check(department, on: key.date) }
    }
    guard key.forwardedTo == nil || key.outcome == .forwarded else { throw .forwardedWithoutSaying }
    if let event = key.event, !book.events(on: key.date).contains(where: { $0.code == event }) {
      throw .unknownEvent(event, on: key.date)
    }
  }

  private func check(_ department: Code, on day: CivilDate) throws(ContactProblem) {
    guard !book.departments(on: day).contains(where: { $0.code == department }) else { return }
    guard let name = book.name(of: department, on: day) else {
      throw .unknownDepartment(department)
    }
    throw .noSuchDepartmentThen(name: name, on: day)
  }
}

/// Why a contact is not counted.
public enum ContactProblem: Error, Hashable, Sendable {
  case inTheFuture(CivilDate)
  case tooLongAgo(CivilDate)
  case unknownDepartment(Code)
  case noSuchDepartmentThen(name: String, on: CivilDate)
  case unknownEvent(Code, on: CivilDate)
  case forwardedWithoutSaying
  case unknownArticle(String)
  case badCell(column: String, given: String, expected: String)
  /// A correction that takes away more than was counted.
  case belowNought(counted: Int, taken: Int)
}
