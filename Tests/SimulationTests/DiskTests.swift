import SQLite
import Testing

@testable import Simulation

/// The disk under SQLite: what was committed with `synchronous=FULL` survives every power failure,
/// and a disk that lies about syncing is found out.
@Suite struct DiskTests {
  private func open(_ place: DiskShelf.Place) throws -> Connection {
    #expect(DiskVFS.isRegistered)
    return try Connection(path: place.path("test.sqlite"), mode: .create, vfs: DiskVFS.name)
  }

  private func rows(_ place: DiskShelf.Place) throws -> [Int64] {
    try open(place).query("SELECT number FROM line ORDER BY number") { $0.integer(0) }
  }

  /// Commits numbers until the power fails; how many commits were acknowledged.
  private func fill(_ place: DiskShelf.Place, failingAfter operations: Int) throws -> Int64 {
    let connection = try open(place)
    try connection.execute("CREATE TABLE IF NOT EXISTS line(number INTEGER PRIMARY KEY)")
    place.disk.powerFails(atOperation: place.disk.operations + operations)
    var committed: Int64 = 0
    while committed < 1_000 {
      do {
        try connection.immediate {
          try connection.execute("INSERT INTO line VALUES (?)", [.integer(committed + 1)])
        }
      } catch {
        return committed
      }
      committed += 1
    }
    return committed
  }

  @Test(arguments: SimulatedDisk.Survival.allCases)
  func `a commit survives a power failure at any write`(
    survival: SimulatedDisk.Survival
  ) throws {
    var random = RandomSource(seed: 5)
    for operations in 1...60 {
      let place = DiskShelf.Place(SimulatedDisk())
      let committed = try fill(place, failingAfter: operations)
      place.disk.powerUp(survival, &random)
      let found = try rows(place)
      #expect(Int64(found.count) >= committed)
      #expect(Int64(found.count) <= committed + 1, "at most the one that nobody was told of")
      #expect(try open(place).integrityCheck() == [])
    }
  }

  @Test func `a disk that forgets to sync loses commits`() throws {
    var random = RandomSource(seed: 5)
    let place = DiskShelf.Place(SimulatedDisk())
    _ = try fill(place, failingAfter: 0)
    place.disk.powerUp(.everything, &random)
    place.disk.forgetsSyncs = true
    let committed = try fill(place, failingAfter: 40)
    place.disk.powerUp(.nothing, &random)
    let found = (try? rows(place)) ?? []  // perhaps not even a database
    #expect(Int64(found.count) < committed)
  }

  @Test func `a full disk refuses a commit and keeps what it has`() throws {
    let place = DiskShelf.Place(SimulatedDisk())
    let connection = try open(place)
    try connection.execute("CREATE TABLE line(number INTEGER PRIMARY KEY, text TEXT)")
    try connection.execute("INSERT INTO line VALUES (1, 'her')")
    place.disk.bytesMax = place.disk.used + 10_000
    #expect(throws: SQLiteError.self) {
      try connection.execute("INSERT INTO line VALUES (2, hex(randomblob(100000)))")
    }
    #expect(place.disk.refusals > 0)
    place.disk.bytesMax = nil
    try connection.execute("INSERT INTO line VALUES (3, 'igen')")
    let found = try connection.query("SELECT number FROM line ORDER BY number") { $0.integer(0) }
    #expect(found == [1, 3])
  }

  @Test func `a killed process leaves what it wrote, and writes no more`() throws {
    let place = DiskShelf.Place(SimulatedDisk())
    let connection = try open(place)
    try connection.execute("CREATE TABLE line(number INTEGER PRIMARY KEY)")
    try connection.execute("INSERT INTO line VALUES (1)")
    place.disk.killProcess()
    #expect(throws: SQLiteError.self) { try connection.execute("INSERT INTO line VALUES (2)") }
    #expect(try rows(place) == [1])
  }
}
