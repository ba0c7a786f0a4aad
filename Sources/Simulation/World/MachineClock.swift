/// A machine's clock, which is wrong in its own way. It is shown to people, written into changes
/// and signatures, and decides nothing (DESIGN §1, promise 7).
struct MachineClock: Hashable, Sendable {
  enum Fault: Hashable, Sendable {
    case right
    /// Off by so many milliseconds.
    case off(Int64)
    /// It stands still at that time.
    case frozen(Int64)
    /// It goes backwards from that time on.
    case backwards(Int64)
  }

  /// 15 January 2027, when every world begins.
  static let epoch: Int64 = 1_800_000_000_000

  var fault = Fault.right

  /// What it shows at a moment of the world's own time.
  func reading(at time: Int64) -> Int64 {
    let right = MachineClock.epoch + time
    let shown =
      switch fault {
      case .right: right
      case .off(let difference): right + difference
      case .frozen(let moment): MachineClock.epoch + moment
      case .backwards(let moment): MachineClock.epoch + 2 * moment - time
      }
    return max(0, shown)
  }

  /// Some fault, mostly of years.
  static func someFault(_ random: inout RandomSource, at time: Int64) -> Fault {
    let year: Int64 = 365 * 86_400_000
    switch random.below(6) {
    case 0: return .off(Int64(random.between(1, 10)) * year)
    case 1: return .off(-Int64(random.between(1, 10)) * year)
    case 2: return .off(Int64(random.between(-3600, 3600)) * 1000)
    case 3: return .frozen(time)
    case 4: return .backwards(time)
    default: return .right
    }
  }
}
