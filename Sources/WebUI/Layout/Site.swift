/// What every page shows of the node it comes from.
public struct Site: Hashable, Sendable {
  /// Who answers: "Sorø Kommune".
  public var nodeName: String
  public var version: String
  public var theme: Theme
  /// Unresolved conflicts, shown in the editors' menu.
  public var openConflicts: Int
  /// Whether the way to the editors' faces is shown; who cannot go there is not sent.
  public var showsStaff: Bool
  public var connection: Connection
  /// Who is logged in.
  public var signedIn: SignedIn?
  /// Whether the way to log in is shown.
  public var offersLogin: Bool
  /// Where a person can turn who did not find an answer.
  public var contact: Contact?
  /// How the page is read: language, type, whose citizen.
  public var reading: Reading
  /// When the copy was last brought up to date, if that is so long ago that readers must know.
  public var staleSince: LocalMoment?

  public init(
    nodeName: String, version: String, theme: Theme = Theme(), openConflicts: Int = 0,
    showsStaff: Bool = true, connection: Connection = .alone, signedIn: SignedIn? = nil,
    offersLogin: Bool = false, contact: Contact? = nil, reading: Reading = Reading(),
    staleSince: LocalMoment? = nil
  ) {
    self.nodeName = nodeName
    self.version = version
    self.theme = theme
    self.openConflicts = openConflicts
    self.showsStaff = showsStaff
    self.connection = connection
    self.signedIn = signedIn
    self.offersLogin = offersLogin
    self.contact = contact
    self.reading = reading
    self.staleSince = staleSince
  }

  /// A person as the pages show one.
  public struct SignedIn: Hashable, Sendable {
    public var name: String
    public var initials: String

    public init(name: String, initials: String) {
      self.name = name
      self.initials = initials
    }

    /// In the place of the field for initials: who is logged in signs by that.
    var signature: Markup {
      """
      <p class="note">Du skriver som <strong>\(name) (\(initials))</strong>.</p>

      """
    }
  }

  /// How the node stands with others. A page never claims more than was proved.
  public enum Connection: Hashable, Sendable {
    /// The node has no peers.
    case alone
    /// It has peers and has not yet exchanged anything with them.
    case neverSynced(waiting: Int)
    /// The last exchange that succeeded, and how many changes wait to be sent.
    case synced(LocalMoment, waiting: Int)
  }

  /// Where to call or write.
  public struct Contact: Hashable, Sendable {
    public var phone: String?
    public var mail: String?
    /// A line such as "Mandag-onsdag 9-15, torsdag 9-18.30, fredag 9-13".
    public var openingHours: String?

    public init(phone: String? = nil, mail: String? = nil, openingHours: String? = nil) {
      self.phone = phone
      self.mail = mail
      self.openingHours = openingHours
    }
  }
}
