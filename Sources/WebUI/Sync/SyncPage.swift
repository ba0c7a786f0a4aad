/// How the node stands with its peers: what waits, for whom, since when, what went wrong and what to
/// do about it.
///
/// "Ens" is said only where digests were compared and equal; having sent everything is not the same.
public struct SyncPage: Page {
  public var replica: String
  /// The first digits of the digest, enough to compare by eye or by phone.
  public var digest: String
  public var changes: Int
  public var openConflicts: Int
  /// Changes set aside for a person.
  public var quarantined: Int
  public var peers: [Peer]
  /// Which of them are shown: a hub has ninety-eight.
  public var pageNumber: Int
  /// One sentence for each invitation that can still be used.
  public var invitations: [String]
  /// What happened lately, newest first.
  public var events: [Event]
  public var isRunning: Bool
  public var token: String
  public var notice: Notice?

  public init(
    replica: String, digest: String, changes: Int, openConflicts: Int, quarantined: Int,
    peers: [Peer], pageNumber: Int = 1, invitations: [String] = [], events: [Event] = [],
    isRunning: Bool = false, token: String, notice: Notice? = nil
  ) {
    self.replica = replica
    self.digest = digest
    self.changes = changes
    self.openConflicts = openConflicts
    self.quarantined = quarantined
    self.peers = peers
    self.pageNumber = pageNumber
    self.invitations = invitations
    self.events = events
    self.isRunning = isRunning
    self.token = token
    self.notice = notice
  }

  /// A node that this one exchanges changes with.
  public struct Peer: Hashable, Sendable {
    public enum Equality: Hashable, Sendable {
      /// Digests were equal at the last exchange and nothing was written here since.
      case equal
      case different
      case unknown
    }

    public var name: String
    public var address: String
    public var lastSuccess: LocalMoment?
    /// Changes here that the peer is not known to have.
    public var waiting: Int
    public var equality: Equality
    /// What went wrong since it last went well, and what to do, in whole sentences.
    public var problem: String?
    /// What else there is to say, in whole sentences.
    public var notes: [String]

    public init(
      name: String, address: String, lastSuccess: LocalMoment?, waiting: Int,
      equality: Equality, problem: String? = nil, notes: [String] = []
    ) {
      self.name = name
      self.address = address
      self.lastSuccess = lastSuccess
      self.waiting = waiting
      self.equality = equality
      self.problem = problem
      self.notes = notes
    }
  }

  /// Something that happened here.
  public struct Event: Hashable, Sendable {
    public var moment: LocalMoment
    public var text: String

    public init(moment: LocalMoment, text: String) {
      self.moment = moment
      self.text = text
    }
  }

  public var title: String { Texts.title }
  public var area: Area { .sync }
  public var notices: Markup { notice?.alert() ?? Markup() }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(peers.isEmpty ? noPeers : startForm)\
    <div data-progress="\(Paths.page(pageNumber, of: "\(Paths.sync)?fragment=1"))">
    \(standing(site))</div>
    """
  }

  /// Only how things stand, for `?fragment=1`: the script asks for it while a synchronisation runs.
  public func fragment(on site: Site) -> [UInt8] { standing(site).bytes }

  private func standing(_ site: Site) -> Markup {
    """
    \(isRunning ? progress : nil)\
    \(problems)\(peers.isEmpty ? nil : peerTable)\(invitationList)\(eventList)\(thisNode(site))
    """
  }

  /// How far it has come is what is left: each exchange that went well takes from the numbers.
  private var progress: Markup {
    """
    <div class="alert alert-info" role="status" data-running><h2>\(Texts.running)</h2>
    <p>\(Texts.left(peers.map(\.waiting).max() ?? 0)) \
    <a href="\(Paths.sync)">\(Texts.refresh)</a></p></div>

    """
  }

  private var noPeers: Markup {
    """
    <div class="alert alert-info"><h2>\(Texts.noPeersHeading)</h2><p>\(Texts.noPeers)</p></div>

    """
  }

  private var startForm: Markup {
    """
    <form method="post" action="\(Paths.sync)">
    \(HiddenField(name: ArticleForm.Field.token.rawValue, value: token).markup)\
    <p class="actions"><button class="button button-primary" type="submit">\(Texts.start)</button></p>
    </form>

    """
  }

  // MARK: Peers

  private static let peersPerPage = 40

  /// Those of this page; those that something is wrong with come first.
  private var shown: ArraySlice<Peer> {
    let ordered = peers.filter { $0.problem != nil } + peers.filter { $0.problem == nil }
    return ordered.dropFirst((pageNumber - 1) * SyncPage.peersPerPage)
      .prefix(SyncPage.peersPerPage)
  }

  private var pages: Pagination {
    Pagination(
      label: Texts.pages, number: pageNumber,
      hasNext: peers.count > pageNumber * SyncPage.peersPerPage
    ) { Paths.page($0, of: Paths.sync) }
  }

  private var problems: [Markup] {
    shown.compactMap { peer in
      guard let problem = peer.problem else { return nil }
      return """
        <div class="alert alert-warning"><h2>\(peer.name)</h2>
        <p>\(problem)</p></div>

