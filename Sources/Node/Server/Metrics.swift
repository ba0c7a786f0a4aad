import Glibc
import HTTP
import Synchronization

/// What the node counts of its own answers, for `/metrics`. It holds numbers only: no address, no
/// path, no search.
final class Metrics: Sendable {
  /// The upper ends of the buckets of the histogram, in microseconds.
  static let bucketEnds = [1_000, 5_000, 25_000, 100_000, 500_000, 2_500_000, 10_000_000]

  private struct Counts {
    /// By the first digit of the status, 1xx first.
    var answers = [Int](repeating: 0, count: 5)
    /// One more than there are ends: the last is for what took longer.
    var buckets = [Int](repeating: 0, count: Metrics.bucketEnds.count + 1)
    var microseconds = 0
    var bytes = 0
  }

  private let counts = Mutex(Counts())
  let startedAt: Int

  init(startedAt: Int) {
    self.startedAt = startedAt
  }

  func note(_ line: LogLine) {
    let bucket = Metrics.bucketEnds.firstIndex { line.microseconds <= $0 }
    counts.withLock { counts in
      counts.answers[min(5, max(1, line.status.code / 100)) - 1] &+= 1
      counts.buckets[bucket ?? Metrics.bucketEnds.count] &+= 1
      counts.microseconds &+= line.microseconds
      counts.bytes &+= line.bodyBytes
    }
  }

  /// The lines on answers in the text format of Prometheus.
  func write(to text: inout MetricsText) {
    let now = counts.withLock { $0 }
    text.begin("viden_http_answers_total", .counter, "Answers by class of status.")
    for (index, count) in now.answers.enumerated() {
      text.add(count, labels: "class=\"\(index + 1)xx\"")
    }
    text.begin("viden_http_answer_bytes_total", .counter, "Bytes of bodies.")
    text.add(now.bytes)
    text.begin("viden_http_answer_seconds", .histogram, "Time from request to answer.")
    var sum = 0
    for (index, count) in now.buckets.enumerated() {
      sum += count
      let end = index < Metrics.bucketEnds.count ? seconds(Metrics.bucketEnds[index]) : "+Inf"
      text.add(sum, suffix: "_bucket", labels: "le=\"\(end)\"")
    }
    text.add(seconds(now.microseconds), suffix: "_sum")
    text.add(sum, suffix: "_count")
  }

  private func seconds(_ microseconds: Int) -> String { "\(Double(microseconds) / 1_000_000)" }
}

/// Text in the exposition format of Prometheus 0.0.4.
struct MetricsText {
  enum Kind: String {
    case counter, gauge, histogram
  }

  private(set) var text = ""
  private var name = ""

  mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  mutating func add(_ value: Int, suffix: String = "", labels: String? = nil) {
    add("\(value)", suffix: suffix, labels: labels)
  }

  mutating func add(_ value: String, suffix: String = "", labels: String? = nil) {
    text += name + suffix + (labels.map { "{\($0)}" } ?? "") + " \(value)\n"
  }

  /// One number with its name.
  mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    begin(name, .gauge, help)
    add(value)
  }

  /// A label's value: quotes, backslashes and line ends escaped.
  static func escaped(_ value: String) -> String {
    value.reduce(into: "") { text, character in
      switch character {
      case "\"", "\\": text += "\\\(character)"
      case _ where character.isNewline: text += "\\n"
      default: text.append(character)
      }
    }
  }
}

/// What the system knows of this process and of the disk it writes to.
enum ProcessFacts {
  /// Bytes of memory in use (proc(5), statm).
  static var residentBytes: Int {
    let fields = contents(of: "/proc/self/statm").split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
  }

  /// Seconds of processor time, in thousandths.
  static var processorMilliseconds: Int {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return [usage.ru_utime, usage.ru_stime]
      .reduce(0) { $0 + $1.tv_sec * 1_000 + Int($1.tv_usec) / 1_000 }
  }

  /// Bytes that are free for this process on the disk that holds `path`.
  static func freeBytes(at path: String) -> Int? {
    var facts = statvfs()
    guard unsafe statvfs(path, &facts) == 0 else { return nil }
    return Int(clamping: facts.f_bavail).multipliedReportingOverflow(
      by: Int(clamping: facts.f_frsize)
    ).partialValue
  }

  private static func contents(of path: String) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
