/// What search engines may know of the site: a sitemap (sitemaps.org protocol 0.9) and `robots.txt`
/// (RFC 9309).
public struct Sitemap: Sendable {
  /// The site as readers reach it, without a slash at the end.
  public var origin: String
  public var pages: [Page]

  public init(origin: String, pages: [Page]) {
    self.origin = origin
    self.pages = pages
  }

  public struct Page: Hashable, Sendable {
    public var path: String
    /// The day of the last approval.
    public var changed: CalendarDay?

    public init(path: String, changed: CalendarDay?) {
      self.path = path
      self.changed = changed
    }
  }

  /// One file may name so many pages.
  public static let pagesMax = 50_000

  public var xml: [UInt8] {
    let entries: [Markup] = pages.prefix(Sitemap.pagesMax).map { page in
      let changed: Markup? = page.changed.map { "<lastmod>\($0.machineReadable)</lastmod>" }
      return "<url><loc>\(origin)\(page.path)</loc>\(changed)</url>\n"
    }
    let markup: Markup = """
      <?xml version="1.0" encoding="utf-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      \(entries)</urlset>

      """
    return markup.bytes
  }

  /// Results of searches lead nowhere that the sitemap does not, and the editors' pages are closed
  /// to robots anyway.
  public static func robots(origin: String) -> String {
    """
    User-agent: *
    Disallow: \(Paths.search)
    Disallow: \(Paths.articles)
    Disallow: \(Paths.sync)
    Disallow: \(Paths.desk)
    Disallow: \(Paths.login)
    Disallow: \(Paths.feedback)
    Sitemap: \(origin)\(Paths.sitemap)

    """
  }
}
