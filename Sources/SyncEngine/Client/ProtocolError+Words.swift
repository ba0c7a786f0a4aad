public import SyncProtocol

/// Why something was refused, in a few words that fit into a parenthesis.
extension ProtocolError.Reason {
  public var inDanish: String {
    switch self {
    case .unknownFormat: "et ukendt format, måske fra en nyere viden"
    case .malformed, .notCanonical: "beskadiget undervejs eller forkert skrevet"
    case .overLimit: "større end tilladt"
    case .invalidChange: "en ændring, som ingen node må lave"
    case .gap: "der mangler ændringer før den"
    case .fork: "to forskellige ændringer med samme nummer"
    case .missingParent: "den bygger på noget, der ikke er her"
    case .chainMismatch: "ændringerne passer ikke til deres kæde"
    case .damagedBundle: "en beskadiget fil"
    case .unexpectedAnswer: "svaret hører ikke til spørgsmålet"
    case .outOfScope: "mere, end parten må"
    case .busy: "optaget"
    case .notAuthentic: "ikke underskrevet af nogen, der kendes"
    case .clockSkew: "urene går ikke ens"
    case .tooEarly: "noden er lige startet"
    case .invitationExpired: "invitationen er udløbet"
    case .invitationUsed: "invitationen er brugt"
    case .keyChangeDue: "nøglen skal skiftes først"
    }
  }
}
