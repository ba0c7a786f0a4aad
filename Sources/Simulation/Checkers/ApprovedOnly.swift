import Knowledge
import ReplicaStore

/// Readers see nothing but what somebody let out, word for word; by list, by page and by search.
final class ApprovedOnly: Checker {
  static let name = "approved-only"
  static let promise = "Nobody reads what nobody approved."

  func observe(_ observation: Observation, in world: World) throws {
    switch observation {
    case .inspected(let number): try check(world.machines[number], in: world)
    case .calm:
      for machine in world.machinesToInspectInCalm { try check(machine, in: world) }
    default: break
    }
  }

  private func check(_ machine: Machine, in world: World) throws {
    guard machine.isUp else { return }
    try machine.perform(at: world.time) { replica in
      for document in try machine.documents() ?? [] {
        guard let publication = try replica.publication(of: document) else { continue }
        let seen = Ledger.fingerprint(of: publication.article)
        guard world.ledger.approved.contains(seen) else {
          throw violated("\(machine.name) shows \(document) as nobody approved it")
        }
      }
      try checkLists(replica, machine)
      try checkSearch(replica, machine)
    }
  }

  private func checkLists(_ replica: Replica, _ machine: Machine) throws {
    for line in try replica.publishedTitles(for: .citizen) {
      let publication = try replica.publication(of: line.document)
      guard let publication, !publication.isWithdrawn, publication.article.audience == .citizen,
        publication.article.title == line.title
      else { throw violated("\(machine.name) lists \(line.document) for citizens") }
    }
  }

  /// Words of pending texts find nothing for readers.
  private func checkSearch(_ replica: Replica, _ machine: Machine) throws {
    for summary in try replica.summaries().prefix(8) {
      let article = try Article(replica.state(of: summary.document))
      let numbers = Ledger.words(of: article.shortAnswer).filter { $0.hasSuffix(").") }
      for number in numbers.prefix(1) {
        for found in try replica.searchPublished(String(number), limit: 20).found {
          guard let publication = try replica.publication(of: found.document),
            !publication.isWithdrawn, publication.article.audience == .citizen
          else { throw violated("\(machine.name) finds \(found.document) for citizens") }
        }
      }
    }
  }
}
