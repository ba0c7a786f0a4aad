// Time: what each connection is waited for, and how long.

extension Reactor {
  /// Sets what to wait for, in the poller and in time. Called at the end of whatever was done to a
  /// connection.
  func schedule(_ connection: Connection) {
    let interest = wantedInterest(of: connection)
    if interest != connection.interest {
      connection.interest = interest
      poller.change(
        connection.socket.descriptor, key: connection.id.key, interest: interest)
    }
    connection.deadline = deadline(of: connection)
    if connection.deadline < nextSweep { nextSweep = connection.deadline }
  }

  func wantedInterest(of connection: Connection) -> Poller.Interest {
    var interest: Poller.Interest = connection.outbox.isEmpty ? [] : .output
    guard !connection.inputEnded else { return interest }
    switch connection.phase {
    case .reading:
      if connection.input.isEmpty && connection.outbox.count < limits.outputBytesMax {
        interest.insert(.input)
      }
    case .working:
      if connection.input.count < limits.inputBytesMax { interest.insert(.input) }
    case .closing: break
    case .lingering: interest.insert(.input)
    }
    return interest
  }

  func deadline(of connection: Connection) -> Int {
    let sent = connection.outbox.isEmpty ? Int.max : sendDeadline(of: connection)
    switch connection.phase {
    case .closing where sent != .max: return sent
    case .working: return min(sent, connection.since + limits.handlerTimeout.milliseconds)
    case .closing, .lingering: return connection.since + limits.lingerTimeout.milliseconds
    case .reading where sent != .max && connection.parser.phase == .idle: return sent
    case .reading: return min(sent, readDeadline(of: connection))
    }
  }

  /// Every byte buys the time it may take at the slowest rate, going out as coming in.
  private func sendDeadline(of connection: Connection) -> Int {
    let bought = time(for: connection.sentBytes)
    return min(connection.lastSent, connection.sendStart + bought)
      + limits.writeTimeout.milliseconds
  }

  private func time(for bytes: Int) -> Int {
    bytes * 1_000 / max(1, limits.bytesPerSecondMin)
  }

  func readDeadline(of connection: Connection) -> Int {
    switch connection.parser.phase {
    case .idle:
      if let drainStart {
        return max(drainStart, connection.since) + limits.drainGrace.milliseconds
      }
      let timeout = isCrowded ? limits.crowdedIdleTimeout : limits.idleTimeout
      return connection.since + timeout.milliseconds
    case .head:
      return connection.since + limits.headTimeout.milliseconds
    case .body:
      let bought = time(for: connection.progressBytes)
      return min(connection.lastReceived, connection.since + bought)
        + limits.bodyIdleTimeout.milliseconds
    }
  }

  /// Looks after every deadline. With a thousand connections this is some microseconds, and it is
  /// done when the nearest deadline comes, not for each request.
  func sweep() {
    nextSweep = .max
    for connection in connections.all {
      connection.deadline = deadline(of: connection)
      if connection.deadline <= now {
        expire(connection)
      } else {
        nextSweep = min(nextSweep, connection.deadline)
      }
    }
    nextSweep = max(nextSweep, now + Self.sweepInterval)
  }

  func expire(_ connection: Connection) {
    switch connection.phase {
    case .closing, .lingering: close(connection)
    case _ where !connection.outbox.isEmpty: close(connection)
    case .working: refuse(connection, .overloaded, note: "the handler took too long")
    case .reading where connection.parser.phase == .idle: close(connection)
    case .reading: refuse(connection, .timedOut)
    }
  }

  /// Takes no more connections, but those that have come so far.
  func beginDrain() {
    drainStart = now
    for listener in listeners { accept(from: listener) }
    setListening(false)
    listeners = []
    for connection in connections.all { schedule(connection) }
  }
}
