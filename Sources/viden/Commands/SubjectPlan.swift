import CRDT
import Foundation
import Glibc
import Knowledge
import ReplicaStore

extension Command {
  static let subjectPlanImport = Command(
    "kle import",
    """
    viden kle import FIL --preview|--apply – henter KL's emneplan (KLE) ind fra XML

    --preview viser, hvad filen ændrer: nye, omdøbte, flyttede og udgåede numre, og de svar, der
    skal have et nyt. --apply tager udgaven i brug: alt lykkes, eller intet sker. Numre, der udgår,
    bliver stående og mærkes. FIL kan være - for standard ind.

      --preview       vis, hvad der ændres, og ændr intet
      --apply         tag udgaven i brug
      --all           vis alle numre, ikke kun de første 20 af hver slags
      --author NAVN   dine initialer og din enhed
      --data MAPPE    nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    guard arguments.has("--preview") != arguments.has("--apply") else {
      throw UsageError.missingOption("--preview eller --apply")
    }
    let workplace = Workplace(arguments)
    let file = try SubjectPlanText.read(path)
    let most = arguments.has("--all") ? Int.max : 20
    if arguments.has("--preview") {
      let (difference, affected) = try workplace.reading { replica in
        let difference = SubjectPlanDifference(from: try replica.subjectPlan(), to: file)
        return (difference, try replica.articles(under: difference.ended))
      }
      for line in SubjectPlanText.lines(of: difference, file, most: most) { Console.print(line) }
      for line in SubjectPlanText.lines(of: affected, most: most) { Console.print(line) }
      Console.print("Intet er ændret. Tag udgaven i brug med --apply.")
      return .ok
    }
    let difference = try workplace.writing { try $0.take(file, by: workplace.authorship) }
    guard !difference.isEmpty else {
      Console.print("Udgaven af \(file.date.danishShort) er i brug i forvejen.")
      return .ok
    }
    for line in SubjectPlanText.lines(of: difference, file, most: most) { Console.print(line) }
    Console.print("Udgaven af \(file.date.danishShort) er taget i brug.")
    return .ok
  }

  static let subjectPlanShow = Command(
    "kle show",
    """
    viden kle show [NUMMER] – viser et emnenummer, eller hvilken udgave af emneplanen der er i brug

    Under en hovedgruppe eller gruppe vises det, der er i den.

      --search ORD   vis de emner, der gælder og har ordene
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let number = arguments.operands.first
    let plan = try Workplace(arguments).reading { try $0.subjectPlan() }
    guard let edition = plan.edition else {
      Console.print("Her er ingen emneplan; hent KL's fil ind med viden kle import FIL --preview.")
      return .no
    }
    if let words = arguments.value("--search") {
      let found = plan.subjects(matching: words, limit: 200)
      for line in found { Console.print(SubjectPlanText.line(line)) }
      return found.isEmpty ? .no : .ok
    }
    if let number {
      guard let line = plan[number] else { throw SubjectPlanProblem.unknownNumber(number) }
      Console.print(SubjectPlanText.line(line))
    } else {
      let subjects = plan.lines.filter { $0.number.utf8.count == 8 }
      let active = subjects.count { $0.standing.isActive }
      Console.print(
        "Udgaven af \(edition.date.danishShort): \(subjects.count) emner, \(active) gælder.")
      if !plan.isWhole {
        Console.print(
          "Linjerne svarer ikke til udgaven: kør viden sync, og hent filen ind igen, hvis det "
            + "ikke hjælper.")
      }
    }
    for line in plan.lines(below: number) { Console.print("  " + SubjectPlanText.line(line)) }
    return .ok
  }
}

enum SubjectPlanProblem: Error {
  case unknownNumber(String)
}

/// The plan of subjects as text, and files of it.
enum SubjectPlanText {
  /// Reads a file of any length, 64 kB at a time.
  static func read(_ path: String) throws -> SubjectPlanFile {
    let name = path == "-" ? "standard ind" : path
    do {
      return try TextFile.reading(path) { refill in try SubjectPlanFile(refill) }
    } catch let error as SubjectPlanFileError {
      throw TextFileError.invalid(path: name, problem: error.sentence)
    }
  }

  static func line(_ line: SubjectPlanLine) -> String {
    let note = line.standing.isActive ? "" : "  (\(line.standing.sentence))"
    return "\(line.number)  \(line.title)\(note)"
  }

  static func lines(
    of difference: SubjectPlanDifference, _ file: SubjectPlanFile, most: Int
  ) -> [String] {
    let words = [("hovedgruppe", "hovedgrupper"), ("gruppe", "grupper"), ("emne", "emner")]
    let counts = words.enumerated().map { index, word in
      let count = file.count(level: index + 1)
      return "\(DanishNumber.grouped(count)) \(count == 1 ? word.0 : word.1)"
    }
    var lines = [
      "Udgaven af \(file.date.danishShort): \(counts.joined(separator: ", "))."
    ]
    func add(_ heading: String, _ rows: [String]) {
      guard !rows.isEmpty else { return }
      lines.append("\(heading): \(rows.count)")
      lines += rows.prefix(most).map { "  " + $0 }
      if rows.count > most { lines.append("  og \(rows.count - most) til") }
    }
    add("Nye", difference.added.map(line))
    add("Nye titler", difference.renamed.map { "\(line($0.after))  (før: \($0.before.title))" })
    add("Flyttede", difference.moved.map { line($0.after) })
    add("Udgåede", difference.expired.map { line($0.after) })
    add("Ikke i filen, regnes for udgåede", difference.missing.map { line($0.after) })
    add("Gælder igen", difference.revived.map { line($0.after) })
    if difference.detailCount > 0 { lines.append("Andre rettelser: \(difference.detailCount)") }
    if difference.isEmpty { lines.append("Den siger intet nyt.") }
    add("Sært i filen", file.remarks.map(\.sentence))
    return lines
  }

  static func lines(
    of affected: [(summary: Replica.Summary, line: SubjectPlanLine)], most: Int
  ) -> [String] {
    guard !affected.isEmpty else { return [] }
    let rows = affected.prefix(most).map { article in
      let name = article.summary.externalID ?? article.summary.document.description
      let numbers = article.line.standing.successors
      let advice = numbers.isEmpty ? "vælg et andet" : numbers.joined(separator: " eller ")
      return "  \(name)  \(article.summary.title): \(article.line.number) → \(advice)"
    }
    let rest = affected.count > rows.count ? ["  og \(affected.count - rows.count) til"] : []
    return ["Svar, der skal have et nyt emnenummer: \(affected.count)"] + rows + rest
  }
}
