/// Counts what people search for, between two writings to the database.
///
/// While somebody types, each keystroke is a search; what they were after is only known when they
/// stop. So searches from one page, where each begins with the one before or the other way round,
/// are one search: the last. A page is told by a random name it made up for itself; names are kept
/// for as long as the page may go on, and never written.
///
/// ```swift
/// var diary = SearchDiary()
/// diary.note("fly", .found, page: "k3f9")
/// diary.note("flytning", .found, page: "k3f9")
/// diary.takeAll()   // one search for "flytning"
/// ```
public struct SearchDiary: Sendable {
  /// How often one term was searched for, and how it went.
  public struct Count: Hashable, Sendable {
    public var term: SearchTerm
    public var times = 0
    public var weak = 0
    public var nothing = 0

    public init(term: SearchTerm, times: Int = 0, weak: Int = 0, nothing: Int = 0) {
      self.term = term
      self.times = times
      self.weak = weak
      self.nothing = nothing
    }
  }

  private struct Open {
    var term: SearchTerm
    var outcome: SearchOutcome
  }

  /// Pages that may still type on, the last one to do so at the end.
  private var open: [String: Open] = [:]
  private var order: [String] = []
  private var counts: [SearchTerm: Count] = [:]

  static let pagesMax = 256
  static let pageNameBytesMax = 32

  public init() {}

  /// How many different terms wait to be written.
  public var waiting: Int { counts.count + open.count }

  /// Notes a search; one that may be about a person is forgotten at once.
  ///
  /// - Parameter page: the name of the page it was typed on; nil for a form that was sent.
  public mutating func note(_ query: String, _ outcome: SearchOutcome, page: String?) {
    guard let page, !page.isEmpty, page.utf8.count <= SearchDiary.pageNameBytesMax else {
      if let term = SearchTerm(query) { count(term, outcome) }
      return
    }
    let before = open.removeValue(forKey: page)
    order.removeAll { $0 == page }
    // What turned into a number on the way is about it as well, so the beginning goes too.
    guard let term = SearchTerm(query) else { return }
    if let before, !SearchDiary.isOneSearch(before.term, term) {
      count(before.term, before.outcome)
    }
    open[page] = Open(term: term, outcome: outcome)
    order.append(page)
    if order.count > SearchDiary.pagesMax { close(order.removeFirst()) }
  }

  /// Gives up what was counted, in the order of the terms. Pages that are open are closed.
  public mutating func takeAll() -> [Count] {
    for page in order { close(page) }
    order.removeAll()
    defer { counts.removeAll() }
    return counts.values.sorted { $0.term < $1.term }
  }

  private static func isOneSearch(_ left: SearchTerm, _ right: SearchTerm) -> Bool {
    left.text.hasPrefix(right.text) || right.text.hasPrefix(left.text)
  }

  private mutating func close(_ page: String) {
    if let last = open.removeValue(forKey: page) { count(last.term, last.outcome) }
  }

  private mutating func count(_ term: SearchTerm, _ outcome: SearchOutcome) {
    counts[term, default: Count(term: term)].times += 1
    switch outcome {
    case .found: break
    case .weak: counts[term]?.weak += 1
    case .nothing: counts[term]?.nothing += 1
    }
  }
}
