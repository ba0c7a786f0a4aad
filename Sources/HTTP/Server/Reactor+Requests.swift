// Reading: from bytes to requests, and from requests to answers.

extension Reactor {
  func read(_ connection: Connection) {
    switch connection.socket.receive(into: &received) {
    case .bytes(let count): take(received[..<count], for: connection)
    case .ended: endInput(of: connection)
    case .nothingYet: return
    case .failed: close(connection)
    }
  }

  func take(_ bytes: ArraySlice<UInt8>, for connection: Connection) {
    connection.progressBytes += bytes.count
    connection.lastReceived = now
    switch connection.phase {
    case .reading:
      if connection.input.isEmpty {
        drive(connection, bytes)
      } else {
        connection.input.append(contentsOf: bytes)
        driveOn(connection)
      }
    case .working:
      connection.input.append(contentsOf: bytes)
      schedule(connection)
    case .closing, .lingering:
      if connection.progressBytes > limits.lingerBytesMax { close(connection) }
    }
  }

  func endInput(of connection: Connection) {
    connection.inputEnded = true
    switch connection.phase {
    case .reading:
      // A client that shut its side may still wait for what it asked before.
      if connection.outbox.isEmpty && connection.input.isEmpty {
        close(connection)
      } else {
        schedule(connection)
      }
    case .working(let job):
      job.fallSilent()
      schedule(connection)
    case .closing: schedule(connection)
    case .lingering: close(connection)
    }
  }

  func driveOn(_ connection: Connection) {
    let input = connection.input
    connection.input = []
    drive(connection, input[...])
  }

  /// Parses and answers until the bytes, the turn, or the room for answers is used up.
  func drive(_ connection: Connection, _ bytes: ArraySlice<UInt8>) {
    var input = bytes
    var turns = limits.pipelinedMax
    let phaseBefore = connection.parser.phase
    do {
      while turns > 0, outgoing.count + connection.outbox.count < limits.outputBytesMax,
        case .reading = connection.phase,
        let parsed = try connection.parser.advance(over: &input, within: limits)
      {
        turns -= 1
        handle(parsed, on: connection)
      }
      try holdBody(of: connection)
      if connection.parser.takeContinue() {
        outgoing.append(contentsOf: "HTTP/1.1 100 Continue\r\n\r\n".utf8)
      }
    } catch {
      input = []
      respond(connection, to: error)
    }
    if case .closing = connection.phase { input = [] }
    if !input.isEmpty { connection.input = Array(input) }
    if turns < limits.pipelinedMax || connection.parser.phase != phaseBefore {
      connection.since = now
      connection.progressBytes = bytes.count
    }
    send(connection)
  }

  func handle(_ parsed: ParsedRequest, on connection: Connection) {
    let start = responder.log == nil ? 0 : Clock.microseconds()
    let request = parsed.request
    connection.requests += 1
    let context = AnswerWriter.Context(
      isHead: request.method == .head, version: request.version,
      keepsAlive: parsed.keepsAlive && drainStart == nil
        && connection.requests < limits.requestsPerConnectionMax)
    switch responder.plan(for: request) {
    case .answer(let response):
      responder.tell(response, to: request, peer: connection.peer, since: start)
      write(response, context, on: connection)
    case .call(let route, let parameters) where route.execution == .inline:
      let (response, note) = responder.call(route, request, parameters)
      responder.tell(response, to: request, peer: connection.peer, since: start, note: note)
      write(response, context, on: connection)
    case .call(let route, let parameters):
      let job = Job(
        connection: connection.id, request: request, route: route, parameters: parameters,
        context: context, start: start)
      guard (route.execution == .sideline ? sideline : pool).submit(job) else {
        let response = responder.page(.serviceUnavailable, for: request)
        responder.tell(
          response, to: request, peer: connection.peer, since: start, note: "the queue is full")
        return write(response, context, on: connection)
      }
      connection.phase = .working(job)
      connection.since = now
      hold(request.body.count, for: connection)
    }
  }

  /// Counts the bytes of a body that is still coming; refuses it when all bodies together are more
  /// than the server holds.
  func holdBody(of connection: Connection) throws(RequestError) {
    guard case .reading = connection.phase else { return }
    hold(connection.parser.bodyBytes, for: connection)
    guard bodyBytesInFlight <= limits.bodyBytesInFlightMax else { throw .overloaded }
  }

  func hold(_ bytes: Int, for connection: Connection) {
    bodyBytesInFlight += bytes - connection.bodyBytes
    connection.bodyBytes = bytes
  }

  func releaseBody(of connection: Connection) {
    hold(0, for: connection)
  }

  func write(
    _ response: Response, _ context: AnswerWriter.Context, on connection: Connection
  ) {
    if let body = writer.write(response, context, to: &outgoing) {
      moveOutgoing(to: connection)
      connection.outbox.append(body)
    }
    guard !context.keepsAlive else { return }
    connection.phase = .closing
    releaseBody(of: connection)
  }

  /// A worker is done.
  func receive(_ completion: Completion) {
    guard let connection = connections[completion.connection],
      case .working = connection.phase
    else { return }
    guard let answer = completion.answer else { return close(connection) }
    releaseBody(of: connection)
    connection.phase = answer.closes ? .closing : .reading
    connection.since = now
    connection.progressBytes = 0
    if connection.outbox.isEmpty && answer.body == nil {
      sendAtOnce(answer.head[...], on: connection)
    } else {
      connection.outbox.append(answer.head)
      connection.outbox.append(answer.body ?? [])
    }
    guard !isClosed(connection) else { return }
    if case .reading = connection.phase, !connection.input.isEmpty {
      driveOn(connection)
    } else {
      send(connection)
    }
  }

  /// The answer to what could not be read to its end; the connection is over with it.
  func respond(
    _ connection: Connection, to error: RequestError, note: String? = nil, isTold: Bool = true
  ) {
    var request: Request?
    if case .working(let job) = connection.phase { request = job.request }
    let response = responder.page(error.status, for: request)
    if isTold {
      responder.tell(
        response, to: request, peer: connection.peer, since: Clock.microseconds(),
        note: note ?? "\(error)")
    }
    connection.parser = RequestParser(peer: connection.peer)
    connection.input = []
    write(response, .refused, on: connection)
  }

  func refuse(
    _ connection: Connection, _ error: RequestError, note: String? = nil, isTold: Bool = true
  ) {
    if case .working(let job) = connection.phase { job.abandon() }
    respond(connection, to: error, note: note, isTold: isTold)
    send(connection)
  }
}
