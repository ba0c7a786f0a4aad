import Testing
import WebUI

@testable import Node

@Suite struct DanishTimeTests {
  /// 2026: summer time from 29 March to 25 October, both at 01:00 UTC.
  @Test(
    arguments: [
      (1_774_745_999_000, LocalMoment(year: 2026, month: 3, day: 29, hour: 1, minute: 59)),
      (1_774_746_000_000, LocalMoment(year: 2026, month: 3, day: 29, hour: 3, minute: 0)),
      (1_792_889_999_000, LocalMoment(year: 2026, month: 10, day: 25, hour: 2, minute: 59)),
      (1_792_890_000_000, LocalMoment(year: 2026, month: 10, day: 25, hour: 2, minute: 0)),
      (1_767_225_600_000, LocalMoment(year: 2026, month: 1, day: 1, hour: 1, minute: 0)),
      (-1, LocalMoment(year: 1970, month: 1, day: 1, hour: 0, minute: 59)),
    ] as [(Int64, LocalMoment)])
  func `the clock on the wall follows Danish summer time`(
    _ milliseconds: Int64, _ shown: LocalMoment
  ) {
    #expect(DanishTime.moment(milliseconds) == shown)
  }

  @Test(arguments: [Int64.min, .max, -99_999_999_999_999, 999_999_999_999_999])
  func `a time that no calendar has is shown as the nearest one that it has`(_ time: Int64) {
    let day = DanishTime.day(time)
    #expect((1...9_999).contains(day.year))
  }

  @Test(arguments: [
    ("Aabenraa", "Å"), ("Aftale om", "A"), ("ærø", "Æ"), ("Élan", "E"), ("112", "0-9"),
    ("»Pas«", "P"), ("Ä", "Æ"), ("Öl", "Ø"), ("Яблоко", "#"), ("", "0-9"), ("Å", "Å"),
  ])
  func `a title stands under the letter it is sorted by`(_ title: String, _ letter: String) {
    #expect(InitialLetter.of(title) == letter)
  }
}
