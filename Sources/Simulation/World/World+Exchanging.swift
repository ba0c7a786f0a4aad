import CRDT
import Digest
import ReplicaStore
import SyncProtocol

/// Messages on their way, and what the weather does to them.
extension World {
  /// How long a caller waits for an answer.
  private static let patience: Int64 = 30_000
  /// What a message takes in good weather.
  private static let travel: Int64 = 40

  // MARK: Calling

  /// A machine calls a peer, unless it is busy already or has nobody to call.
  func call(_ number: Int, _ link: Link) throws {
    let machine = machines[number]
    guard machine.isUp, machine.exchange == nil else { return }
    do {
      guard try !machine.perform(at: time, { try $0.hasDeparted(node: link.node) }) else {
        return note("\(machine.name) does not call \(link.name), which has left")
      }
      let exchange = try machine.begin(
        exchanges, with: link, batchBytesMax: circumstances.batchBytesMax, at: time)
      exchanges += 1
      machine.exchange = exchange
      try observe(.sent(exchange: exchange, isFirst: true))
      try send(exchange, link)
    } catch is Machine.Mishap {
      try afterMishap(number)
    }
  }

  func isWaiting(_ exchange: Exchange) -> Bool {
    machines[exchange.caller].exchange === exchange
  }

  private func send(_ exchange: Exchange, _ link: Link) throws {
    let message = try machines[exchange.caller].sign(exchange, to: link, at: time)
    queue.put(.giveUp(exchange, request: exchange.requests), at: time + World.patience)
    record(message, link, exchange)
    var chance = chanceForMessage()
    switch weather.fate(ofMessageOf: message.body.count, &chance) {
    case .arrives:
      queue.put(.request(message, exchange: exchange, isRepeat: false), at: time + World.travel)
    case .isLost:
      exchange.isDisturbed = true
    case .comesTwice(let later):
      exchange.isDisturbed = true
      queue.put(.request(message, exchange: exchange, isRepeat: false), at: time + World.travel)
      queue.put(.request(message, exchange: exchange, isRepeat: true), at: time + later)
    case .isLate(let delay):
      exchange.isDisturbed = true
      queue.put(.request(message, exchange: exchange, isRepeat: false), at: time + delay)
    case .isCut(let count):
      exchange.isDisturbed = true
      var cut = message
      cut.body.removeSubrange(count...)
      queue.put(.request(cut, exchange: exchange, isRepeat: false), at: time + World.travel)
    case .isFlipped(let bit):
      exchange.isDisturbed = true
      queue.put(
        .request(message.flipping(bit), exchange: exchange, isRepeat: false),
        at: time + World.travel)
    case .meetsProxy(let status):
      exchange.isDisturbed = true
      queue.put(
        .answer(.page(status: status), exchange: exchange, request: exchange.requests),
        at: time + World.travel)
    case .isForged(let trick):
      exchange.isDisturbed = true
      queue.put(
        .answer(
          forgedAnswer(to: exchange, trick), exchange: exchange, request: exchange.requests),
        at: time + World.travel)
    }
  }

  /// An answer that says "equal" as the peer would, by somebody who lacks the key.
  private func forgedAnswer(to exchange: Exchange, _ trick: Int) -> WireMessage {
    let body = MessageCodec.encode(
      SyncMessage(kind: .answer, digest: exchange.request.message.digest, vector: .unchanged))
    var random = RandomSource(seed: UInt64(trick))
    guard let request = exchange.signature else { return .page(status: 200) }
    let signature = AnswerSignature(
      signing: 200, bodyDigest: SHA256.hash(body), from: request.to, to: request,
      key: Link.key(&random), created: request.created)
    return WireMessage(status: 200, fields: signature.fields, body: body)
  }

  private func record(_ message: WireMessage, _ link: Link, _ exchange: Exchange) {
    recorded.append(
      Recorded(message: message, link: link, caller: exchange.caller, peer: exchange.peer))
    if recorded.count > 64 { recorded.removeFirst(32) }
  }

  // MARK: Answering

  func arrive(_ message: WireMessage, of exchange: Exchange, isRepeat: Bool) throws {
    let peer = machines[exchange.peer]
    guard peer.isUp else {
      exchange.isDisturbed = true
      return
    }
    do {
      let answered = try peer.answer(message, links: links[exchange.peer], at: time)
      if !isRepeat, let held = answered.held { exchange.peerDigest = held.digest }
      try observe(.answered(machine: exchange.peer, exchange: exchange, answered))
      if !isRepeat { sendBack(answered.answer, exchange) }
    } catch is Machine.Mishap {
      exchange.isDisturbed = true
      try afterMishap(exchange.peer)
    }
  }

  private func sendBack(_ answer: WireMessage, _ exchange: Exchange) {
    var chance = chanceForMessage()
    let request = exchange.requests
    func put(_ message: WireMessage, _ delay: Int64) {
      queue.put(.answer(message, exchange: exchange, request: request), at: time + delay)
    }
    let fate = weather.fate(ofMessageOf: answer.body.count, &chance)
    if fate != .arrives { exchange.isDisturbed = true }
    switch fate {
    case .arrives: put(answer, World.travel)
    case .isLost: break
    case .comesTwice(let later):
      put(answer, World.travel)
      put(answer, later)
    case .isLate(let delay): put(answer, delay)
    case .isCut(let count):
      var cut = answer
      cut.body.removeSubrange(count...)
      put(cut, World.travel)
    case .isFlipped(let bit): put(answer.flipping(bit), World.travel)
    case .meetsProxy(let status): put(.page(status: status), World.travel)
    case .isForged(let trick): put(forgedAnswer(to: exchange, trick), World.travel)
    }
  }

  // MARK: Taking

  func comeBack(_ message: WireMessage, to exchange: Exchange, request: Int) throws {
    // An answer to nobody: the process gave up, ended, or has asked something else since.
    guard isWaiting(exchange), exchange.requests == request,
      let link = link(from: exchange.caller, to: exchange.peer)
    else { return }
    do {
      switch try machines[exchange.caller].receive(message, in: exchange, from: link, at: time) {
      case .goOn:
        try observe(.taken(exchange: exchange))
        try observe(.sent(exchange: exchange, isFirst: false))
        try send(exchange, link)
      case .signAgain: try send(exchange, link)
      case .end(let ending): try end(exchange, ending)
      }
    } catch let mishap as Machine.Mishap {
      try end(exchange, mishap == .full ? .full : .down)
      try afterMishap(exchange.caller)
    }
  }

  func end(_ exchange: Exchange, _ ending: Exchange.Ending) throws {
    let caller = machines[exchange.caller]
    caller.exchange = nil
    note("\(caller.name) ⇄ \(machines[exchange.peer].name): \(ending), \(exchange.requests)")
    if let link = link(from: exchange.caller, to: exchange.peer), caller.isUp {
      do {
        try caller.note(ending, with: link, at: time)
      } catch is Machine.Mishap {
        try afterMishap(exchange.caller)
      }
    }
    try observe(.ended(exchange: exchange, ending))
  }
}

extension WireMessage {
  /// The same with one bit of its body turned.
  func flipping(_ bit: Int) -> WireMessage {
    var copy = self
    guard bit / 8 < body.count else { return copy }
    copy.body[bit / 8] ^= 1 << UInt8(bit % 8)
    return copy
  }
}
