extension PlainWalker {
  /// The records as spans of equal provenance.
  func trace() -> TextTrace {
    var trace = TextTrace(scalars: [], spans: [])
    for record in records {
      let place = trace.scalars.count
      trace.scalars.append(record.scalar)
      let deletedBy = Set(record.deletedBy).sorted()
      if let last = trace.spans.last, last.insertedBy == record.change,
        last.deletedBy == deletedBy
      {
        trace.spans[trace.spans.count - 1].scalars = last.scalars.lowerBound..<place + 1
      } else {
        trace.spans.append(
          TextTrace.Span(
            scalars: place..<place + 1, insertedBy: record.change, deletedBy: deletedBy))
      }
    }
    return trace
  }
}
