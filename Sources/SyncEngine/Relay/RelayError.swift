/// Why a relay folder could not be used. What is wrong with a single file in it is in the report.
public enum RelayError: Error, Hashable, Sendable {
  case noFolder(address: String)
  case unreadable(file: String, reason: String)
  case unwritable(file: String, reason: String)
  /// No node writes files of that length.
  case tooLarge(file: String)

  // A WebDAV server's.
  case badAddress(String)
  case unreachable(LinkFault)
  case redirected(to: String)
  case compressed(encoding: String)
  /// Name or password are wrong (401), or they may not do that (403).
  case notAllowed(status: Int, method: String)
  /// The server does not know a method that WebDAV has.
  case notWebDAV(status: Int, method: String)
  case full(status: Int)
  case refused(status: Int, method: String)
  /// The list of the folder is none.
  case badList

  /// What happened, and what to do.
  public var sentence: String {
    switch self {
    case .noFolder(let address):
      "mappen \(address) findes ikke; lav den, eller ret adressen"
    case .unreadable(let file, let reason): "\(file) kan ikke læses: \(reason)"
    case .unwritable(let file, let reason): "\(file) kan ikke skrives: \(reason)"
    case .tooLarge(let file): "\(file) er længere end noget, en node skriver; fjern den fra mappen"
    case .badAddress(let text):
      "»\(text)« er ikke en adresse; skriv en mappe eller https://vært/mappe/, uden adgangskode i"
    case .unreachable(let fault): "serveren kan ikke nås (\(fault.words)); prøv igen senere"
    case .redirected(let place): "serveren sender os videre til \(place); ret adressen"
    case .compressed(let encoding):
      "serveren komprimerer sine svar (\(encoding)); slå det fra for mappen"
    case .notAllowed(401, _):
      "serveren kender ikke navnet eller adgangskoden; ret --user og --password-file"
    case .notAllowed(let status, let method):
      "serveren giver ikke lov til \(method) (\(status)); navnet skal have læse- og skriveret i mappen"
    case .notWebDAV(let status, let method):
      "serveren kan ikke \(method) (\(status)); mappen skal være en WebDAV-mappe, se viden-handbook(7)"
    case .full(let status): "serveren har ikke plads til mere (\(status)); ryd op, og prøv igen"
    case .refused(let status, let method):
      "serveren svarer \(status) på \(method); prøv igen senere"
    case .badList:
      "serveren viser ikke mappens indhold, som WebDAV gør det; er adressen den rigtige?"
    }
  }
}
