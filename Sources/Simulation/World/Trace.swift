import Digest

/// What happened, line by line: hashed always, kept when somebody wants to read it.
///
/// Two runs of one seed must give the same hash, on every machine and in every build.
struct Trace {
  private var hash = SHA256()
  private(set) var lines: [String] = []
  private let keepsLines: Bool

  init(keepsLines: Bool) {
    self.keepsLines = keepsLines
  }

  mutating func note(_ line: String, at time: Int64) {
    hash.update(line.utf8)
    hash.update(bigEndian: UInt64(bitPattern: time))
    guard keepsLines else { return }
    lines.append("\(Trace.clock(time))  \(line)")
  }

  var digest: SHA256Digest {
    let copy = hash
    return copy.finalize()
  }

  /// Virtual time as day, hour, minute and second: `d003 14:05:09`.
  static func clock(_ time: Int64) -> String {
    let seconds = time / 1000
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = String(seconds / 86_400)
    let padded = String(repeating: "0", count: max(0, 3 - day.utf8.count)) + day
    return "d\(padded) \(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
