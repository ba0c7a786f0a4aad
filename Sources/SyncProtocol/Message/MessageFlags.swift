/// Which parts a message has; the bits are `Protocol/registry/message-flags.csv`.
struct MessageFlags: OptionSet, Sendable {
  let rawValue: UInt16

  static let deflated = MessageFlags(rawValue: 0x0001)
  static let agreed = MessageFlags(rawValue: 0x0002)
  static let agreedIsDigest = MessageFlags(rawValue: 0x0004)
  static let delta = MessageFlags(rawValue: 0x0008)
  static let full = MessageFlags(rawValue: 0x0010)
  static let batch = MessageFlags(rawValue: 0x0020)
  static let more = MessageFlags(rawValue: 0x0040)
  static let agreedUnknown = MessageFlags(rawValue: 0x0080)
  static let leftAside = MessageFlags(rawValue: 0x0100)
  static let stateMark = MessageFlags(rawValue: 0x0200)
  static let answerLimit = MessageFlags(rawValue: 0x0400)
  static let probes = MessageFlags(rawValue: 0x0800)
  static let probed = MessageFlags(rawValue: 0x1000)

  static let branches = MessageFlags(rawValue: 0x2000)

  static let known = MessageFlags(rawValue: 0x3fff)
}

extension MessageFlags {
  /// Two spellings of the same part at once.
  var isContradictory: Bool {
    isSuperset(of: [.agreed, .agreedIsDigest]) || isSuperset(of: [.delta, .full])
  }

  init(of message: SyncMessage) {
    self = []
    if let agreed = message.agreed {
      insert(agreed == message.digest ? .agreedIsDigest : .agreed)
    }
    switch message.vector {
    case .unchanged: break
    case .delta: insert(.delta)
    case .full: insert(.full)
    }
    if !message.batch.isEmpty { insert(.batch) }
    if message.hasMore { insert(.more) }
    if message.agreedUnknown { insert(.agreedUnknown) }
    if message.batchLeftAside { insert(.leftAside) }
    if message.stateMark != nil { insert(.stateMark) }
    if message.answerBytesMax != nil { insert(.answerLimit) }
    if !message.probes.isEmpty { insert(.probes) }
    if !message.probed.isEmpty { insert(.probed) }
    if !message.branches.isEmpty { insert(.branches) }
  }
}
