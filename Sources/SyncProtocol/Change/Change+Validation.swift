public import CRDT

/// What a change must look like before it is stored, whoever made it (Protocol/02 §4). Whether it
/// fits its document's text is the merge core's question, whether its author was allowed to make
/// it the knowledge base's.
extension Change {
  public func validate(_ limits: SyncLimits = .standard) throws(ProtocolError) {
    try ChangeHeader(of: self).validate(limits)
    guard author.utf8.count <= limits.authorBytesMax,
      operations.count <= limits.operationsPerChangeMax
    else { throw ProtocolError(.overLimit, change: id) }
    guard time >= 0, time <= limits.timeMax, !operations.isEmpty else {
      throw ProtocolError(.invalidChange, change: id)
    }
    var splices = 0
    for (index, operation) in operations.enumerated() {
      let creates = operation.tag == .create
      guard creates == (index == 0 && document == id) else {
        throw ProtocolError(.invalidChange, change: id)
      }
      try validate(operation, splices: &splices, limits)
    }
  }

  private func validate(
    _ operation: Operation, splices: inout Int, _ limits: SyncLimits
  ) throws(ProtocolError) {
    switch operation {
    case .create:
      break
    case .edit(_, let edits):
      splices += edits.count
      guard splices <= limits.splicesPerChangeMax else {
        throw ProtocolError(.overLimit, change: id)
      }
      guard !edits.isEmpty else { throw ProtocolError(.invalidChange, change: id) }
      for splice in edits { try validate(splice, limits) }
    case .assign(_, let value), .add(_, let value), .remove(_, let value),
      .count(_, let value, _):
      guard value.bytes.count <= limits.valueBytesMax else {
        throw ProtocolError(.overLimit, change: id)
      }
    case .acknowledge(let conflict):
      guard conflict.bytes.count <= limits.conflictBytesMax else {
        throw ProtocolError(.overLimit, change: id)
      }
    }
  }

  private func validate(_ splice: Splice, _ limits: SyncLimits) throws(ProtocolError) {
    let places = 0...limits.positionMax
    guard places.contains(splice.position), places.contains(splice.deleted) else {
      throw ProtocolError(.overLimit, change: id)
    }
    guard splice.deleted > 0 || !splice.inserted.isEmpty else {
      throw ProtocolError(.invalidChange, change: id)
    }
  }
}
