/// What each figure means, in the words that stand under it. They follow the municipalities' own
/// reports; where those are silent, the choice is said here.
enum Definition {
  static let contact =
    "En henvendelse tælles én gang, hvor den besvares. En, der er stillet videre inden for kommunen, "
    + "tælles som viderestillet det første sted; det næste sted er den intern og er ikke med her."

  static let change =
    "Ændring er forskellen mellem de to antal i procent af det første. De er ikke omregnet: vælg lige "
    + "lange perioder."

  static let imported = "Hentede tal er fra andre systemers statistik og ikke talt ved skranken."

  static let savings =
    "For hver kanal: (henvendelser før, omregnet til lige så mange dage, minus henvendelser nu) gange "
    + "kanalens pris på periodens første dag. Kun indgående, ikke interne. Et minus er et tab."

  static let closedAtOnce =
    "Straksafsluttede telefonhenvendelser ud af alle besvarede telefonhenvendelser minus "
    + "fejlhenvendelser. Kun indgående, ikke interne; opgivne opkald og tal uden udfald er ikke med."

  static let forwarded =
    "Telefonhenvendelser, der blev stillet videre, ud af alle besvarede telefonhenvendelser. Kun "
    + "indgående, ikke interne; opgivne opkald og tal uden udfald er ikke med."

  static let selfService =
    "Ansøgninger og anmeldelser (transaktioner), som borgeren gennemførte selv på nettet eller "
    + "telefonen, ud af alle transaktioner om samme emne i samme periode."

  static let completeness =
    "Dage, hvor afdelingen har talt mindst én henvendelse, ud af arbejdsdagene i tælleperioden."

  static let workList =
    "Henvendelser, der blev stillet videre eller skrevet op som spørgsmål, efter emne; i kroner er de "
    + "antal gange kanalens pris. Kanaler uden pris er ikke med i kronerne."

  static let questions =
    "Det, som medarbejdere skrev op som spørgsmål, og de svar, som læsere sagde nej til, siden det "
    + "sidst blev besvaret. Svarfristen er ti arbejdsdage efter den første dag; lørdage, søndage, "
    + "helligdage, grundlovsdag, 24. og 31. december er ikke arbejdsdage."

  static let comparison =
    "Henvendelser pr. 1.000 indbyggere i samme uger. Kun kommuner, der har sagt ja til at være med, og "
    + "som har talt på mindst 80 % af dagene. • er 1-4 henvendelser; summer, der ville røbe dem, "
    + "vises heller ikke."

  static let target = "Tallet i perioden over for det, kommunen har sat sig for at nå."

  static let event = "Alle henvendelser, der er talt ved arrangementet."

  static let searches =
    "Søgninger på denne node, som mindst fem har lavet på mindst to dage. Ord, der kan handle om en "
    + "person, tælles aldrig."

  static let unhelpful =
    "Læsere, der svarede nej til »Hjalp svaret dig?«, ud af alle, der svarede, siden periodens første "
    + "dag."

  static let opened = "De svar, som borgerne åbner mest på denne node."
}
