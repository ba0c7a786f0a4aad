extension PeoplePage {
  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p class="lead">\(Texts.text(standing))</p>
    <h2>\(Texts.accountsHeading)</h2>
    \(accounts.isEmpty ? "<p>\(Texts.noAccounts)</p>" : accountTable)
    \(standing == .withoutGrants ? Markup() : grantSections)
    """
  }

  // MARK: Accounts

  private var accountTable: Markup {
    StackingTable(
      label: Texts.accountsHeading,
      columns: [Texts.person, Texts.initials, Texts.accountRole, Texts.today],
      rows: accounts.map(row)
    ).markup
  }

  private func row(_ account: Account) -> Markup {
    let closed: Markup = account.isDisabled ? " <span class=\"badge\">\(Texts.closed)</span>" : ""
    let grants = account.grants.joined(separator: "; ")
    return """
      <tr><th scope="row">\(account.fullName) (\(account.name))\(closed)</th>\
      <td data-label="\(Texts.initials)">\(account.initials)</td>\
      <td data-label="\(Texts.accountRole)">\(account.role)</td>\
      <td data-label="\(Texts.today)">\(grants.isEmpty ? Texts.nothingByName : grants)</td></tr>

      """
  }

  // MARK: Grants

  private var grantSections: Markup {
    """
    <h2>\(Texts.grantsHeading)</h2>
    <p>\(Texts.endMeaning)</p>
    <ol class="history">
    \(grants.enumerated().map { entry($1, number: $0) })</ol>
    <h2>\(Texts.giveHeading)</h2>
    <form method="post" action="\(Paths.people)" class="narrow-form">
    \(tokenField)\(fields)\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.give)</button></p>
    </form>
    """
  }

  private func entry(_ grant: Grant, number: Int) -> Markup {
    let ended: Markup = grant.isEnded ? " <span class=\"badge\">\(Texts.ended)</span>" : ""
    return """
      <li class="history-entry">
      <h3>\(grant.holder): \(grant.text)\(ended)</h3>
      <p class="note">\(Texts.by) \(grant.grantedBy), <code>\(grant.id)</code></p>
      \(grant.isEnded ? Markup() : endForm(grant, number: number))</li>

      """
  }

  private func endForm(_ grant: Grant, number: Int) -> Markup {
    """
    <form method="post" action="\(Paths.endGrant)">\(tokenField)\
    \(HiddenField(name: Field.grant.rawValue, value: grant.id).markup)\
    \(asksForInitials ? initialsField(id: "\(Field.initials.rawValue)-\(number)") : Markup())\
    <p><input type="checkbox" id="henstand-\(number)" name="\(Field.grace.rawValue)" value="1"> \
    <label for="henstand-\(number)">\(Texts.grace)</label></p>
    <p class="actions"><button class="button" type="submit" \
    aria-label="\(Texts.end): \(grant.holder), \(grant.text)">\(Texts.end)</button></p>
    </form>

    """
  }

  private func initialsField(id: String) -> Markup {
    """
    <div class="field"><label for="\(id)">\(EditPage.Texts.label(.initials))</label>
    <input class="input" type="text" id="\(id)" name="\(Field.initials.rawValue)" \
    value="\(values[.initials] ?? "")" maxlength="40" required>
    </div>

    """
  }

  // MARK: The form

  private var fields: Markup {
    let all: [Markup] = [
      field(.person, Texts.person, hint: Texts.personHint, .line(inputLength: 80)),
      field(.role, Texts.role, .choice(roles), isRequired: true),
      field(
        .municipality, Texts.municipality,
        .choice([(value: "", text: Texts.wholeCountry)] + municipalities), isRequired: true),
      field(.groups, Texts.groups, hint: Texts.groupsHint, .line(inputLength: 80)),
      field(.from, Texts.from, hint: Texts.dateHint, .line(inputLength: 20)),
      field(.to, Texts.to, .line(inputLength: 20)),
      asksForInitials
        ? field(
          .initials, EditPage.Texts.label(.initials), hint: EditPage.Texts.hint(.initials),
          .line(inputLength: 40), isRequired: true) : Markup(),
    ]
    return "\(all)"
  }

  private func field(
    _ field: Field, _ label: String, hint: String? = nil, _ control: FormField.Control,
    isRequired: Bool = false
  ) -> Markup {
    FormField(
      name: field.rawValue, label: label, hint: hint, value: values[field] ?? "",
      control: control, isRequired: isRequired,
      error: problems.first { $0.field == field }?.text
    ).markup
  }

  private var tokenField: Markup {
    HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup
  }
}

extension PeoplePage {
  public enum Texts {
    public static let title = "Brugere og rettigheder"
    static let accountsHeading = "Konti på denne node"
    static let noAccounts =
      "Der er ingen konti. Den, der sidder ved noden, må alt. Den første konto laves med "
      + "viden account add."
    static let person = "Person"
    static let initials = "Initialer"
    static let accountRole = "Kontoens rolle"
    static let today = "Rettigheder ved navn i dag"
    static let closed = "lukket"
    static let nothingByName = "ingen"
    static let grantsHeading = "Rettigheder i videnbasen"
    static let endMeaning =
      "En rettighed, der er givet, gælder på alle noder. Når den ophører, venter det, som er skrevet "
      + "uden at kende ophøret og ikke er her endnu, på en administrator i karantænen."
    static let by = "Givet af"
    static let ended = "ophørt"
    static let end = "Lad ophøre"
    static let grace = "Lad det, der er skrevet uden at kende ophøret, gælde"
    static let giveHeading = "Giv en rettighed"
    static let give = "Giv rettigheden"
    static let personHint =
      "Initialerne, som de står i historikken. Uden dem gælder rettigheden alle på denne node."
    static let role = "Rolle"
    static let municipality = "Kommune"
    static let wholeCountry = "Hele landet"
    static let groups = "Hovedgrupper i KLE"
    static let groupsHint = "To cifre hver, fx 23 38. Uden dem er det alle emner."
    static let from = "Første dag"
    static let to = "Sidste dag"
    static let dateHint = "Fx 1. marts 2027 eller 2027-03-01."

    static func text(_ standing: Standing) -> String {
      switch standing {
      case .withoutGrants:
        "Videnbasen har ingen administrator. Kontoens rolle afgør, hvad man må her."
      case .open:
        "Rettighederne gælder ikke endnu. Kontoens rolle afgør, hvad man må her, til en "
          + "administrator kører viden grant enforce."
      case .byAccount:
        "Rettighederne gælder, men ingen her har fået en ved navn. Kontoens rolle afgør, hvem der "
          + "må hvad, så langt nodens egen rettighed rækker."
      case .byGrant:
        "Rettighederne gælder og afgør, hvem her der må skrive og godkende hvad. Kontoens rolle "
          + "afgør kun, hvem der passer noden."
      }
    }

    static func text(_ notice: Notice) -> String {
      switch notice {
      case .given: "Rettigheden er givet. Den gælder de andre steder, når de har synkroniseret"
      case .ended: "Rettigheden er ophørt. Det gælder de andre steder, når de har synkroniseret"
      }
    }
  }
}
