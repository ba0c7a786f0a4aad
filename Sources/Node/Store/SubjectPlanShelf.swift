import Digest
import Knowledge
import ReplicaStore
import Synchronization
import WebUI

/// The plan of subjects, read once for as long as nobody changes it; and an edition that somebody has
/// sent and is looking at.
final class SubjectPlanShelf: Sendable {
  private let plan = Mutex<(mark: [SHA256Digest], plan: SubjectPlan)?>(nil)
  private let waiting = Mutex<SubjectPlanFile?>(nil)

  /// The plan for the snapshot that `replica` reads.
  func value(_ replica: Replica) throws -> SubjectPlan {
    let mark = try replica.subjectPlanMark()
    if let kept = plan.withLock({ $0 }), kept.mark == mark { return kept.plan }
    let value = try replica.subjectPlan()
    plan.withLock { $0 = (mark, value) }
    return value
  }

  /// The edition that waits for somebody's word. It is kept in memory alone: a file is soon chosen
  /// again, and one that was forgotten on a disk might be taken for the newest.
  var waitingFile: SubjectPlanFile? {
    get { waiting.withLock { $0 } }
    set { waiting.withLock { $0 = newValue } }
  }
}

extension NodeContext {
  /// Main groups by their titles in the plan.
  func named(_ subjects: [WebUI.Subject], in replica: Replica) throws -> [WebUI.Subject] {
    try subjects.map { subject in
      WebUI.Subject(
        number: subject.number, name: try name(of: subject.number, in: replica),
        count: subject.count)
    }
  }

  /// What a subject is called: by the plan where there is one, else by the words of ours for its main
  /// group.
  func name(of number: String, in replica: Replica) throws -> String {
    if let title = try subjectPlans.value(replica).title(of: number) { return title }
    return SubjectArea.name(ofMainGroup: String(number.prefix(2))) ?? number
  }
}
