/// What a walk made of the text: one pass over the spans when the zone is done.
extension Walker {
  /// A stretch of the text before the zone (or before the mark), or of what came in.
  private enum Stretch {
    case kept(Int32)
    case dropped(Int32)
    /// Of the log's scalars.
    case inserted(Range<Int>)
  }

  /// Calls `body` for all of the text, from its beginning to its end.
  @inline(__always)
  private func forEachStretch(_ body: (Stretch) -> Void) {
    if isPair {
      let before = mark ?? Int32.min
      pair.forEachPiece(identities) { piece in
        if mark == nil ? piece.isBase : piece.isShown(before: before) {
          body(piece.isDeleted ? .dropped(piece.length) : .kept(piece.length))
        } else if !piece.isDeleted {
          body(.inserted(Int(piece.source)..<Int(piece.source + piece.length)))
        }
      }
      return
    }
    var leaf = tracker.tree.firstLeaf
    while leaf >= 0 {
      for slot in 0..<Int(tracker.tree.leaves[leaf].count) {
        let span = tracker.tree.spans[tracker.tree.leaves[leaf].spans[slot]]
        let was = (span.isBase || span.wasInserted) && !span.wasDeleted
        if was {
          body(span.isDeleted ? .dropped(span.length) : .kept(span.length))
        } else if !span.isDeleted {
          let text = Int(tracker.text(ofItem: span.item))
          body(.inserted(text..<text + Int(span.length)))
        }
      }
      leaf = tracker.tree.leaves[leaf].next
    }
  }

  /// How long the text behind the zone is.
  var lengthWalked: Int {
    guard isPair else { return Int(tracker.length) }
    var length = 0
    pair.forEachPiece(identities) { if !$0.isDeleted { length += Int($0.length) } }
    return length
  }

  /// The text behind the zone, from the text before it (or before the mark), and how many scalars
  /// it has more. Of what was inserted, bytes that are at hand are taken as they are.
  func settled(
    _ text: String, with arrived: ArrivedText? = nil
  ) -> (text: String, growth: Int) {
    var splicer = TextSplicer(text)
    var kept: Int32 = 0
    var dropped: Int32 = 0
    forEachStretch { stretch in
      switch stretch {
      case .kept(let count):
        if dropped > 0 { splicer.drop(dropped) }
        dropped = 0
        kept += count
      case .dropped(let count):
        if kept > 0 { splicer.keep(kept) }
        kept = 0
        dropped += count
      case .inserted(let part):
        if kept > 0 { splicer.keep(kept) }
        kept = 0
        if let arrived, let range = arrived.range(of: part) {
          splicer.insert(arrived.bytes.span.extracting(range), count: part.count)
        } else {
          splicer.insert(log.scalars.span.extracting(part))
        }
      }
    }
    if dropped > 0 { splicer.drop(dropped) }
    let growth = splicer.growth
    return (splicer.finished(), growth)
  }

  /// The same for a text that is being edited.
  func settle(into text: inout TextBuffer) {
    var position: Int32 = 0
    var dropped: Int32 = 0
    var pending: [Unicode.Scalar] = []
    func flush() {
      guard dropped > 0 || !pending.isEmpty else { return }
      text.replace(position..<position + dropped, with: pending, 0..<pending.count)
      position += Int32(pending.count)
      dropped = 0
      pending.removeAll(keepingCapacity: true)
    }
    forEachStretch { stretch in
      switch stretch {
      case .kept(let count):
        flush()
        position += count
      case .dropped(let count):
        dropped += count
      case .inserted(let part):
        pending.append(contentsOf: log.scalars[part])
      }
    }
    flush()
  }
}
