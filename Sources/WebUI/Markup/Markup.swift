/// HTML under construction, in which every text is escaped unless the type says that it is markup.
///
/// A literal whose type is `Markup` is markup as written; a `String` interpolated into it is text
/// and comes out escaped, in element content and in double-quoted attribute values alike; another
/// `Markup` is set in as it is. There is no way from a `String` variable to unescaped bytes, so a
/// title that holds `<script>` can only ever be shown, never run.
///
///     let title = "Bøder & gebyrer"
///     let heading: Markup = "<h1>\(title)</h1>"   // <h1>Bøder &amp; gebyrer</h1>
///
/// Attribute values in literals always stand in double quotes, and an address that came from a
/// person or a peer goes in as `\(address: …)`, which also judges its scheme.
public struct Markup: Hashable, Sendable {
  /// UTF-8.
  public internal(set) var bytes: [UInt8]

  public init() {
    bytes = []
  }

  /// The bytes as text, for tests and logs.
  public var text: String {
    String(decoding: bytes, as: UTF8.self)
  }

  public var isEmpty: Bool { bytes.isEmpty }

  public mutating func append(_ other: Markup) {
    bytes.append(contentsOf: other.bytes)
  }

  public static func += (left: inout Markup, right: Markup) {
    left.append(right)
  }
}

extension Markup: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) {
    bytes = Array(value.utf8)
  }

  public init(stringInterpolation: Interpolation) {
    bytes = stringInterpolation.bytes
  }

  /// What may stand in `\(…)` inside markup. Anything else, an optional text for one, does not
  /// compile.
  public struct Interpolation: StringInterpolationProtocol {
    var bytes: [UInt8] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) {
      bytes.append(contentsOf: literal.utf8)
    }

    public mutating func appendInterpolation(_ text: some StringProtocol) {
      bytes.appendEscaped(text)
    }

    public mutating func appendInterpolation(_ number: Int) {
      bytes.append(contentsOf: String(number).utf8)
    }

    public mutating func appendInterpolation(_ markup: Markup) {
      bytes.append(contentsOf: markup.bytes)
    }

    /// Nothing for `nil`.
    public mutating func appendInterpolation(_ markup: Markup?) {
      if let markup { bytes.append(contentsOf: markup.bytes) }
    }

    public mutating func appendInterpolation(_ parts: [Markup]) {
      for part in parts { bytes.append(contentsOf: part.bytes) }
    }

    /// The markup where the condition holds, for boolean attributes and optional parts.
    public mutating func appendInterpolation(
      if condition: Bool, _ markup: @autoclosure () -> Markup
    ) {
      if condition { appendInterpolation(markup()) }
    }

    /// An address for an `href`: escaped if its scheme is allowed, `#` if it is not.
    public mutating func appendInterpolation(address: String) {
      bytes.append(contentsOf: LinkTarget(address)?.attributeValue ?? [UInt8(ascii: "#")])
    }
  }
}

/// Markup set into a plain text would come out as the bytes of the value, so it does not compile.
extension DefaultStringInterpolation {
  @available(*, unavailable, message: "markup goes into markup: give the literal that type")
  public mutating func appendInterpolation(_ markup: Markup) {}

  @available(*, unavailable, message: "markup goes into markup: give the literal that type")
  public mutating func appendInterpolation(_ markup: Markup?) {}

  @available(*, unavailable, message: "markup goes into markup: give the literal that type")
  public mutating func appendInterpolation(_ parts: [Markup]) {}
}
