import Knowledge
import ReplicaStore
import WebUI

extension DeskDirectory {
  /// What is on record for a municipality at a moment.
  init(of municipality: Municipality, at moment: CivilMoment, in replica: Replica) throws {
    let book = try replica.referenceBook(of: municipality)
    let onDuty = book.roster.onDuty(on: .phone, at: moment, for: municipality)
    self.init(
      municipality: municipality.officialName,
      rows: book.departments(on: moment.day).map { department in
        Row(
          department: department.name,
          phones: book.phones(of: department.code, on: moment.day).map(\.danish),
          hours: [Channel.phone, .personal].compactMap { channel in
            let calendar = book.calendar(of: department.code, on: channel)
            guard calendar.isKnown else { return nil }
            return "\(channel.danishName): \(calendar.words(at: moment))"
          })
      },
      onDuty: onDuty.isEmpty ? nil : onDuty.map(\.officialName).joined(separator: ", "))
  }
}
