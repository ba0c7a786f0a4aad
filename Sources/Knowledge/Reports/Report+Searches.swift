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
        Table(
          "Søgt forgæves", columns: ["Søgning", "Gange", "Uden svar"],
          rows: inVain.map { [.text($0.0), .count($0.times), .count($0.nothing)] },
          definition: Definition.searches),
        Table(
          "Mest læst", columns: ["Nr.", "Svar"],
          rows: opened.enumerated().map { [.count($0.offset + 1), .text($0.element)] },
          definition: Definition.opened),
      ])
  }
}
