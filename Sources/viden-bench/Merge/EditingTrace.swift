import CRDT
import Foundation

/// An editing trace from one of the three published JSON formats.
///
/// Sequential: `{startContent, endContent, txns: [{patches: [[position, deleted, inserted]]}]}`.
/// Concurrent: the same with `kind: "concurrent"`, and per transaction `parents` (transaction
/// numbers) and `agent` (a number). Exported by diamond-types: transactions with `span`, `parents`
/// (event numbers), `agent` (a name), `seqStart` and `ops`. Positions are Unicode scalars.
struct EditingTrace: Decodable {
  struct Transaction: Decodable {
    var parents: [Int]?
    var agent: Agent?
    var patches: [Patch]?
    var span: [Int]?
    var seqStart: UInt64?
    var ops: [Patch]?
  }

  enum Agent: Decodable {
    case number(UInt64)
    case name(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(UInt64.self) {  // a name, then
        self = .number(number)
      } else {
        self = .name(try container.decode(String.self))
      }
    }
  }

  struct Patch: Decodable {
    var splice: Splice

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      splice = Splice(
        position: try container.decode(Int.self), deleted: try container.decode(Int.self),
        inserted: try container.decode(String.self))
      let limits = 0...TextHistory.eventsMax
      guard limits.contains(splice.position), limits.contains(splice.deleted) else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(
            codingPath: decoder.codingPath, debugDescription: "a patch out of all bounds"))
      }
    }
  }

  var kind: String?
  var startContent: String?
  var endContent: String
  var txns: [Transaction]
}

/// A transaction that names something that is not before it.
struct TraceError: Error {
  let transaction: Int
  let parent: Int
}

extension EditingTrace {
  /// What one transaction adds to a history.
  struct Step {
    var replica: ReplicaID
    var sequence: UInt64
    var parents: [Int]
    var splices: [Splice]
  }

  /// Reads `.json` or `.json.gz`; the latter through the system's gzip.
  static func data(from path: String) throws -> Data {
    let file = URL(fileURLWithPath: path)
    // Foundation's own words for it are no line that a person would read.
    guard let bytes = try? Data(contentsOf: file) else { throw TraceFileError.unreadable }
    guard path.hasSuffix(".gz") else { return bytes }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw TraceFileError.brokenGzip }
    return data
  }

  /// The steps in file order, which is causal, with event numbers for parents.
  func steps() throws(TraceError) -> [Step] {
    let names = agentNames()
    var steps: [Step] = []
    var ends: [Int] = []
    var sequences: [UInt64: UInt64] = [:]
    var end = 0
    if let startContent, !startContent.isEmpty {
      let splice = Splice(position: 0, deleted: 0, inserted: startContent)
      steps.append(
        Step(replica: ReplicaID(rawValue: 0), sequence: 0, parents: [], splices: [splice]))
      end = startContent.unicodeScalars.count
    }
    for (number, transaction) in txns.enumerated() {
      let splices = (transaction.ops ?? transaction.patches ?? []).map(\.splice)
      let replica = replica(of: transaction, names)
      let count = splices.reduce(0) { $0 + $1.deleted + $1.inserted.unicodeScalars.count }
      let parents = try parents(of: transaction, number, ends: ends, end: end)
      let sequence = transaction.seqStart ?? sequences[replica, default: 0]
      steps.append(
        Step(
          replica: ReplicaID(rawValue: replica), sequence: sequence, parents: parents,
          splices: splices))
      sequences[replica] = sequence &+ UInt64(count)
      end += count
      ends.append(end)
    }
    return steps
  }

  private func parents(
    of transaction: Transaction, _ number: Int, ends: [Int], end: Int
  ) throws(TraceError) -> [Int] {
    guard let parents = transaction.parents else { return end > 0 ? [end - 1] : [] }
    let known = transaction.span != nil ? 0..<end : 0..<ends.count
    if let unknown = parents.first(where: { !known.contains($0) }) {
      throw TraceError(transaction: number, parent: unknown)
    }
    if transaction.span != nil { return parents }
    return parents.map { ends[$0] - 1 }.filter { $0 >= 0 }
  }

  /// Names become numbers in the order of their bytes, which is the order that decides ties.
  private func agentNames() -> [String: UInt64] {
    var names: Set<String> = []
    for transaction in txns {
      if case .name(let name)? = transaction.agent { names.insert(name) }
    }
    let ordered = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    return Dictionary(uniqueKeysWithValues: zip(ordered, 1...))
  }

  private func replica(of transaction: Transaction, _ names: [String: UInt64]) -> UInt64 {
    switch transaction.agent {
    case .number(let number): number
    case .name(let name): names[name] ?? 0
    case nil: 0
    }
  }

  /// The whole trace as a history.
  func history() throws -> TextHistory {
    var history = TextHistory()
    for step in try steps() {
      try history.append(
        replica: step.replica, sequence: step.sequence, parents: step.parents,
        splices: step.splices)
    }
    return history
  }
}
