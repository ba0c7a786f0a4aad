// The Danish sentences about who may do what, the same on a page and in a terminal.

extension AuthorityRefusal {
  /// What is missing, and who can give it.
  public var sentence: String {
    let who = person.isEmpty ? "Du" : person
    let ask =
      askFrom.isEmpty
      ? "Ingen kan give den her." : "Den kan gives af \(askFrom.joined(separator: ", "))."
    switch reason {
    case .roleMissing(let role):
      return "\(who) har ikke rollen \(role.danishName). \(ask)"
    case .outsideArea(let role):
      return "\(who) er \(role.danishName), men ikke for denne kommune eller dette emne. \(ask)"
    case .outOfTime(let role):
      return "Rollen \(role.danishName) gælder ikke i dag for \(who). \(ask)"
    case .nodeDeparted:
      return "Denne node er spærret eller udgået, og de andre tager ikke imod det, der skrives her."
    case .againstSenior:
      return "\(who) har sin rettighed fra den, det gælder, og kan ikke tage den tilbage."
    case .noAuthority:
      return "Videnbasen har ingen administrator endnu."
    }
  }
}

extension QuarantineReason {
  /// Why a change is set aside, in one line.
  public var sentence: String {
    switch self {
    case .nodeDeparted(.revoked): "Skrevet på en node, der er spærret."
    case .nodeDeparted(.retired): "Skrevet på en node, der er gået ud."
    case .nodeUnknown: "Det vides ikke, hvilken node der har skrevet den."
    case .authorityUnknown: "Den bygger på rettigheder, som vi ikke har set endnu."
    case .roleMissing(let role): "Forfatteren havde ikke rollen \(role.danishName)."
    case .grantEnded(let role): "Forfatterens rettighed som \(role.danishName) var ophørt."
    case .outsideArea(let role):
      "Forfatteren er \(role.danishName), men ikke for denne kommune eller dette emne."
    case .againstSenior: "Ingen kan fratage dem en rettighed, som de selv har deres fra."
    case .foreignCard: "En node har skrevet på en anden nodes kort."
    case .standsOn(let id): "Den bygger på \(id), som er sat til side."
    case .doesNotFit: "Den passer ikke på den tekst, den retter."
    case .dropped: "Et menneske har kasseret den."
    }
  }
}

extension Grant {
  /// What is granted, without to whom: "redaktør for 0340 Sorø, emne 23 og 38, til 31-12-2026".
  public var sentence: String {
    var text = role.danishName
    if let municipality = area.municipality {
      text += " for \(municipality.code) \(municipality.name)"
    }
    if !area.mainGroups.isEmpty { text += ", emne \(area.mainGroups.joined(separator: " og "))" }
    if let validFrom { text += ", fra \(validFrom.danishShort)" }
    if let validTo { text += ", til \(validTo.danishShort)" }
    return text
  }
}
