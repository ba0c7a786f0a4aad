extension Planted {
  /// Every planted bug, by the mistake that it is.
  public enum Bug: String, CaseIterable, Sendable {
    // The log and its transactions.
    case gapAccepted = "gap-accepted"
  }
}

extension Planted.Bug {
  var number: Int { Planted.Bug.allCases.firstIndex(of: self) ?? -1 }
}
