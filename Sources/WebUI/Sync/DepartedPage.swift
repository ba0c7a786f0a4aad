/// The nodes that were revoked or retired: what each held, what it may not have sent, and what came
/// afterwards.
public struct DepartedPage: Page {
  public struct Node: Hashable, Sendable {
    public var name: String
    public var isRevoked: Bool
    public var recordedBy: String
    public var recordedAt: LocalMoment?
    public var since: LocalMoment?
    /// What is known of what it held.
    public var holding: Holding?
    public var streams: [Stream]
    public var quarantined: Int

    public init(
      name: String, isRevoked: Bool, recordedBy: String, recordedAt: LocalMoment?,
      since: LocalMoment?, holding: Holding?, streams: [Stream], quarantined: Int
    ) {
      self.name = name
      self.isRevoked = isRevoked
      self.recordedBy = recordedBy
      self.recordedAt = recordedAt
      self.since = since
      self.holding = holding
      self.streams = streams
      self.quarantined = quarantined
    }
  }

  public struct Holding: Hashable, Sendable {
    public var isPublicOnly: Bool
    public var lastEqual: LocalMoment?
    public var lastAttempt: LocalMoment?
    public var changes: Int
    public var citizen: Int
    public var partner: Int
    public var staff: Int
    public var offered: Int

    public init(
      isPublicOnly: Bool, lastEqual: LocalMoment?, lastAttempt: LocalMoment?, changes: Int,
      citizen: Int, partner: Int, staff: Int, offered: Int
    ) {
      self.isPublicOnly = isPublicOnly
      self.lastEqual = lastEqual
      self.lastAttempt = lastAttempt
      self.changes = changes
      self.citizen = citizen
      self.partner = partner
      self.staff = staff
      self.offered = offered
    }
  }

  public struct Stream: Hashable, Sendable {
    public var name: String
    public var kept: Int
    public var held: Int
    public var last: LocalMoment?

    public init(name: String, kept: Int, held: Int, last: LocalMoment?) {
      self.name = name
      self.kept = kept
      self.held = held
      self.last = last
    }
  }

  public var nodes: [Node]

  public init(nodes: [Node]) { self.nodes = nodes }

  public var title: String { Texts.title }
  public var area: Area { .sync }

  public var breadcrumbs: [Breadcrumb] {
    [Breadcrumb(SyncPage.Texts.title, path: Paths.sync)]
  }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(nodes.isEmpty ? Texts.none : Texts.intro)</p>
    \(nodes.map(section))
    """
  }

  private func section(_ node: Node) -> Markup {
    let by: Markup = "\(node.recordedAt?.markup ?? "\(Texts.unknown)") \(Texts.by(node.recordedBy))"
    return """
      <h2>\(node.name) <span class="badge \(node.isRevoked ? "badge-warning" : "badge-neutral")">\
      \(node.isRevoked ? Texts.revoked : Texts.retired)</span></h2>
      <dl class="facts-list">
      \(fact(node.isRevoked ? Texts.revokedAt : Texts.retiredAt, by))\
      \(fact(Texts.since, node.since?.markup ?? "\(Texts.unknown)"))\
      \(fact(Texts.held, "\(Texts.held(node.holding))"))\
      \(fact(Texts.lastEqual, node.holding?.lastEqual?.markup ?? "\(Texts.unknown)"))\
      \(fact(Texts.unsent, unsent(node)))\
      \(fact(Texts.streams, streams(node)))\
      \(fact(Texts.quarantined, quarantined(node)))</dl>
      \(if: node.isRevoked, steps)
      """
  }

  private func fact(_ name: String, _ value: Markup) -> Markup {
    "<div><dt>\(name)</dt><dd>\(value)</dd></div>\n"
  }

  private func unsent(_ node: Node) -> Markup {
    let offered = node.holding?.offered ?? 0
    return "\(offered > 0 ? Texts.offered(offered) : Texts.unsentUnknown)"
  }

  private func streams(_ node: Node) -> Markup {
    guard !node.streams.isEmpty else { return "\(Texts.noStreams)" }
    let items: [Markup] = node.streams.map { stream in
      let last: Markup? = stream.last.map { ", \(Texts.lastWritten) \($0.markup)" }
      return
        "<li><code>\(stream.name)</code> \(Texts.heard(stream.held, kept: stream.kept))\(last)</li>\n"
    }
    return "<ul>\n\(items)</ul>"
  }

  private func quarantined(_ node: Node) -> Markup {
    node.quarantined == 0
      ? "\(SyncPage.Texts.none)"
      : "<a href=\"\(Paths.quarantine)\">\(SyncPage.Texts.quarantined(node.quarantined))</a>"
  }

  private var steps: Markup {
    "<p>\(Texts.next)</p>\n"
  }

  enum Texts {
    static let title = "Spærrede og udgåede noder"
    static let none = "Ingen node er spærret eller taget ud af brug."
    static let intro =
      "Det, de nåede at sende før spærringen, står. Det, der er kommet siden, venter i karantæne på et "
      + "menneske. Siden viser, hvad denne node ved; en anden node kan have hørt mere."
    static let revoked = "Spærret"
    static let retired = "Udgået"
    static let revokedAt = "Spærret"
    static let retiredAt = "Taget ud af brug"
    static let since = "Med i videnbasen siden"
    static let held = "Hvad den havde"
    static let lastEqual = "Sidst ens med denne node"
    static let unsent = "Hvad den ikke har sendt"
    static let streams = "Hvad der er hørt fra den"
    static let quarantined = "Kommet efter spærringen"
    static let unknown = "Vides ikke"
    static let noStreams = "Intet: den har ikke skrevet noget, som denne node har fået."
    static let unsentUnknown =
      "Det kan ingen vide. Det, den skrev efter det sidste, der er hørt, findes kun på den."
    static let lastWritten = "sidst skrevet"
    static let next =
      "Skift adgangskoder, der lå på den, og anmeld tabet til kommunens databeskyttelsesrådgiver, hvis "
      + "disken ikke var krypteret."

    static func by(_ name: String) -> String { name.isEmpty ? "" : "af \(name)" }

    static func held(_ holding: Holding?) -> String {
      guard let holding else {
        return "Denne node har ikke talt med den. Regn med, at den havde alt i videnbasen."
      }
      let citizen = "\(DanishNumber.text(holding.citizen)) svar til borgere"
      guard !holding.isPublicOnly else {
        return "Kun det, som borgere må læse: \(citizen)."
      }
      return "Alt, også kladder og det interne: \(citizen), "
        + "\(DanishNumber.text(holding.partner)) til partnere, "
        + "\(DanishNumber.text(holding.staff)) til medarbejdere, "
        + "\(DanishNumber.text(holding.changes)) ændringer i alt."
    }

    static func offered(_ count: Int) -> String {
      "Mindst \(DanishNumber.text(count)) ændringer, som den havde tilbudt, er ikke kommet. Har den skrevet "
        + "mere, findes det kun på den."
    }

    static func heard(_ held: Int, kept: Int) -> String {
      held > kept
        ? "til nr. \(DanishNumber.text(held)); til nr. \(DanishNumber.text(kept)) står"
        : "til nr. \(DanishNumber.text(held))"
    }
  }
}

extension Paths {
  /// The nodes that were revoked or retired.
  public static let departed = "/synk/spaerrede"
}
