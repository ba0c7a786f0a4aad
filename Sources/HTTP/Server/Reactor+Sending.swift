// Sending: from answers to the kernel, and what comes of a connection then.

extension Reactor {
  func moveOutgoing(to connection: Connection) {
    connection.outbox.append(outgoing)
    outgoing.removeAll(keepingCapacity: true)
  }

  /// Sends what has gathered, and then sees to what comes next for the connection.
  func send(_ connection: Connection) {
    if connection.outbox.isEmpty && !outgoing.isEmpty {
      sendAtOnce(outgoing[...], on: connection)
      outgoing.removeAll(keepingCapacity: true)
    } else {
      moveOutgoing(to: connection)
      flush(connection)
    }
    guard !isClosed(connection) else { return }
    afterSending(connection)
  }

  /// The usual case: an answer goes straight from where it was written to the kernel.
  func sendAtOnce(_ bytes: ArraySlice<UInt8>, on connection: Connection) {
    guard let sent = connection.socket.send(bytes) else { return close(connection) }
    guard sent < bytes.count else { return }
    connection.outbox.append(Array(bytes.dropFirst(sent)))
    connection.beginSending(now: now)
  }

  func flush(_ connection: Connection) {
    guard !connection.outbox.isEmpty else { return }
    if connection.lastSent == .min { connection.beginSending(now: now) }
    guard let sent = connection.outbox.flush(to: connection.socket) else {
      return close(connection)
    }
    connection.noteSent(sent, now: now)
  }

  func resumeSending(_ connection: Connection) {
    flush(connection)
    guard !isClosed(connection) else { return }
    afterSending(connection)
  }

  func afterSending(_ connection: Connection) {
    if connection.outbox.isEmpty {
      switch connection.phase {
      case .closing: return beginLingering(connection)
      case .reading where !connection.input.isEmpty: makeRunnable(connection)
      case .reading where connection.inputEnded: return close(connection)
      case .reading, .working, .lingering: break
      }
    }
    schedule(connection)
  }

  /// RFC 9112 §9.6: closed in stages, so that the answer is not lost to a reset.
  func beginLingering(_ connection: Connection) {
    if connection.inputEnded { return close(connection) }
    connection.socket.shutdownSending()
    connection.phase = .lingering
    connection.since = now
    connection.progressBytes = 0
    schedule(connection)
  }

  func makeRunnable(_ connection: Connection) {
    guard !connection.isRunnable else { return }
    connection.isRunnable = true
    runnable.append(connection.id)
  }

  /// Lets those go on that had more in their input than one turn allows.
  func runRunnable() {
    guard !runnable.isEmpty else { return }
    let turn = runnable
    runnable = []
    for id in turn {
      guard let connection = connections[id] else { continue }
      connection.isRunnable = false
      if case .reading = connection.phase { driveOn(connection) }
    }
  }
}
