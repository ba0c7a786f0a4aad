import CRDT
import Digest
import Knowledge
import ReplicaStore
import SyncProtocol
import Synchronization
import WebUI

/// All that citizens may read, by subject and by letter.
struct PublishedCatalogue: Sendable {
  /// In the order of the Danish alphabet.
  let titles: [Replica.PublishedTitle]

  init(_ replica: Replica) throws {
    titles = try replica.publishedTitles(for: .citizen)
  }

  /// The main groups of the subjects that are in use, by number.
  var mainGroups: [WebUI.Subject] {
    var counts: [String: Int] = [:]
    for title in titles {
      if let subject = title.subject { counts[subject.mainGroup, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { WebUI.Subject(number: $0, name: $0, count: $1) }
  }

  /// The answers of a main group, a group or a subject.
  func titles(under number: String) -> [Replica.PublishedTitle] {
    titles.filter { title in
      guard let subject = title.subject else { return false }
      return subject.mainGroup == number || subject.group == number || subject.number == number
    }
  }

  /// The letters that titles begin with, in the order of the alphabet.
  var letters: [TopicsPage.Group] {
    var groups: [TopicsPage.Group] = []
    for title in titles {
      let letter = InitialLetter.of(title.title)
      // Titles are sorted, so equal letters stand together.
      if let last = groups.last, last.key == letter {
        groups[groups.count - 1] = TopicsPage.Group(
          key: letter, name: letter, count: last.count + 1)
      } else {
        groups.append(TopicsPage.Group(key: letter, name: letter, count: 1))
      }
    }
    return groups
  }

  func titles(beginningWith letter: String) -> [Replica.PublishedTitle] {
    titles.filter { InitialLetter.of($0.title) == letter }
  }
}

/// Keeps the catalogue for as long as the replica holds what it was made from: sorting ten thousand
/// titles takes longer than anybody waits for a front page.
final class CatalogueShelf: Sendable {
  private let newest = Mutex<(state: SHA256Digest, catalogue: PublishedCatalogue)?>(nil)

  /// The catalogue of the snapshot that `replica` reads.
  func catalogue(_ replica: Replica) throws -> PublishedCatalogue {
    // What is published is a pure function of the changes held, and this digest names them.
    let state = try replica.vector().digest
    if let kept = newest.withLock({ $0 }), kept.state == state { return kept.catalogue }
    let catalogue = try PublishedCatalogue(replica)
    newest.withLock { $0 = (state, catalogue) }
    return catalogue
  }
}
