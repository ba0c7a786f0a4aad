/// The answers that were approved last, for those who follow along with a feed reader.
public struct Feed: Sendable {
  /// The site as readers reach it: `https://viden.soroe.dk`, without a slash at the end.
  public var origin: String
  public var title: String
  /// Newest first.
  public var entries: [Entry]

  public init(origin: String, title: String, entries: [Entry]) {
    self.origin = origin
    self.title = title
    self.entries = entries
  }

  public struct Entry: Hashable, Sendable {
    /// The answer's permanent name; its address by that name is the entry's id.
    public var id: String
    public var path: String
    public var title: String
    public var summary: String
    /// When it was approved, RFC 3339 in UTC.
    public var updated: String

    public init(id: String, path: String, title: String, summary: String, updated: String) {
      self.id = id
      self.path = path
      self.title = title
      self.summary = summary
      self.updated = updated
    }
  }

  /// Where nothing is approved yet: a feed must say when it changed (RFC 4287 §4.1.1).
  private static let beginning = "1970-01-01T00:00:00Z"

  /// Atom (RFC 4287).
  public var atom: [UInt8] {
    let items: [Markup] = entries.map { entry in
      """
      <entry>
      <id>\(permanentAddress(entry))</id>
      <title>\(entry.title)</title>
      <link href="\(origin)\(entry.path)"/>
      <updated>\(entry.updated)</updated>
      <summary>\(entry.summary)</summary>
      </entry>

      """
    }
    let markup: Markup = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da">
      <id>\(origin)\(Paths.atomFeed)</id>
      <title>\(title)</title>
      <link rel="self" type="application/atom+xml" href="\(origin)\(Paths.atomFeed)"/>
      <link href="\(origin)/"/>
      <updated>\(entries.first?.updated ?? Feed.beginning)</updated>
      <author><name>\(title)</name></author>
      \(items)</feed>

      """
    return markup.bytes
  }

  /// JSON Feed 1.1 (jsonfeed.org).
  public var json: [UInt8] {
    let items: [Markup] = entries.enumerated().map { place, entry in
      """
      \(if: place > 0, ",")
      {"id": \(json: permanentAddress(entry)), "url": \(json: origin + entry.path), \
      "title": \(json: entry.title), "content_text": \(json: entry.summary), \
      "date_modified": \(json: entry.updated)}
      """
    }
    let markup: Markup = """
      {"version": "https://jsonfeed.org/version/1.1", "title": \(json: title), \
      "home_page_url": \(json: origin + "/"), "feed_url": \(json: origin + Paths.jsonFeed), \
      "language": "da", "items": [\(items)
      ]}

      """
    return markup.bytes
  }

  /// By the document's name, which no new title and no new file changes.
  private func permanentAddress(_ entry: Entry) -> String {
    "\(origin)/artikel/\(Paths.encoded(entry.id))"
  }
}
