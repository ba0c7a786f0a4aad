/// A page: a model with everything it shows, that knows how to write itself as HTML.
///
/// Pages know neither sockets nor storage. Whoever serves one fills the model and sends
/// `html(on:)` with `status`.
public protocol Page: Sendable {
  /// The title of the browser's window and, as a rule, the heading.
  var title: String { get }
  /// Which of the menu's entries the page belongs to.
  var area: Area { get }
  /// The pages above this one, the front page excluded.
  var breadcrumbs: [Breadcrumb] { get }
  /// What stands above the heading: the summary of errors, or the word that something was saved.
  var notices: Markup { get }
  /// The HTTP status that goes with the page.
  var status: Int { get }
  /// What the page adds to the document's head: what it says to search engines and feed readers.
  var headMarkup: Markup { get }
  /// What the page is written in. The staff's pages are in Danish alone; see `BilingualPage`.
  var language: Language { get }
  /// Whether the page can be had in every language, and bears the reader's choices on.
  static var isBilingual: Bool { get }
  /// The page in a language that it can be had in.
  func spoken(in language: Language) -> Self
  /// The page's own content, its heading first.
  func content(on site: Site) -> Markup
}

extension Page {
  public var breadcrumbs: [Breadcrumb] { [] }
  public var notices: Markup { Markup() }
  public var status: Int { 200 }
  public var headMarkup: Markup { Markup() }
  public var language: Language { .danish }
  public static var isBilingual: Bool { false }
  public func spoken(in language: Language) -> Self { self }

  /// The whole page as UTF-8, in the reader's language where it can be had in that.
  public func html(on site: Site) -> [UInt8] {
    let page = spoken(in: site.reading.language)
    let document = Layout(site: site, language: page.language).document(page)
    guard Self.isBilingual else { return document.bytes }
    return LinkCarrier(choices: site.reading.choices).carried(through: document).bytes
  }
}

/// The faces of a node that the menu tells apart.
public enum Area: Hashable, Sendable, CaseIterable {
  case portal
  case desk
  case editor
  case sync
}

/// A page above the one shown.
public struct Breadcrumb: Hashable, Sendable {
  public let title: String
  public let path: String

  public init(_ title: String, path: String) {
    self.title = title
    self.path = path
  }
}
