public import Knowledge

/// *Hvis du …*: what a municipality shows of its own and of all together.
extension Replica {
  /// Its own before those of all, each in Danish order.
  public func situations(for municipality: Municipality) throws -> [Situation] {
    let book = try referenceBook(of: municipality)
    return [book.own, book.national].flatMap { record in
      DanishOrder.sorted(record.lines(Situation.self), by: \.phrase)
    }
  }
}
