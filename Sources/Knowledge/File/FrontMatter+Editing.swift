import CRDT

/// Changing single keys and leaving all other lines alone.
extension FrontMatter {
  mutating func remove(_ key: FrontMatterKey) {
    entries.removeAll { $0.key == key }
  }

  /// Writes a key anew where it stands, in the style and under the name it had.
  mutating func rewrite(_ key: FrontMatterKey, as content: FrontMatterContent) {
    guard let index = entries.firstIndex(where: { $0.key == key }) else { return }
    let entry = entries[index]
    let old = try? FrontMatterReader(entry)  // what cannot be read has no style to keep
    let writer = FrontMatterWriter(
      key: key, name: entry.name, style: old?.style ?? .plain, comment: old?.comment ?? "")
    entries[index] = Entry(
      lines: writer.lines(for: content.inOrder(of: old?.content)), line: entry.line,
      name: entry.name, rest: entry.rest)
  }

  /// Adds a key behind those that our order puts before it.
  mutating func insert(_ key: FrontMatterKey, saying content: FrontMatterContent) {
    let ranks = FrontMatterKey.allCases
    let rank = ranks.firstIndex(of: key) ?? 0
    let before = entries.lastIndex { entry in
      entry.key.flatMap { ranks.firstIndex(of: $0) }.map { $0 < rank } ?? false
    }
    let lines = FrontMatterWriter(key: key).lines(for: content)
    let index = before.map { $0 + 1 } ?? 0
    entries.insert(Entry(lines: lines, line: index, name: key.rawValue, rest: ""), at: index)
  }
}

extension FrontMatterContent {
  /// A list in the order it had, with what is new at its end.
  fileprivate func inOrder(of old: FrontMatterContent?) -> FrontMatterContent {
    guard case .list(let wanted) = self, case .list(let order)? = old else { return self }
    let (old, new) = (Set(order.map { Value($0) }), Set(wanted.map { Value($0) }))
    return .list(
      order.filter { new.contains(Value($0)) } + wanted.filter { !old.contains(Value($0)) })
  }
}
