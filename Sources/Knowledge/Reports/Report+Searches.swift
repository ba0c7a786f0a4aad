/// What people look for and read here.
extension Report {
  /// - Parameter inVain: terms with how often they were searched for, and how often for nothing.
  public static func searches(
    _ terms: [(String, times: Int)], inVain: [(String, times: Int, nothing: Int)],
    opened: [String]
  ) -> Report {
    Report(
      "søgninger", "Mest søgt og mest læst",
      tables: [
        Table(
          "Mest søgt", columns: ["Søgning", "Gange"],
          rows: terms.map { [.text($0.0), .count($0.times)] }, definition: Definition.searches,
          charted: 1),
        self.inVain(inVain),
        Table(
          "Mest læst", columns: ["Nr.", "Svar"],
          rows: opened.enumerated().map { [.count($0.offset + 1), .text($0.element)] },
          definition: Definition.opened),
      ])
  }

  /// What was looked for and not found: what the base may lack.
  public static func inVain(_ terms: [(String, times: Int, nothing: Int)]) -> Table {
    Table(
      "Søgt forgæves", columns: ["Søgning", "Gange", "Uden svar"],
      rows: terms.map { [.text($0.0), .count($0.times), .count($0.nothing)] },
      definition: Definition.searches)
  }

  /// The answers that readers say did not help, with how many said so of how many.
  public static func unhelpful(_ answers: [(title: String, no: Int, of: Int)]) -> Table {
    Table(
      "Svar, der ikke hjalp", columns: ["Svar", "Hjalp ikke"],
      rows: answers.map { [.text($0.title), .share($0.no, of: $0.of)] },
      definition: Definition.unhelpful)
  }
}
