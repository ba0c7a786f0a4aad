import CRDT

/// Reading the salts of a batch (Protocol/05 §4): for each stream, nodes that stand for the salts of
/// several numbers, and salts as they are.
extension BatchDecoder {
  /// Every whole entry gets its salt; a node must lie entirely on whole entries of its stream, so
  /// none can be sent that says more than the changes beside it.
  mutating func readSalts(
    _ spans: inout [Batch.Span], _ order: [ChangeID], _ remains: [Remain?]
  ) throws(ByteError) {
    var whole: [ReplicaID: [UInt64]] = [:]
    for (index, id) in order.enumerated() where remains[index] == nil {
      whole[id.replica, default: []].append(id.sequence)
    }
    for place in spans.indices {
      spans[place].salts = try readSalts(spans[place].replica, whole[spans[place].replica] ?? [])
    }
  }

  private mutating func readSalts(
    _ replica: ReplicaID, _ numbers: [UInt64]
  ) throws(ByteError) -> [SaltNode] {
    var nodes: [SaltNode] = []
    var place = 0
    while place < numbers.count {
      let start = columns[.saltLevels].position
      let level = Int(try columns[.saltLevels].byte())
      guard level > 0 else {
        salts[ChangeID(replica: replica, sequence: numbers[place])] = try columns[.salts].fixed64()
        place += 1
        continue
      }
      let first = numbers[place]
      guard SaltNode.isPlace(first, level), 1 << level <= numbers.count - place,
        numbers[place + 1 << level - 1] == first + (1 << UInt64(level) - 1)
      else { throw ByteError(.invalidValue, at: start) }
      let high = try columns[.salts].fixed64()
      let low = try columns[.salts].fixed64()
      let node = SaltNode(
        replica: replica, first: first, level: level, secret: UInt128(high) << 64 | UInt128(low))
      for (number, salt) in zip(node.numbers, node.salts) {
        salts[ChangeID(replica: replica, sequence: number)] = salt
      }
      nodes.append(node)
      place += 1 << level
    }
    return nodes
  }
}
