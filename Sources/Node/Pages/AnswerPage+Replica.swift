import CRDT
import Knowledge
import ReplicaStore
import WebUI

/// From what was approved to the page that readers get.
extension AnswerPage {
  init(_ publication: Replica.Publication, in replica: Replica, isEditable: Bool) throws {
    let article = publication.article
    self.init(
      id: try replica.addressName(
        of: publication.document, externalID: article.externalID),
      title: article.title, shortAnswer: article.shortAnswer, body: article.body,
      links: article.links.map { SelfServiceLink(title: $0.label, address: $0.url) },
      keywords: article.keywords,
      subject: article.subject.map { subject in
        WebUI.Subject(
          number: subject.number,
          name: SubjectArea.name(ofMainGroup: subject.mainGroup) ?? subject.number)
      },
      owner: article.owner?.shownName ?? "", legalReferences: article.legalReferences,
      approvedOn: DanishTime.day(publication.approvedAt),
      withdrawal: publication.isWithdrawn
        ? try AnswerPage.withdrawal(of: publication.document, in: replica) : nil,
      isEditable: isEditable)
  }

  /// Why it was withdrawn stands in the newest version: taking an article back needs no approval of
  /// its text.
  ///
  /// - Throws: `ReplicaError.notPublished` rather than letting a withdrawn text out.
  private static func withdrawal(
    of document: ChangeID, in replica: Replica
  ) throws -> Withdrawal {
    guard case .withdrawn(let withdrawal) = Article(try replica.state(of: document)).status else {
      throw ReplicaError.notPublished(document)
    }
    return Withdrawal(
      reason: withdrawal.reason, date: CalendarDay(withdrawal.date),
      replacement: try withdrawal.replacement.flatMap { try link(toReadable: $0, in: replica) })
  }

  /// The link to what holds instead, if citizens may read it.
  private static func link(
    toReadable name: String, in replica: Replica
  ) throws -> AnswerLink? {
    let document: ChangeID
    do {
      document = try replica.document(named: name)
    } catch ReplicaError.unknownArticle {
      return nil
    }
    guard let publication = try replica.publication(of: document), !publication.isWithdrawn,
      AudienceFilter.citizen.admits(publication.article.audience)
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
