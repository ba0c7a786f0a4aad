extension ContactProblem {
  public var sentence: String {
    switch self {
    case .inTheFuture(let day): "\(day.danishShort) er ikke kommet endnu; ret datoen."
    case .tooLongAgo(let day): "\(day.danishShort) er før 2000; ret datoen."
    case .unknownDepartment(let code):
      "der er ingen afdeling »\(code)«; viden reference list afdelinger viser dem."
    case .noSuchDepartmentThen(let name, let day):
      "\(name) fandtes ikke \(day.danishShort); ret datoen eller afdelingens fra og til."
    case .unknownEvent(let code, let day):
      "der er intet arrangement »\(code)« \(day.danishShort); viden reference list arrangementer "
        + "viser dem."
    case .forwardedWithoutSaying:
      "en henvendelse med »videre til« skal have udfaldet viderestillet."
    case .unknownArticle(let name): "der er ingen artikel »\(name)« her."
    case .badCell(let column, let given, let expected):
      "\(column): »\(given)« kan ikke bruges; ventet: \(expected)."
    case .belowNought(let counted, let taken):
      "der er talt \(counted), så \(taken) kan ikke trækkes fra; se tallene med viden report."
    }
  }
}

extension ContactImportError {
  /// One line for each row that is wrong, twenty at most.
  public var sentences: [String] {
    let shown = rows.prefix(ReferenceTableError.rowsShown).map {
      "linje \($0.number): \($0.problem.sentence)"
    }
    let more = rows.count - shown.count
    return more > 0 ? shown + ["og \(more) linjer til er forkerte."] : shown
  }
}

extension ContactMappingError {
  public var sentence: String {
    "linje \(line) »\(given.prefix(60))« er ikke en oversættelse; skriv kolonne = navn i filen, "
      + "kolonne := fast værdi eller kolonne : ord = betydning, med kolonnerne "
      + "\(ContactTable.columns.joined(separator: ", "))."
  }
}
