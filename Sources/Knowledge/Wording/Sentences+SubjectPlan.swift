// What is wrong with a file of subjects, and what was odd in it, in Danish.

extension SubjectPlanFileError {
  /// What is wrong, on which line, and what to do.
  public var sentence: String { "linje \(line): \(cure)" }

  private var cure: String {
    switch reason {
    case .xml(let problem): problem.sentence
    case .otherRoot("KLE-Handlingsfacetter"):
      "filen er KLE's handlingsfacetter; hent i stedet emneplanen (KLE-Emneplan)."
    case .otherRoot(let name): "filen er »\(name)« og ikke en KLE-Emneplan; hent emneplanen hos KL."
    case .noDate:
      "UdgivelsesDato mangler eller er ingen dato; så er det ikke til at sige, hvilken udgave det er."
    case .noSubjects: "der er ingen emner i filen; hent den igen."
    case .badNumber(let number, let element):
      "»\(number.prefix(40))« kan ikke stå i \(element); ret nummeret i filen."
    case .elsewhere(let number, let parent):
      "\(number) står under \(parent), men hører ikke til der; ret nummeret i filen."
    case .noNumber(let element): "\(element) har intet nummer; ret filen."
    case .noTitle(let number): "\(number) har ingen titel; ret filen."
    case .titleTooLong(let number):
      "\(number) har en titel på mere end \(SubjectPlanLine.titleLengthMax) tegn; ret filen."
    case .twice(let number, let first):
      "\(number) står også på linje \(first); begge gælder, og intet siger, hvilken der er nyest. Slet den ene."
    case .tooMany(let most): "der er mere end \(most) numre; det er ikke en emneplan."
    }
  }
}

extension XMLProblem {
  var sentence: String {
    switch self {
    case .notXML: "filen er ikke XML; hent emneplanen som XML hos KL."
    case .encoding(let name): "filen er skrevet i \(name); gem den som UTF-8."
    case .notUTF8: "her er noget, der ikke er UTF-8; gem filen som UTF-8."
    case .cut: "filen hører op midt i det hele; hent den igen."
    case .mismatched(let open, let close):
      "<\(open)> lukkes af </\(close)>; filen er beskadiget, hent den igen."
    case .documentType:
      "filen har en DOCTYPE, som kan hente andre filer ind; den læses ikke. Hent filen hos KL selv."
    case .entity(let name): "&\(name); kendes ikke; skriv tegnet selv."
    case .malformed: "her er filen ikke gyldig XML; hent den igen."
    }
  }
}

extension SubjectPlanFile.Remark {
  public var sentence: String {
    switch kind {
    case .expiredOnlyInTitle: "\(number) er kun udgået i titlen; den regnes for udgået."
    case .movedNowhere: "\(number) er flyttet, men filen siger ikke hvorhen."
    case .unknownSuccessor(let other): "\(number) er flyttet til \(other), som ikke er i filen."
    case .repeated(let lines):
      "\(number) står på linje \(lines.map(String.init).joined(separator: ", ")); den nyeste, der gælder, bruges."
    }
  }
}

extension SubjectPlanLine.Standing {
  /// "gælder", "udgået 01-02-2026", "flyttet 01-02-2026 til 38.14.05".
  public var sentence: String {
    switch self {
    case .active: "gælder"
    case .expired(let date): "udgået" + (date.map { " \($0.danishShort)" } ?? "")
    case .moved(let date, let numbers):
      "flyttet" + (date.map { " \($0.danishShort)" } ?? "")
        + (numbers.isEmpty ? "" : " til \(numbers.joined(separator: ", "))")
    }
  }
}

extension SubjectPlanRefusal {
  public var sentence: String {
    switch self {
    case .older(let file, let inUse):
      "Filen er udgaven af \(file.danishShort), og den af \(inUse.danishShort) er i brug. "
        + "Hent den nyeste hos KL."
    }
  }
}
