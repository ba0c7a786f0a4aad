import HTTP
import Knowledge
import WebUI

/// How somebody reads, from what the address says and what the browser asks for.
extension Reading {
  init(of request: Request) {
    let language = request.query(Language.parameter).flatMap(Language.init(rawValue:))
    let asked = request.query(CallerChoice.parameter).flatMap(Municipality.init(code:))
    self.init(
      language: language ?? Language(acceptedBy: request.headers.first("Accept-Language")),
      choices: Choices(
        language: language, isLarge: request.query(Choices.largeParameter) == "1",
        municipality: asked?.code),
      address: Reading.address(of: request))
  }

  /// The page without the choices. What a form was sent to is no page to come back to.
  private static func address(of request: Request) -> String {
    guard request.method.isSafe else { return Paths.front }
    let others = (request.rawQuery ?? "").split(separator: "&").filter { pair in
      !Choices.parameters.contains(String(pair.prefix { $0 != "=" }))
    }
    let query = others.joined(separator: "&")
    return query.isEmpty ? request.rawPath : "\(request.rawPath)?\(query)"
  }

  /// What a page that was made for one reader must have in common with another's, when its address
  /// is the same.
  var besidesAddress: Reading { Reading(language: language) }
}
