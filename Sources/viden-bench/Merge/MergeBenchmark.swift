import CRDT
import Foundation
import Glibc

/// `viden-bench merge --json FILE…`: editing traces from bytes to text.
///
/// One object per line: `case`; `correct`, whether the text is the trace's `endContent`, also after
/// encoding and decoding; `events`, scalars inserted and deleted; `cpu_ms`, processor time from the
/// encoded history to the text, the median of several rounds; `encoded_bytes`; `peak_kb`, by how
/// much that raises the memory of a process that has only the bytes. With `--patch`, traces of two
/// branches are measured the other way too: one branch held in memory, the other arriving as bytes.
/// With `--open`, see `OpenBenchmark`.
struct MergeBenchmark {
  struct Row: Encodable {
    var `case`: String
    var correct: Bool
    var events: Int
    var cpuMilliseconds: Double
    var encodedBytes: Int
    var peakKilobytes: Int

    enum CodingKeys: String, CodingKey {
      case `case`
      case correct
      case events
      case cpuMilliseconds = "cpu_ms"
      case encodedBytes = "encoded_bytes"
      case peakKilobytes = "peak_kb"
    }
  }

  var asJSON: Bool
  var withPatches: Bool
  var opensOnly: Bool

  static func run(_ arguments: [String]) -> Int32 {
    if arguments.first == "--fuzz" { return MergeFuzz.run(arguments) }
    if arguments.first == "--peak", arguments.count == 2 { return printPeak(arguments[1]) }
    let paths = arguments.filter { !$0.hasPrefix("--") }
    guard !paths.isEmpty else { return usage() }
    let benchmark = MergeBenchmark(
      asJSON: arguments.contains("--json"), withPatches: arguments.contains("--patch"),
      opensOnly: arguments.contains("--open"))
    var status: Int32 = 0
    for path in paths {
      do {
        if !(try benchmark.measure(path)) { status = 1 }
      } catch {
        let problem = TraceProblem(error)
        problem.report(path)
        status = problem.exitCode
      }
    }
    return status
  }

  static func usage() -> Int32 {
    print("usage: viden-bench merge [--json] [--patch | --open] FILE…")
    print("       viden-bench merge --fuzz N --seed S")
    return EX_USAGE
  }

  /// Measures every trace of a file; whether all came out right.
  private func measure(_ path: String) throws -> Bool {
    let data = try EditingTrace.data(from: path)
    var name = URL(fileURLWithPath: path).lastPathComponent
    for suffix in [".gz", ".json"] where name.hasSuffix(suffix) {
      name.removeLast(suffix.count)
    }
    guard data.first == UInt8(ascii: "[") else {
      return try measure(name, JSONDecoder().decode(EditingTrace.self, from: data))
    }
    let traces = try JSONDecoder().decode([EditingTrace].self, from: data)
    var correct = true
    for (index, trace) in traces.enumerated() {
      correct = try measure("\(name)#\(index)", trace) && correct
    }
    return correct
  }

  private func measure(_ name: String, _ trace: EditingTrace) throws -> Bool {
    if opensOnly {
      let row = try OpenBenchmark.measure(name, trace)
      report(row)
      return row.correct
    }
    let history = try trace.history()
    let bytes = history.encoded()
    var text = ""
    let time = try Self.cpuMilliseconds {
      text = try TextHistory(decoding: bytes).text()
    }
    let correct =
      try text.utf8.elementsEqual(trace.endContent.utf8) && history.text() == text
    report(
      Row(
        case: name, correct: correct, events: history.eventCount, cpuMilliseconds: time,
        encodedBytes: bytes.count, peakKilobytes: try Self.peakKilobytes(of: bytes)))
    guard withPatches, history.frontier.count == 2 else { return correct }
    return try measurePatch(name, history, trace.endContent) && correct
  }

  /// The second branch arrives as one patch at a replica that holds the first.
  private func measurePatch(
    _ name: String, _ history: TextHistory, _ expected: String
  ) throws -> Bool {
    let patch = try history.patch(since: [history.frontier[0]])
    let branch = try history.encoded(upTo: [history.frontier[0]])
    var held = try LiveText(TextHistory(decoding: branch))
    let heldCount = held.history.eventCount
    let time = try Self.cpuMilliseconds(
      before: { held = try LiveText(TextHistory(decoding: branch)) }, { try held.merge(patch) })
    let correct = held.text.utf8.elementsEqual(expected.utf8)
    report(
      Row(
        case: name + "+patch", correct: correct, events: held.history.eventCount - heldCount,
        cpuMilliseconds: time, encodedBytes: patch.count,
        peakKilobytes: 0))
    return correct
  }

  private func report(_ row: Row) {
    guard asJSON else {
      print(
        row.correct ? "ok   " : "WRONG", row.case, "\(row.events) events",
        "\(row.cpuMilliseconds) ms", "\(row.encodedBytes) bytes", "\(row.peakKilobytes) kB")
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(row) else { return }  // plain numbers always encode
    print(String(decoding: line, as: UTF8.self))
  }

  /// Processor time of one round, the median of as many as fit in a third of a second, at least 5.
  /// What each round needs `before` it is not counted.
  static func cpuMilliseconds(
    before prepare: () throws -> Void = {}, _ body: () throws -> Void
  ) rethrows -> Double {
    var times: [Double] = []
    var sum = 0.0
    while times.count < 5 || (sum < 300 && times.count < 1000) {
      try prepare()
      let start = processorTime()
      try body()
      times.append(processorTime() - start)
      sum += times.last ?? 0
    }
    return (times.sorted()[times.count / 2] * 1000).rounded() / 1000
  }

  private static func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }

  /// Lets a fresh process, which has nothing else in memory, turn the bytes into text.
  private static func peakKilobytes(of bytes: [UInt8]) throws -> Int {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("viden-bench-\(getpid()).history")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }  // the system clears it otherwise
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["merge", "--peak", file.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let answer = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let line = String(decoding: answer, as: UTF8.self)
    return Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
  }

  private static func printPeak(_ path: String) -> Int32 {
    guard let data = FileManager.default.contents(atPath: path) else { return EX_NOINPUT }
    let bytes = [UInt8](data)
    let before = peakResidentKilobytes()
    guard let text = try? TextHistory(decoding: bytes).text() else { return EX_DATAERR }
    print(peakResidentKilobytes() - before)
    return text.isEmpty && bytes.isEmpty ? 1 : 0
  }

  /// `VmHWM` of this process. Unlike `ru_maxrss` it does not count what the parent held before exec.
  private static func peakResidentKilobytes() -> Int {
    let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}
