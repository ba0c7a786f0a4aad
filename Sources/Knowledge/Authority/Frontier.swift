public import CRDT

/// How far some streams stand: the highest number of each that is still meant.
public struct Frontier: Hashable, Sendable {
  public private(set) var marks: [ReplicaID: UInt64]

  public init(_ marks: [ReplicaID: UInt64] = [:]) {
    self.marks = marks
  }

  /// Whether the change was there when the frontier was drawn.
  public func covers(_ id: ChangeID) -> Bool {
    marks[id.replica].map { id.sequence <= $0 } ?? false
  }

  /// What either of two covers.
  func union(_ other: Frontier) -> Frontier {
    Frontier(marks.merging(other.marks) { max($0, $1) })
  }

  /// One change id a line, ascending.
  var lines: [String] {
    marks.sorted { $0.key < $1.key }.map {
      ChangeID(replica: $0.key, sequence: $0.value).description
    }
  }

  /// `nil` unless every line is a change id and each is greater than the one before, in another
  /// stream.
  init?(lines: some Collection<String>) {
    var marks: [ReplicaID: UInt64] = [:]
    var last: ReplicaID?
    for line in lines {
      guard let id = ChangeID(line), last.map({ $0 < id.replica }) ?? true else { return nil }
      marks[id.replica] = id.sequence
      last = id.replica
    }
    self.init(marks)
  }
}
