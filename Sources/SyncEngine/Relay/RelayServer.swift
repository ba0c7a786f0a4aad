import Foundation
public import ReplicaStore

/// A relay folder on a WebDAV server (RFC 4918), which needs to know no more than PROPFIND, GET, PUT,
/// MOVE and DELETE.
///
/// A file is put under a name that nobody reads and moved to its own, so that a cut upload is never
/// taken for a file. Nothing that the server says is believed: what it holds is sealed by others.
public struct RelayServer: RelayPlace {
  /// The folder's address with a slash at its end, and nothing secret in it.
  public var address: String { folder.absoluteString }

  private let folder: URL
  private let authorization: String?
  private let transport: HTTPTransport

  /// - Parameter login: name and password, for Basic authentication (RFC 7617).
  public init(
    _ address: String, login: (name: String, password: String)?, transport: HTTPTransport
  ) throws(RelayError) {
    guard let url = URL(string: address.hasSuffix("/") ? address : address + "/"),
      url.scheme == "https" || url.scheme == "http", url.host?.isEmpty == false,
      url.user == nil, url.query == nil, url.fragment == nil
    else { throw .badAddress(address) }
    folder = url
    authorization = login.map {
      "Basic " + Data("\($0.name):\($0.password)".utf8).base64EncodedString()
    }
    self.transport = transport
  }

  public func names() throws -> [String] {
    let answer = try send(
      "PROPFIND", folder, [("depth", "1"), ("content-type", "application/xml")],
      body: Array(RelayServer.question.utf8))
    switch answer.status {
    case 207: break
    case 404, 409: throw RelayError.noFolder(address: address)
    default: throw RelayServer.fault(answer.status, "PROPFIND")
    }
    guard let names = MultistatusList(answer.body)?.names else { throw RelayError.badList }
    return names
  }

  private static let question = """
    <?xml version="1.0" encoding="utf-8"?>
    <propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>
    """

  public func read(_ name: String) throws -> [UInt8]? {
    let answer = try send("GET", file(name))
    switch answer.status {
    case 200: return answer.body
    case 404, 410: return nil
    default: throw RelayServer.fault(answer.status, "GET")
    }
  }

  public func write(_ bytes: [UInt8], as name: String, part: String) throws {
    let put = try send(
      "PUT", file(part), [("content-type", "application/octet-stream")], body: bytes)
    guard [200, 201, 204].contains(put.status) else { throw RelayServer.fault(put.status, "PUT") }
    let move = try send(
      "MOVE", file(part), [("destination", file(name).absoluteString), ("overwrite", "T")])
    guard [200, 201, 204].contains(move.status) else {
      throw RelayServer.fault(move.status, "MOVE")
    }
  }

  public func remove(_ name: String) throws {
    let answer = try send("DELETE", file(name))
    guard [200, 202, 204, 404, 410].contains(answer.status) else {
      throw RelayServer.fault(answer.status, "DELETE")
    }
  }

  // MARK: Requests

  private func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  private func send(
    _ method: String, _ url: URL, _ headers: [(String, String)] = [], body: [UInt8] = []
  ) throws(RelayError) -> HTTPTransport.Answer {
    var headers = headers.map { (name: $0.0, value: $0.1) }
    if let authorization { headers.append((name: "authorization", value: authorization)) }
    do {
      return try transport.send(method, url, headers: headers, body: body)
    } catch {
      switch error {
      case .unreachable(let fault): throw .unreachable(fault)
      case .redirected(let place): throw .redirected(to: place)
      case .encoded(let encoding): throw .compressed(encoding: encoding)
      case .tooLarge: throw .tooLarge(file: url.absoluteString)
      }
    }
  }

  private static func fault(_ status: Int, _ method: String) -> RelayError {
    switch status {
    case 401, 403: .notAllowed(status: status, method: method)
    case 404, 405, 501: .notWebDAV(status: status, method: method)
    case 413, 507: .full(status: status)
    default: .refused(status: status, method: method)
    }
  }
}

/// The names in a `multistatus` document (RFC 4918 §14.16): the last parts of its `href` elements.
///
/// Whatever is odd about the rest of the document does not matter: names that are not spelled as
/// ours are left alone, and ours are spelled without anything that XML or an address escapes.
struct MultistatusList {
  let names: [String]

  /// `nil` for bytes that are no such document.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), text.contains("multistatus") else {
      return nil
    }
    var names: [String] = []
    for piece in text.split(separator: "<").dropFirst() {
      guard let end = piece.firstIndex(of: ">") else { continue }
      let tag = piece[..<end].prefix { !$0.isWhitespace }
      guard (tag.split(separator: ":").last ?? tag) == "href", !tag.hasPrefix("/") else { continue }
      let path = piece[piece.index(after: end)...].filter { !$0.isWhitespace }
      guard let name = path.split(separator: "/", omittingEmptySubsequences: false).last,
        !name.isEmpty, let plain = String(name).removingPercentEncoding
      else { continue }
      names.append(plain)
    }
    self.names = names
  }
}
