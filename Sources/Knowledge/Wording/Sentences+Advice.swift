// Advice to authors, the same on a page and in a terminal: what it is, why, and what to do instead.

extension WritingAdvice {
  /// How hard the text is, in words: "LIX 38: almindelig".
  public var readability: String? {
    guard let lix else { return nil }
    let words =
      switch lix {
      case ..<25: "meget let"
      case ..<35: "let"
      case ..<WritingAdvice.hardLIX: "almindelig"
      case ..<55: "svær"
      default: "meget svær"
      }
    return "Læsbarhed: LIX \(lix), \(words)."
  }
}

extension WritingAdvice.Kind {
  public var sentence: String {
    switch self {
    case .noShortAnswer:
      "Der er intet kort svar. Skriv det, en medarbejder kan læse op på et kvart minut."
    case .longShortAnswer(let seconds):
      "Det tager omkring \(seconds) sekunder at læse op. Kort det af til et kvart minut, cirka 37 ord."
    case .hardToRead(let lix):
      "Teksten er svær at læse (LIX \(lix)). Del de lange sætninger, og brug kortere ord."
    case .skippedHeadingLevel(let text):
      "Overskriften “\(text)” springer et niveau over. Brug et # mindre, så skærmlæsere kan følge med."
    case .boldHeading(let text):
      "“\(text)” ligner en overskrift, men er kun fed skrift. Skriv # foran i stedet for stjerner."
    case .vagueLink(let text):
      text.isEmpty
        ? "Et link er uden tekst. Skriv, hvor det fører hen."
        : "Linket “\(text)” siger ikke, hvor det fører hen. Skriv for eksempel: Bestil tid til pas."
    case .bareAddress(let address):
      "Adressen \(WritingAdvice.Kind.shortened(address)) læses op bogstav for bogstav. "
        + "Skriv den som et link med ord: [Bestil tid](adresse)."
    case .imageWithoutText:
      "Et billede er uden tekst. Skriv mellem [ og ], hvad det viser; læserne får teksten i stedet."
    case .tableWithoutHeader:
      "En kolonne i tabellen er uden overskrift. Skriv i øverste række, hvad der står i den."
    case .tableWithoutRule:
      "Linjen ligner en tabel, men bliver ikke vist som en. Skriv | --- | --- | under øverste række."
    case .capitals(let words):
      "“\(words)” står med store bogstaver, som er svære at læse. Brug små, og fremhæv med **fed**."
    case .unfilled(let prompt):
      "Her mangler noget fra skabelonen: \(prompt)"
    }
  }

  private static func shortened(_ address: String) -> String {
    address.count > 60 ? address.prefix(57) + "…" : address
  }
}
