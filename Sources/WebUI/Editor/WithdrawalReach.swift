/// Who is known to have heard that an answer was withdrawn. It claims no more than was proved: a node
/// that has not confirmed may have heard, and one that has not been met may show the old text.
public struct WithdrawalReach: Hashable, Sendable {
  /// The nodes that this one exchanges changes with.
  public var peers: [Node]
  /// The other nodes of the base, which are heard of through these.
  public var others: [Node]

  public init(peers: [Node], others: [Node]) {
    self.peers = peers
    self.others = others
  }

  public struct Node: Hashable, Sendable {
    public var name: String
    public var isConfirmed: Bool
    /// When the two were last proved equal.
    public var lastEqual: LocalMoment?

    public init(name: String, isConfirmed: Bool, lastEqual: LocalMoment? = nil) {
      self.name = name
      self.isConfirmed = isConfirmed
      self.lastEqual = lastEqual
    }
  }

  private var confirmedPeers: Int { peers.count(where: \.isConfirmed) }
  private var confirmedOthers: [Node] { others.filter(\.isConfirmed) }

  /// "Bekræftet hos 4 af 6 naboer."
  var sentence: String {
    peers.isEmpty ? Texts.alone : Texts.confirmed(confirmedPeers, of: peers.count)
  }

  var markup: Markup {
    """
    <h2>\(Texts.heading)</h2>
    <p>\(sentence)\(if: confirmedPeers < peers.count, " \(Texts.unconfirmed)")</p>
    \(peers.isEmpty ? nil : table)\(others.isEmpty ? nil : othersLine)
    """
  }

  private var table: Markup {
    StackingTable(
      label: Texts.heading, columns: [SyncPage.Texts.peer, Texts.state, Texts.lastEqual],
      rows: peers.map(row)
    ).markup
  }

  private func row(_ node: Node) -> Markup {
    let badge: Markup =
      node.isConfirmed
      ? "<span class=\"badge badge-success\">\(Texts.has)</span>"
      : "<span class=\"badge badge-warning\">\(Texts.hasNot)</span>"
    return """
      <tr><th scope="row">\(node.name)</th><td>\(badge)</td>\
      <td data-label="\(Texts.lastEqual)">\(node.lastEqual?.markup ?? "\(SyncPage.Texts.never)")</td></tr>

      """
  }

  private var othersLine: Markup {
    let names = confirmedOthers.map(\.name).joined(separator: ", ")
    return """
      <p class="note">\(Texts.others(others.count))\
      \(if: !names.isEmpty, " \(Texts.othersProved(names))")</p>

      """
  }

  enum Texts {
    static let heading = "Hvem har fået besked?"
    static let alone = "Noden er ikke forbundet med andre, så ingen har fået besked herfra."
    static let unconfirmed = "De andre viser måske endnu svaret; ring, hvis det haster."
    static let state = "Tilbagetrækningen"
    static let lastEqual = "Sidst helt ens med os"
    static let has = "Bekræftet modtaget"
    static let hasNot = "Ikke bekræftet"

    static func confirmed(_ count: Int, of all: Int) -> String {
      "Bekræftet hos \(DanishNumber.text(count)) af \(DanishNumber.text(all)) "
        + (all == 1 ? "nabo." : "naboer.")
    }
    static func others(_ count: Int) -> String {
      count == 1
        ? "1 anden node får besked gennem naboerne, og herfra kan vi ikke se hvornår."
        : "\(DanishNumber.text(count)) andre noder får besked gennem naboerne, og herfra kan vi ikke "
          + "se hvornår."
    }
    static func othersProved(_ names: String) -> String {
      "Disse har ændret svaret efter tilbagetrækningen og kender den altså: \(names)."
    }
  }
}

/// Why an answer was withdrawn, at the head of its page in the editor.
public struct WithdrawalNote: Hashable, Sendable {
  public var reason: String
  public var day: CalendarDay
  public var reach: WithdrawalReach

  public init(reason: String, day: CalendarDay, reach: WithdrawalReach) {
    self.reason = reason
    self.day = day
    self.reach = reach
  }

  func alert(id: String) -> Markup {
    """
    <div class="alert alert-error"><h2>\(Texts.heading) \(day.long)</h2>
    <p>\(reason)</p>
    <p>\(reach.sentence) <a href="\(Paths.withdraw(id))">\(Texts.who)</a></p></div>

    """
  }

  enum Texts {
    static let heading = "Svaret er trukket tilbage fra"
    static let who = "Se hvem, eller sæt svaret i kraft igen"
  }
}
