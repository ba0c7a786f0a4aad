import HTTP
import WebUI

/// What somebody sent whose login had ended: it travels through the login page in hidden fields and
/// is there again afterwards.
struct KeptForm {
  /// Set apart from the login page's own fields.
  private static let prefix = "gemt."
  /// What is not a person's work.
  private static let ownFields = [FormGuard.tokenField]

  /// Where it was to go; always a path of ours.
  let path: String
  let fields: [(name: String, value: String)]

  var isEmpty: Bool { fields.isEmpty }

  /// What a form for another page holds.
  init(sent request: Request) {
    path = request.rawPath
    fields = (request.form ?? []).filter { !KeptForm.ownFields.contains($0.name) }
  }

  /// What a login page brought back.
  init(carriedBy request: Request, to path: String) {
    self.path = path
    fields = (request.form ?? []).compactMap { field in
      guard field.name.hasPrefix(KeptForm.prefix) else { return nil }
      return (String(field.name.dropFirst(KeptForm.prefix.count)), field.value)
    }
  }

  /// As hidden fields of a login page.
  var carried: [(name: String, value: String)] {
    fields.map { (KeptForm.prefix + $0.name, $0.value) }
  }

  /// What a person can read of it.
  var texts: [KeptText] { KeptText.all(in: fields) }
}
