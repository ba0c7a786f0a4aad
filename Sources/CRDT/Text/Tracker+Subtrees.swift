/// Where the subtree of a node begins and ends in the document.
///
/// The way there goes down left-most or right-most children, and someone who types backwards at
/// one spot makes such a way ten thousand nodes long. So a long walk leaves *markers*: spans of no
/// length that stand where a subtree begins or ends. Later insertions keep to the right side of a
/// marker by the rules of placement alone, a marker is left every so many nodes, and a walk stops
/// at the first one: each node is walked over a bounded number of times.
extension Tracker {
  /// The span in front of which a node's subtree begins.
  mutating func spanBefore(subtreeOf item: Int32) -> Int32 {
    path.removeAll()
    var node = item
    var place: Int32 = -1
    while place < 0 {
      moves += 1
      let marker = SiblingLists.key(.begin, node)
      let children = SiblingLists.key(.left, node)
      if lists.count(marker) > 0 {
        place = lists.member(marker, 0)
      } else if lists.count(children) > 0 {
        path.append(node)
        node = lists.member(children, 0)
      } else {
        place = spanOfItem[node]
      }
    }
    guard path.count >= markerDistance else { return place }
    return leaveMarkers(.begin, at: place)
  }

  /// The span behind which a node's subtree ends.
  mutating func spanBehind(subtreeOf item: Int32) -> Int32 {
    path.removeAll()
    var node = item
    var place: Int32 = -1
    while place < 0 {
      moves += 1
      let marker = SiblingLists.key(.end, node)
      if lists.count(marker) > 0 {
        place = lists.member(marker, 0)
      } else if let child = lastChild(of: node) {
        path.append(node)
        node = child
      } else {
        place = spanOfItem[tree.spans[spanOfItem[node]].last]
      }
    }
    guard path.count >= markerDistance else { return place }
    return leaveMarkers(.end, at: place)
  }

  /// The head that ends the rest of an insertion from `item` on: the last child of its first fork,
  /// or of its last scalar.
  private func lastChild(of item: Int32) -> Int32? {
    let span = spanOfItem[item]
    let forks = SiblingLists.key(.fork, tree.spans[span].head)
    let fork = firstFork(from: item, of: tree.spans[span].head)
    let parent = fork < lists.count(forks) ? lists.member(forks, fork) : tree.spans[span].last
    let children = SiblingLists.key(.right, parent)
    let count = lists.count(children)
    return count > 0 ? lists.member(children, count - 1) : nil
  }

  /// Marks every so-manieth node of the path, the outermost one on the outside; returns its span.
  private mutating func leaveMarkers(_ kind: SiblingLists.Kind, at place: Int32) -> Int32 {
    var outermost: Int32 = -1
    for index in stride(from: 0, to: path.count, by: markerDistance) {
      let marker = SpanTree.Span(
        item: -1, length: 0, state: 0, leaf: 0, head: -1, last: -1, origin: -1, event: 0)
      let span =
        kind == .begin
        ? tree.insert(marker, before: place) : tree.insert(marker, after: place)
      lists.insert(span, at: 0, of: SiblingLists.key(kind, path[Int32(index)]))
      if outermost < 0 { outermost = span }
    }
    return outermost
  }
}
