import Chance
import Foundation
import Glibc
import Knowledge
import ReplicaStore
import SQLite

/// How fast a file of subjects as large as KL's is read, compared and taken into use.
///
///     viden-bench plan [--write FILE]
///
/// The file is made here, with invented titles and as many numbers as KL's of August 2015 (41 main
/// groups, 691 groups, 3,457 subjects of which two in five are out of use), and with guidance in the
/// same measure, which makes it 3.4 MB. `--write` leaves it behind, for `viden kle import`.
enum SubjectPlanBench {
  static func run(_ arguments: [String]) -> Int32 {
    let bytes = Array(edition(on: "2026-01-15").utf8)
    if arguments.count == 2, arguments[0] == "--write" {
      let isWritten = FileManager.default.createFile(
        atPath: arguments[1], contents: Data(bytes))
      return isWritten ? 0 : 73
    }
    guard arguments.isEmpty else {
      print("usage: viden-bench plan [--write FILE]")
      return 64
    }
    do {
      let connection = try Connection(path: ":memory:", mode: .create)
      try Replica.migrations.migrate(connection)
      let replica = Replica(connection, random: SeededRandom(seed: 1))
      try replica.found(
        municipality: "0340", name: "Emner", allowsOwnApproval: true, foundsBase: true)
      let writer = Authorship(author: "MKJ", time: 1_800_000_000_000)
      let (file, reading) = try timed { try SubjectPlanFile(bytes) }
      let (first, taking) = try timed { try replica.take(file, by: writer) }
      let next = try SubjectPlanFile(Array(edition(on: "2026-04-01").utf8))
      let (second, updating) = try timed { try replica.take(next, by: writer) }
      let (plan, opening) = try timed { try replica.subjectPlan() }
      print(
        "plan: \(bytes.count) bytes, \(file.lines.count) lines: read \(reading) ms, "
          + "taken into use \(taking) ms (\(first.added.count) new), the next \(updating) ms "
          + "(\(second.renamed.count) renamed), opened \(opening) ms, "
          + "\(plan.edition?.digest.prefix(16) ?? "none")")
      return plan.isWhole ? 0 : 1
    } catch {
      print("viden-bench plan: \(error)")
      return 70
    }
  }

  private static func timed<T>(_ body: () throws -> T) rethrows -> (T, milliseconds: Int) {
    let start = ContinuousClock.now
    let value = try body()
    let spent = ContinuousClock.now - start
    return (value, Int(spent / .milliseconds(1)))
  }

  // MARK: The file

  private static let words = [
    "skakt", "stige", "lanterne", "hejseværk", "ærinde", "gravko", "årsag", "øse", "mole", "lygte",
    "bjælke", "rende", "tovbane", "klokke", "kiste", "port",
  ]

  private static func edition(on date: String) -> String {
    var random = SeededRandom(seed: 12)
    func word() -> String { words.randomElement(using: &random) ?? "skakt" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    func sentence(_ count: Int) -> String {
      (0..<count).map { _ in word() }.joined(separator: " ") + "."
    }
    func level(_ name: String, _ number: String, ends: Bool) -> String {
      let isRenamed = date > "2026-03-01" && Int.random(in: 0..<50, using: &random) == 0
      let title = "\(word()) og \(word())\(isRenamed ? " m.m." : "")"
      let mark = ends ? " [udgået]" : ""
      let paragraphs = (0..<3).map { _ in "<p>\(sentence(16)) <i>\(word())</i></p>" }.joined()
      let history =
        ends ? "<Historisk><UdgaaetDato>2012-07-01</UdgaaetDato></Historisk>" : ""
      return """
        <\(name)><\(name)Nr>\(number)</\(name)Nr><\(name)Titel>\(title)\(mark)</\(name)Titel>
        <\(name)Vejledning><VejledningTekst>\(paragraphs)</VejledningTekst></\(name)Vejledning>
        <\(name)AdministrativInfo><OprettetDato>2004-02-01</OprettetDato>\(history)\
        </\(name)AdministrativInfo><\(name)Stikord><Orden>1</Orden><Tekst>\(word())</Tekst>\
        </\(name)Stikord><UUID>\(number)-\(name)</UUID>

        """
    }
    var text = """
      <?xml version="1.0" encoding="utf-8"?>
      <KLE-Emneplan><UdgivelsesDato>\(date)</UdgivelsesDato>

      """
    var (groups, subjects) = (0, 0)
    for main in 0..<41 {
      text += level("Hovedgruppe", two(main), ends: false)
      while groups < (main + 1) * 691 / 41 {
        let group = "\(two(main)).\(two(groups % 50))"
        groups += 1
        text += level("Gruppe", group, ends: false)
        while subjects < groups * 3_457 / 691 {
          text +=
            level("Emne", "\(group).\(two(subjects % 90))", ends: subjects % 5 < 2) + "</Emne>"
          subjects += 1
        }
        text += "</Gruppe>\n"
      }
      text += "</Hovedgruppe>\n"
    }
    return text + "</KLE-Emneplan>\n"
  }
}
