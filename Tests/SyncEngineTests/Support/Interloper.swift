// Whoever sits between a node and its hub: a proxy, a captive portal, a broken link, a thief.

import Foundation
import Glibc
import Loopback
import Synchronization

/// Takes requests on a port of its own, one after the other, and does with them what it is told.
final class Interloper: Sendable {
  /// What becomes of a request.
  enum Deed: Sendable {
    /// Goes on to this port as it came, and the answer comes back as it is.
    case pass(toPort: Int)
    /// Goes on, changed; the answer is changed on its way back.
    case alter(
      toPort: Int, request: @Sendable (inout HTTPBytes) -> Void = { _ in },
      answer: @Sendable (inout HTTPBytes) -> Void = { _ in })
    /// Goes on and is answered, but the link breaks after so many bytes of the answer's body. (One
    /// that breaks in the head ends the whole process, see `SyncProcess`.)
    case passAndCut(toPort: Int, afterBytes: Int)
    /// Goes on and is answered as it is, over a link that takes its time for everything.
    case passSlowly(toPort: Int, delayMilliseconds: Int, bytesPerSecond: Int)
    /// Only the first bytes of the request go on, and the link breaks.
    case passPart(toPort: Int, bytes: Int)
    /// Is answered here.
    case answer(HTTPBytes)
    /// Is answered here, and the connection is never ended from this side.
    case answerAndHold(HTTPBytes)
    /// The link breaks before anything goes on.
    case hangUp
  }

  struct Seen: Sendable {
    var request: HTTPBytes
    var answer: HTTPBytes?
  }

  let port: Int
  private let listener: Int32
  private let seen = Mutex<[Seen]>([])
  private let deed: @Sendable (_ number: Int, _ request: HTTPBytes) -> Deed

  /// - Parameter deed: what becomes of the request with that number, counted from 0.
  convenience init(_ deed: @escaping @Sendable (_ number: Int) -> Deed) throws {
    try self.init(deciding: { number, _ in deed(number) }, waitingMax: 16)
  }

  /// One that looks at a request before it decides what becomes of it.
  static func judging(
    _ deed: @escaping @Sendable (_ request: HTTPBytes) -> Deed
  ) throws -> Interloper {
    try Interloper(deciding: { _, request in deed(request) }, waitingMax: 16)
  }

  private init(
    deciding deed: @escaping @Sendable (_ number: Int, _ request: HTTPBytes) -> Deed,
    waitingMax: Int32
  ) throws {
    self.deed = deed
    let (listener, port) = try Wire.listen(waitingMax: waitingMax)
    self.listener = listener
    self.port = port
    Thread.detachNewThread { [weak self] in
      while true {
        let accepted = accept(listener, nil, nil)
        guard accepted >= 0 else { break }
        let wire = Wire(adopting: accepted)
        try? self?.serve(wire)  // a client that hangs up is the client's business
      }
      close(listener)
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// Everything that came by.
  var traffic: [Seen] { seen.withLock { $0 } }

  private func serve(_ wire: Wire) throws {
    var request = try wire.receiveMessage()
    let number = seen.withLock { seen in
      seen.append(Seen(request: request))
      return seen.count - 1
    }
    switch deed(number, request) {
    case .pass(let port):
      wire.send(try forward(request, to: port, number).bytes)
    case .alter(let port, let alterRequest, let alterAnswer):
      alterRequest(&request)
      var answer = try forward(request, to: port, number)
      alterAnswer(&answer)
      wire.send(answer.bytes)
    case .passAndCut(let port, let count):
      let answer = try forward(request, to: port, number)
      wire.send(Array(answer.bytes.prefix(answer.bytes.count - answer.body.count + count)))
    case .passSlowly(let port, let delay, let rate):
      Thread.sleep(
        forTimeInterval: Double(delay) / 1_000 + Double(request.bytes.count) / Double(rate))
      let answer = try forward(request, to: port, number)
      Thread.sleep(forTimeInterval: Double(delay) / 1_000)
      trickle(answer.bytes, over: wire, bytesPerSecond: rate)
    case .passPart(let port, let count):
      try Wire(port: port).send(Array(request.bytes.prefix(count)))
    case .answer(let answer):
      wire.send(answer.bytes)
    case .answerAndHold(let answer):
      wire.send(answer.bytes)
      _ = try? wire.receiveMessage()  // nothing comes: it lasts until the other side ends it
    case .hangUp:
      break
    }
  }

  /// A fiftieth of a second's worth at a time.
  private func trickle(_ bytes: [UInt8], over wire: Wire, bytesPerSecond rate: Int) {
    var rest = bytes[...]
    while !rest.isEmpty {
      wire.send(Array(rest.prefix(rate / 50)))
      rest = rest.dropFirst(rate / 50)
      Thread.sleep(forTimeInterval: 0.02)
    }
  }

  private func forward(_ request: HTTPBytes, to port: Int, _ number: Int) throws -> HTTPBytes {
    let answer = try Wire.exchange(request.bytes, port: port)
    seen.withLock { $0[number].answer = answer }
    return answer
  }
}
