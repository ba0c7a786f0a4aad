import Digest

/// The one form of HTTP message signature (RFC 9421) that nodes write and accept; Protocol/06.
///
/// It is closed: which parts are covered, in which order, with which algorithm, is not negotiated,
/// so there is nothing to negotiate downwards. The authority is left out because a reverse proxy
/// may change it; `fv-to` names the recipient instead.
public enum SignatureProfile {
  public static let inputName = "signature-input"
  public static let signatureName = "signature"
  public static let fromName = "fv-from"
  public static let toName = "fv-to"

  static let requestComponents =
    #"("@method" "@path" "@query" "content-digest" "fv-to" "fv-from")"#
  static let answerComponents = #"("@status" "content-digest" "fv-from" "signature";req)"#

  /// Stands for the algorithm too: hmac-sha256 (RFC 9421 §3.3.3).
  static let tag = #";tag="fv1""#

  /// How far two clocks may be apart.
  public static let windowSeconds: Int64 = 300

  /// A node's name or a key's: letters, digits, dot, hyphen and underscore.
  public static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// RFC 9421 §2.5: one line for each component, then the parameters.
  static func base(_ lines: [(component: String, value: String)], parameters: String) -> String {
    let covered = lines.map { "\($0.component): \($0.value)\n" }.joined()
    return covered + "\"@signature-params\": \(parameters)"
  }

  static func signature(_ base: String, key: [UInt8]) -> String {
    "s=:\(Base64.encode(HMAC.code(for: base.utf8, key: key).bytes)):"
  }

  static func matches(_ field: String, base: String, key: [UInt8]) -> Bool {
    ConstantTime.areEqual(Array(field.utf8), Array(signature(base, key: key).utf8))
  }
}

/// One header field of a signed request or answer.
public struct SignatureField: Hashable, Sendable {
  public let name: String
  public let value: String
}

/// Reads the parameters of the profile one after another; anything else is refused.
struct ParameterScanner {
  private var rest: Substring

  init(_ text: String) {
    rest = text[...]
  }

  mutating func expect(_ text: String) throws(SignatureError) {
    guard rest.hasPrefix(text) else { throw .notThisProfile }
    rest = rest.dropFirst(text.count)
  }

  /// A time in seconds without leading zeros.
  mutating func seconds() throws(SignatureError) -> Int64 {
    let digits = String(rest.prefix { $0.isASCII && $0.isNumber })
    guard digits.utf8.count <= 12, let value = Int64(digits), String(value) == digits else {
      throw .notThisProfile
    }
    rest = rest.dropFirst(digits.count)
    return value
  }

  /// The inside of a quoted string.
  mutating func quoted() throws(SignatureError) -> String {
    try expect("\"")
    let inside = String(rest.prefix { $0 != "\"" })
    rest = rest.dropFirst(inside.count)
    try expect("\"")
    return inside
  }

  func expectEnd() throws(SignatureError) {
    guard rest.isEmpty else { throw .notThisProfile }
  }
}

/// Sixteen random bytes that make every request a different one, as 22 letters of Base64.
public struct Nonce: Hashable, Sendable {
  public let bits: UInt128

  public init(bits: UInt128) {
    self.bits = bits
  }

  init?(_ text: String) {
    guard text.utf8.count == 22, let bytes = Base64.decode(text + "==") else { return nil }
    bits = bytes.reduce(0) { $0 << 8 | UInt128($1) }
  }

  var text: String {
    let bytes = (0..<16).map { UInt8(truncatingIfNeeded: bits >> (120 - 8 * UInt128($0))) }
    return String(Base64.encode(bytes).dropLast(2))
  }
}
