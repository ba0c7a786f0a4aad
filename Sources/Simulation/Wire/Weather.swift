/// What the network does to messages, in so many cases of a thousand; drawn for each world, so
/// that some worlds have one fault all the time and some a little of everything.
struct Weather: Hashable, Sendable {
  var lost = 0
  var repeated = 0
  var late = 0
  var weeksLate = 0
  var truncated = 0
  var flipped = 0
  var proxied = 0
  var forged = 0

  static let calm = Weather()

  /// What happens to one message.
  enum Fate: Hashable, Sendable {
    case arrives
    case isLost
    /// It arrives, and once more later.
    case comesTwice(later: Int64)
    case isLate(by: Int64)
    case isCut(at: Int)
    case isFlipped(bit: Int)
    /// Somebody on the way answers instead of the peer.
    case meetsProxy(status: Int)
    /// Somebody on the way writes what he likes, without the key.
    case isForged(Int)
  }

  private static let week: Int64 = 7 * 86_400_000

  func fate(ofMessageOf byteCount: Int, _ random: inout RandomSource) -> Fate {
    var dice = random.below(1000)
    func falls(_ perMille: Int) -> Bool {
      dice -= perMille
      return dice < 0
    }
    if falls(lost) { return .isLost }
    if falls(repeated) { return .comesTwice(later: Int64(random.between(1, 90_000))) }
    if falls(late) { return .isLate(by: Int64(random.between(1_000, 120_000))) }
    if falls(weeksLate) { return .comesTwice(later: Int64(random.between(1, 5)) * Weather.week) }
    if falls(truncated) { return .isCut(at: random.below(max(1, byteCount))) }
    if falls(flipped) { return .isFlipped(bit: random.below(max(1, 8 * byteCount))) }
    if falls(proxied) {
      return .meetsProxy(status: random.pick([200, 302, 403, 407, 411, 413, 502, 503, 504]))
    }
    if falls(forged) { return .isForged(random.below(1 << 20)) }
    return .arrives
  }

  static func drawn(_ random: inout RandomSource) -> Weather {
    guard random.chance(perMille: 850) else { return .calm }
    let severity = random.pick([5, 20, 60, 120])
    func rate() -> Int { random.isHeads ? random.below(severity) : 0 }
    return Weather(
      lost: rate(), repeated: rate(), late: rate(), weeksLate: rate(), truncated: rate(),
      flipped: rate(), proxied: rate(), forged: rate())
  }
}
