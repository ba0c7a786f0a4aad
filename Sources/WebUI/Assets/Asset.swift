/// A file that pages refer to. Its address holds a hash of its content, so browsers may keep it for
/// ever, and a new version has a new address.
public struct Asset: Hashable, Sendable {
  public let path: String
  public let contentType: String
  public let bytes: [UInt8]
  /// For `ETag`, quotes included.
  public let etag: String

  public static let cacheControl = "public, max-age=31536000, immutable"

  init(name: String, fileExtension: String, contentType: String, _ text: String) {
    bytes = Array(text.utf8)
    self.contentType = contentType
    let hash = Asset.hash(bytes)
    path = "\(Paths.staticFiles)\(name)-\(hash).\(fileExtension)"
    etag = "\"\(hash)\""
  }

  /// FNV-1a in 64 bits: it tells our own versions apart, and nobody gains from forging it.
  private static func hash(_ bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash &*= 0x0000_0100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}

/// The files of the house; nothing is ever loaded from elsewhere.
public enum Assets {
  static let stylesheet = Asset(
    name: "faellesviden", fileExtension: "css", contentType: "text/css; charset=utf-8",
    [
      Stylesheet.base, Stylesheet.layout, Stylesheet.components, Stylesheet.forms,
      Stylesheet.editor, Stylesheet.contacts, Stylesheet.print,
    ].joined(separator: "\n"))

  static let script = Asset(
    name: "faellesviden", fileExtension: "js", contentType: "text/javascript; charset=utf-8",
    Script.source)

  /// Everything that pages in this theme refer to.
  public static func all(in theme: Theme) -> [Asset] {
    [stylesheet, script, theme.stylesheet, theme.icon]
  }
}

/// The parts of the stylesheet, each in a file of its own.
enum Stylesheet {}
