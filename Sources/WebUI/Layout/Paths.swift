/// The addresses of the pages, in one place for those who link to them and those who serve them.
///
/// An id is never escaped away: it consists of letters, digits and hyphens. The slug behind it is
/// for people; a page is found by its id alone.
public enum Paths {
  public static let front = "/"
  public static let search = "/soeg"
  public static let searchJSON = "/search"
  public static let suggestions = "/search/forslag"
  public static let openSearch = "/opensearch.xml"
  public static let searchesInVain = "/rediger/soegninger"
  public static let synonyms = "/rediger/synonymer"
  public static let situations = "/rediger/situationer"
  public static let feedbackList = "/rediger/til-hjaelp"
  /// Where readers say whether an answer helped.
  public static let feedback = "/hjalp"
  public static let subjects = "/emner"
  public static let alphabet = "/emner/a-aa"
  public static let articles = "/rediger"
  public static let newArticle = "/rediger/ny"
  public static let preview = "/rediger/forhaandsvis"
  public static let conflicts = "/rediger/konflikter"
  public static let reviews = "/rediger/gennemgang"
  /// The links that do not work.
  public static let links = "/rediger/links"
  public static let desk = "/skranke"
  public static let contacts = "/henvendelser"
  public static let undoContact = "/henvendelser/fortryd"
  public static let bus = "/bus"
  public static let reports = "/rapporter"
  public static let reference = "/stamdata"
  public static let sync = "/synk"
  public static let login = "/log-ind"
  public static let logout = "/log-ud"
  public static let account = "/konto"
  public static let password = "/konto/adgangskode"
  public static let otherLogins = "/konto/andre"
  public static let people = "/rediger/brugere"
  public static let endGrant = "/rediger/brugere/ophoer"
  public static let atomFeed = "/nyt.atom"
  public static let jsonFeed = "/nyt.json"
  public static let sitemap = "/sitemap.xml"
  public static let accessibility = "/was"
  public static let about = "/om"
  /// Where a reader chooses a municipality.
  public static let municipality = "/kommune"
  public static let securityText = "/.well-known/security.txt"
  public static let robots = "/robots.txt"
  public static let quarantine = "/synk/karantaene"
  public static let staticFiles = "/static/"

  public static func answer(_ id: String, title: String) -> String {
    "/artikel/\(encoded(id))/\(Slug(title).text)"
  }

  /// The answer as a citizen's own screen shows it, with no way to the staff's pages.
  static func citizenScreen(_ id: String, title: String, caller: String) -> String {
    "\(answer(id, title: title))?\(CallerChoice.parameter)=\(encoded(caller))&vis=borger"
  }

  public static func feedback(on id: String) -> String { "\(feedback)/\(encoded(id))" }

  /// The choice of a municipality, and then back.
  static func municipality(for path: String) -> String {
    "\(municipality)?\(MunicipalityPage.targetField)=\(encoded(path))"
  }

  static func desk(caller: String) -> String {
    "\(desk)?\(CallerChoice.parameter)=\(encoded(caller))"
  }

  static func deskAnswer(_ id: String) -> String { "\(desk)/\(encoded(id))" }

  public static func deskAnswer(_ id: String, caller: String) -> String {
    "\(deskAnswer(id))?\(CallerChoice.parameter)=\(encoded(caller))"
  }

  public static func bus(_ code: String) -> String { "\(bus)/\(encoded(code))" }
  /// One table of one owner.
  public static func reference(_ table: String, of owner: String) -> String {
    "\(reference)/\(encoded(owner))/\(encoded(table))"
  }
  public static func report(_ name: String) -> String { "\(reports)/\(encoded(name))" }
  /// The summary of an event.
  static func eventReport(_ code: String) -> String {
    "\(report("arrangement"))?\(ReportForm.Field.code)=\(encoded(code))"
  }

  public static func subject(_ number: String) -> String {
    "\(subjects)/\(encoded(number))"
  }

  public static func letter(_ letter: String) -> String {
    "\(alphabet)?bogstav=\(encoded(letter))"
  }

  /// A further page of a list; the first is the list's own address.
  static func page(_ number: Int, of path: String) -> String {
    number > 1 ? "\(path)\(path.contains("?") ? "&" : "?")side=\(number)" : path
  }

  public static func search(for query: String, page: Int = 1) -> String {
    let suffix = page > 1 ? "&side=\(page)" : ""
    return "\(search)?q=\(encoded(query))\(suffix)"
  }

  /// The editors' list of synonyms or of situations.
  static func wordList(_ list: WordListPage.List) -> String {
    list == .synonyms ? synonyms : situations
  }

  /// The form for a situation, with a search in it that many make.
  static func situation(for term: String) -> String {
    "\(situations)?\(WordListForm.Field.search.rawValue)=\(encoded(term))"
  }

  /// The login page that leads on to a path of ours.
  public static func login(for path: String) -> String {
    "\(login)?\(LoginPage.targetField)=\(encoded(path))"
  }

  public static func edit(_ id: String) -> String { "\(articles)/\(encoded(id))" }
  public static func history(_ id: String) -> String { "\(edit(id))/historik" }
  public static func compare(_ id: String) -> String { "\(edit(id))/sammenlign" }
  public static func asOf(_ id: String) -> String { "\(edit(id))/dato" }
  public static func version(_ version: String, of id: String) -> String {
    "\(edit(id))/version/\(encoded(version))"
  }
  public static func withdraw(_ id: String) -> String { "\(edit(id))/traek-tilbage" }
  public static func supplements(to id: String) -> String { "\(edit(id))/tillaeg" }
  public static func newSupplement(to id: String) -> String { "\(supplements(to: id))/nyt" }
  /// The form with the draft of that name in it.
  public static func newSupplement(to id: String, draft name: String) -> String {
    "\(newSupplement(to: id))?\(EditPage.draftParameter)=\(encoded(name))"
  }
  /// What a supplement was written against.
  public static func base(of id: String) -> String { "\(edit(id))/grundtekst" }
  public static func review(_ id: String) -> String { "\(edit(id))/gennemgang" }
  public static func approve(_ id: String) -> String { "\(edit(id))/godkend" }
  public static func conflicts(of id: String) -> String { "\(edit(id))/konflikter" }

  /// Percent-encodes all but the unreserved characters (RFC 3986 §2.3).
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if isASCIILetter(byte) || isDigit(byte) || "-._~".utf8.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
