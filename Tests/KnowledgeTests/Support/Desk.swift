import CRDT

@testable import Knowledge

/// One editor at one node, writing one article: makes changes the way a replica would.
struct Desk {
  let replica: ReplicaID
  var author: String
  private(set) var history: DocumentHistory
  private var sequence: UInt64

  /// Creates the article.
  init(at replica: UInt64 = 1, author: String = "MHA, Sorø", _ draft: ArticleDraft) throws {
    self.replica = ReplicaID(rawValue: replica)
    self.author = author
    let id = ChangeID(replica: self.replica, sequence: 1)
    history = try DocumentHistory([
      Change(
        id: id, document: id, parents: [], author: author, time: 0, salt: 0,
        operations: try Article.creation(of: draft))
    ])
    sequence = 1
  }

  /// Another node that holds what this one holds.
  func copied(to replica: UInt64, author: String) -> Desk {
    var copy = Desk(copying: self, replica: ReplicaID(rawValue: replica))
    copy.author = author
    return copy
  }

  private init(copying other: Desk, replica: ReplicaID) {
    self.replica = replica
    author = other.author
    history = other.history
    sequence = 0
  }

  var article: Article { Article(history.state()) }

  @discardableResult
  mutating func save(_ operations: [Operation]) throws -> ChangeID {
    sequence += 1
    let id = ChangeID(replica: replica, sequence: sequence)
    try history.append(
      Change(
        id: id, document: history.changes[0].id, parents: history.heads, author: author, time: 0,
        salt: 0, operations: operations))
    return id
  }

  @discardableResult
  mutating func save(_ draft: ArticleDraft) throws -> ChangeID {
    try save(try Article.operations(toward: draft, from: history.state()))
  }

  mutating func approve() throws {
    try save(Approval(of: history.state()).operations(on: article))
  }

  mutating func receive(from other: Desk) throws {
    for change in other.history.changes { try history.append(change) }
  }
}

extension ArticleDraft {
  /// A draft with some fields set.
  static func with(_ fill: (inout ArticleDraft) -> Void) -> ArticleDraft {
    var draft = ArticleDraft()
    fill(&draft)
    return draft
  }

  static let passport = with {
    $0.title = "Pas til børn"
    $0.shortAnswer = "Bestil tid i Borgerservice. Barnet skal med."
    $0.body = "## Sådan gør du\n\n1. Bestil tid.\n2. Tag barnet med.\n"
    $0.subject = "23.03.04"
    $0.audience = "borger"
    $0.keywords = ["åbningstid", "pas", "ærinde", "rejse"]
    $0.links = ["Bestil tid <https://www.example.dk/tid>"]
    $0.legalReferences = ["Pasloven § 2"]
    $0.owner = "0340"
    $0.validFrom = "2026-01-01"
  }
}
