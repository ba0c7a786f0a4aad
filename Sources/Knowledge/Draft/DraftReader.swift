import CRDT

/// Reads a draft field by field into an article, and collects what cannot be read, so that a form
/// can show every problem at once.
struct DraftReader {
  private(set) var article: Article
  private(set) var problems: [DraftProblem] = []

  /// What `draft` makes of `article`. A field with a problem stays as it was.
  init(_ draft: ArticleDraft, on article: Article) {
    self.article = article
    readTexts(draft)
    readClassification(draft)
    readLists(draft)
    readDates(draft)
    readStatus(draft)
    if let anchor = draft.anchor { self.article.anchor = anchor }
    if let head = draft.fileHead { self.article.fileHead = head }
  }

  // MARK: - Fields

  private mutating func readTexts(_ draft: ArticleDraft) {
    if let title = line(draft.title, .title, max: DraftLimits.titleMax) { article.title = title }
    if let answer = draft.shortAnswer.map({ CleanText.trimmed(CleanText.withLineFeeds($0)) }),
      isClean(answer, .shortAnswer, .lines),
      fits(answer.count, .shortAnswer, max: DraftLimits.shortAnswerMax)
    {
      article.shortAnswer = answer
    }
    if let body = draft.body.map({ CleanText.withLineFeeds($0) }), isClean(body, .body, .lines),
      fits(body.utf8.count, .body, max: DraftLimits.bodyBytesMax)
    {
      article.body = body
    }
    if let name = line(draft.verifiedBy, .verifiedBy, max: DraftLimits.lineMax) {
      article.verifiedBy = name.isEmpty ? nil : name
    }
    if let id = line(draft.externalID, .externalID, max: DraftLimits.lineMax) {
      article.externalID = id.isEmpty ? nil : id
    }
  }

  private mutating func readClassification(_ draft: ArticleDraft) {
    read(draft.subject, .subject, into: \.subject) { text throws(Refused) in
      guard let subject = Subject(text) else { throw Refused(.notSubjectNumber(text)) }
      return subject
    }
    read(draft.owner, .owner, into: \.owner) { text throws(Refused) in
      do throws(UnknownMunicipality) {
        return try Owner(parsing: text)
      } catch {
        throw Refused(.unknownMunicipality(error))
      }
    }
    guard let word = line(draft.audience, .audience, max: DraftLimits.lineMax) else { return }
    if let audience = word.isEmpty ? .citizen : Audience(word: word) {
      article.audience = audience
    } else {
      refuse(.audience, .notOneOf(Audience.allCases.map(\.word), given: word))
    }
  }

  private mutating func readLists(_ draft: ArticleDraft) {
    let word = DraftLimits.keywordMax
    if let keywords = lines(draft.keywords, .keywords, max: word) {
      article.keywords = DanishOrder.sorted(keywords)
    }
    if let references = lines(
      draft.legalReferences, .legalReferences, max: DraftLimits.legalReferenceMax)
    {
      article.legalReferences = DanishOrder.sorted(references)
    }
    let longest = SelfServiceLink.urlBytesMax + SelfServiceLink.labelScalarsMax + 3
    guard let written = lines(draft.links, .links, max: longest) else { return }
    var links: [SelfServiceLink] = []
    for text in written {
      if let link = SelfServiceLink(parsing: text) {
        links.append(link)
      } else {
        refuse(.links, .notLink(text))
      }
    }
    if links.count == written.count { article.links = Article.inOrder(links) }
  }

  private mutating func readDates(_ draft: ArticleDraft) {
    read(draft.validFrom, .validFrom, into: \.validFrom, DraftReader.date)
    read(draft.validTo, .validTo, into: \.validTo, DraftReader.date)
    read(draft.lastReviewedOn, .lastReviewedOn, into: \.lastReviewedOn, DraftReader.date)
    read(draft.reviewIn, .reviewIn, into: \.reviewIn) { text throws(Refused) in
      guard let interval = ReviewInterval(parsing: text) else { throw Refused(.notInterval(text)) }
      return interval
    }
    if let from = article.validFrom, let to = article.validTo, to < from,
      draft.validFrom != nil || draft.validTo != nil
    {
      refuse(.validTo, .endsBeforeItBegins(from: from, to: to))
    }
  }

