@testable import CRDT

/// A document's history of one field as a history of keystrokes.
struct TypedHistory {
  private(set) var history = TextHistory()
  /// For every change the events that make up its version.
  private var versions: [ChangeID: [Int]] = [:]

  init(_ changes: [Change]) throws {
    for change in changes {
      let parents = Set(change.parents.flatMap { versions[$0] ?? [] }).sorted()
      var splices: [Splice] = []
      for case .edit(body, let more) in change.operations { splices += more }
      let events = try history.append(
        replica: change.id.replica, sequence: change.id.sequence * 1000, parents: parents,
        splices: splices)
      versions[change.id] = events.isEmpty ? parents : [events.upperBound - 1]
    }
  }

  /// The walker at the end of the history, with the tracker of one zone over all of it.
  static func walked(_ history: TextHistory, markerDistance: Int = 16) throws -> TextWalk {
    var walker = Walker(
      graph: history.graph, identities: history.identities, log: history.log)
    walker.tracker.markerDistance = markerDistance
    walker.knowsPairs = false
    var text = TextBuffer()
    if history.eventCount > 0 {
      try walker.walk(from: 0, inRun: 0, untilRun: history.graph.runs.count, baseLength: 0)
      walker.settle(into: &text)
    }
    return TextWalk(
      text: text.string(), steps: walker.steps, byteCount: walker.tracker.byteCount,
      brokenInvariant: walker.tracker.tree.brokenInvariant())
  }
}

extension TypedHistory {
  /// The walker as it is used: cut at critical versions, with pairs of branches told apart.
  static func replayed(_ history: TextHistory) throws -> TextWalk {
    var walker = Walker(
      graph: history.graph, identities: history.identities, log: history.log)
    var text = TextBuffer()
    try walker.replay(into: &text)
    return TextWalk(
      text: text.string(), steps: walker.steps, byteCount: walker.tracker.byteCount,
      brokenInvariant: nil)
  }
}

struct TextWalk {
  var text: String
  var steps: Int
  var byteCount: Int
  var brokenInvariant: String?
}
