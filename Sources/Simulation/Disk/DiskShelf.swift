import Synchronization

/// Where SQLite finds the disks of this process by their paths: `/7/replica.sqlite` is a file on
/// the disk that was given the number 7.
final class DiskShelf: Sendable {
  static let shared = DiskShelf()

  // Unchecked because a disk is used by the thread of its own world only; the lock is for the list.
  private struct Entry: @unchecked Sendable {
    let disk: SimulatedDisk
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    var free: [Int] = []
    var used = 0
  }

  private let state = Mutex(State())

  /// A disk's place on the shelf: as long as it lives, its paths lead to the disk.
  ///
  /// Numbers are given again, because caches elsewhere are kept by path and would grow with every
  /// world of a long night.
  final class Place {
    let number: Int
    let disk: SimulatedDisk

    init(_ disk: SimulatedDisk) {
      self.disk = disk
      number = DiskShelf.shared.add(Entry(disk: disk))
    }

    deinit { DiskShelf.shared.remove(number) }

    func path(_ name: String) -> String { "/\(number)/\(name)" }
  }

  /// The disk and the name of the file on it.
  func find(_ path: String) -> (disk: SimulatedDisk, name: String)? {
    let parts = path.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let number = Int(parts[0]),
      let entry = state.withLock({ $0.entries[number] })
    else { return nil }
    return (entry.disk, String(parts[1]))
  }

  private func add(_ entry: Entry) -> Int {
    state.withLock { state in
      let number = state.free.popLast() ?? state.used + 1
      state.used = max(state.used, number)
      state.entries[number] = entry
      return number
    }
  }

  private func remove(_ number: Int) {
    state.withLock { state in
      state.entries[number] = nil
      state.free.append(number)
    }
  }
}
