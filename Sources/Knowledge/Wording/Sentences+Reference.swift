// What is wrong with a table, in Danish, with the row and the cell.

extension CSVError {
  public var sentence: String {
    switch self {
    case .empty: "filen er tom; første linje skal være kolonnernes navne."
    case .notUTF8(let row):
      "linje \(row) er ikke UTF-8; gem filen igen som »CSV UTF-8« i regnearket."
    case .unclosedQuote(let row): "linje \(row) har et anførselstegn, der aldrig lukkes."
    case .strayQuote(let row):
      "linje \(row) har tekst efter et lukket anførselstegn; skriv \"\" for et anførselstegn i en celle."
    case .cells(let row, let expected, let found):
      "linje \(row) har \(found) celler, men kolonnerne er \(expected); se på skilletegnene."
    case .cellTooLong(let row): "linje \(row) har en celle, der er for lang."
    case .unknownColumn(let name, let expected):
      "kolonnen »\(name)« kendes ikke; de hedder \(expected.joined(separator: ";"))."
    }
  }
}

extension ReferenceTableError {
  static let rowsShown = 20

  /// One line for each row that is wrong, twenty at most.
  public var sentences: [String] {
    let shown = rows.prefix(ReferenceTableError.rowsShown).map {
      "linje \($0.number): \($0.problem.sentence)"
    }
    let more = rows.count - shown.count
    return more > 0 ? shown + ["og \(more) linjer til er forkerte."] : shown
  }
}

extension ReferenceProblem {
  public var sentence: String {
    (column.map { "\($0): " } ?? "") + cure
  }

  private var cure: String {
    switch reason {
    case .cells(let expected): "der er \(given) celler; der skal være \(expected)."
    case .empty: "feltet er tomt; skriv det."
    case .tooLong(let most): "teksten er for lang; højst \(most) tegn."
    case .badCharacter: "teksten har et tegn, der ikke kan vises; fjern det."
    case .notCode:
      "»\(given)« er ikke en kode; brug a-z, 0-9 og bindestreg, højst \(Code.lengthMax) tegn."
    case .notDate: "»\(given)« er ikke en dato; skriv den som 27-03-2026 eller 2026-03-27."
    case .notWeek: "»\(given)« er ikke en uge; skriv den som 2011-W43."
    case .notChannel:
      "»\(given)« er ikke en kanal; vælg \(Channel.allCases.map(\.word).joined(separator: ", "))."
    case .notMunicipality: "»\(given)« er ikke en kommune; skriv dens kode eller navn."
    case .notSubject: "»\(given)« er ikke et emnenummer; skriv det som 38.14.04."
    case .notAmount: "»\(given)« er ikke et beløb; skriv det som 100 eller 12,50."
    case .notNumber(let range):
      "»\(given)« er ikke et tal fra \(range.lowerBound) til \(range.upperBound)."
    case .notHours:
      "»\(given)« er ikke åbningstider; skriv dem som ma-on 8-15; to 8-18.30; fr 8-13."
    case .overlappingHours: "»\(given)« har tider eller dage, der overlapper; ret dem."
    case .notPhone: "»\(given)« er ikke et telefonnummer; skriv otte cifre."
    case .notMeasure:
      "»\(given)« er ikke et mål; vælg "
        + "\(Target.Measure.allCases.map(\.rawValue).joined(separator: ", "))."
    case .notSynonyms(let most):
      "skriv 2 til \(most) forskellige ord med komma imellem, for eksempel affald, skrald."
    case .notOneTarget: "skriv enten navnet på et svar eller en søgning, ikke begge."
    case .notQuestionSource:
      "»\(given)« er ikke en kilde; vælg "
        + "\(EditorQuestion.Source.allCases.map(\.rawValue).joined(separator: ", "))."
    case .notTopic: "»\(given)« er hverken et emnenummer eller navnet på en artikel."
    case .notArticle:
      "»\(given)« er ikke en artikels navn i videnbasen; det ser ud som 00c0ffee00c0ffee-1."
    case .notLocalNeed:
      "»\(given)« kan en tekst ikke pege på; vælg "
        + "\(LocalNeed.allCases.map(\.word).joined(separator: ", "))."
    case .endsBeforeItBegins: "»\(given)« ligger før den første dag; ret en af dem."
    }
  }
}
