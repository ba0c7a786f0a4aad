internal import CLinux
internal import Digest
internal import Glibc

/// A password as it is kept: yescrypt (`$y$`), by the system's own libxcrypt.
///
/// One hash takes some 40 ms and 32 MB, which is what it costs to guess one; whoever calls this
/// decides how many may run at once.
public struct PasswordHash: Hashable, Sendable {
  /// yescrypt's cost: 32 MB for each guess.
  private static let cost: UInt = 6

  /// As crypt(5) has it: method, parameters, salt and hash.
  public let text: String

  public init(text: String) {
    self.text = text
  }

  /// Hashes a password with a salt of its own; `nil` where the system's library cannot.
  public init?(of password: String) {
    guard let setting = PasswordHash.freshSetting(),
      let hash = PasswordHash.crypt(PasswordRule.normalised(password), setting: setting)
    else { return nil }
    text = hash
  }

  public func matches(_ password: String) -> Bool {
    let password = PasswordRule.normalised(password)
    guard !password.utf8.contains(0),
      let hash = PasswordHash.crypt(password, setting: text)
    else { return false }
    return ConstantTime.areEqual(Array(hash.utf8), Array(text.utf8))
  }

  /// What takes as long as any other to be compared with, and matches nothing: a salt without a
  /// hash behind it.
  static var unmatched: PasswordHash { PasswordHash(text: freshSetting() ?? "") }

  /// Whether it was made with less than what is asked today; such a one is made anew at the next
  /// login.
  public var isOutdated: Bool {
    guard let today = PasswordHash.parameters(of: PasswordHash.freshSetting() ?? "") else {
      return false
    }
    return PasswordHash.parameters(of: text) != today
  }

  /// "$y$jAT" of "$y$jAT$salt$hash".
  private static func parameters(of text: String) -> String? {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    return parts.count > 3 ? parts[..<3].joined(separator: "$") : nil
  }

  /// The library draws the salt itself when it is given no random bytes (crypt_gensalt(3)).
  private static func freshSetting() -> String? {
    var buffer = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
    let made = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      unsafe crypt_gensalt_rn("$y$", cost, nil, 0, buffer.baseAddress, Int32(buffer.count)) != nil
    }
    return made ? String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self) : nil
  }

  static func crypt(_ password: String, setting: String) -> String? {
    // 32 kB: too much for the stack of a worker, and to be wiped before it is given back.
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    let bytes = MemoryLayout<crypt_data>.size
    unsafe memset(data, 0, bytes)
    defer {
      unsafe explicit_bzero(data, bytes)
      unsafe data.deallocate()
    }
    guard let found = unsafe crypt_r(password, setting, data) else { return nil }
    let text = unsafe String(cString: found)
    // crypt(3): what fails begins with '*', which is no hash of anything.
    return text.hasPrefix("*") ? nil : text
  }
}
