/// *Skabelon*: the bones of a new answer. What to write stands in square brackets, and the advice
/// beside the text says where some of it is left.
public struct ArticleTemplate: Hashable, Sendable {
  /// In addresses.
  public let name: String
  /// What people choose by.
  public let label: String
  public let shortAnswer: String
  /// Markdown.
  public let body: String
  public let audience: Audience

  private init(
    _ name: String, _ label: String, audience: Audience = .citizen, shortAnswer: String,
    body: String
  ) {
    self.name = name
    self.label = label
    self.audience = audience
    self.shortAnswer = shortAnswer
    self.body = body
  }

  public static func named(_ name: String) -> ArticleTemplate? { all.first { $0.name == name } }

  public static let all: [ArticleTemplate] = [
    ArticleTemplate(
      "selvbetjening", "Selvbetjening",
      shortAnswer: "[Skriv, hvad borgeren skal gøre, og hvor længe der ventes på svar.]",
      body: """
        # Sådan gør du

        1. [Skriv det første skridt.]
        2. [Skriv det næste skridt.]

        # Det skal du have klar

        - [Skriv, hvad der skal bruges, for eksempel MitID eller en kvittering.]

        # Når du har sendt det

        [Skriv, hvad der sker bagefter, og hvornår borgeren får svar.]

        # Hvis du ikke kan bruge nettet

        [Skriv, hvor man kan få hjælp, og hvad man skal tage med.]
        """),
    ArticleTemplate(
      "ansoegning", "Ansøgning med frist",
      shortAnswer: "[Skriv, hvem der kan søge, hvor man søger, og hvornår fristen er.]",
      body: """
        # Hvem kan søge?

        [Skriv betingelserne, den vigtigste først.]

        # Frist

        [Skriv fristen som dato eller antal uger, og hvad der sker, hvis man søger for sent.]

        # Sådan søger du

        1. [Skriv det første skridt.]
        2. [Skriv, hvad der skal lægges ved.]

        # Hvornår får du svar?

        [Skriv, hvor længe det tager.]

        # Hvis du får afslag

        [Skriv, hvor man kan klage, og hvornår det senest skal ske.]
        """),
    ArticleTemplate(
      "flytning", "Når livet ændrer sig (flytning, barn, dødsfald)",
      shortAnswer: "[Skriv, hvad man skal give besked om, til hvem og hvornår.]",
      body: """
        # Det skal du gøre først

        1. [Skriv det, der haster mest, med frist.]

        # Det sker af sig selv

        - [Skriv, hvem der får besked uden at borgeren gør noget.]

        # Det skal du selv huske

        - [Skriv, hvad kommunen ikke gør for borgeren.]

        # Hvis det er anderledes for dig

        ## [Skriv tilfældet, for eksempel: Hvis du flytter til udlandet]

        [Skriv, hvad der gælder da.]
        """),
    ArticleTemplate(
      "pris", "Gebyr og betaling",
      shortAnswer: "[Skriv, hvad det koster, og hvordan man betaler.]",
      body: """
        # Hvad koster det?

        | Hvad | Pris |
        | --- | ---: |
        | [Skriv ydelsen] | [Skriv prisen i kr.] |

        # Sådan betaler du

        [Skriv, hvordan og hvornår der betales.]

        # Hvornår er det gratis?

        [Skriv, hvem der ikke skal betale.]
        """),
    ArticleTemplate(
      "klage", "Klage over en afgørelse",
      shortAnswer: "[Skriv, hvem man klager til, og inden hvor mange uger.]",
      body: """
        # Hvem kan klage?

        [Skriv, hvem der har ret til at klage.]

        # Frist

        [Skriv, hvor mange uger der er, og hvornår de tælles fra.]

        # Sådan klager du

        1. [Skriv, hvor klagen sendes hen.]
        2. [Skriv, hvad der skal stå i den.]

        # Hvad sker der så?

        [Skriv, hvem der afgør klagen, og hvor længe det kan tage.]
        """),
    ArticleTemplate(
      "vejledning", "Intern vejledning", audience: .staff,
      shortAnswer: "[Skriv, hvad du skal sige eller gøre, når henvendelsen kommer.]",
      body: """
        # Det siger du

        [Skriv svaret, som det kan siges i telefonen.]

        # Det spørger du om

        - [Skriv, hvad du skal vide for at svare rigtigt.]

        # Hvornår stiller du om?

        [Skriv, til hvem og hvornår.]
        """),
  ]
}
