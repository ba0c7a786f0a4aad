import CRDT

/// Weighs what the other side says about its branches against the own ones, and gives the own one
/// its other name where that is the verdict (Protocol/05 §9). Both sides of an exchange do it in
/// the same way.
struct BranchHealing {
  let access: ReplicaAccess

  /// A branch of this replica has another name now: its vector is another.
  private(set) var hasRenamed = false

  /// What this replica held where the other side made claims, before anything was renamed.
  private(set) var answered: [BranchClaim] = []

  /// Streams that differ only because they stand on a forked one.
  private(set) var consequences: Set<ReplicaID> = []

  /// What was found out, each told to the replica already.
  private(set) var findings: [SyncFinding] = []

  init(access: ReplicaAccess) {
    self.access = access
  }

  /// Weighs the claims one after another, since a renaming changes what others stand on; says
  /// whether anything was renamed.
  mutating func weigh(_ claims: [BranchClaim]) throws -> Bool {
    for theirs in claims {
      guard let mine = try access.claim(theirs.id) else { continue }
      answered.append(mine)
      switch mine.verdict(beside: theirs) {
      case .notHere:
        break
      case .consequence:
        consequences.insert(theirs.replica)
      case .keeps:
        try report(theirs)
      case .renames:
        try report(theirs)
        if try access.rename(mine, theirs) { hasRenamed = true }
      }
    }
    return hasRenamed
  }

  private mutating func report(_ claim: BranchClaim) throws {
    let finding = SyncFinding.fork(claim.replica, firstDifferent: claim.first)
    findings.append(finding)
    try access.report(finding)
  }

  /// The claims to tell the other side: those that answer its own, and those of healed forks that
  /// it has not heard of.
  func claims(
    for marks: [StreamMark], _ held: HaveVector, _ limits: SyncLimits
  ) throws -> [BranchClaim] {
    let told = Set(answered.map(\.replica))
    let unasked = try access.claims(for: marks, held).filter { !told.contains($0.replica) }
    return Array(
      (answered + unasked).sorted { $0.replica < $1.replica }.prefix(limits.branchesMax))
  }
}
