import Foundation
import ReplicaStore
import Testing

@testable import HTTP
@testable import Node

@Suite struct `A public mirror` {
  private func mirror() throws -> (server: NodeServer, folder: DataFolder) {
    let folder = DataFolder(
      path: FileManager.default.temporaryDirectory.path + "/viden-mirror-\(UUID().uuidString)")
    let replica = Replica(try folder.createReplica())
    try replica.found(municipality: "0340", name: "Spejl")
    try replica.becomeMirror()
    let configuration = NodeConfiguration(folder: folder, version: "0.1") { TestNode.noon }
    return (try NodeServer(configuration), folder)
  }

  private func get(_ target: String, from server: NodeServer) throws -> (Int, String) {
    let context = server.context
    let responder = Responder(
      router: context.router, errorPage: { context.errorAnswer($0, to: $1) }, log: nil)
    let request = try Request(.get, target, headers: ["Host": Browser.host], peer: "127.0.0.1")
    guard case .call(let route, let parameters) = responder.plan(for: request) else {
      return (404, "")
    }
    let response = responder.call(route, request, parameters).0
    return (response.status.code, String(decoding: response.body, as: UTF8.self))
  }

  @Test func `offers nobody to write, and says why where somebody tries`() throws {
    let (server, folder) = try mirror()
    defer { try? FileManager.default.removeItem(atPath: folder.path) }  // a temporary folder
    for target in ["/rediger/ny", "/rediger/kladder", "/rediger/x/godkend", "/rediger/konflikter"] {
      let (status, text) = try get(target, from: server)
      #expect(status == 403, "\(target)")
      #expect(text.contains("Denne node er et offentligt spejl"), "\(target)")
    }
    let (status, list) = try get("/rediger", from: server)
    #expect(status == 200)
    #expect(!list.contains("/rediger/ny"))
    #expect(try get("/synk", from: server).0 == 200)
  }
}
