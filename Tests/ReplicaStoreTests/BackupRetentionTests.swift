import Testing

@testable import ReplicaStore

@Suite struct `Keeping backups` {
  private static let day: Int64 = 86_400_000
  /// 2026-01-01, a Thursday, at 03:10 UTC.
  private static let start: Int64 = 1_767_225_600_000 + 11_400_000

  @Test func `names say when, sort by age and are read back`() throws {
    let name = BackupName(time: Self.start)
    #expect(name.text == "viden-20260101-031000.sqlite")
    #expect(BackupName(name.text) == name)
    for days in stride(from: Int64(0), to: 36_500, by: 7) {
      let name = BackupName(time: days * Self.day + 86_399_000)
      #expect(BackupName(name.text) == name)
    }
    for text in [
      "viden-20260230-031000.sqlite", "viden-20260101-240000.sqlite", "viden-20260101.sqlite",
      "viden-20260101-031000.sqlite.part", "kopi.sqlite", "viden--1260101-031000.sqlite",
      "viden-19691231-235959.sqlite", "viden-2026０101-031000.sqlite",
    ] {
      #expect(BackupName(text) == nil, "\(text)")
    }
  }

  @Test func `one a night for three years leaves seven days, five weeks and twelve months`() throws
  {
    let retention = try #require(BackupRetention("7/5/12"))
    var folder: [BackupName] = []
    for night in Int64(0)..<1_096 {
      folder.append(BackupName(time: Self.start + night * Self.day))
      let gone = Set(retention.superfluous(folder))
      folder.removeAll(where: gone.contains)
    }
    let days = folder.map { $0.text.dropFirst(6).prefix(8) }
    // The last night is 2028-12-31, a Sunday: its week and month are among the seven days.
    #expect(
      days == [
        "20280131", "20280229", "20280331", "20280430", "20280531", "20280630", "20280731",
        "20280831", "20280930", "20281031", "20281130", "20281203", "20281210", "20281217",
        "20281224", "20281225", "20281226", "20281227", "20281228", "20281229", "20281230",
        "20281231",
      ])
  }

  @Test func `several a day leave the newest, and a pause deletes nothing by itself`() throws {
    let retention = try #require(BackupRetention("2/0/0"))
    let times: [Int64] = [0, 3_600_000, 7_200_000, 40 * Self.day, 400 * Self.day]
    let names = times.map { BackupName(time: Self.start + $0) }
    #expect(retention.superfluous(names) == Array(names.prefix(3)))
    #expect(retention.superfluous([]) == [])
    #expect(retention.superfluous([names[0]]) == [])
  }

  @Test(arguments: ["", "7", "7/5", "0/5/12", "7/5/12/1", "7/-5/12", "a/b/c", "7/5/1001"])
  func `what is no retention is none`(text: String) {
    #expect(BackupRetention(text) == nil)
  }
}
