// All connections, found by the number that epoll hands back.

/// The connections of a reactor in numbered slots.
struct ConnectionTable {
  private var slots: [Connection?] = []
  private var generations: [UInt32] = []
  private var freeSlots: [UInt32] = []
  private var countByNetwork: [String: Int] = [:]
  private(set) var count = 0

  /// All connections there are now, in no particular order; the table may change meanwhile.
  var all: [Connection] { slots.compactMap(\.self) }

  /// The connection of that name, unless it has ended.
  subscript(id: ConnectionID) -> Connection? {
    let slot = Int(id.slot)
    guard slot < slots.count, generations[slot] == id.generation else { return nil }
    return slots[slot]
  }

  mutating func insert(
    _ socket: Socket, peer: PeerAddress, isCounted: Bool, now: Int
  ) -> Connection {
    if freeSlots.isEmpty {
      freeSlots.append(UInt32(slots.count))
      slots.append(nil)
      generations.append(0)
    }
    let slot = freeSlots.removeLast()
    let connection = Connection(
      id: ConnectionID(slot: slot, generation: generations[Int(slot)]), socket: socket,
      peer: peer, isCounted: isCounted, now: now)
    slots[Int(slot)] = connection
    count += 1
    if isCounted { countByNetwork[peer.network, default: 0] += 1 }
    return connection
  }

  mutating func remove(_ connection: Connection) {
    let slot = Int(connection.id.slot)
    precondition(slots[slot] === connection)
    slots[slot] = nil
    generations[slot] &+= 1
    freeSlots.append(connection.id.slot)
    count -= 1
    if connection.isCounted {
      let left = self.count(of: connection.address) - 1
      countByNetwork[connection.address.network] = left > 0 ? left : nil
    }
  }

  /// How many connections that count come from there.
  func count(of peer: PeerAddress) -> Int { countByNetwork[peer.network] ?? 0 }
}