        """
    }
  }

  private var peerTable: Markup {
    let table = StackingTable(
      label: Texts.peers, columns: [Texts.peer, Texts.lastSuccess, Texts.waiting, Texts.state],
      numbers: [2], rows: shown.map(row))
    return "<h2>\(Texts.peers)</h2>\n\(table.markup)\(pages.markup)"
  }

  private func row(_ peer: Peer) -> Markup {
    """
    <tr><th scope="row">\(peer.name)<br><span class="note">\(peer.address)</span>\(notes(peer))</th>\
    <td data-label="\(Texts.lastSuccess)">\(peer.lastSuccess?.markup ?? "\(Texts.never)")</td>\
    <td class="number" data-label="\(Texts.waiting)">\(DanishNumber.text(peer.waiting))</td><td>\(badge(peer))</td></tr>

    """
  }

  private func notes(_ peer: Peer) -> [Markup] {
    peer.notes.map { "<br><span class=\"note\">\($0)</span>" }
  }

  private func badge(_ peer: Peer) -> Markup {
    switch peer.equality {
    case .equal: "<span class=\"badge badge-success\">\(Texts.equal)</span>"
    case .different: "<span class=\"badge badge-warning\">\(Texts.different)</span>"
    case .unknown: "<span class=\"badge badge-neutral\">\(Texts.unknown)</span>"
    }
  }

  // MARK: Invitations and events

  private var invitationList: Markup? {
    guard !invitations.isEmpty else { return nil }
    return """
      <h2>\(Texts.invitations)</h2>
      <ul>
      \(invitations.map { "<li>\($0)</li>\n" as Markup })</ul>

      """
  }

  private var eventList: Markup? {
    guard !events.isEmpty else { return nil }
    return """
      <h2>\(Texts.events)</h2>
      <ul>
      \(events.map { "<li>\($0.moment.markup): \($0.text)</li>\n" as Markup })</ul>

      """
  }

  // MARK: This node

  private func thisNode(_ site: Site) -> Markup {
    """
    <h2>\(Texts.thisNode)</h2>
    <dl class="facts-list">
    <div><dt>\(Texts.name)</dt><dd>\(site.nodeName)</dd></div>
    <div><dt>\(Texts.changes)</dt><dd>\(DanishNumber.text(changes))</dd></div>
    <div><dt>\(Texts.conflicts)</dt><dd>\(conflictsFact)</dd></div>
    <div><dt>\(Texts.quarantine)</dt><dd>\(quarantineFact)</dd></div>
    <div><dt>\(Texts.departed)</dt><dd><a href="\(Paths.departed)">\(Texts.seeDeparted)</a></dd></div>
    <div><dt>\(Texts.replica)</dt><dd><code>\(replica)</code></dd></div>
    <div><dt>\(Texts.digest)</dt><dd><code>\(digest)</code> <span class="note">\(Texts.digestHint)</span>\
    </dd></div>
    </dl>
    """
  }

  private var conflictsFact: Markup {
    openConflicts == 0
      ? "\(Texts.none)"
      : "<a href=\"\(Paths.conflicts)\">\(Layout.Texts.conflicts(openConflicts))</a>"
  }

  private var quarantineFact: Markup {
    quarantined == 0
      ? "\(Texts.none)"
      : "<a href=\"\(Paths.quarantine)\">\(Texts.quarantined(quarantined))</a>"
  }

  enum Texts {
    static let title = "Synkronisering"
    static let start = "Synkronisér nu"
    static let running = "En synkronisering er i gang"
    static let refresh = "Se, hvor langt den er"
    static let noPeersHeading = "Noden er ikke forbundet med andre"
    static let noPeers =
      "Alt virker, men ingen andre får dine ændringer. Den, der driver noden, kan forbinde den med "
      + "kommandoerne viden peer invite og viden peer join."
    static let pages = "Sider med noder"
    static let peers = "Noder, der udveksles med"
    static let peer = "Node"
    static let lastSuccess = "Sidst lykkedes"
    static let never = "Endnu ikke"
    static let waiting = "Venter på at blive sendt"
    static let state = "Tilstand"
    static let equal = "Ens: bekræftet"
    static let different = "Ikke ens endnu"
    static let unknown = "Ikke kontrolleret"
    static let invitations = "Åbne invitationer"
    static let events = "Hvad der er sket"
    static let thisNode = "Denne node"
    static let name = "Navn"
    static let replica = "Replika"
    static let digest = "Fingeraftryk"
    static let digestHint = "Er det ens på to noder, har de præcis det samme."
    static let changes = "Ændringer i alt"
    static let conflicts = "Åbne konflikter"
    static let quarantine = "Karantæne"
    static let none = "Ingen"
    static let departed = "Spærrede noder"
    static let seeDeparted = "Se, hvad de havde"

    static func left(_ count: Int) -> String {
      switch count {
      case 0: "Alt herfra er sendt; der hentes fra de andre."
      case 1: "1 ændring herfra mangler at blive sendt."
      default: "\(DanishNumber.text(count)) ændringer herfra mangler at blive sendt."
      }
    }

    static func quarantined(_ count: Int) -> String {
      switch count {
      case 1: "1 ændring er sat til side, til et menneske har set på den"
      default:
        "\(DanishNumber.text(count)) ændringer er sat til side, til et menneske har set på dem"
      }
    }
  }
}
