import CRDT
import Digest
import Knowledge

/// What the people of a world remember: what they were told is saved, what they let out, and which
/// words they ever wrote. Checkers hold the replicas to it.
///
/// A change is remembered by its payload, which stays the same when a stream is given another name.
struct Ledger {
  /// Changes that a person was told are saved.
  private(set) var saved: Set<PayloadMark> = []

  /// The same by the machine that said so, since it has its disk.
  private(set) var savedOn: [Int: Set<PayloadMark>] = [:]

  /// Those that existed only on a disk that was destroyed. They may be gone, and they may be back
  /// some day from a stick.
  private(set) var excused: Set<PayloadMark> = []

  /// Fingerprints of contents that an approver let out.
  private(set) var approved: Set<SHA256Digest> = []

  /// Contacts that people counted.
  var contacts = ContactsCounted()

  /// Every word that somebody wrote.
  private(set) var words: Set<Substring> = []

  mutating func save(_ payloads: Set<PayloadMark>, on machine: Int) {
    saved.formUnion(payloads)
    savedOn[machine, default: []].formUnion(payloads)
  }

  func saved(on machine: Machine) -> Set<PayloadMark> { savedOn[machine.number] ?? [] }

  /// The machine has another disk now; it answers for what is on that one.
  mutating func replaceDisk(of machine: Int, holding payloads: Set<PayloadMark>) {
    savedOn[machine]?.formIntersection(payloads)
  }

  /// A copy of a disk answers for what is on it, as the disk does.
  mutating func copyDisk(of machine: Int, to copy: Int) {
    savedOn[copy] = savedOn[machine]
  }

  mutating func excuse(_ payloads: some Sequence<PayloadMark>) { excused.formUnion(payloads) }

  /// The numbers in texts that citizens were ever given.
  private(set) var publicNumbers: Set<String> = []

  mutating func letOut(_ article: Article) {
    approved.insert(Ledger.fingerprint(of: article))
    guard article.audience == .citizen else { return }
    for text in [article.title, article.shortAnswer, article.body] + article.keywords {
      publicNumbers.formUnion(Ledger.numbers(in: text.utf8))
    }
  }

  /// The numbers that nobody outside was ever given. Every sentence has one of its own.
  var secretNumbers: Set<String> {
    Set(words.flatMap { Ledger.numbers(in: $0.utf8) }).subtracting(publicNumbers)
  }

  /// Runs of six digits.
  static func numbers(in bytes: some Collection<UInt8>) -> [String] {
    bytes.split { !(0x30...0x39).contains($0) }.filter { $0.count == 6 }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The numbers that somebody had removed.
  private(set) var removedNumbers: Set<String> = []

  /// A number is removed from wherever it stands; what stood there is read with blanks in its place.
  mutating func remove(_ number: String) {
    removedNumbers.insert(number)
    let blanks = String(repeating: "█", count: number.unicodeScalars.count)
    for word in words where word.contains(number) {
      words.insert(Ledger.replacing(number, by: blanks, in: word)[...])
    }
  }

  private static func replacing(
    _ number: String, by blanks: String, in word: Substring
  ) -> String {
    var rest = word
    var result = ""
    while let range = rest.firstRange(of: number) {
      result += rest[..<range.lowerBound] + blanks
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  mutating func wrote(_ text: String) {
    for word in Ledger.words(of: text) { words.insert(word) }
  }

  static func words(of text: String) -> [Substring] {
    text.split(whereSeparator: \.isWhitespace)
  }

  /// What a reader reads, as this file sees it and not as the code under test does.
  static func fingerprint(of article: Article) -> SHA256Digest {
    var hash = SHA256()
    for part in [article.title, article.shortAnswer, article.body, article.audience.rawValue]
      + article.keywords
    {
      hash.update(part.utf8)
      hash.update(0)
    }
    return hash.finalize()
  }
}