  private mutating func readStatus(_ draft: ArticleDraft) {
    guard let word = line(draft.status, .status, max: DraftLimits.lineMax), !word.isEmpty else {
      return
    }
    switch Status.Word(reading: word.lowercased()) {
    case .draft: article.status = .draft
    case .inReview: article.status = .inReview
    case .approved: article.status = .approved
    case .withdrawn: readWithdrawal(draft)
    case nil: refuse(.status, .notOneOf(Status.Word.allCases.map(\.rawValue), given: word))
    }
  }

  private mutating func readWithdrawal(_ draft: ArticleDraft) {
    let limit = DraftLimits.lineMax
    guard let reason = line(draft.withdrawnBecause ?? "", .status, max: limit),
      let replacement = line(draft.replacedBy ?? "", .status, max: limit)
    else { return }
    guard let date = draft.withdrawnOn.flatMap({ CivilDate(parsing: CleanText.trimmed($0)) }),
      let withdrawal = Withdrawal(
        date: date, replacement: replacement.isEmpty ? nil : replacement, reason: reason)
    else { return refuse(.status, .withdrawalIncomplete) }
    article.status = .withdrawn(withdrawal)
  }
}

// MARK: - Kinds of field

extension DraftReader {
  private struct Refused: Error {
    let reason: DraftProblem.Reason

    init(_ reason: DraftProblem.Reason) { self.reason = reason }
  }

  private mutating func refuse(_ field: FieldID, _ reason: DraftProblem.Reason) {
    problems.append(DraftProblem(field: field, reason: reason))
  }

  /// A value of a type of its own; an empty text unsets it.
  private mutating func read<T>(
    _ text: String?, _ field: FieldID, into place: WritableKeyPath<Article, T?>,
    _ read: (String) throws(Refused) -> T
  ) {
    guard let text = line(text, field, max: DraftLimits.lineMax) else { return }
    do {
      article[keyPath: place] = text.isEmpty ? nil : try read(text)
    } catch {
      refuse(field, error.reason)
    }
  }

  private static func date(_ text: String) throws(Refused) -> CivilDate {
    guard let date = CivilDate(parsing: text) else { throw Refused(.notDate(text)) }
    return date
  }

  /// One line without blanks at its ends; `nil` when absent or refused.
  private mutating func line(_ text: String?, _ field: FieldID, max: Int) -> String? {
    guard let line = text.map({ CleanText.trimmed($0) }), isClean(line, field, .line),
      fits(line.count, field, max: max)
    else { return nil }
    return line
  }

  /// Each line once, empty ones left out; `nil` when absent or one was refused.
  private mutating func lines(_ texts: [String]?, _ field: FieldID, max: Int) -> [String]? {
    guard let texts else { return nil }
    guard fits(texts.count, field, max: DraftLimits.listMax, counting: true) else { return nil }
    var seen: Set<Value> = []
    var result: [String] = []
    for text in texts {
      guard let line = line(text, field, max: max) else { return nil }
      if !line.isEmpty, seen.insert(Value(line)).inserted { result.append(line) }
    }
    return result
  }

  private mutating func isClean(
    _ text: String, _ field: FieldID, _ shape: CleanText.Shape
  ) -> Bool {
    guard let bad = CleanText.firstBadScalar(in: text, allowing: shape) else { return true }
    refuse(field, .controlCharacter(bad))
    return false
  }

  private mutating func fits(
    _ length: Int, _ field: FieldID, max: Int, counting: Bool = false
  ) -> Bool {
    if length <= max { return true }
    refuse(field, counting ? .tooMany(count: length, max: max) : .tooLong(length: length, max: max))
    return false
  }
}
