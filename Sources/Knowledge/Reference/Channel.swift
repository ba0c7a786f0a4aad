/// How somebody got in touch (kanal). The numbers are those of contact counts and never change
/// meaning; Protocol/12 §2 has the same table.
public enum Channel: UInt8, CaseIterable, Hashable, Sendable {
  case personal = 1
  case phone = 2
  case letter = 3
  case email = 4
  case digitalPost = 5
  case chat = 6
  case textMessage = 7
  case webVisit = 8
  case webSelfService = 9
  case phoneSelfService = 10
  case coService = 11
  case event = 12
  case socialMedia = 13
  case system = 14

  /// The word of files and of the command line.
  public var word: String {
    switch self {
    case .personal: "personlig"
    case .phone: "telefon"
    case .letter: "brev"
    case .email: "e-mail"
    case .digitalPost: "digital-post"
    case .chat: "chat"
    case .textMessage: "sms"
    case .webVisit: "web-besøg"
    case .webSelfService: "selvbetjening"
    case .phoneSelfService: "selvbetjening-telefon"
    case .coService: "medbetjening"
    case .event: "arrangement"
    case .socialMedia: "socialt-medie"
    case .system: "system"
    }
  }

  /// What people read.
  public var danishName: String {
    switch self {
    case .personal: "Personlig"
    case .phone: "Telefon"
    case .letter: "Brev"
    case .email: "E-mail"
    case .digitalPost: "Digital Post"
    case .chat: "Chat"
    case .textMessage: "Sms"
    case .webVisit: "Besøg på hjemmesiden"
    case .webSelfService: "Selvbetjening på nettet"
    case .phoneSelfService: "Selvbetjening på telefon"
    case .coService: "Medbetjening"
    case .event: "Arrangement eller bus"
    case .socialMedia: "Socialt medie"
    case .system: "System"
    }
  }

  public init?(word: String) {
    let wanted = word.lowercased()
    let found = Channel.allCases.first {
      $0.word == wanted || $0.danishName.lowercased() == wanted
    }
    guard let found else { return nil }
    self = found
  }

  /// Whether the citizen did it without anybody's help: the counter of a self-service rate.
  public var isSelfService: Bool { self == .webSelfService || self == .phoneSelfService }
}
