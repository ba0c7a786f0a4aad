/// Why an exchange with a peer failed, and what a person can do about it.
public enum SyncProblem: Hashable, Sendable {
  /// No connection: no net, or the peer is down.
  case unreachable
  case tooSlow
  /// Somebody answered who is no node: a login page on a wireless net, a proxy.
  case notANode
  /// The peer refused our signature, or we its.
  case wrongKey
  /// The clocks differ more than signatures allow.
  case clock
  /// This node was revoked.
  case revoked
  /// The peer speaks another version of the protocol.
  case version
  /// The peer sent something that cannot be a change; it was not taken in.
  case badData
  /// The disk is full, here or there.
  case diskFull
  case busy
  /// Anything else: the line from the log.
  case other(String)

  var whatHappened: String {
    switch self {
    case .unreachable: "Vi kunne ikke få forbindelse"
    case .tooSlow: "Forbindelsen var for langsom"
    case .notANode: "Svaret kom ikke fra noden"
    case .wrongKey: "Nøglen passede ikke"
    case .clock: "Urene går ikke ens"
    case .revoked: "Denne node er spærret"
    case .version: "Noderne taler ikke samme udgave"
    case .badData: "Vi fik noget, der ikke kan være rigtigt"
    case .diskFull: "Der er ikke mere plads"
    case .busy: "Noden havde travlt"
    case .other: "Det gik ikke"
    }
  }

  var whatToDo: String {
    switch self {
    case .unreachable:
      "Du arbejder lokalt, og intet går tabt. Ændringerne bliver sendt, når der er forbindelse igen. "
        + "Er der net, så spørg den, der driver den anden node, om den kører."
    case .tooSlow:
      "Det, der nåede frem, er gemt, og næste forsøg fortsætter, hvor dette slap."
    case .notANode:
      "Det sker på net, hvor man skal logge på i en browser. Åbn en browser, log på nettet, og prøv igen."
    case .wrongKey:
      "Der er ikke udvekslet noget. De to noder skal forbindes igen med en ny nøgle: bed den, der "
        + "driver noden, om det."
    case .clock:
      "Stil uret på denne computer, og prøv igen. Dine ændringer er ikke berørt af, at uret gik forkert."
    case .revoked:
      "Dine ændringer er gemt her. Kontakt den, der administrerer vidensbasen, hvis det er en fejl."
    case .version:
      "Opdatér Fællesviden på den node, der har den ældste udgave. Indtil da arbejder begge videre hver "
        + "for sig."
    case .badData:
      "Det er lagt til side, og resten er udvekslet som normalt. Bed den, der driver noden, om at se "
        + "på karantænen."
    case .diskFull:
      "Bed den, der driver noden, om at skaffe mere plads. Det, der allerede er gemt, er der stadig."
    case .busy:
      "Du behøver ikke gøre noget. Næste synkronisering prøver igen."
    case .other(let line):
      "Vis denne linje til den, der driver noden: \(line)"
    }
  }
}
