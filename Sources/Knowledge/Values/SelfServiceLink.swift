/// A link to a self-service solution: where it leads and what it says.
///
/// In files and forms it is written `Meld flytning <https://www.borger.dk/flytning>` or, as people
/// do in lists, `Meld flytning | https://www.borger.dk/flytning`; a bare address is its own label. Only `http` and `https` are let in, because the address ends in an
/// `href` and `javascript:` there would be somebody else's program on our page.
public struct SelfServiceLink: Hashable, Sendable {
  public let label: String
  public let url: String

  public static let urlBytesMax = 2_048
  public static let labelScalarsMax = 200

  /// `nil` unless the label is one clean line and the address is an absolute http(s) URL in
  /// visible ASCII (RFC 3986 §2: anything else is percent-encoded).
  public init?(label: String, url: String) {
    guard SelfServiceLink.isAddress(url), label.unicodeScalars.count <= Self.labelScalarsMax,
      !label.isEmpty, CleanText.firstBadScalar(in: label, allowing: .line) == nil
    else { return nil }
    self.label = label
    self.url = url
  }

  /// Reads `Label <url>`, `Label | url` or a bare address.
  public init?(parsing text: String) {
    let line = CleanText.trimmed(text)
    // Angles first: a label may hold a bar, an address never ends in an angle.
    if line.hasSuffix(">"), let open = line.lastIndex(of: "<") {
      let url = String(line[line.index(after: open)...].dropLast())
      let label = CleanText.trimmed(line[..<open])
      self.init(label: label.isEmpty ? url : label, url: url)
    } else if let bar = line.lastIndex(of: "|") {
      self.init(
        label: CleanText.trimmed(line[..<bar]),
        url: CleanText.trimmed(line[line.index(after: bar)...]))
    } else {
      self.init(label: line, url: line)
    }
  }

  /// Reads the form of the wire: the address, LF, the label.
  init?(encoded text: String) {
    let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.init(label: String(parts[1]), url: String(parts[0]))
  }

  /// The form of the wire.
  var encoded: String { "\(url)\n\(label)" }

  /// The form of files and forms.
  public var written: String { label == url ? url : "\(label) <\(url)>" }

  private static func isAddress(_ url: String) -> Bool {
    guard url.utf8.count <= urlBytesMax, url.utf8.allSatisfy(isVisible) else { return false }
    let lower = url.lowercased()
    for scheme in ["https://", "http://"] where lower.hasPrefix(scheme) {
      let host = lower.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
      return !host.isEmpty
    }
    return false
  }

  /// Visible ASCII except the delimiters that no URI contains (RFC 3986, appendix C).
  private static func isVisible(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
      && byte != UInt8(ascii: "\"")
  }
}
