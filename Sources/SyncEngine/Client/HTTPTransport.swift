public import Foundation
import FoundationNetworking
import Synchronization

/// Requests to one peer, through URLSession as it can be trusted on Linux.
///
/// What it works around, each seen to happen (swift-corelibs-foundation issues 3292, 5199, 5412):
/// cancelling can crash or hang the process, so nothing is ever cancelled and the process that
/// runs this has a deadline set from outside; redirects would carry our headers to strangers, so
/// they are refused; compressed answers are inflated without bound, so an answer with a
/// Content-Encoding is refused before its body is looked at, and the process has a memory limit.
/// One session lives as long as its process.
public final class HTTPTransport {
  /// An answer, whatever its status.
  public struct Answer {
    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
  }

  private let session: URLSession
  private let receiver: Receiver
  private let onTransfer: (_ begins: Bool) -> Void

  /// - Parameters:
  ///   - idleSeconds: how long nothing may arrive before an attempt counts as failed; longer than a
  ///     hub lets a request wait for its turn, since all nodes may come in the same minute.
  ///   - onTransfer: told when a request begins and when it has ended, so that whoever owns the
  ///     process knows whose trap it is if it comes in between.
  public init(idleSeconds: Int = 90, onTransfer: @escaping (_ begins: Bool) -> Void = { _ in }) {
    receiver = Receiver()
    self.onTransfer = onTransfer
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = Double(max(1, idleSeconds))
    configuration.httpCookieStorage = nil
    configuration.urlCache = nil
    configuration.httpShouldSetCookies = false
    configuration.httpAdditionalHeaders = HTTPTransport.quietHeaders
    session = URLSession(configuration: configuration, delegate: receiver, delegateQueue: nil)
  }

  /// What URLSession would say of itself is longer than what a quiet exchange has to say. Of a
  /// field that is blank libcurl sends nothing, its own default included; and a server that is not
  /// told of codings has no reason to compress.
  private static let quietHeaders = [
    "User-Agent": "viden", "Accept": " ", "Accept-Encoding": " ", "Accept-Language": " ",
    "Connection": " ",
  ]

  /// Sends one POST and waits for its whole answer.
  ///
  /// - Throws: `TransportError`.
  public func post(
    _ url: URL, headers: [(name: String, value: String)], body: [UInt8]
  ) throws(TransportError) -> Answer {
    try send("POST", url, headers: headers, body: body)
  }

  /// Sends one request and waits for its whole answer. Without bytes there is no body.
  ///
  /// - Throws: `TransportError`.
  public func send(
    _ method: String, _ url: URL, headers: [(name: String, value: String)], body: [UInt8]
  ) throws(TransportError) -> Answer {
    var request = URLRequest(url: url)
    request.httpMethod = method
    if !body.isEmpty || method == "POST" { request.httpBody = Data(body) }
    for header in headers { request.setValue(header.value, forHTTPHeaderField: header.name) }
    let task = session.dataTask(with: request)
    receiver.begin(task)
    onTransfer(true)
    defer { onTransfer(false) }
    task.resume()
    return try receiver.wait()
  }
}

/// Why there is no answer.
public enum TransportError: Error, Hashable, Sendable {
  /// No connection, or it broke.
  case unreachable(LinkFault)
  /// The server wants us elsewhere; a sync peer never does.
  case redirected(to: String)
  /// The answer is compressed; a sync peer's never is.
  case encoded(String)
  /// The answer is larger than any answer of a peer can be.
  case tooLarge(bytes: Int)
}

/// What is wrong with the way to a peer.
public enum LinkFault: Hashable, Sendable {
  case nobodyListens
  case unknownHost
  case noAnswerInTime
  case brokenOff
  /// The certificate is not one that this machine trusts.
  case notTrusted
  /// Something else, in the system's words.
  case other(String)

