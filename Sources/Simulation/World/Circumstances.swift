/// What kind of world a seed makes: how many machines, how they are connected, what goes wrong and
/// how often. Everything after it follows from the script and the seed.
public struct Circumstances: Hashable, Sendable {
  public var municipalities = 3
  public var laptops = 1

  /// Public mirrors of the hub.
  var mirrors = 0
  public var days = 10

  /// How many things people and machines do in all.
  public var acts = 80

  var weather = Weather.calm
  var batchBytesMax = 256 << 10

  /// In so many cases of a thousand an act is a mishap of a machine.
  var mishaps = 60

  /// In so many cases of a thousand a machine's clock is wrong from the beginning.
  var wrongClocks = 300

  /// Pairs of municipalities that also talk without the hub.
  var sideLinks = 0

  /// Whether authors may approve their own texts.
  var allowsOwnApproval = false

  /// How far the base has come with rights when the world begins.
  var rights = Rights.none

  /// The acts that people of this world do, each as often as its weight says.
  var weights: [Act: Int] = [:]

  /// What its people do more than others do.
  var habit = Habit.none

  enum Habit: Hashable, Sendable {
    case none
    /// Weak links: most of what travels does so on sticks, and some of them break.
    case sticks
    /// They tidy up keywords, all of them, and the same few words.
    case keywords
  }

  /// What a seed draws. Most worlds are small, because that is where faults meet; a few are as
  /// large as the country.
  public init(seed: UInt64) {
    var random = RandomSource(seed: seed ^ 0x6661_656c_6c65_7376)
    switch random.below(100) {
    case 0:
      (municipalities, laptops, acts) = (98, 200, 300)
    case 1...5:
      (municipalities, laptops, acts) = (random.between(10, 20), random.between(0, 10), 200)
    default:
      municipalities = random.between(2, 6)
      laptops = random.below(3)
      acts = random.between(30, 140)
    }
    days = random.between(2, 40)
    weather = Weather.drawn(&random)
    batchBytesMax = random.pick([700, 2_000, 32 << 10, 256 << 10])
    mishaps = random.pick([0, 40, 120, 250])
    wrongClocks = random.pick([0, 300, 1000])
    sideLinks = random.below(municipalities)
    allowsOwnApproval = random.isHeads
    mirrors = random.chance(perMille: 400) ? 1 : 0
    rights = random.pick([.none, .founded, .enforced, .enforced])
    weights = Act.drawnWeights(&random)
    habit = random.pick([.none, .none, .none, .sticks, .keywords])
    if habit == .sticks { weights.merge([.writeStick: 20, .readStick: 30]) { $1 } }
    if municipalities > 20 { mishaps = min(mishaps, 40) }
  }
}

/// One thing that happens in a world, from outside: what, when, on which machine, and the chance
/// for its details. A world is its seed and its script; leaving steps out of the script is how a
/// failing seed is made small.
public struct Step: Hashable, Sendable {
  let number: Int
  let time: Int64
  var machine: Int
  let act: Act
  let seed: UInt64

  /// The script of a seed, in the order of time.
  public static func script(_ circumstances: Circumstances, seed: UInt64) -> [Step] {
    var random = RandomSource(seed: seed ^ 0x7363_7269_7074)
    let machines =
      1 + circumstances.municipalities + circumstances.laptops + circumstances.mirrors
    let span = Int64(circumstances.days) * 86_400_000
    var times = (0..<circumstances.acts).map { _ in
      Int64(random.next() % UInt64(span))
    }
    times.sort()
    let acts = circumstances.weights.sorted { $0.key < $1.key }
    let total = acts.reduce(0) { $0 + $1.value }
    return times.enumerated().map { number, time in
      var dice = random.below(max(1, total))
      let act =
        acts.first { entry in
          dice -= entry.value
          return dice < 0
        }?.key ?? .synchronise
      let isMishap = random.chance(perMille: circumstances.mishaps)
      return Step(
        number: number, time: time, machine: random.below(machines),
        act: isMishap ? random.pick(Act.mishaps) : act, seed: random.next())
    }
  }
}
