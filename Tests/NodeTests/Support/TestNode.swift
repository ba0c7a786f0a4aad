import CRDT
import Foundation
import Knowledge
import ReplicaStore
import Synchronization

@testable import HTTP
@testable import Node

/// A node in a temporary folder of its own, with a clock that stands still.
final class TestNode: Sendable {
  static let noon: Int64 = 1_773_313_200_000  // 12-03-2026 kl. 12.00

  let folder: DataFolder
  let server: NodeServer

  init(
    name: String = "Sorø", allowsOwnApproval: Bool = false,
    configure: (inout NodeConfiguration) -> Void = { _ in }
  ) throws {
    let path = FileManager.default.temporaryDirectory.path + "/viden-node-\(UUID().uuidString)"
    folder = DataFolder(path: path)
    try Replica(folder.createReplica()).found(
      municipality: "0340", name: name, allowsOwnApproval: allowsOwnApproval)
    var configuration = NodeConfiguration(folder: folder, version: "0.1") { TestNode.noon }
    configure(&configuration)
    server = try NodeServer(configuration)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder.path)  // a temporary folder, gone or not
  }

  var store: NodeStore { server.store }

  /// An article as an importer would bring it; the approver is another person.
  @discardableResult
  func write(
    _ title: String, body: String = "Brødtekst.", short: String = "", audience: String = "borger",
    id: String? = nil, subject: String? = nil, isApproved: Bool = true
  ) throws -> ChangeID {
    var draft = ArticleDraft()
    draft.title = title
    draft.body = body
    draft.shortAnswer = short
    draft.audience = audience
    draft.externalID = id
    draft.subject = subject
    return try store.write { replica in
      let document = try replica.create(draft, by: mette)
      if isApproved { try replica.approve(document, by: kim) }
      return document
    }
  }

  /// An edit that a colleague made elsewhere, on the version given.
  func edit(_ document: ChangeID, on version: [ChangeID], body: String, by author: Authorship)
    throws
  {
    var draft = ArticleDraft()
    draft.body = body
    try store.write { replica in
      _ = try replica.edit(document, version: version, toward: draft, by: author)
    }
  }

  func heads(_ document: ChangeID) throws -> [ChangeID] {
    try store.read { try $0.state(of: document).heads }
  }

  func body(_ document: ChangeID) throws -> String {
    try store.read { Article(try $0.state(of: document)).body }
  }
}

let mette = Authorship(author: "MKJ", time: TestNode.noon - 3_600_000)
let kim = Authorship(author: "KKR", time: TestNode.noon - 1_800_000)
