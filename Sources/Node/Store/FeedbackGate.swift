import Digest
import Synchronization

/// Lets each reader say once what they think of an answer, though nobody is known by name.
///
/// A button that is pressed twice, a page that is sent again and somebody who presses all day are
/// told apart from new readers by where they come from, and only for some minutes: what is kept is a
/// hash under a secret of this process, in memory, and the oldest half is forgotten when it grows.
final class FeedbackGate: Sendable {
  enum Passage {
    case admitted
    /// The same was said a moment ago.
    case again
    /// So much comes from there that it is no reader.
    case tooMany
  }

  private struct Memory {
    var said: [SHA256Digest: Int64] = [:]
    var fromNetwork: [SHA256Digest: (count: Int, since: Int64)] = [:]
  }

  private static let patienceMilliseconds: Int64 = 600_000
  /// A library's readers share one address.
  private static let answersMax = 60
  private static let entriesMax = 20_000

  private let memory = Mutex(Memory())
  private let secret: [UInt8]

  init() {
    var random = SystemRandomNumberGenerator()
    secret = (0..<32).map { _ in random.next() }
  }

  /// - Parameter subject: what it is about; a yes or no and the reason for it are two subjects.
  func pass(from network: String, on subject: String, at time: Int64) -> Passage {
    let place = digest(network)
    let both = digest("\(network)\n\(subject)")
    return memory.withLock { memory in
      if let last = memory.said[both], isRecent(last, at: time) { return .again }
      var seen = memory.fromNetwork[place] ?? (0, time)
      if !isRecent(seen.since, at: time) { seen = (0, time) }
      guard seen.count < FeedbackGate.answersMax else { return .tooMany }
      if memory.said.count >= FeedbackGate.entriesMax { memory = Memory() }
      memory.said[both] = time
      memory.fromNetwork[place] = (seen.count + 1, seen.since)
      return .admitted
    }
  }

  /// A clock that was set back makes nothing recent for ever.
  private func isRecent(_ then: Int64, at now: Int64) -> Bool {
    now >= then && now - then < FeedbackGate.patienceMilliseconds
  }

  private func digest(_ text: String) -> SHA256Digest {
    HMAC.code(for: Array(text.utf8), key: secret)
  }
}
