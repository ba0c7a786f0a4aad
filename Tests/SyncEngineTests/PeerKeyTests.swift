import Chance
import Foundation
import ReplicaStore
import Testing

@testable import SyncEngine

/// The key that two nodes share, its file, and the ticket it travels on.
@Suite struct `A peer's key` {
  let folder: TestNode

  init() throws {
    folder = try TestNode("soroe")
  }

  @Test func `is 64 hexadecimal digits and nothing else`() {
    let digits = String(repeating: "0f", count: 32)
    #expect(PeerKey(digits)?.hex == digits)
    #expect(PeerKey(digits.uppercased())?.hex == digits)
    for wrong in ["", "0f", String(digits.dropLast()), digits + "00", digits.dropLast() + "x"] {
      #expect(PeerKey(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `is drawn anew each time and named without giving it away`() {
    var random = SeededRandom(seed: 5)
    let one = PeerKey(random: &random)
    let other = PeerKey(random: &random)
    #expect(one != other)
    #expect(one.id != other.id)
    #expect(one.id.utf8.count == 16)
    #expect(!one.hex.contains(one.id))
  }

  @Test func `comes back from its file as it went in, and only the owner can read the file`()
    throws
  {
    var random = SeededRandom(seed: 5)
    let key = PeerKey(random: &random)
    try folder.folder.store(key, ofPeer: "hub")
    #expect(try folder.folder.key(ofPeer: "hub") == key)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.folder.keys + "/hub.key")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    folder.folder.removeKey(ofPeer: "hub")
    #expect(throws: FolderError.self) { try folder.folder.key(ofPeer: "hub") }
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o601])
  func `in a file that others can touch is refused`(permissions: Int) throws {
    var random = SeededRandom(seed: 5)
    try folder.folder.store(PeerKey(random: &random), ofPeer: "hub")
    let path = folder.folder.keys + "/hub.key"
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    #expect(throws: FolderError.self) { try folder.folder.key(ofPeer: "hub") }
  }

  @Test func `in a file that is a link, empty or no text is refused`() throws {
    let path = folder.folder.keys + "/hub.key"
    var random = SeededRandom(seed: 5)
    try folder.folder.store(PeerKey(random: &random), ofPeer: "andet")
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.folder.keys + "/andet.key")
    #expect(throws: FolderError.self) { try folder.folder.key(ofPeer: "hub") }
    try FileManager.default.removeItem(atPath: path)
    for content in [Data(), Data([0xff, 0xfe]), Data("hej\n".utf8)] {
      #expect(
        FileManager.default.createFile(
          atPath: path, contents: content, attributes: [.posixPermissions: 0o600]))
      #expect(throws: FolderError.self) { try folder.folder.key(ofPeer: "hub") }
    }
  }
}

@Suite struct `A pairing ticket` {
  let key = PeerKey(String(repeating: "a1", count: 32))

  @Test func `comes back from its text as it was`() throws {
    let ticket = PairingTicket(
      name: "Fælles hub: nr. 1", node: 0xf00d_0000_0000_0001, key: try #require(key))
    #expect(PairingTicket(ticket.text) == ticket)
  }

  @Test func `with a line missing or wrong is no ticket`() throws {
    let text = PairingTicket(name: "Hub", node: 7, key: try #require(key)).text
    let lines = text.split(separator: "\n")
    #expect(lines.count == 4)
    for index in lines.indices {
      var fewer = lines
      fewer.remove(at: index)
      #expect(PairingTicket(fewer.joined(separator: "\n")) == nil, "without \(lines[index])")
    }
    for (from, to) in [
      ("billet 1", "billet 2"), ("node: 0", "node: x"), ("noegle: a1", "noegle: "),
      ("noegle: a1", "noegle: zz"),
    ] {
      #expect(PairingTicket(text.replacing(from, with: to)) == nil, "\(to)")
    }
    #expect(PairingTicket("") == nil)
    #expect(PairingTicket("<html>Log ind</html>") == nil)
  }
}
