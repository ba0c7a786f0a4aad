import Knowledge
import ReplicaStore

/// New editions of the plan of subjects: few, so that two nodes read two of them before they meet.
extension World {
  /// Reads one of a handful of editions. One that is older than what the machine has is refused, which
  /// is what people are told and no fault.
  func takePlan(
    on machine: Machine, by authorship: Authorship, _ random: inout RandomSource
  ) throws {
    let number = random.between(1, 5)
    let file = try SubjectPlanFile(Array(World.plan(number).utf8))
    _ = try command("takes edition \(number)", nil, on: machine) { replica in
      try replica.take(file, by: authorship)
    }
  }

  /// An edition with invented titles. Each renames some of the one before, adds one and ends one.
  private static func plan(_ edition: Int) -> String {
    var text = "<KLE-Emneplan><UdgivelsesDato>2026-0\(edition)-01</UdgivelsesDato><Hovedgruppe>"
    text += "<HovedgruppeNr>23</HovedgruppeNr><HovedgruppeTitel>Miner</HovedgruppeTitel><Gruppe>"
    text += "<GruppeNr>23.03</GruppeNr><GruppeTitel>Skakter</GruppeTitel>"
    for subject in 0..<edition + 6 {
      let title = "Emne \(subject) i udgave \(edition - edition % (subject % 3 + 1))"
      let isOver = subject < edition - 1
      text += "<Emne><EmneNr>23.03.0\(subject % 10)</EmneNr>"
      text += "<EmneTitel>\(title)\(isOver ? " [udgået]" : "")</EmneTitel></Emne>"
      if subject == 9 { break }
    }
    return text + "</Gruppe></Hovedgruppe></KLE-Emneplan>"
  }
}
