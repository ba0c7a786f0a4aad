import CRDT
import Digest
import HTTP
import ReplicaStore
import SyncProtocol
import Synchronization
import WebUI

/// Public pages that were made a moment ago, kept for as long as everything they show is the same.
///
/// What a reader sees follows from the changes held, from what stands around every page, and from
/// the day: those three are the state, and with another state nothing that is kept counts. So a page
/// is never older than the last commit, whichever process made it.
final class PageMemory: Sendable {
  struct State: Hashable {
    let changes: SHA256Digest
    let site: Site
    let day: CalendarDay
    let isLocal: Bool
  }

  /// An address, and what stands beside it there: whom to ask, and whether they answer just now.
  struct Target: Hashable {
    let address: String
    let contact: Site.Contact?
  }

  private struct Kept {
    var pages: [Target: Response] = [:]
    var bytes = 0
  }

  private static let bytesMax = 4 * 1_024 * 1_024
  /// At one time there are few: at the machine and elsewhere, in Danish and in English.
  private static let statesMax = 8

  private let kept = Mutex<[State: Kept]>([:])

  func page(_ target: Target, in state: State) -> Response? {
    kept.withLock { $0[state]?.pages[target] }
  }

  func keep(_ page: Response, as target: Target, in state: State) {
    guard page.body.count < PageMemory.bytesMax / 16 else { return }
    var page = page
    page.body = PageMemory.withoutRoom(page.body)
    kept.withLock { kept in
      // States that have passed come never back: all of them go.
      kept = kept.filter { $0.key.changes == state.changes }
      if kept[state] == nil, kept.count >= PageMemory.statesMax { kept = [:] }
      var pages = kept[state] ?? Kept()
      if pages.bytes + page.body.count > PageMemory.bytesMax { pages = Kept() }
      if pages.pages.updateValue(page, forKey: target) == nil { pages.bytes += page.body.count }
      kept[state] = pages
    }
  }

  /// The bytes, without the room for as many more that a page has taken while it was written.
  private static func withoutRoom(_ body: [UInt8]) -> [UInt8] {
    var exact: [UInt8] = []
    exact.reserveCapacity(body.count)
    exact.append(contentsOf: body)
    return exact
  }
}

extension NodeContext {
  /// A handler for a page that shows everybody the same: made once, and then taken from memory. Who
  /// is logged in gets a fresh one.
  func remembered(_ body: @escaping Handler) -> Handler {
    handler { request, parameters in
      guard !request.carriesLogin, try visitor(of: request).person == nil else {
        return try body(request, parameters)
      }
      let (state, contact) = try store.read { replica in
        var site = try site(replica, for: request)
        let contact = site.contact
        site.contact = nil
        site.reading = site.reading.besidesAddress
        let state = PageMemory.State(
          changes: try replica.vector().digest, site: site,
          day: DanishTime.day(configuration.now()), isLocal: request.isLocal)
        return (state, contact)
      }
      let target = PageMemory.Target(address: request.rawTarget, contact: contact)
      if let page = pages.page(target, in: state) { return page }
      let page = try body(request, parameters)
      if page.status == .ok { pages.keep(page, as: target, in: state) }
      return page
    }
  }
}
