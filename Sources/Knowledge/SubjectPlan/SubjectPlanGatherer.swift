import XML

/// Reads the events of an emneplan file into lines.
struct SubjectPlanGatherer {
  /// KLE has some four thousand numbers; a file with many times that is something else.
  static let linesMax = 50_000

  /// A main group, a group or a subject that is being read.
  private struct Draft {
    var element: String
    var line: Int
    var number = ""
    var title = ""
    var uuid = ""
    var created: CivilDate?
    var isHistoric = false
    var isMoved = false
    var endedOn: CivilDate?
    var successors: [String] = []
  }

  /// A line with where it stood, for choosing between two with the same number.
  private struct Found {
    var line: SubjectPlanLine
    var created: CivilDate?
    var place: Int
  }

  private static let root = "KLE-Emneplan"
  private static let levels = ["Hovedgruppe", "Gruppe", "Emne"]

  private var path: [String] = []
  private var drafts: [Draft] = []
  private var text = ""
  private var isGathering = false
  private var date: CivilDate?
  private var found: [String: Found] = [:]
  private var repeated: [String: [Int]] = [:]
  private var remarks: [SubjectPlanFile.Remark] = []
  private var lastLine = 1

  mutating func read(_ refill: @escaping () throws -> [UInt8]) throws {
    var reader = XMLReader(refill)
    do {
      while let event = try reader.next() {
        lastLine = reader.line
        switch event {
        case .start(let name, _): try begin(name)
        case .text(let piece): if isGathering { text += piece }
        case .end(let name): try end(name)
        }
      }
    } catch let error as XMLError {
      throw SubjectPlanFileError(.xml(XMLProblem(error.reason)), line: error.line)
    }
  }

  mutating func finish() throws(SubjectPlanFileError) -> (
    CivilDate, [SubjectPlanLine], [SubjectPlanFile.Remark]
  ) {
    guard let date else { throw SubjectPlanFileError(.noDate, line: 1) }
    guard found.keys.contains(where: { $0.utf8.count == 8 }) else {
      throw SubjectPlanFileError(.noSubjects, line: lastLine)
    }
    var lines = found.values.map(\.line).sorted { $0.number < $1.number }
    for index in lines.indices {
      lines[index].since = date
      for number in lines[index].standing.successors where found[number] == nil {
        remark(.unknownSuccessor(number), lines[index].number)
      }
    }
    for (number, places) in repeated { remark(.repeated(lines: places), number) }
    return (date, lines, remarks.sorted { ($0.number, $0.line) < ($1.number, $1.line) })
  }

  private mutating func remark(_ kind: SubjectPlanFile.Remark.Kind, _ number: String) {
    let line = found[number]?.place ?? lastLine
    remarks.append(SubjectPlanFile.Remark(kind: kind, number: number, line: line))
  }

  // MARK: Elements

  private mutating func begin(_ name: String) throws(SubjectPlanFileError) {
    guard !path.isEmpty || name == SubjectPlanGatherer.root else {
      throw SubjectPlanFileError(.otherRoot(name), line: lastLine)
    }
    path.append(name)
    text = ""
    // A level opens inside the one above, and nowhere else: `AfloestAf` names numbers as well.
    if drafts.count < 3, name == SubjectPlanGatherer.levels[drafts.count],
      path.count == drafts.count + 2
    {
      drafts.append(Draft(element: name, line: lastLine))
    }
    if !drafts.isEmpty {
      if name.hasSuffix("Historisk") { drafts[drafts.count - 1].isHistoric = true }
      if name == "Flyttet" { drafts[drafts.count - 1].isMoved = true }
    }
    isGathering = SubjectPlanGatherer.isWanted(name) || path.contains("AfloestAf")
  }

  /// Guidance, filters and keywords are other people's texts, and are passed over.
  private static func isWanted(_ name: String) -> Bool {
    switch name {
    case "HovedgruppeNr", "GruppeNr", "EmneNr", "HovedgruppeTitel", "GruppeTitel", "EmneTitel",
      "UUID", "OprettetDato", "UdgaaetDato", "FlyttetDato", "UdgivelsesDato":
      true
    default: false
    }
  }

  private mutating func end(_ name: String) throws(SubjectPlanFileError) {
    let parent = path.dropLast().last
    let isReplacement = path.contains("AfloestAf")
    path.removeLast()
    let value = isGathering ? SubjectPlanGatherer.tidy(text) : ""
    isGathering = false
    text = ""
    if name == "UdgivelsesDato", drafts.isEmpty { date = SubjectPlanGatherer.date(value) }
    guard let draft = drafts.last else { return }
    if name == draft.element, path.count == drafts.count {
      drafts.removeLast()
      return try take(draft)
    }
    if isReplacement {
      let isNumber = name.hasSuffix("Nr") || name == "AfloestAf"
      if isNumber, !value.isEmpty { try note(successor: value, in: name) }
      return
    }
    note(name, value, isOwn: parent == draft.element)
  }

  private mutating func note(
    successor: String, in element: String
  ) throws(SubjectPlanFileError) {
    guard SubjectPlanLine.level(of: successor) != nil else {
      throw SubjectPlanFileError(.badNumber(successor, element: element), line: lastLine)
    }
    let last = drafts.count - 1
    guard drafts[last].successors.count < SubjectPlanLine.successorsMax,
      !drafts[last].successors.contains(successor)
    else { return }
    drafts[last].successors.append(successor)
  }

