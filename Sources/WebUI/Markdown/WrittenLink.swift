/// A link in an article's text, as its author wrote it, and what kind of place it names.
///
/// Found by the parser that readers' pages are made with, so that what counts as a link here is
/// exactly what is one there.
public struct WrittenLink: Hashable, Sendable {
  /// What a reader clicks on.
  public let label: String
  public let address: String
  public let kind: Kind

  public enum Kind: Hashable, Sendable {
    /// An answer of this base, by one of its names; the slug behind the name finds nothing.
    case answer(String)
    /// Another page of the node, or a place on the same page.
    case page
    /// Somebody else's page. The path lets a node know an address of its own.
    case external(host: String, path: String)
    case mailOrPhone
    case malformed(Flaw)
  }

  /// Why an address can lead nowhere.
  public enum Flaw: Hashable, Sendable, CaseIterable {
    case empty
    /// A scheme that is not let through.
    case forbidden
    /// `www.borger.dk`: relative to the page it stands on.
    case relative
    case noHost
    case noMailAddress
    case noPhoneNumber
    /// Brackets as of a link that the parser takes for text.
    case notRead
    /// A short answer is shown as it is written, brackets and all.
    case inShortAnswer
  }

  /// A link outside the text, in a field of its own.
  public init(label: String, address: String) {
    self.init(label: label, LinkReference(destination: Array(address.utf8), title: nil))
  }

  init(label: String, _ reference: LinkReference) {
    self.label = label
    address = String(decoding: reference.target?.address ?? reference.destination, as: UTF8.self)
    kind = reference.target == nil ? .malformed(.forbidden) : Kind(address: address)
  }

  init(label: String, address: String, _ flaw: Flaw) {
    self.label = label
    self.address = address
    kind = .malformed(flaw)
  }

  /// The links of a body, in the order of the text.
  public static func links(inBody body: String) -> [WrittenLink] {
    guard body.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "<") }) else {
      return []
    }
    var collector = LinkCollector(body)
    collector.collect()
    return collector.links
  }

  /// What somebody took for a link in a short answer, where there can be none.
  public static func links(inShortAnswer text: String) -> [WrittenLink] {
    links(inBody: text).map {
      WrittenLink(label: $0.label, address: $0.address, .inShortAnswer)
    }
  }
}

extension WrittenLink.Kind {
  private static let answers = "/artikel/"

  /// - Parameter address: one that `LinkTarget` lets through.
  init(address: String) {
    let lower = address.lowercased()
    if lower.hasPrefix("http:") || lower.hasPrefix("https:") {
      self.init(absolute: address)
    } else if lower.hasPrefix("mailto:") {
      let parts = address.dropFirst("mailto:".count).prefix { $0 != "?" }
        .split(separator: "@", omittingEmptySubsequences: false)
      let isAddress = parts.count > 1 && !parts.contains(where: \.isEmpty)
      self = isAddress ? .mailOrPhone : .malformed(.noMailAddress)
    } else if lower.hasPrefix("tel:") {
      self = lower.utf8.count(where: isDigit) >= 3 ? .mailOrPhone : .malformed(.noPhoneNumber)
    } else if address.hasPrefix("/") {
      self.init(path: address)
    } else if address.hasPrefix("#") {
      self = .page
    } else {
      self = .malformed(address.isEmpty ? .empty : .relative)
    }
  }

  private init(absolute address: String) {
    let rest = address.drop { $0 != ":" }.dropFirst()
    let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
    // A name before the host is nobody's host (RFC 3986 §3.2.1).
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    guard rest.hasPrefix("//"), !host.isEmpty, !host.hasPrefix(":") else {
      self = .malformed(.noHost)
      return
    }
    let path = rest.dropFirst(2 + authority.count)
    self = .external(host: host.lowercased(), path: String(path))
  }

  /// What an address within the node names.
  public init(path address: String) {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    guard path.hasPrefix(Self.answers) else {
      self = .page
      return
    }
    let name = path.dropFirst(Self.answers.count).prefix { $0 != "/" }
    self = name.isEmpty ? .malformed(.empty) : .answer(Self.decoded(name))
  }

  /// Names are plain ASCII; an escape that is none stays as it is and names nothing.
  private static func decoded(_ name: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2, rest.prefix(2).allSatisfy(isHexDigit),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
