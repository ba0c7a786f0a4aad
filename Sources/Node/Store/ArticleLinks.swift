import CRDT
import Knowledge
import ReplicaStore
import WebUI

/// The links of one article.
struct ArticleLinks: Sendable {
  struct Placed: Hashable, Sendable {
    let place: LinkPlace
    let link: WrittenLink
  }

  /// In the newest text.
  let newest: [Placed]
  /// In what readers see, and no longer in the newest text.
  let published: [Placed]

  var all: [Placed] { newest + published }

  /// - Parameter published: what readers see, if that is another text.
  init(_ article: Article, published: Article?) {
    if case .withdrawn(let withdrawal) = article.status {
      // Readers see the notice alone.
      newest = withdrawal.replacement.map { [ArticleLinks.answer(named: $0, .replacement)] } ?? []
      self.published = []
      return
    }
    let newest = ArticleLinks.links(in: article)
    self.newest = newest
    let links = Set(newest.map(\.link))
    self.published = ArticleLinks.links(in: published).filter { !links.contains($0.link) }
      .map { Placed(place: .publishedText, link: $0.link) }
  }

  private static func links(in article: Article?) -> [Placed] {
    guard let article else { return [] }
    let base = article.anchor.map { answer(named: $0.base.description, .supplement) }
    let short = WrittenLink.links(inShortAnswer: article.shortAnswer).map {
      Placed(place: .shortAnswer, link: $0)
    }
    let body = WrittenLink.links(inBody: article.body).map { Placed(place: .text, link: $0) }
    let selfService = article.links.map {
      Placed(place: .selfService, link: WrittenLink(label: $0.label, address: $0.url))
    }
    return [base].compactMap(\.self) + short + body + selfService
  }

  private static func answer(named name: String, _ place: LinkPlace) -> Placed {
    Placed(place: place, link: WrittenLink(label: "", address: "/artikel/\(name)"))
  }
}
