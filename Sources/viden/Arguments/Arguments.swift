import SyncProtocol

/// The words after a command's name, taken apart by what the command says it understands.
///
/// `--name value`, `--name=value` and `--switch` in any order, `--` before words that begin with a
/// hyphen; everything else is an operand. An unknown option is an error that names the nearest
/// known one.
struct Arguments {
  private var values: [String: [String]] = [:]
  private var switches: Set<String> = []
  private(set) var operands: [String] = []

  init(_ words: [String], for usage: Usage) throws(UsageError) {
    var words = words[...]
    while let word = words.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      if word == "--" {
        operands += words
        break
      }
      let (name, attached) = Self.split(word)
      if usage.switches.contains(name) {
        guard attached == nil else { throw .takesNoValue(option: name) }
        switches.insert(name)
      } else if usage.options.contains(name) {
        guard let value = attached ?? words.popFirst(), name != "--data" || !value.isEmpty else {
          throw .needsValue(option: name)  // an unset variable in a script is not the root folder
        }
        values[name, default: []].append(value)
      } else {
        throw .unknownOption(name, nearest: nearest(to: name, in: usage.options + usage.switches))
      }
    }
  }

  /// For what stands in a file: the command line goes before it.
  mutating func setUnlessGiven(_ option: String, _ value: String) {
    if values[option] == nil { values[option] = [value] }
  }

  mutating func turnOn(_ name: String) { switches.insert(name) }

  /// The value of an option; the last one wins.
  func value(_ option: String) -> String? { values[option]?.last }

  /// All values of an option that may be repeated.
  func values(_ option: String) -> [String] { values[option] ?? [] }

  /// Whether a switch was given.
  func has(_ name: String) -> Bool { switches.contains(name) }

  /// A whole number in a range.
  func integer(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .notInRange(option: option, value: text, range: range)
    }
    return number
  }

  /// The only operand.
  func operand(_ name: String) throws(UsageError) -> String {
    guard let first = operands.first else { throw .missing(operand: name) }
    guard operands.count == 1 else { throw .tooMany(operand: operands[1]) }
    return first
  }

  /// For commands without operands.
  func expectNoOperands() throws(UsageError) {
    if let first = operands.first { throw .tooMany(operand: first) }
  }

  private static func split(_ word: String) -> (name: String, value: String?) {
    guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
    return (String(word[..<equals]), String(word[word.index(after: equals)...]))
  }
}

/// What is wrong with the words on the command line.
enum UsageError: Error, Hashable {
  case unknownCommand(String, nearest: String?)
  case unknownOption(String, nearest: String?)
  case needsValue(option: String)
  case takesNoValue(option: String)
  case notInRange(option: String, value: String, range: ClosedRange<Int>)
  case badValue(option: String, value: String, expected: String)
  case missing(operand: String)
  case tooMany(operand: String)
  case missingOption(String)
  case badCode(PairingCodeError)
}

/// The candidate with the smallest edit distance, if it is near enough to be what was meant.
func nearest(to word: String, in candidates: [String]) -> String? {
  candidates
    .map { (distance: editDistance(word, $0), candidate: $0) }
    .filter { $0.distance <= max(1, word.count / 3) }
    .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
    .candidate
}

private func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
  var row = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let substitution = diagonal + (a == b ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substitution, diagonal + 1, row[j] + 1)
    }
  }
  return row[right.count]
}
