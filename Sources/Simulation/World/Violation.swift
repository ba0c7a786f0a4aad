/// A promise that was not kept: which one, where, and what was seen instead.
public struct Violation: Error, Hashable, Sendable {
  /// The checker's name.
  public let invariant: String
  public let what: String

  init(_ invariant: String, _ what: String) {
    self.invariant = invariant
    self.what = what
  }
}

extension Violation: CustomStringConvertible {
  public var description: String { "\(invariant): \(what)" }
}
