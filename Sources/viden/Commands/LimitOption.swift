import HTTP
import Node

/// An option of `viden serve` that sets one of the server's limits.
///
/// The table is the only list: help, parsing and the values that hold without the option come out
/// of it.
struct LimitOption: Sendable {
  typealias Path<Value> = any WritableKeyPath<Limits, Value> & Sendable

  private enum Amount: Sendable {
    case number(Path<Int>)
    case seconds(Path<Duration>)
    /// The limit for bodies under these paths.
    case bytesUnder([String])
  }

  let name: String
  /// What it bounds, and what happens beyond it.
  private let meaning: String
  private let unit: String
  private let amount: Amount

  private static func bytes(
    _ name: String, _ meaning: String, _ path: Path<Int>
  ) -> LimitOption {
    LimitOption(name: name, meaning: meaning, unit: "BYTE", amount: .number(path))
  }

  private static func count(
    _ name: String, _ meaning: String, _ path: Path<Int>
  ) -> LimitOption {
    LimitOption(name: name, meaning: meaning, unit: "ANTAL", amount: .number(path))
  }

  private static func time(
    _ name: String, _ meaning: String, _ path: Path<Duration>
  ) -> LimitOption {
    LimitOption(name: name, meaning: meaning, unit: "SEKUNDER", amount: .seconds(path))
  }

  static let all: [LimitOption] = [
    bytes("--max-request-line", "anmodningens første linje; 414", \.requestLineBytesMax),
    bytes("--max-header", "alle felter tilsammen; 431", \.headerBytesMax),
    bytes("--max-field", "ét felt; 431", \.headerFieldBytesMax),
    count("--max-fields", "felter; 431", \.headerFieldsMax),
    bytes("--max-body", "en krop, hvor intet andet er sagt; 413", \.bodyBytesMax),
    LimitOption(
      name: "--max-form", meaning: "en formular med en tekst; 413", unit: "BYTE",
      amount: .bytesUnder(NodeConfiguration.formPaths)),
    LimitOption(
      name: "--max-batch", meaning: "en sending fra en anden node; 413", unit: "BYTE",
      amount: .bytesUnder(NodeConfiguration.batchPaths)),
    bytes("--max-chunk-line", "linjen før et stykke af en krop; 400", \.chunkLineBytesMax),
    bytes("--max-chunk-extensions", "alle udvidelser i en krop; 400", \.chunkExtensionBytesMax),
    bytes("--max-trailer", "felterne efter en krop; 400", \.trailerBytesMax),
    time("--head-timeout", "til hovedet er helt; 408", \.headTimeout),
    time("--body-timeout", "mellem to stykker af en krop; 408", \.bodyIdleTimeout),
    bytes("--min-rate", "i sekundet, når tiden er gået; 408", \.bytesPerSecondMin),
    time("--idle-timeout", "uden en anmodning; luk", \.idleTimeout),
    time("--crowded-idle-timeout", "det samme, når der er trængsel", \.crowdedIdleTimeout),
    time("--write-timeout", "uden at klienten tager imod; luk", \.writeTimeout),
    time("--handler-timeout", "til et svar; 503", \.handlerTimeout),
    time("--linger-timeout", "efter et afslag, til der lukkes", \.lingerTimeout),
    bytes("--max-linger", "læst og kasseret efter et afslag", \.lingerBytesMax),
    time("--drain-timeout", "til det begyndte er gjort færdigt ved stop", \.drainTimeout),
    count("--max-connections", "forbindelser; 503", \.connectionsMax),
    count(
      "--max-per-address", "forbindelser fra én adresse (IPv6: /64); 503",
      \.connectionsPerAddressMax),
    count("--max-requests", "anmodninger på en forbindelse; luk", \.requestsPerConnectionMax),
    count("--max-pipelined", "svar i træk, før andre får tur", \.pipelinedMax),
    bytes("--max-output", "svar, der venter på klienten", \.outputBytesMax),
    bytes("--max-input", "anmodninger, der venter på et svar", \.inputBytesMax),
    bytes("--max-bodies", "kroppe i hukommelsen; 503", \.bodyBytesInFlightMax),
    count("--max-queue", "anmodninger i kø; 503", \.queueMax),
    count("--max-login-queue", "logins i kø; 503", \.sidelineQueueMax),
  ]

  /// Sets every limit that the command line names. `--timeouts` goes first, so that a timeout with
  /// an option of its own can differ from the rest.
  static func apply(_ arguments: Arguments, to limits: inout Limits) throws(UsageError) {
    if let text = arguments.value("--timeouts") {
      let duration = try seconds(text, of: "--timeouts")
      limits.headTimeout = duration
      limits.bodyIdleTimeout = duration
      limits.idleTimeout = duration
      limits.crowdedIdleTimeout = min(duration, limits.crowdedIdleTimeout)
    }
    for option in all {
      guard let text = arguments.value(option.name) else { continue }
      switch option.amount {
      case .number(let path):
        limits[keyPath: path] = try number(text, of: option.name)
      case .seconds(let path):
        limits[keyPath: path] = try seconds(text, of: option.name)
      case .bytesUnder(let paths):
        limits.set(bodyBytesMax: try number(text, of: option.name), under: paths)
      }
    }
  }

  private static let range = 1...1_073_741_824

  private static func number(_ text: String, of option: String) throws(UsageError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw .notInRange(option: option, value: text, range: range)
    }
    return number
  }

  /// Whole seconds or a decimal fraction of one, up to a day.
  private static func seconds(_ text: String, of option: String) throws(UsageError) -> Duration {
    guard let number = Double(text), number >= 0.001, number <= 86_400 else {
      throw .badValue(option: option, value: text, expected: "sekunder fra 0.001 til 86400")
    }
    return .milliseconds(Int(number * 1_000))
  }

  // MARK: Help

  /// A line for each, with the value that holds without it.
  static var help: String {
    let limits = NodeConfiguration.usualLimits
    let width = all.map { $0.name.count + $0.unit.count + 1 }.max() ?? 0
    return all.map { option in
      let call = "\(option.name) \(option.unit)"
      let blanks = String(repeating: " ", count: width - call.count)
      return "  \(call)\(blanks)   \(option.meaning) (\(option.usual(in: limits)))"
    }.joined(separator: "\n")
  }

  private func usual(in limits: Limits) -> String {
    switch amount {
    case .number(let path): "\(limits[keyPath: path])"
    case .seconds(let path): LimitOption.text(limits[keyPath: path])
    case .bytesUnder(let paths): "\(paths.map { limits.bodyBytesMax(forPath: $0) }.min() ?? 0)"
    }
  }

  private static func text(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return attoseconds == 0 ? "\(seconds)" : "\(duration / .seconds(1))"
  }
}
