/// The keys that count a contact: one press and it is counted, with a way back beside it.
///
/// Nothing can be written, only chosen: what stands here comes from lists, so no person can be
/// entered (Protocol/12 §3).
public struct CountingPanel: Sendable {
  /// The article just read, by the name of its document; empty where there is none.
  public var topic: String
  /// The caller's municipality, four digits.
  public var caller: String
  public var channel: String
  public var channels: [Choice]
  public var department: String
  public var departments: [Choice]
  /// What a key counts, in the order of the keys from 1.
  public var outcomes: [Choice]
  public var token: String
  /// The page that the count leads back to.
  public var returnPath: String
  /// What was counted last, for whoever regrets it.
  public var counted: CountedContact?
  /// That all are asked to count these days.
  public var banner: String?

  public init(
    topic: String, caller: String, channel: String, channels: [Choice], department: String,
    departments: [Choice], outcomes: [Choice], token: String, returnPath: String,
    counted: CountedContact? = nil, banner: String? = nil
  ) {
    self.topic = topic
    self.caller = caller
    self.channel = channel
    self.channels = channels
    self.department = department
    self.departments = departments
    self.outcomes = outcomes
    self.token = token
    self.returnPath = returnPath
    self.counted = counted
    self.banner = banner
  }

  /// A word of a form and what people read.
  public struct Choice: Hashable, Sendable {
    public let value: String
    public let text: String

    public init(_ value: String, _ text: String) {
      self.value = value
      self.text = text
    }
  }

  var markup: Markup {
    """
    \(banner.map { "<div class=\"alert\" role=\"status\"><p>\($0)</p></div>\n" as Markup })\
    \(counted.map { $0.markup(token: token, returnPath: returnPath) })\
    <form class="counting" method="post" action="\(Paths.contacts)" aria-labelledby="taelling">
    <h2 id="taelling">\(Texts.heading)</h2>
    \(HiddenField(name: "token", value: token).markup)\
    \(HiddenField(name: Field.topic, value: topic).markup)\
    \(HiddenField(name: Field.caller, value: caller).markup)\
    \(HiddenField(name: Field.returnPath, value: returnPath).markup)\
    <div class="desk-fields">
    \(choice(Field.channel, Texts.channel, channel, channels))\
    \(if: !departments.isEmpty, departmentFields)</div>
    <p class="actions">\(outcomes.enumerated().map { key($0 + 1, $1) })</p>
    </form>

    """
  }

  private var departmentFields: Markup {
    let none = [Choice("", Texts.none)]
    return """
      \(choice(Field.department, Texts.department, department, none + departments))\
      \(choice(Field.forwardedTo, Texts.forwardedTo, "", none + departments))
      """
  }

  private func choice(
    _ name: String, _ label: String, _ value: String, _ choices: [Choice]
  ) -> Markup {
    FormField(
      name: name, label: label, value: value,
      control: .choice(choices.map { ($0.value, $0.text) }), isRequired: true
    ).markup
  }

  private func key(_ number: Int, _ outcome: Choice) -> Markup {
    """
    <button class="button" type="submit" name="\(Field.outcome)" value="\(outcome.value)" \
    data-key="\(number)"><kbd>\(number)</kbd> \(outcome.text)</button>

    """
  }

  /// The names of the fields that are sent.
  public enum Field {
    public static let topic = "emne"
    public static let caller = CallerChoice.parameter
    public static let channel = "kanal"
    public static let department = "afdeling"
    public static let forwardedTo = "videre-til"
    public static let outcome = "udfald"
    public static let event = "arrangement"
    public static let returnPath = "tilbage"
    /// What was counted, in the address of the page that says so.
    public static let counted = "talt"
  }

  enum Texts {
    static let heading = "Tæl henvendelsen"
    static let channel = "Kanal"
    static let department = "Afdeling"
    static let forwardedTo = "Videre til (ved viderestilling)"
    static let none = "Ikke oplyst"
  }
}

/// A contact that was just counted.
public struct CountedContact: Hashable, Sendable {
  /// What names it to the server.
  public var ticket: String
  /// "Telefon, afsluttet straks".
  public var words: String

  public init(ticket: String, words: String) {
    self.ticket = ticket
    self.words = words
  }

  func markup(token: String, returnPath: String) -> Markup {
    """
    <div class="alert alert-success counted" role="status">
    <form method="post" action="\(Paths.undoContact)">
    <p><strong>\(Texts.counted):</strong> \(words)</p>
    \(HiddenField(name: "token", value: token).markup)\
    \(HiddenField(name: CountingPanel.Field.counted, value: ticket).markup)\
    \(HiddenField(name: CountingPanel.Field.returnPath, value: returnPath).markup)\
    <button class="button" type="submit" data-key="z"><kbd>z</kbd> \(Texts.undo)</button>
    </form></div>

    """
  }

  enum Texts {
    static let counted = "Talt"
    static let undo = "Fortryd"
  }
}
