/// The file by which a browser learns to search here from its own address field (OpenSearch 1.1,
/// Description).
public struct OpenSearchDescription: Hashable, Sendable {
  public let name: String

  /// Scheme, host and port, such as `https://viden.example.dk`.
  public let origin: String

  public init(name: String, origin: String) {
    self.name = name
    self.origin = origin
  }

  public var bytes: [UInt8] {
    let markup: Markup = """
      <?xml version="1.0" encoding="UTF-8"?>
      <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
      <ShortName>\(String(name.prefix(OpenSearchDescription.nameMax)))</ShortName>
      <Description>\(Texts.description)</Description>
      <InputEncoding>UTF-8</InputEncoding>
      <Language>da</Language>
      <Url type="text/html" template="\(origin)\(Paths.search)?q={searchTerms}"/>
      <Url type="application/x-suggestions+json" \
      template="\(origin)\(Paths.suggestions)?q={searchTerms}"/>
      </OpenSearchDescription>

      """
    return markup.bytes
  }

  /// What the standard allows.
  private static let nameMax = 16

  enum Texts {
    static let description = "Find svar i Fællesviden"
  }
}
