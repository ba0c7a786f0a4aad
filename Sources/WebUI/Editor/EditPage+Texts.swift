/// The editor's words.
extension EditPage {
  enum Texts {
    static let newTitle = "Skriv et nyt svar"
    static let titleWithoutName = "Redigér svaret"
    static let preview = "Sådan ser læserne svaret"
    static let previewHint = "Forhåndsvisningen vises her."
    static let showPreview = "Vis forhåndsvisning"
    static let save = "Gem"
    static let saveMeaning =
      "Gem sender teksten til de andre redaktører og til godkendelse. En kladde ser kun du."
    static let seeAnswer = "Se svaret"
    static let base = "Grundtekst"
    static let supplements = "Lokale tillæg"
    static let review = "Gennemgå"
    static let withdraw = "Træk tilbage"
    static let reinstate = "Sæt i kraft igen"
    static let untitled = "(uden overskrift)"
    static let unsaved = "Du har rettelser, der ikke er gemt."
    static let conflict = "Læserne ser den godkendte tekst, indtil I har valgt."
    static let markdownHelpHeading = "Sådan skriver du overskrifter, lister og links"
    static let typed = "Du skriver"
    static let shown = "Det bliver til"

    static let markdownHelp: [(typed: String, meaning: String)] = [
      ("# Sådan gør du", "Overskrift"),
      ("## Hvis du er under 18 år", "Mindre overskrift"),
      ("- pas", "Punkt i en liste"),
      ("1. Bestil tid", "Punkt i en nummereret liste"),
      ("**vigtigt**", "Fremhævet tekst"),
      ("[borger.dk](https://www.borger.dk)", "Link"),
      ("En tom linje", "Nyt afsnit"),
    ]

    static let audiences: [(value: String, text: String)] = [
      (ArticleForm.Audience.citizen.rawValue, "Borgere: alle kan læse svaret"),
      (ArticleForm.Audience.partner.rawValue, "Partnere, for eksempel biblioteker"),
      (ArticleForm.Audience.staff.rawValue, "Kun medarbejdere"),
    ]

    static func title(_ article: String) -> String { "Redigér: \(article)" }

    static func conflictHeading(_ count: Int) -> String {
      count == 1 ? "Der er 1 konflikt i svaret" : "Der er \(count) konflikter i svaret"
    }

    static func label(_ field: ArticleForm.Field) -> String {
      switch field {
      case .title: "Overskrift"
      case .shortAnswer: "Kort svar"
      case .body: "Hele svaret"
      case .subject: "Emnenummer (KLE)"
      case .audience: "Hvem må læse svaret?"
      case .keywords: "Søgeord"
      case .links: "Selvbetjening"
      case .initials: "Dine initialer"
      case .baseVersion, .token, .id: field.rawValue
      }
    }

    static func hint(_ field: ArticleForm.Field) -> String? {
      switch field {
      case .title:
        "Skriv den, som borgeren ville spørge. For eksempel: Hvordan melder jeg flytning?"
      case .shortAnswer: "Højst tre linjer, der kan læses op på et kvart minut."
      case .body: "Begynd med det, de fleste har brug for."
      case .subject: "Skriv for eksempel 23.05.12, eller vælg et, der er i brug."
      case .audience: nil
      case .keywords: "Ord, folk selv bruger. Sæt komma imellem: flytte, ny adresse, folkeregister"
      case .links: "Ét link på hver linje: Meld flytning | https://www.borger.dk/flytning"
      case .initials: "De vises for andre redaktører i historikken."
      case .baseVersion, .token, .id: nil
      }
    }
  }
}

/// What must be mended, said so that one knows how.
enum ProblemTexts {
  static func text(_ problem: ArticleForm.Problem) -> String {
    switch problem.reason {
    case .missing:
      missing(problem.field)
    case .tooLong(let max):
      "Gør venligst teksten i \(EditPage.Texts.label(problem.field)) kortere. "
        + "Der er plads til \(DanishNumber.text(max)) tegn"
    case .notASubjectNumber:
      "Skriv venligst emnenummeret som 23.05.12, eller lad feltet stå tomt"
    case .unknownSubject:
      "Vælg venligst et emnenummer, der findes i emneplanen"
    case .notALink(let line):
      "Skriv venligst linje \(line) under \(EditPage.Texts.label(.links)) som: "
        + "Tekst | https://adresse"
    case .expired:
      "Du har været væk så længe, at siden er udløbet. Din tekst er her endnu: tryk Gem igen"
    }
  }

  private static func missing(_ field: ArticleForm.Field) -> String {
    switch field {
    case .title: "Skriv venligst en overskrift"
    case .initials: "Skriv venligst dine initialer"
    default: "Udfyld venligst feltet \(EditPage.Texts.label(field))"
    }
  }
}
