import CRDT
import Knowledge
import ReplicaStore
import WebUI

/// From what was approved to the page that readers get.
extension AnswerPage {
  /// - Parameter municipality: whose own texts stand in the answer.
  init(
    _ publication: Replica.Publication, in replica: Replica, municipality: String,
    for reader: AudienceFilter, isEditable: Bool,
    subjectName: (Knowledge.Subject) throws -> String
  ) throws {
    let article = publication.article
    let supplements = try replica.publishedSupplements(
      of: publication.document, in: municipality, for: reader.reader)
    self.init(
      id: try replica.addressName(
        of: publication.document, externalID: article.externalID),
      title: article.title, shortAnswer: article.shortAnswer, body: article.body,
      links: article.links.map { SelfServiceLink(title: $0.label, address: $0.url) },
      keywords: article.keywords,
      subject: try article.subject.map { subject in
        WebUI.Subject(number: subject.number, name: try subjectName(subject))
      },
      owner: article.owner?.shownName ?? "", legalReferences: article.legalReferences,
      approvedOn: DanishTime.day(publication.approvedAt),
      reviewedOn: Article(try replica.state(of: publication.document)).lastReviewedOn
        .map { CalendarDay($0) },
      supplements: supplements.compactMap { Supplement($0, beside: article) },
      withdrawal: publication.isWithdrawn
        ? try AnswerPage.withdrawal(of: publication.document, in: replica, for: reader) : nil,
      isEditable: isEditable)
    isInternal = article.audience != .citizen
  }

  /// Why it was withdrawn stands in the newest version: taking an article back needs no approval of
  /// its text.
  ///
  /// - Throws: `ReplicaError.notPublished` rather than letting a withdrawn text out.
  private static func withdrawal(
    of document: ChangeID, in replica: Replica, for reader: AudienceFilter
  ) throws -> Withdrawal {
    guard case .withdrawn(let withdrawal) = Article(try replica.state(of: document)).status else {
      throw ReplicaError.notPublished(document)
    }
    return Withdrawal(
      reason: withdrawal.reason, date: CalendarDay(withdrawal.date),
      replacement: try withdrawal.replacement.flatMap {
        try link(toReadable: $0, in: replica, for: reader)
      })
  }

  /// The link to what holds instead, if the reader may read it.
  private static func link(
    toReadable name: String, in replica: Replica, for reader: AudienceFilter
  ) throws -> AnswerLink? {
    let document: ChangeID
    do {
      document = try replica.document(named: name)
    } catch ReplicaError.unknownArticle {
      return nil
    }
    guard let publication = try replica.publication(of: document), !publication.isWithdrawn,
      reader.admits(publication.article.audience)
    else { return nil }
    return AnswerLink(
      id: try replica.addressName(of: document, externalID: publication.article.externalID),
      title: publication.article.title)
  }
}

extension CalendarDay {
  init(_ date: CivilDate) {
    self.init(year: date.year, month: date.month, day: date.day)
  }
}

extension AnswerPage.Supplement {
  /// `nil` for an article that is no supplement.
  init?(_ supplement: Article, beside base: Article) {
    guard let anchor = supplement.anchor else { return nil }
    self.init(
      owner: supplement.owner?.shownName ?? "", section: anchor.section,
      placement: MarkdownInsertion.Placement(anchor.placement), body: supplement.body,
      isOutdated: !anchor.isCurrent(in: base))
  }
}

extension MarkdownInsertion.Placement {
  init(_ placement: SupplementAnchor.Placement) {
    switch placement {
    case .before: self = .before
    case .after: self = .after
    case .instead: self = .instead
    }
  }
}
