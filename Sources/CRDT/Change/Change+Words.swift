/// The words of a change: the scalars of every text that it inserts or writes as a value, one after
/// the other in the order of its operations.
///
/// Example: an edit that inserts "Ring" and a title "Pas" have the words `R i n g P a s`, of which
/// the fifth is `P`. A value that is no text has none.
extension Change {
  public var words: [Unicode.Scalar] {
    operations.flatMap { operation -> [Unicode.Scalar] in
      switch operation {
      case .edit(_, let splices): splices.flatMap(\.inserted.unicodeScalars)
      case .assign(_, let value), .add(_, let value), .remove(_, let value):
        value.text.map { Array($0.unicodeScalars) } ?? []
      case .create, .count, .acknowledge: []
      }
    }
  }

  /// A change that does the same to the same places and brings other words of the same number,
  /// without a salt: these words need not be kept from being guessed.
  public func saying(_ words: [Unicode.Scalar]) -> Change {
    var rest = words[...]
    func next(_ text: String) -> String {
      let count = text.unicodeScalars.count
      var view = String.UnicodeScalarView()
      view.append(contentsOf: rest.prefix(count))
      rest = rest.dropFirst(count)
      return String(view)
    }
    func next(_ value: Value) -> Value { value.text.map { Value(next($0)) } ?? value }
    let operations = operations.map { operation -> Operation in
      switch operation {
      case .edit(let field, let splices):
        .edit(
          field,
          splices.map {
            Splice(position: $0.position, deleted: $0.deleted, inserted: next($0.inserted))
          })
      case .assign(let field, let value): .assign(field, next(value))
      case .add(let field, let value): .add(field, next(value))
      case .remove(let field, let value): .remove(field, next(value))
      case .create, .count, .acknowledge: operation
      }
    }
    return Change(
      id: id, document: document, parents: parents, author: author, time: time, salt: 0,
      operations: operations)
  }
}