  init(_ error: any Error) {
    self =
      switch (error as? URLError)?.code {
      case .cannotConnectToHost, .notConnectedToInternet: .nobodyListens
      case .cannotFindHost, .dnsLookupFailed: .unknownHost
      case .timedOut: .noAnswerInTime
      case .networkConnectionLost, .badServerResponse: .brokenOff
      case .serverCertificateUntrusted, .serverCertificateHasBadDate,
        .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .secureConnectionFailed:
        .notTrusted
      default: LinkFault(words: error.localizedDescription)
      }
  }

  /// On Linux much has no code of its own, only libcurl's words: "SSL certificate problem: …", "no
  /// alternative certificate subject name matches …", "transfer closed with 80 bytes remaining to
  /// read".
  private init(words: String) {
    let broken = [
      "transfer closed", "Empty reply", "Recv failure", "Send failure", "reset by peer",
      "unexpected eof",
    ]
    if words.contains("certificate") {
      self = .notTrusted
    } else if broken.contains(where: words.contains) {
      self = .brokenOff
    } else {
      self = .other(words)
    }
  }
}

/// Collects the answer of the one task that runs, on URLSession's own thread.
private final class Receiver: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  // Unchecked because `state` is behind its lock and nothing else changes.
  private struct State {
    /// An earlier task may still be receiving what was too much; nothing of it counts.
    var task: Int?
    var isDone = false
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var failure: TransportError?
    /// The server wants a name and a password, or others than it got.
    var isChallenged = false
  }

  private let state = Mutex(State())
  private let done = DispatchSemaphore(value: 0)

  func begin(_ task: URLSessionTask) {
    state.withLock { $0 = State(task: task.taskIdentifier) }
  }

  func wait() throws(TransportError) -> HTTPTransport.Answer {
    done.wait()
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    return HTTPTransport.Answer(status: state.status, headers: state.headers, body: state.body)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping (URLRequest?) -> Void
  ) {
    fail(task, .redirected(to: request.url?.absoluteString ?? ""))
    completionHandler(nil)
  }

  /// Whoever has a name and a password has sent them already; without this answer URLSession would
  /// send the same again for as long as the server says 401. The answer is a 401 without a body.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    state.withLock {
      guard $0.task == task.taskIdentifier else { return }
      $0.isChallenged = true
      $0.status = 401
      $0.body = []
    }
    completionHandler(.cancelAuthenticationChallenge, nil)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    guard let response = response as? HTTPURLResponse else { return completionHandler(.allow) }
    let headers = response.allHeaderFields.compactMap { name, value in
      (name as? String).map { (name: $0.lowercased(), value: "\(value)") }
    }
    if let encoding = headers.first(where: { $0.name == "content-encoding" })?.value,
      encoding.lowercased() != "identity"
    {
      fail(dataTask, .encoded(encoding))
    }
    state.withLock {
      guard $0.task == dataTask.taskIdentifier else { return }
      $0.status = response.statusCode
      $0.headers = headers
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = state.withLock { state in
      guard state.task == dataTask.taskIdentifier, state.failure == nil else { return false }
      guard state.body.count + data.count <= Receiver.bytesMax else {
        state.failure = .tooLarge(bytes: state.body.count + data.count)
        state.body = []
        return true
      }
      state.body += data
      return false
    }
    // Such an answer may never end, and nothing is ever cancelled: it is not waited for.
    if isTooLarge { end(dataTask) }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error { fail(task, .unreachable(LinkFault(error))) }
    end(task)
  }

  private func fail(_ task: URLSessionTask, _ failure: TransportError) {
    state.withLock {
      guard $0.task == task.taskIdentifier, !$0.isChallenged else { return }
      $0.failure = $0.failure ?? failure
    }
  }

  private func end(_ task: URLSessionTask) {
    let isFirst = state.withLock { state in
      guard state.task == task.taskIdentifier, !state.isDone else { return false }
      state.isDone = true
      return true
    }
    if isFirst { done.signal() }
  }

  /// Bodies between nodes stay under one megabyte (DESIGN §6); twice that is never theirs.
  private static let bytesMax = 2 << 20
}
