/// Counting at an event: big keys that take a glove, the running total, and a way back.
///
/// The page stands still between two presses: no script is needed, nothing is fetched, and a tablet
/// in the sun lasts the day.
public struct BusPage: Page {
  public var code: String
  public var eventName: String
  public var place: String
  /// Counted at the event, here and by whom this node has heard from.
  public var total: Int
  public var today: Int
  public var keys: [CountingPanel.Choice]
  public var caller: String
  public var token: String
  public var counted: CountedContact?
  /// How the node stands with the others, as the foot of every page says it.
  public var waiting: Int

  public init(
    code: String, eventName: String, place: String, total: Int, today: Int,
    keys: [CountingPanel.Choice], caller: String, token: String, counted: CountedContact?,
    waiting: Int
  ) {
    self.code = code
    self.eventName = eventName
    self.place = place
    self.total = total
    self.today = today
    self.keys = keys
    self.caller = caller
    self.token = token
    self.counted = counted
    self.waiting = waiting
  }

  public var title: String { eventName }
  public var area: Area { .reports }

  public var breadcrumbs: [Breadcrumb] { [Breadcrumb(BusListPage.Texts.title, path: Paths.bus)] }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title), \(place)</h1>
    <p class="bus-total" role="status"><strong>\(DanishNumber.text(today))</strong> \(Texts.today) · \
    <strong>\(DanishNumber.text(total))</strong> \(Texts.total)</p>
    \(counted.map { $0.markup(token: token, returnPath: Paths.bus(code)) })\
    <form class="bus-keys" method="post" action="\(Paths.contacts)">
    \(HiddenField(name: "token", value: token).markup)\
    \(HiddenField(name: CountingPanel.Field.event, value: code).markup)\
    \(HiddenField(name: CountingPanel.Field.channel, value: Texts.channel).markup)\
    \(HiddenField(name: CountingPanel.Field.caller, value: caller).markup)\
    \(HiddenField(name: CountingPanel.Field.returnPath, value: Paths.bus(code)).markup)\
    \(keys.enumerated().map { key($0 + 1, $1) })</form>
    <p>\(Texts.waiting(waiting))</p>
    <p class="actions"><a class="button" href="\(Paths.eventReport(code))">\(Texts.summary)</a></p>
    """
  }

  private func key(_ number: Int, _ key: CountingPanel.Choice) -> Markup {
    """
    <button class="button bus-key" type="submit" name="\(CountingPanel.Field.outcome)" \
    value="\(key.value)" data-key="\(number)">\(key.text)</button>

    """
  }

  enum Texts {
    static let today = "i dag"
    static let total = "i alt ved arrangementet"
    static let summary = "Opgørelse til udskrift"
    /// A word of the channels' table.
    static let channel = "arrangement"

    static func waiting(_ count: Int) -> String {
      switch count {
      case 0: "Alt, der er talt her, er gjort klar til at blive delt."
      case 1: "1 slags henvendelse venter på næste synkronisering."
      default: "\(DanishNumber.text(count)) slags henvendelser venter på næste synkronisering."
      }
    }
  }
}

/// The events that can be counted at today, and those that were.
public struct BusListPage: Page {
  public struct Event: Hashable, Sendable {
    public var code: String
    public var name: String
    public var place: String
    public var days: String
    public var isOn: Bool

    public init(code: String, name: String, place: String, days: String, isOn: Bool) {
      self.code = code
      self.name = name
      self.place = place
      self.days = days
      self.isOn = isOn
    }
  }

  public var events: [Event]

  public init(events: [Event]) {
    self.events = events
  }

  public var title: String { Texts.title }
  public var area: Area { .reports }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    \(if: events.isEmpty, "<p>\(Texts.none)</p>")\(if: !events.isEmpty, list)
    """
  }

  private var list: Markup { "<ul class=\"link-list\">\n\(events.map(item))</ul>" }

  private func item(_ event: Event) -> Markup {
    let path = event.isOn ? Paths.bus(event.code) : Paths.eventReport(event.code)
    let badge: Markup = event.isOn ? " <span class=\"badge badge-success\">\(Texts.on)</span>" : ""
    return """
      <li><a href="\(path)">\(event.name)</a>\(badge)<br>\(event.place), \(event.days)</li>

      """
  }

  enum Texts {
    static let title = "Arrangementer og bus"
    static let on = "I gang"
    static let none =
      "Der er ingen arrangementer. Opret dem med viden reference import arrangementer."
  }
}
