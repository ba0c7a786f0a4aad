import CRDT

extension ContactKey {
  /// Channel, direction and whether it is internal, in one byte.
  public struct Way: Hashable, Sendable {
    public let channel: Channel
    public let direction: Direction
    public let isInternal: Bool

    public init?(_ byte: UInt8) {
      guard let channel = Channel(rawValue: byte >> 2),
        let direction = Direction(rawValue: byte >> 1 & 1)
      else { return nil }
      self.channel = channel
      self.direction = direction
      isInternal = byte & 1 == 1
    }
  }

  /// Type and outcome in one byte.
  public struct What: Hashable, Sendable {
    public let type: ContactType
    public let outcome: Outcome

    public init?(_ byte: UInt8) {
      guard let type = ContactType(rawValue: byte >> 4), let outcome = Outcome(rawValue: byte & 15)
      else { return nil }
      self.type = type
      self.outcome = outcome
    }
  }

  public var way: UInt8 {
    channel.rawValue << 2 | direction.rawValue << 1 | (isInternal ? 1 : 0)
  }

  public var what: UInt8 { type.rawValue << 4 | outcome.rawValue }
}

extension ContactKey.Topic {
  /// `38.14.04`, the name of an article, or nothing.
  public var text: String {
    switch self {
    case .nothing: ""
    case .subject(let subject): subject.number
    case .article(let id): id.description
    }
  }

  /// Reads what `text` writes; nothing for anything else.
  public init(text: String) {
    if let subject = Subject(text) {
      self = .subject(subject)
    } else if let id = ChangeID(text) {
      self = .article(id)
    } else {
      self = .nothing
    }
  }
}

// MARK: - The words of files and of the command line

extension ContactKey.Direction {
  public var word: String { self == .inbound ? "ind" : "ud" }
}

extension ContactKey.ContactType {
  public var word: String {
    switch self {
    case .information: "information"
    case .transaction: "transaktion"
    case .wrongAuthority: "fejlhenvendelse"
    }
  }
}

extension ContactKey.ContactType {
  /// What people read.
  public var danishName: String {
    switch self {
    case .information: "Spørgsmål (information)"
    case .transaction: "Sag eller ansøgning (transaktion)"
    case .wrongAuthority: "Fejlhenvendelse"
    }
  }
}

extension ContactKey.Outcome {
  public var word: String {
    switch self {
    case .closedAtOnce: "straksafsluttet"
    case .forwarded: "viderestillet"
    case .helped: "medbetjent"
    case .referred: "henvist"
    case .caseOpened: "sag"
    case .givenUp: "opgivet"
    case .writtenUp: "skrevet-op"
    case .unknown: "ukendt"
    }
  }

  /// What people read.
  public var danishName: String {
    switch self {
    case .closedAtOnce: "Afsluttet straks"
    case .forwarded: "Viderestillet"
    case .helped: "Medbetjent"
    case .referred: "Henvist til selvbetjening"
    case .caseOpened: "Sag oprettet"
    case .givenUp: "Opgivet"
    case .writtenUp: "Skrevet op som spørgsmål"
    case .unknown: "Udfald ikke oplyst"
    }
  }
}

extension ContactKey.Origin {
  public var word: String {
    switch self {
    case .counted: "talt"
    case .imported: "hentet"
    case .webStatistics: "webstatistik"
    case .digitalPost: "digital-post"
    case .selfServiceStatistics: "selvbetjeningsstatistik"
    case .undone: "fortrudt"
    case .countedTwice: "talt-to-gange"
    case .countedWrongly: "talt-forkert"
    case .importedWrongly: "hentet-forkert"
    }
  }
}
