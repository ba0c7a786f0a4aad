/// Every promise that is watched in every world. A new one is a file in this folder and a line
/// here; `Simulation.docc` says which promise of the design each guards.
enum Checkers {
  static let all: [any Checker.Type] = [
    ApprovedOnly.self,
    BoundedResend.self,
    Causality.self,
    ClockIndependence.self,
    ContactsAddUp.self,
    Convergence.self,
    Durability.self,
    FlagsKept.self,
    FourEyes.self,
    HonestExit.self,
    HonestRefusals.self,
    Idempotence.self,
    IndexEqualsRebuild.self,
    MirrorsKnowNothingElse.self,
    MonotoneKnowledge.self,
    NoStuckJob.self,
    NoIdleTalk.self,
    NothingInvented.self,
    OneWriterPerName.self,
    OrderIndependence.self,
    ProjectionsEqualRebuild.self,
    QuarantineReasoned.self,
    RemovedStaysAway.self,
    RevokedMeansRevoked.self,
    SaysWhatWasWritten.self,
    SoundStore.self,
    StateEqualsPlainFold.self,
    TextEqualsPlainWalker.self,
    WithdrawnStaysAway.self,
  ]

  /// What a power failure could break.
  static let ofCrashes: [any Checker.Type] = [
    ContactsAddUp.self, Convergence.self, Durability.self, HonestExit.self, MonotoneKnowledge.self,
    NoStuckJob.self,
    SoundStore.self,
  ]

  /// The name and the promise of each.
  static var table: [(name: String, promise: String)] {
    all.map { ($0.name, $0.promise) }
  }
}

/// What is checked, for people to read.
public enum Promises {
  public static var all: [(name: String, promise: String)] { Checkers.table }
}
