import Glibc
import SQLite
import Synchronization
import Testing

struct PoolTests {
  let scratch: Scratch
  let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.path("test.sqlite")
  }

  private func gate() throws -> WriterGate {
    try WriterGate(path: path, mode: .create) { connection in
      try connection.script("CREATE TABLE IF NOT EXISTS t (thread, number)")
    }
  }

  @Test func `many threads write through the gate and read from the pool`() throws {
    let gate = try gate()
    let pool = try ReaderPool(path: path, count: 2)
    let failures = Mutex<[String]>([])
    runThreads(8) { thread in
      do {
        for number in 0..<25 {
          try gate.write { connection in
            try connection.immediate {
              try connection.execute(
                "INSERT INTO t VALUES (?, ?)", [.integer(Int64(thread)), .integer(Int64(number))])
            }
          }
          let own = try pool.read { connection in
            try connection.first(
              "SELECT count(*) FROM t WHERE thread = ?", [.integer(Int64(thread))]
            ) {
              $0.integer(0)
            }
          }
          if own != Int64(number + 1) { failures.withLock { $0.append("\(thread): \(number)") } }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try pool.read { try $0.first("SELECT count(*) FROM t") { $0.integer(0) } } == 200)
  }

  @Test func `one loan is one snapshot`() throws {
    let gate = try gate()
    let pool = try ReaderPool(path: path, count: 1)
    try pool.read { reader in
      let before = try reader.first("SELECT count(*) FROM t") { $0.integer(0) }
      try gate.write { try $0.execute("INSERT INTO t VALUES (1, 1)") }
      #expect(try reader.first("SELECT count(*) FROM t") { $0.integer(0) } == before)
    }
    #expect(try pool.read { try $0.first("SELECT count(*) FROM t") { $0.integer(0) } } == 1)
  }

  @Test func `a loan that ends with an error comes back`() throws {
    let gate = try gate()
    let pool = try ReaderPool(path: path, count: 1)
    for _ in 0..<3 {
      #expect(throws: SQLiteError.self) {
        try pool.read { try $0.execute("SELECT * FROM nowhere") }
      }
      #expect(throws: SQLiteError.self) { try pool.read { try $0.execute("DELETE FROM t") } }
      #expect(throws: SQLiteError.self) { try gate.write { try $0.execute("nonsense") } }
    }
    #expect(try pool.read { try $0.first("SELECT 1") { $0.integer(0) } } == 1)
  }

  @Test func `every connection is prepared before it is lent`() throws {
    _ = try gate()
    var prepared = 0
    let pool = try ReaderPool(path: path, count: 3) { _ in prepared += 1 }
    #expect(prepared == 3)
    #expect(try pool.read { try $0.first("SELECT 2") { $0.integer(0) } } == 2)
  }
}

/// Runs `body` on operating system threads and waits for all of them.
private func runThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  final class Task: Sendable {
    let number: Int
    let body: @Sendable (Int) -> Void
    init(_ number: Int, _ body: @escaping @Sendable (Int) -> Void) {
      self.number = number
      self.body = body
    }
  }
  let threads = (0..<count).map { number in
    var thread = pthread_t()
    let task = unsafe Unmanaged.passRetained(Task(number, body)).toOpaque()
    unsafe pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = unsafe pointer else { return nil }
        let task = unsafe Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue()
        task.body(task.number)
        return nil
      }, task)
    return thread
  }
  for thread in threads {
    pthread_join(thread, nil)
  }
}
