import CRDT

// The Danish sentences for what people can put right themselves: what is wrong and what to do, in
// one line, the same on a page and in a terminal. Nothing but these sentences is here, and only
// the public parts of the errors are used.

extension DraftProblem {
  /// One line, beginning with the field.
  public var sentence: String {
    let name = Field.named(field)?.danishName ?? "felt \(field.rawValue)"
    return name.prefix(1).uppercased() + name.dropFirst() + ": " + reason.cure
  }
}

extension DraftProblem.Reason {
  fileprivate var cure: String {
    switch self {
    case .missing: "feltet er tomt. Skriv det, før du gemmer."
    case .tooLong(let length, let max):
      "teksten er \(length - max) tegn for lang (højst \(max)). Kort den af."
    case .tooMany(let count, let max): "der er \(count), og der må højst være \(max). Fjern nogle."
    case .controlCharacter(let scalar):
      "teksten har et tegn, der ikke kan vises (\(scalar.name)). Fjern det; det er ofte kommet med "
        + "fra et andet program."
    case .notSubjectNumber(let given):
      "\(quoted(given)) er ikke et emnenummer. Skriv det som 38.14.04."
    case .notDate(let given):
      "\(quoted(given)) er ikke en dato. Skriv den som 27-03-2026 eller 2026-03-27."
    case .notInterval(let given): "\(quoted(given)) kan ikke læses. Skriv for eksempel 6 måneder."
    case .notOneOf(let words, let given):
      "\(quoted(given)) kendes ikke. Vælg \(words.dropLast().joined(separator: ", ")) eller "
        + "\(words.last ?? "")."
    case .unknownMunicipality(let unknown): unknown.sentence
    case .notLink(let given):
      "\(quoted(given)) er ikke et link. Skriv »Tekst <https://adresse>« uden mellemrum i adressen."
    case .endsBeforeItBegins(let from, let to):
      "\(to.danishShort) ligger før \(from.danishShort), som er den første dag. Ret en af dem."
    case .withdrawalIncomplete:
      "en artikel trækkes tilbage med dato og begrundelse. Skriv begge dele."
    }
  }
}

extension UnknownMunicipality {
  public var sentence: String {
    let near = suggestions.map { "\($0.code) \($0.name)" }.joined(separator: ", ")
    let hint = near.isEmpty ? "Skriv fire cifre, for eksempel 0340 for Sorø." : "Mente du \(near)?"
    return "\(quoted(given)) er ikke en kommunekode. \(hint)"
  }
}

extension ApprovalRefusal {
  public var sentence: String {
    switch self {
    case .approverUnnamed: "Det fremgår ikke, hvem der godkender. Angiv initialer og enhed."
    case .ownText(let author, let changes):
      "\(author) har selv skrevet \(changes.count == 1 ? "en ændring" : "\(changes.count) ændringer")"
        + ", der venter. En anden skal godkende."
    case .openConflicts(let count):
      count == 1
        ? "To har rettet det samme sted. Afgør konflikten, og godkend så."
        : "Der er \(count) åbne konflikter. Afgør dem, og godkend så."
    }
  }
}

extension ArticleFileError {
  /// One line, beginning with the line number.
  public var sentence: String { "linje \(line): \(reason.cure)" }
}

extension ArticleFileError.Reason {
  fileprivate var cure: String {
    switch self {
    case .tooLarge(let bytes, let max):
      "filen er på \(bytes) byte, og der må højst være \(max). Del artiklen."
    case .notUTF8: "filen er ikke UTF-8. Gem den som UTF-8."
    case .controlCharacter(let scalar):
      "her er et tegn, der ikke kan vises (\(scalar.name)). Fjern det."
    case .unterminatedFrontMatter:
      "filhovedet slutter ikke. Skriv --- på en linje for sig efter det."
    case .frontMatterTooLarge(let max):
      "filhovedet fylder mere end \(max) byte. Flyt tekst til brødteksten, eller skriv --- efter det."
    case .tab: "linjen begynder med en tabulator. Brug mellemrum."
    case .notKeyAndValue:
      "linjen er ikke »nøgle: værdi«. Ret den, eller ryk den ind under sin nøgle."
    case .duplicateKey(let name, let other, let line):
      "\(quoted(name)) siger det samme som \(quoted(other)) på linje \(line). Behold den ene."
    case .unterminatedQuote(let mark): "anførselstegnet \(mark) mangler sin ende. Skriv det."
    case .unterminatedList: "listen mangler sin ende. Skriv ]."
    case .textAfterValue(let text):
      "\(quoted(text)) står efter værdien. Sæt det hele i anførselstegn."
    case .unknownEscape(let text):
      "\(quoted(text)) kendes ikke. Skriv en omvendt skråstreg som \\\\."
    case .reservedCharacter(let scalar): "værdien begynder med \(scalar). Sæt den i anførselstegn."
    case .badBlock:
      "linjen er rykket kortere ind end teksten, den hører til. Ryk dem lige langt ind."
    case .listNotAllowed(let key): "\(quoted(key)) kan kun have én værdi. Fjern listen."
    case .noTitle: "artiklen har ingen titel. Skriv »titel:« i filhovedet eller en linje med »# «."
    }
  }
}

/// What somebody typed, in quotation marks and cut where it would fill the line.
private func quoted(_ text: String) -> String {
  text.count > 60 ? "»\(text.prefix(60))…«" : "»\(text)«"
}

extension Unicode.Scalar {
  /// `U+0007`: such a character cannot be shown itself.
  fileprivate var name: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
