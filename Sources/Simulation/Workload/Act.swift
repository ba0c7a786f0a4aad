/// What can happen to a machine. A new kind of change or fault is a case here, a line in
/// `Act.weight` or in `Act.mishaps`, and a function in a file of its own beside this one.
enum Act: String, CaseIterable, Hashable, Comparable, Sendable {
  // People at work.
  case create
  case edit
  case openForm
  case saveForm
  case approve
  case withdraw
  case resolve
  case importFiles
  case search
  case countContact
  case takeBackContact
  case correctCount
  case removeWords
  case giveGrant
  case endGrant
  case enforceRights
  case decide

  // Machines at work.
  case synchronise
  case everyoneAtOnce
  case writeStick
  case readStick
  case backUp
  case restart

  // Mishaps.
  case killProcess
  case failPower
  case failPowerSoon
  case fillDisk
  case freeDisk
  case turnClock
  case restoreBackup
  case cloneDisk
  case replaceHub
  case stayAway
  case depart
  case strangeChange
  case strangeMessage
  case strangeStick

  static func < (left: Act, right: Act) -> Bool { left.rawValue < right.rawValue }

  /// How often people and machines do it, before a seed has its say; 0 for what is no everyday act.
  private var weight: Int {
    switch self {
    case .edit, .synchronise: 20
    case .saveForm, .create: 8
    case .countContact, .openForm, .approve, .resolve: 6
    case .writeStick, .readStick, .backUp, .restart, .importFiles, .search: 2
    case .takeBackContact, .correctCount, .withdraw, .everyoneAtOnce, .decide: 2
    case .giveGrant, .endGrant, .enforceRights, .removeWords: 1
    default: 0
    }
  }

  static func drawnWeights(_ random: inout RandomSource) -> [Act: Int] {
    var weights: [Act: Int] = [:]
    for act in allCases where act.weight > 0 {
      weights[act] = act.weight * random.pick([1, 1, 1, 2, 3])
    }
    return weights
  }

  /// What goes wrong. Copied disks that both work on, and restored ones that are written to before
  /// they have synced, leave two branches of one stream behind (DESIGN §6).
  static let mishaps: [Act] = [
    .killProcess, .killProcess, .failPower, .failPowerSoon, .failPowerSoon, .failPowerSoon,
    .fillDisk, .freeDisk, .freeDisk, .turnClock, .restoreBackup, .restoreBackup, .cloneDisk,
    .replaceHub, .stayAway, .depart, .strangeChange, .strangeMessage, .strangeMessage,
    .strangeStick,
  ]
}
