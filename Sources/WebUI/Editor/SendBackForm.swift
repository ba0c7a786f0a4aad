/// The other button of an approver: the text goes back to its author, with a word on what to mend.
struct SendBackForm {
  let id: String
  let version: String
  let token: String
  let initials: String
  let comment: String
  let problem: ApprovePage.CommentProblem?
  let signedIn: Site.SignedIn?

  /// The names of the fields; those of the approval's own form are beside them on the page.
  enum Field {
    static let comment = "kommentar"
    static let initials = "tilbage-initialer"
  }

  var markup: Markup {
    """
    <form method="post" action="\(Paths.sendBack(id))" class="send-back">
    <h2>\(Texts.heading)</h2>
    <p>\(Texts.meaning)</p>
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    \(HiddenField(name: ArticleForm.Field.baseVersion.rawValue, value: version).markup)\
    \(FormField(
      name: Field.comment, label: Texts.comment, hint: Texts.hint, value: comment,
      control: .text(rows: 4), isRequired: true,
      error: problem == .missing ? Texts.missing : nil).markup)\
    \(signedIn?.signature ?? FormField(
      name: Field.initials, label: EditPage.Texts.label(.initials),
      value: initials, control: .line(inputLength: 40), isRequired: true,
      error: problem == .missingInitials ? Texts.missingInitials : nil).markup)\
    <p class="actions"><button class="button" type="submit">\(Texts.send)</button></p>
    </form>
    """
  }

  enum Texts {
    static let heading = "Eller send teksten tilbage"
    static let meaning =
      "Læserne ser fortsat det, der er godkendt. Den, der har skrevet, ser din kommentar ved svaret "
      + "og på listen Sendt tilbage."
    static let comment = "Hvad skal rettes?"
    static let hint = "Vær konkret. For eksempel: Prisen er fra sidste år; se bekendtgørelsen."
    static let send = "Send tilbage"
    static let missing = "Skriv venligst, hvad der skal rettes, på højst 2.000 tegn"
    static let missingInitials = "Skriv venligst dine initialer"
  }
}

extension ApprovePage {
  /// What must be mended before a text can be sent back.
  public enum CommentProblem: Hashable, Sendable {
    case missing
    case missingInitials

    var summary: (field: String, text: String) {
      switch self {
      case .missing: (SendBackForm.Field.comment, SendBackForm.Texts.missing)
      case .missingInitials: (SendBackForm.Field.initials, SendBackForm.Texts.missingInitials)
      }
    }
  }

  /// The name of the field for the comment.
  public static let commentField = SendBackForm.Field.comment
}

/// What an approver wrote to send a text back.
public struct ApproverComment: Hashable, Sendable {
  public var text: String
  public var initials: String

  /// Reads a submitted form by the names of its fields; a missing one is empty.
  public init(reading value: (String) -> String?) {
    text = ArticleForm.withUnixLineEnds(value(SendBackForm.Field.comment) ?? "").trimmed
    initials = (value(SendBackForm.Field.initials) ?? "").trimmed
  }
}

extension Paths {
  public static func sendBack(_ id: String) -> String { "\(edit(id))/send-tilbage" }
}