  private mutating func note(_ name: String, _ value: String, isOwn: Bool) {
    let last = drafts.count - 1
    let element = drafts[last].element
    switch name {
    case element + "Nr" where isOwn: drafts[last].number = value
    case element + "Titel" where isOwn: drafts[last].title = value
    case "UUID" where isOwn: drafts[last].uuid = value.lowercased()
    case "OprettetDato": drafts[last].created = SubjectPlanGatherer.date(value)
    case "UdgaaetDato", "FlyttetDato": drafts[last].endedOn = SubjectPlanGatherer.date(value)
    default: break
    }
  }

  // MARK: Lines

  private mutating func take(_ draft: Draft) throws(SubjectPlanFileError) {
    guard !draft.number.isEmpty else {
      throw SubjectPlanFileError(.noNumber(element: draft.element), line: draft.line)
    }
    let level = SubjectPlanGatherer.levels.firstIndex(of: draft.element).map { $0 + 1 }
    guard SubjectPlanLine.level(of: draft.number) == level else {
      throw SubjectPlanFileError(
        .badNumber(draft.number, element: draft.element + "Nr"), line: draft.line)
    }
    if let parent = drafts.last?.number, !draft.number.hasPrefix(parent + ".") {
      throw SubjectPlanFileError(.elsewhere(draft.number, parent: parent), line: draft.line)
    }
    let (title, saysExpired) = SubjectPlanGatherer.withoutMark(draft.title)
    guard !title.isEmpty else {
      throw SubjectPlanFileError(.noTitle(number: draft.number), line: draft.line)
    }
    guard title.count <= SubjectPlanLine.titleLengthMax else {
      throw SubjectPlanFileError(.titleTooLong(number: draft.number), line: draft.line)
    }
    let standing: SubjectPlanLine.Standing =
      draft.isMoved
      ? .moved(draft.endedOn, to: draft.successors)
      : draft.isHistoric || saysExpired ? .expired(draft.endedOn) : .active
    let line = SubjectPlanLine(
      number: draft.number, title: title, standing: standing, uuid: draft.uuid,
      since: SubjectPlanGatherer.noDate)
    try put(Found(line: line, created: draft.created, place: draft.line))
    if draft.isMoved, draft.successors.isEmpty { remark(.movedNowhere, draft.number) }
    if saysExpired, !draft.isHistoric { remark(.expiredOnlyInTitle, draft.number) }
  }

  /// Until `finish` knows the edition's.
  private static let noDate = CivilDate(unchecked: 1, 1, 1)

  /// Of two with one number the one in use counts, and of two in use the newest.
  private mutating func put(_ new: Found) throws(SubjectPlanFileError) {
    let number = new.line.number
    guard let old = found[number] else {
      guard found.count < SubjectPlanGatherer.linesMax else {
        throw SubjectPlanFileError(.tooMany(most: SubjectPlanGatherer.linesMax), line: new.place)
      }
      found[number] = new
      return
    }
    repeated[number, default: [old.place]].append(new.place)
    switch (old.line.standing.isActive, new.line.standing.isActive) {
    case (true, false): return
    case (false, true): found[number] = new
    case (false, false):
      let noDate = SubjectPlanGatherer.noDate
      if old.created ?? noDate <= new.created ?? noDate { found[number] = new }
    case (true, true):
      guard let before = old.created, let after = new.created, before != after else {
        if old.line.content == new.line.content { return }
        throw SubjectPlanFileError(.twice(number: number, firstLine: old.place), line: new.place)
      }
      if before < after { found[number] = new }
    }
  }

  // MARK: Values

  /// Titles have blanks and line breaks where somebody once pressed a key.
  private static func tidy(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{A0}" }.joined(separator: " ")
  }

  private static func date(_ text: String) -> CivilDate? {
    // Some tools write a time behind the day.
    CivilDate(iso: String(text.prefix(10)))
  }

  /// A title without the mark that editors put into it when a number went out of use.
  private static func withoutMark(_ title: String) -> (title: String, saysExpired: Bool) {
    let characters = Array(title)
    for mark in ["[udgået]", "(udgået)"].map(Array.init) where characters.count >= mark.count {
      for start in 0...characters.count - mark.count {
        let end = start + mark.count
        guard String(characters[start..<end]).lowercased() == String(mark) else { continue }
        return (tidy(String(characters[..<start] + " " + characters[end...])), true)
      }
    }
    return (title, false)
  }
}

extension XMLProblem {
  init(_ reason: XMLError.Reason) {
    switch reason {
    case .notXML: self = .notXML
    case .encoding(let name): self = .encoding(name)
    case .notUTF8: self = .notUTF8
    case .unexpectedEnd: self = .cut
    case .mismatched(let open, let close): self = .mismatched(open: open, close: close)
    case .documentType: self = .documentType
    case .unknownEntity(let name): self = .entity(name)
    case .badCharacter, .malformed, .duplicateAttribute, .outsideRoot, .tooDeep, .tooLong:
      self = .malformed
    }
  }
}
