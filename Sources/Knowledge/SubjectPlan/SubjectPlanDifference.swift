public import CRDT

/// What taking an edition into use would alter, for a person to look at before it happens.
public struct SubjectPlanDifference: Hashable, Sendable {
  public struct Alteration: Hashable, Sendable {
    public let before: SubjectPlanLine
    public let after: SubjectPlanLine
  }

  public private(set) var added: [SubjectPlanLine] = []
  /// The same number under another title.
  public private(set) var renamed: [Alteration] = []
  /// Other numbers take their place: KLE says so, or the UUID stands at another number now.
  public private(set) var moved: [Alteration] = []
  public private(set) var expired: [Alteration] = []
  /// In use again.
  public private(set) var revived: [Alteration] = []
  /// In use until now and not in the file at all: they are marked as expired and stay.
  public private(set) var missing: [Alteration] = []
  /// Another date, successor or UUID of a line that is out of use already.
  public private(set) var detailCount = 0

  public let edition: SubjectPlanEdition
  /// What to take out and to put in, as elements.
  let removed: [Value]
  let lines: [SubjectPlanLine]
  let outdatedEditions: [Value]

  /// Whether the file says nothing that is not known.
  public var isEmpty: Bool {
    lines.isEmpty && removed.isEmpty && outdatedEditions.isEmpty && !isNewEdition
  }

  private let isNewEdition: Bool

  /// The numbers that stop being in use.
  public var ended: [SubjectPlanLine] {
    (moved + expired + missing).map(\.after).sorted { $0.number < $1.number }
  }

  public init(from plan: SubjectPlan, to file: SubjectPlanFile) {
    let wanted = SubjectPlanDifference.wanted(plan, file)
    var (removed, lines): ([Value], [SubjectPlanLine]) = ([], [])
    for line in wanted {
      let known = plan[line.number]
      let values = plan.values(of: line.number)
      if let known, known.content == line.content {
        // The same as ever; what other editions say beside it goes.
        removed += values.filter { $0 != known.value }
      } else {
        removed += values
        lines.append(line)
      }
    }
    edition = SubjectPlanEdition(
      date: file.date, lineCount: wanted.count, digest: SubjectPlan.digest(of: wanted))
    let edition = edition
    isNewEdition = !plan.editions.contains(edition)
    outdatedEditions = plan.editions.filter { $0.date == file.date && $0 != edition }.map(\.value)
    self.removed = removed
    self.lines = lines
    let numbers = Set(file.lines.map(\.number))
    for line in lines {
      guard let known = plan[line.number] else {
        added.append(line)
        continue
      }
      note(Alteration(before: known, after: line), isInFile: numbers.contains(line.number))
    }
  }

  /// The lines of the file, and those of the plan that it has not: out of use from now on.
  private static func wanted(_ plan: SubjectPlan, _ file: SubjectPlanFile) -> [SubjectPlanLine] {
    let numbers = Set(file.lines.map(\.number))
    let numbersByUUID = Dictionary(
      file.lines.filter { !$0.uuid.isEmpty && $0.standing.isActive }.map { ($0.uuid, $0.number) },
      uniquingKeysWith: { first, _ in first })
    let gone = plan.lines.filter { !numbers.contains($0.number) }.map { line in
      var line = line
      guard line.standing.isActive else { return line }
      line.since = file.date
      line.standing =
        numbersByUUID[line.uuid].map { .moved(file.date, to: [$0]) } ?? .expired(file.date)
      return line
    }
    return (file.lines + gone).sorted { $0.number < $1.number }
  }

  private mutating func note(_ alteration: Alteration, isInFile: Bool) {
    let (before, after) = (alteration.before, alteration.after)
    if before.title != after.title { renamed.append(alteration) }
    switch (before.standing, after.standing) {
    case (.active, .moved): moved.append(alteration)
    case (.active, .expired): isInFile ? expired.append(alteration) : missing.append(alteration)
    case (.active, .active):
      if before.title == after.title { detailCount += 1 }
    case (_, .active): revived.append(alteration)
    default: if before.title == after.title { detailCount += 1 }
    }
  }

  /// What to take out, wherever it stands.
  public var removals: [Operation] {
    removed.map { .remove(.subjectPlanLines, $0) }
      + outdatedEditions.map { .remove(.subjectPlanEditions, $0) }
  }

  /// What to put in: the edition itself last, so that whoever holds it holds all of it.
  public var additions: [Operation] {
    lines.map { .add(.subjectPlanLines, $0.value) }
      + (isNewEdition ? [.add(.subjectPlanEditions, edition.value)] : [])
  }
}
