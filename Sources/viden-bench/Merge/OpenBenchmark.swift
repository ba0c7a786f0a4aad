import CRDT

/// `viden-bench merge --open FILE…`: what it takes to show an article that nobody writes in.
///
/// A replica keeps the encoded state beside the history, and opening decodes that alone: no event,
/// which is why `events` is 0. `encoded_bytes` are those of the state, with the trace's final text
/// as the only field; `cpu_ms` goes from them to the text.
enum OpenBenchmark {
  static func measure(_ name: String, _ trace: EditingTrace) throws -> MergeBenchmark.Row {
    let field = FieldID(rawValue: 1)
    let creation = ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1)
    let splice = Splice(position: 0, deleted: 0, inserted: trace.endContent)
    let bytes = try DocumentHistory([
      Change(
        id: creation, document: creation, parents: [], author: "", time: 0, salt: 0,
        operations: [.create(kind: 1), .edit(field, [splice])])
    ]).state().encoded()
    var text = ""
    let time = try MergeBenchmark.cpuMilliseconds {
      text = try DocumentState(decoding: bytes).texts[field] ?? ""
    }
    return MergeBenchmark.Row(
      case: name + "+open", correct: text.utf8.elementsEqual(trace.endContent.utf8), events: 0,
      cpuMilliseconds: time, encodedBytes: bytes.count, peakKilobytes: 0)
  }
}
