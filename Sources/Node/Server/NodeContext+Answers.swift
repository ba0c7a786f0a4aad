import Accounts
import Digest
import HTTP
import ReplicaStore
import WebUI

/// How long others may keep a page.
enum Caching: Hashable {
  /// A public page: anyone, for some minutes.
  case publicly(seconds: Int)
  /// Asked for again each time; 304 where nothing changed.
  case revalidated
  /// Pages with a form token or with what is not for everybody.
  case never

  var header: String {
    switch self {
    case .publicly(let seconds): "public, max-age=\(seconds)"
    case .revalidated: "private, no-cache"
    case .never: "no-store"
    }
  }

  /// For a citizen five minutes; whoever edits sees at once what was approved.
  static func portal(_ request: Request) -> Caching {
    request.isLocal || request.carriesLogin ? .revalidated : .publicly(seconds: 300)
  }
}

extension NodeContext {
  /// A page as an answer.
  func answer(_ page: some Page, on site: Site, _ caching: Caching) -> Response {
    // Not for a shared cache: it shows who looks, or the ways that only they may go.
    let isPersonal = site.showsStaff || site.signedIn != nil
    return answer(
      html: page.html(on: site), status: page.status,
      isPersonal && caching != .never ? .revalidated : caching)
  }

  /// The tag is a hash of the bytes: whatever the page shows, down to the line on the last
  /// synchronisation, is in it.
  func answer(html: [UInt8], status: Int = 200, _ caching: Caching) -> Response {
    answer(html, type: "text/html; charset=utf-8", status: status, caching)
  }

  func answer(
    _ body: [UInt8], type: String, status: Int = 200, _ caching: Caching
  ) -> Response {
    var response = Response(Status(status), type: type, body: body)
    response.headers.set("Cache-Control", caching.header)
    if caching != .never { response.headers.set("Vary", "Cookie, Accept-Language") }
    if caching != .never, status == 200 {
      let digest = SHA256.hash(body).description
      response.headers.set("ETag", EntityTag(String(digest.prefix(32))).text)
    }
    return response
  }

  /// What every page shows of this node. Citizens are not told of open conflicts.
  func site(_ replica: Replica, for request: Request) throws -> Site {
    let visitor = try visitor(of: request)
    let isStaff = visitor.may(.staff)
    return Site(
      nodeName: nodeName, version: configuration.version, theme: configuration.theme,
      openConflicts: isStaff ? try replica.conflictCount() : 0, showsStaff: isStaff,
      connection: try connection(replica), signedIn: visitor.person.map(Site.SignedIn.init),
      offersLogin: try visitor.person == nil && accounts.isInUse(), contact: contact,
      reading: Reading(of: request), staleSince: try staleSince(replica))
  }

  private var contact: Site.Contact? {
    let contact = configuration.contact
    guard contact.phone != nil || contact.mail != nil else { return nil }
    return Site.Contact(phone: contact.phone, mail: contact.mail)
  }

  /// When the replica last exchanged anything, if that is so long ago that readers must know. One
  /// without peers is nobody's copy, and as new as its own editors make it.
  private func staleSince(_ replica: Replica) throws -> LocalMoment? {
    guard let last = try replica.peers().compactMap(\.lastSuccess).max(),
      configuration.now() - last > configuration.staleAfterMilliseconds
    else { return nil }
    return DanishTime.moment(last)
  }

  /// What can be shown when the database cannot be asked, and to a citizen at the desk.
  func bareSite(for reading: Reading) -> Site {
    Site(
      nodeName: nodeName, version: configuration.version, theme: configuration.theme,
      showsStaff: false, contact: contact, reading: reading)
  }

  private func connection(_ replica: Replica) throws -> Site.Connection {
    let peers = try replica.peers()
    guard !peers.isEmpty else { return .alone }
    // A peer that only calls us is not one that we send to.
    let called = peers.filter { $0.url != nil }
    let waiting = (called.isEmpty ? peers : called).map(\.waiting).max() ?? 0
    guard let last = peers.compactMap(\.lastSuccess).max() else {
      return .neverSynced(waiting: waiting)
    }
    return .synced(DanishTime.moment(last), waiting: waiting)
  }
}

extension Site.SignedIn {
  fileprivate init(_ person: Person) {
    self.init(name: person.account.fullName, initials: person.initials)
  }
}
