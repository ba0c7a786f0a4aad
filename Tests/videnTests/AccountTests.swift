import Foundation
import Testing

/// `viden account` as the person who runs a node meets it.
@Suite struct `Accounts on the command line` {
  static let password = "tre små grise"
  let desk: Desk

  init() throws {
    desk = try Desk()
    try desk.node()
  }

  private func add(_ name: String, _ more: String...) throws -> Program.Outcome {
    try Program.run(
      ["account", "add", name, "--data", "node"] + more, in: desk.path,
      input: Accounts.password + "\n")
  }

  private typealias Accounts = `Accounts on the command line`

  @Test func `begin with an admin, whose password is on standard input`() throws {
    try desk.refused(
      64, ["--role", "admin"], "account", "add", "kkr", "--role", "editor", "--data", "node",
      input: Accounts.password)
    let first = try add("mkj", "--full-name", "Mette K. Jensen")
    #expect(first.code == 0 && first.out == "mkj kan logge ind som admin.\n")
    let second = try add("kkr")
    #expect(second.out == "kkr kan logge ind som editor.\n")
    let list = try desk.ok("account", "list", "--data", "node")
    #expect(
      list == "kkr\teditor\tåben\tKKR\tkkr\nmkj\tadmin\tåben\tMKJ\tMette K. Jensen")
    try desk.refused(
      73, ["»mkj«"], "account", "add", "mkj", "--data", "node", input: Accounts.password)
  }

  @Test(arguments: [("kort", "12 tegn"), ("password12345", "let at gætte"), ("", "12 tegn")])
  func `refuse a password that is none`(_ password: String, _ words: String) throws {
    try desk.refused(65, [words], "account", "add", "mkj", "--data", "node", input: password)
    #expect(try desk.ok("account", "list", "--data", "node") == "")
  }

  @Test func `are changed, closed and opened, but never the last admin`() throws {
    _ = try add("mkj")
    _ = try add("kkr")
    try desk.refused(77, ["sidste admin"], "account", "disable", "mkj", "--data", "node")
    try desk.refused(
      77, ["sidste admin"], "account", "role", "mkj", "--role", "staff", "--data", "node")
    try desk.ok("account", "role", "kkr", "--role", "approver", "--data", "node")
    try desk.ok("account", "disable", "kkr", "--data", "node")
    #expect(try desk.ok("account", "list", "--data", "node").contains("kkr\tapprover\tlukket"))
    try desk.ok("account", "disable", "kkr", "--undo", "--data", "node")
    try desk.ok(
      "account", "password", "kkr", "--data", "node", input: "helt nye ord her\n")
    let key = try desk.ok("account", "key", "kkr", "--label", "eksport", "--data", "node")
    #expect(key.count == 64 && key.allSatisfy(\.isHexDigit))
    for words in [
      ["password"], ["disable"], ["role", "--role", "staff"], ["key", "--label", "x"],
    ] {
      let outcome = try Program.run(
        ["account"] + words.prefix(1) + ["nej"] + words.dropFirst() + ["--data", "node"],
        in: desk.path, input: Accounts.password)
      #expect(outcome.code == 66, "\(words): \(outcome.err)")
    }
  }

  @Test func `lie in a file of their own that others may not read`() throws {
    _ = try add("mkj")
    let file = desk.path + "/node/access.sqlite"
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    try desk.refused(78, ["chmod 600"], "account", "list", "--data", "node")
    try desk.refused(78, ["chmod 600"], "serve", "--data", "node", "--listen", "127.0.0.1:0")
  }

  @Test func `are not where there is no node`() throws {
    try desk.refused(66, ["ingen node"], "account", "list", "--data", "nej")
  }
}
