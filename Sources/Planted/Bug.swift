extension Planted {
  /// Every planted bug, by the mistake that it is.
  public enum Bug: String, CaseIterable, Sendable {
    // The log and its transactions.

    /// A stream goes on behind a hole.
    case gapAccepted = "gap-accepted"
    /// A restored or copied node goes on under the name that another writes under.
    case sequenceReused = "sequence-reused"
    /// The last change of a batch is not stored.
    case lastOfBatchDropped = "last-of-batch-dropped"
    /// A change that came again is stored again.
    case appliedTwice = "applied-twice"
    /// Two changes of one millisecond are taken for one.
    case sameByTime = "same-by-time"
    /// A save is many small commits.
    case noTransaction = "no-transaction"
    /// The have-vector is written in a transaction of its own, after the changes.
    case vectorAfterCommit = "vector-after-commit"
    /// Projections are written in a transaction of their own, after the changes.
    case projectionAfterCommit = "projection-after-commit"
    /// Nothing is ever synced to the disk.
    case syncForgotten = "sync-forgotten"
    /// The disk is synced at checkpoints only.
    case syncAtCheckpoints = "sync-at-checkpoints"

    // What is derived.

    /// Of two concurrent values the one with the later clock is shown.
    case winnerByClock = "winner-by-clock"
    /// Of concurrent values only the winner is kept.
    case registerForgetsOthers = "register-forgets-others"
    /// A removal undoes additions that it had not seen.
    case removalWins = "removal-wins"
    /// Long deletions are forgotten where people wrote at the same time.
    case tombstoneDropped = "tombstone-dropped"
    /// Concurrent insertions stand in the order of their arrival.
    case siblingsByArrival = "siblings-by-arrival"
    /// A conflict closes when one side goes on writing.
    case closedByOneSide = "closed-by-one-side"
    /// A conflict that somebody dealt with is open again.
    case acknowledgementForgotten = "acknowledgement-forgotten"
    /// A node that wrote neither side shows no conflict.
    case flagLostOnRelay = "flag-lost-on-relay"
    /// An edit on top of an open conflict closes it.
    case fastPathForgetsConflicts = "fast-path-forgets-conflicts"
    /// The next sound edit empties a document's quarantine.
    case quarantineEmptied = "quarantine-emptied"
    /// A change that its document cannot take is an error for all the others.
    case quarantineStopsAll = "quarantine-stops-all"
    /// Positions count UTF-16 units.
    case positionsInUTF16 = "positions-in-utf16"

    // What readers see.

    /// What is approved is shown with what came after it.
    case pendingLeaks = "pending-leaks"
    /// An approval counts without the hash of what it approves.
    case approvalUnbound = "approval-unbound"
    /// What was withdrawn is shown.
    case withdrawalLifted = "withdrawal-lifted"
    /// What was withdrawn is on the readers' list.
    case withdrawnListed = "withdrawn-listed"
    /// What was withdrawn is found.
    case withdrawnFound = "withdrawn-found"
    /// The readers' list shows titles that nobody approved.
    case pendingTitleListed = "pending-title-listed"
    /// Citizens find what is for staff.
    case staffTextFound = "staff-text-found"
    /// Authors approve their own texts.
    case oneEyePair = "one-eye-pair"
    /// Mirrors get what is for staff.
    case staffTextMirrored = "staff-text-mirrored"
    /// Merged texts are not indexed.
    case mergesNotIndexed = "merges-not-indexed"
    /// Words that were taken out of an article still find it.
    case ghostPostings = "ghost-postings"

    // Who may do what, and what was counted.

    /// What a barred node writes later counts.
    case departureIgnored = "departure-ignored"
    /// Contacts that two copies of a disk have sealed are counted twice.
    case batchCountedTwice = "batch-counted-twice"
    /// A contact that was sealed meanwhile cannot be taken back.
    case undoForgotten = "undo-forgotten"

    // Exchanges.

    /// What an editor saves between request and answer breaks the exchange off.
    case newsBreaksExchange = "news-breaks-exchange"
    /// The same ends it as equal.
    case equalityClaimed = "equality-claimed"
    /// A digest that the peer has forgotten is named again and again.
    case forgottenAgreementKept = "forgotten-agreement-kept"
    /// A change that fills half a batch is left out, and its stream with it.
    case largeChangeSkipped = "large-change-skipped"
    /// A recorded request is taken again.
    case nonceForgotten = "nonce-forgotten"
    /// A node whose clock was set back refuses everybody.
    case clockSetBackRefused = "clock-set-back-refused"
    /// An answer counts without the code that only the peer can make.
    case answerUnsigned = "answer-unsigned"
    /// A stick counts without the code that only a peer can make.
    case sealUnchecked = "seal-unchecked"
  }
}

extension Planted.Bug {
  var number: Int { Planted.Bug.allCases.firstIndex(of: self) ?? -1 }
}
