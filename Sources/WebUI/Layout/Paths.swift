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
  public static let subjects = "/emner"
  public static let alphabet = "/emner/a-aa"
  public static let articles = "/rediger"
  public static let newArticle = "/rediger/ny"
  public static let preview = "/rediger/forhaandsvis"
  public static let conflicts = "/rediger/konflikter"
  public static let sync = "/synk"
  public static let staticFiles = "/static/"

  public static func answer(_ id: String, title: String) -> String {
    "/artikel/\(encoded(id))/\(Slug(title).text)"
  }

  public static func subject(_ number: String) -> String {
    "\(subjects)/\(encoded(number))"
  }

  public static func letter(_ letter: String) -> String {
    "\(alphabet)?bogstav=\(encoded(letter))"
  }

  public static func search(for query: String, page: Int = 1) -> String {
    let suffix = page > 1 ? "&side=\(page)" : ""
    return "\(search)?q=\(encoded(query))\(suffix)"
  }

  public static func edit(_ id: String) -> String { "\(articles)/\(encoded(id))" }
  public static func history(_ id: String) -> String { "\(edit(id))/historik" }
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
