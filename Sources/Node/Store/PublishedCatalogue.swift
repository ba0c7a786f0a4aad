import Knowledge
import ReplicaStore
import WebUI

/// All that readers of one kind may read, by subject and by letter.
struct PublishedCatalogue: Sendable {
  /// In the order of the Danish alphabet.
  let titles: [Replica.PublishedTitle]

  /// The main groups of the subjects that are in use, by number.
  let mainGroups: [WebUI.Subject]

  /// The letters that titles begin with, in the order of the alphabet.
  let letters: [TopicsPage.Group]

  /// Which titles begin with a letter.
  private let places: [String: Range<Int>]

  init(_ replica: Replica, for reader: AudienceFilter) throws {
    titles = try replica.publishedTitles(for: reader)
    mainGroups = PublishedCatalogue.mainGroups(of: titles)
    let runs = PublishedCatalogue.runs(of: titles)
    letters = runs.map { letter, places in
      TopicsPage.Group(key: letter, name: letter, count: places.count)
    }
    places = Dictionary(
      runs.map { ($0.letter, $0.places) }, uniquingKeysWith: { first, _ in first })
  }

  /// The answers of a main group, a group or a subject.
  func titles(under number: String) -> [Replica.PublishedTitle] {
    titles.filter { title in
      guard let subject = title.subject else { return false }
      return subject.mainGroup == number || subject.group == number || subject.number == number
    }
  }

  /// Those approved last, the newest first.
  func newest(_ count: Int) -> [Replica.PublishedTitle] {
    Array(
      titles.sorted { ($0.approvedAt, $0.document) > ($1.approvedAt, $1.document) }.prefix(count))
  }

  func titles(beginningWith letter: String) -> ArraySlice<Replica.PublishedTitle> {
    titles[places[letter] ?? 0..<0]
  }

  private static func mainGroups(of titles: [Replica.PublishedTitle]) -> [WebUI.Subject] {
    var counts: [String: Int] = [:]
    for title in titles {
      if let subject = title.subject { counts[subject.mainGroup, default: 0] += 1 }
    }
    return counts.sorted { $0.key < $1.key }.map { number, count in
      WebUI.Subject(
        number: number, name: SubjectArea.name(ofMainGroup: number) ?? number, count: count)
    }
  }

  /// Titles are sorted, so those of one letter stand together.
  private static func runs(
    of titles: [Replica.PublishedTitle]
  ) -> [(letter: String, places: Range<Int>)] {
    var runs: [(letter: String, places: Range<Int>)] = []
    for (place, title) in titles.enumerated() {
      let letter = InitialLetter.of(title.title)
      if let last = runs.last, last.letter == letter {
        runs[runs.count - 1].places = last.places.lowerBound..<place + 1
      } else {
        runs.append((letter, place..<place + 1))
      }
    }
    return runs
  }
}
