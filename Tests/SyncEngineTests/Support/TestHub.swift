// A node that answers at POST /sync on a port of loopback, for the length of one test.

import Foundation
import HTTP
import ReplicaStore
import Synchronization

@testable import SyncEngine

final class TestHub {
  let node: TestNode
  let port: Int
  private let server: Server
  private let hasReturned = DispatchSemaphore(value: 0)

  init(_ name: String = "hub") throws {
    let node = try TestNode(name, municipality: "0336")
    self.node = node
    let folder = node.folder
    let endpoint = SyncEndpoint(folder: folder, now: { Clock.now })
    // One connection writes at a time, as in a node.
    let gate = Mutex(())
    var router = Router()
    for path in SyncEndpoint.paths {
      router.add(.post, path) { request, _ in
        try endpoint.answer(request) { body in
          try gate.withLock { _ in try body(Replica(folder.openForWriting())) }
        }
      }
    }
    var limits = Limits()
    limits.drainGrace = .milliseconds(10)
    let server = try Server(router: router, limits: limits, workers: 2)
    self.server = server
    port = try server.bind(address: "127.0.0.1", port: 0)
    let hasReturned = hasReturned
    Thread.detachNewThread {
      do { try server.run() } catch { fatalError("the hub's server ended: \(error)") }
      hasReturned.signal()
    }
  }

  deinit {
    server.stop()
    hasReturned.wait()
  }
}
