/// Who may do what here: the accounts of this node, the grants of the base that are about it, and a
/// form that gives another.
public struct PeoplePage: Page {
  /// Which of the two decides what people here may do.
  public enum Standing: Hashable, Sendable {
    /// Nobody founded the base: there are no grants.
    case withoutGrants
    /// Grants do not count yet.
    case open
    /// They count, and nobody at this node has one by name.
    case byAccount
    case byGrant
  }

  /// Somebody who may log in.
  public struct Account: Hashable, Sendable {
    public var name: String
    public var fullName: String
    public var initials: String
    public var role: String
    public var isDisabled: Bool
    /// What grants allow today, a sentence each.
    public var grants: [String]

    public init(
      name: String, fullName: String, initials: String, role: String, isDisabled: Bool,
      grants: [String]
    ) {
      self.name = name
      self.fullName = fullName
      self.initials = initials
      self.role = role
      self.isDisabled = isDisabled
      self.grants = grants
    }
  }

  /// A grant on record.
  public struct Grant: Hashable, Sendable {
    public var id: String
    public var holder: String
    public var text: String
    public var grantedBy: String
    public var isEnded: Bool

    public init(id: String, holder: String, text: String, grantedBy: String, isEnded: Bool) {
      self.id = id
      self.holder = holder
      self.text = text
      self.grantedBy = grantedBy
      self.isEnded = isEnded
    }
  }

  /// The names of the forms' fields, and what was typed in them.
  public enum Field: String, CaseIterable, Hashable, Sendable {
    case person
    case role = "rolle"
    case municipality = "kommune"
    case groups = "emner"
    case from = "fra"
    case to = "til"
    case initials = "initialer"
    /// The grant that is to end.
    case grant = "rettighed"
    /// Present where what was written without knowing of the end is to stand.
    case grace = "henstand"
  }

  public enum Notice: String, Hashable, Sendable {
    case given = "givet"
    case ended = "ophoert"

    public static let parameter = "besked"

    /// The page that says it.
    public var path: String { "\(Paths.people)?\(Notice.parameter)=\(rawValue)" }
  }

  public var standing: Standing
  public var accounts: [Account]
  public var grants: [Grant]
  public var roles: [(value: String, text: String)]
  public var municipalities: [(value: String, text: String)]
  public var token: String
  public var values: [Field: String]
  /// Whether who asks must say who they are.
  public var asksForInitials: Bool
  public var problems: [(field: Field, text: String)]
  public var notice: Notice?

  public init(
    standing: Standing, accounts: [Account], grants: [Grant],
    roles: [(value: String, text: String)], municipalities: [(value: String, text: String)],
    token: String, values: [Field: String] = [:], asksForInitials: Bool = false,
    problems: [(field: Field, text: String)] = [], notice: Notice? = nil
  ) {
    self.standing = standing
    self.accounts = accounts
    self.grants = grants
    self.roles = roles
    self.municipalities = municipalities
    self.token = token
    self.values = values
    self.asksForInitials = asksForInitials
    self.problems = problems
    self.notice = notice
  }

  public var title: String { Texts.title }
  public var area: Area { .sync }
  public var status: Int { problems.isEmpty ? 200 : 422 }
  public var breadcrumbs: [Breadcrumb] { [Breadcrumb(SyncPage.Texts.title, path: Paths.sync)] }

  public var notices: Markup {
    guard problems.isEmpty else {
      return ErrorSummary(problems: problems.map { ($0.field.rawValue, $0.text) }).markup
    }
    guard let notice else { return Markup() }
    return """
      <div class="alert alert-success" role="status"><h2>\(Texts.text(notice))</h2></div>

      """
  }
}
