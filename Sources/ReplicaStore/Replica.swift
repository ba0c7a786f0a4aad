public import CRDT
import Digest
public import SQLite
import SyncProtocol

/// One municipality's copy of the whole knowledge base, as ordinary synchronous code on a
/// connection.
///
/// A replica knows no network, no thread and no clock: times and authors come in as arguments,
/// and whoever calls decides when. That is what lets the simulator run hundreds of them in one
/// process. Every write is one transaction over the log, the projections and the search index:
/// they commit together or not at all.
///
/// ```swift
/// let replica = Replica(try folder.openForWriting())
/// let pas = try replica.create(draft, by: Authorship(author: "MKJ", time: now))
/// try replica.approve(pas, version: nil, by: Authorship(author: "KKR", time: now))
/// ```
public final class Replica {
  let connection: Connection
  var random: any RandomNumberGenerator

  /// What the transaction under way still owes the search index.
  var indexUpdates: [IndexUpdate] = []

  /// Whether the transaction under way removed words, which the index must not know any longer.
  var hasRemovedWords = false

  /// Who may do what, as it was read last.
  var knownGovernance: (mark: GovernanceMark, governance: Governance)?

  /// How often changes were given other names through this connection.
  var renamings = 0

  /// - Parameter random: where replica ids and salts come from; a seeded generator in simulations.
  public init(
    _ connection: Connection,
    random: any RandomNumberGenerator = SystemRandomNumberGenerator()
  ) {
    self.connection = connection
    self.random = random
  }

  /// The numbered steps that make a database of the current layout. A released step is never
  /// edited; a new one is added.
  public static let migrations = Migrations(
    applicationID: Schema.applicationID,
    steps: [
      .code { connection in
        try connection.script(Schema.log)
        try connection.script(Schema.projections)
        try connection.script(Schema.local)
      },
      .sql(Schema.peerScopes),
      .sql(Schema.pairing),
      .sql(Schema.salts),
      .sql(Schema.authority),
      .sql(Schema.supplements),
      .code { connection in try Schema.addBranches(to: connection) },
      .sql(Schema.view),
      Replica.searchIndexStep, Replica.searchCountsStep,
      .code { connection in try Schema.addReference(to: connection) },
      .sql(Schema.redaction),
      .code { connection in try Schema.addContacts(to: connection) },
      .code { connection in try Schema.addFeedback(to: connection) },
      .sql(Schema.privateDrafts),
      .sql(Schema.sentBack),
      Replica.synonymStep,
      .sql(Schema.relay),
      .code { connection in try Schema.addSubjectPlan(to: connection) },
      .sql(Schema.news), .sql(Schema.publishedLists),
      .code { connection in try Schema.addContactSums(to: connection) },
      .code { connection in try Schema.addFeedbackBatches(to: connection) },
      .sql(Schema.referenceView),
      .sql(Schema.remainingWords),
    ])
}

/// Who does something, and what their clock says. The clock is shown to people and decides
/// nothing.
public struct Authorship: Hashable, Sendable {
  /// Initials and unit, such as "MKJ, Borgerservice".
  public var author: String

  /// Milliseconds since 1970-01-01 UTC.
  public var time: Int64

  public init(author: String, time: Int64) {
    self.author = author
    self.time = time
  }
}

/// What a replica refuses, each with what a person needs to know to mend it.
public enum ReplicaError: Error, Hashable, Sendable {
  case unknownArticle(String)
  case unknownVersion(document: ChangeID, version: [ChangeID])
  case notAnArticle(ChangeID)
  case notPublished(ChangeID)
  case unknownConflict(String)
  case unknownPeer(String)
  case peerExists(String)
  case notConfigured(setting: String)
  case notQuarantined(String)
  /// It waits for another change, or is a record of authority, which is made anew instead.
  case notReleasable(ChangeID)
  case unknownGrant(String)
  case unknownChange(String)
  /// It says who may do what, or it is too long to be put in a record.
  case notRedactable(ChangeID)
  case unknownNode(String)
  /// Nobody has founded the base, so nobody can put anything on record.
  case noAuthority
  case belongsToBase(ChangeID)
  case unknownBase(ChangeID)
  /// A mirror shows what was let out elsewhere; nobody writes on it.
  case mirrorIsReadOnly
  /// Only a replica that holds nothing yet becomes a mirror.
  case notEmpty
}
