/// The answers that readers say did not help them: the editors' list of what to mend first.
public struct FeedbackListPage: EditorPage {
  public var rows: [Row]
  /// How many days back it counts.
  public var days: Int

  public init(rows: [Row], days: Int) {
    self.rows = rows
    self.days = days
  }

  public struct Row: Hashable, Sendable {
    public var id: String
    public var title: String
    public var helped: Int
    public var didNotHelp: Int
    /// The reasons given, the most frequent first.
    public var reasons: [Reason]

    public init(id: String, title: String, helped: Int, didNotHelp: Int, reasons: [Reason]) {
      self.id = id
      self.title = title
      self.helped = helped
      self.didNotHelp = didNotHelp
      self.reasons = reasons
    }
  }

  public struct Reason: Hashable, Sendable {
    public var answer: FeedbackPage.Answer
    public var times: Int

    public init(_ answer: FeedbackPage.Answer, times: Int) {
      self.answer = answer
      self.times = times
    }
  }

  public var title: String { Texts.title }

  public func content(on site: Site) -> Markup {
    """
    <h1>\(title)</h1>
    <p>\(Texts.intro(days))</p>
    \(rows.isEmpty ? "<p>\(Texts.none)</p>" : table)
    <p class="hint">\(Texts.privacy)</p>
    """
  }

  private var table: Markup {
    StackingTable(
      label: title, columns: [Texts.answer, Texts.noes, Texts.yeses, Texts.reasons],
      numbers: [1, 2], rows: rows.map(row)
    ).markup
  }

  private func row(_ row: Row) -> Markup {
    let reasons = row.reasons.map { reason in
      "\(FeedbackPage.Texts.reason(reason.answer).danish) (\(DanishNumber.text(reason.times)))"
    }
    let told = reasons.isEmpty ? Texts.noReason : reasons.joined(separator: ", ")
    return """
      <tr><th scope="row"><a href="\(Paths.edit(row.id))">\(row.title)</a></th>\
      <td class="number" data-label="\(Texts.noes)">\(DanishNumber.text(row.didNotHelp))</td>\
      <td class="number" data-label="\(Texts.yeses)">\(DanishNumber.text(row.helped))</td>\
      <td data-label="\(Texts.reasons)">\(told)</td></tr>

      """
  }

  enum Texts {
    static let title = "Svar, der ikke hjalp"
    static let none = "Ingen læsere har sagt nej til et svar."
    static let privacy =
      "Vi tæller kun, hvor mange der svarer hvad på en dag, aldrig hvem. Tallene fra andre kommuner "
      + "kommer, når deres dag er omme, og der er synkroniseret."
    static let answer = "Svar"
    static let noes = "Hjalp ikke"
    static let yeses = "Hjalp"
    static let reasons = "Hvorfor"
    static let noReason = "Ingen grund givet"

    static func intro(_ days: Int) -> String {
      "Her er, hvad læserne har svaret på »Hjalp svaret dig?« de sidste \(days) dage. De svar, som "
        + "flest siger nej til, står øverst."
    }
  }
}
