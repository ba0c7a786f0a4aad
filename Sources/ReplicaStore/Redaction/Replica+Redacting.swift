public import CRDT
import Digest
public import Knowledge
import SQLite
import SyncProtocol

/// What a removal would take away, to be shown before it is done.
public struct RedactionPlan: Sendable {
  /// One change, with the words as they are and as they would stand.
  public struct Item: Sendable {
    public let change: Change
    public let standIn: Change
  }

  public internal(set) var items: [Item] = []
  /// Versions in which the words would still stand: they came together there from what several
  /// people wrote at once. Their changes are removed one by one.
  public internal(set) var leftover: [ChangeID] = []
  /// Older records of removals that say some of the words themselves. No record can be taken back.
  public internal(set) var onRecord: [ChangeID] = []
}

/// Making removals: finding where words came from, and putting on record that they go.
extension Replica {
  /// All that would be blanked for some words to be gone from every version of an article.
  ///
  /// - Throws: `ReplicaError.unknownArticle`.
  public func redactionPlan(ofWords words: String, in document: ChangeID) throws -> RedactionPlan {
    let history = try history(of: document)
    let finder = WordFinder(history, words: Array(words.unicodeScalars))
    var plan = RedactionPlan()
    plan.items = finder.blankings.map { RedactionPlan.Item(change: $0.change, standIn: $0.standIn) }
    plan.leftover = try finder.leftover(after: plan.items.map(\.standIn))
    plan.onRecord = try records(saying: plan.items)
    return plan
  }

  /// All that would be blanked of one change, or of what it did to one field.
  ///
  /// - Throws: `ReplicaError.unknownChange`.
  public func redactionPlan(
    ofChange id: ChangeID, field: FieldID? = nil
  ) throws -> RedactionPlan {
    guard let change = try change(id), let row = try documentRow(ofChange: id) else {
      throw ReplicaError.unknownChange(id.description)
    }
    var blanking = Blanking(change)
    blanking.markAll(inField: field, where: Replica.isProse)
    var plan = RedactionPlan()
    guard !blanking.isEmpty else { return plan }
    plan.items.append(RedactionPlan.Item(change: change, standIn: blanking.standIn))
    // Who took an element out of a set wrote it once more.
    let elements = change.operations.compactMap { operation -> [Unicode.Scalar]? in
      guard case .add(let of, let value) = operation, field == nil || field == of else {
        return nil
      }
      return value.text.map { Array($0.unicodeScalars) }
    }
    for (_, other) in try changes(ofDocumentRow: row) where other.id != id {
      var blanking = Blanking(other)
      for (place, text) in Blanking.texts(of: other) where elements.contains(text) {
        for offset in text.indices { blanking.mark(place, offset) }
      }
      guard !blanking.isEmpty else { continue }
      plan.items.append(RedactionPlan.Item(change: other, standIn: blanking.standIn))
    }
    plan.onRecord = try records(saying: plan.items)
    return plan
  }

  /// Removes what a plan says, here at once and on every other replica when it hears of it. It
  /// cannot be undone.
  ///
  /// - Returns: the changes that put it on record.
  /// - Throws: `AuthorityRefusal` when its author is no administrator, `ReplicaError.notRedactable`
  ///   for a record of who may do what, or a change too long to be put in a record.
  @discardableResult
  public func redact(
    _ plan: RedactionPlan, because reason: String, by authorship: Authorship
  ) throws -> [ChangeID] {
    let governed = try governance().documents
    var records: [AuthorityRecord] = []
    for item in plan.items {
      guard governed[item.change.document] == nil, let hash = try payloadHash(of: item.change.id)
      else { throw ReplicaError.notRedactable(item.change.id) }
      let redaction = Redaction(
        payloadHash: hash, change: item.change.id, reason: reason,
        removal: try removal(item, ofPayload: hash))
      guard redaction.encoded.count <= SyncLimits.standard.valueBytesMax else {
        throw ReplicaError.notRedactable(item.change.id)
      }
      records.append(.redaction(redaction))
    }
    // So many fit into one change whatever their lengths.
    let atOnce = SyncLimits.standard.payloadBytesMax / SyncLimits.standard.valueBytesMax - 1
    var ids: [ChangeID] = []
    while !records.isEmpty {
      ids.append(try put(onRecord: Array(records.prefix(atOnce)), by: authorship))
      records.removeFirst(min(atOnce, records.count))
    }
    return ids
  }

  /// What a record says of one change: which words go. Only where an older record is all that is
  /// left of the payload, what stands there.
  private func removal(
    _ item: RedactionPlan.Item, ofPayload hash: SHA256Digest
  ) throws -> Redaction.Removal {
    let header = ChangeHeader(of: item.change)
    let known = try removals(ofPayload: hash)
    guard known.oldStandIn(of: header) == nil else {
      return .standIn(StandIn.pack(item.standIn))
    }
    let mask = item.change.wordsUnlike(item.standIn)
    guard let base = try base(of: header, hash) else {
      throw ReplicaError.notRedactable(item.change.id)
    }
    let rest = base.removing(known.masks.reduce(mask) { $0.union($1.mask) })
    guard RemainingPayload.isSendable(rest.encoded) else {
      throw ReplicaError.notRedactable(item.change.id)
    }
    return .words(mask, root: base.root)
  }

  /// The payload as it is held here, or what is left of it.
  private func base(of header: ChangeHeader, _ hash: SHA256Digest) throws -> RemainingPayload? {
    guard let position = try position(of: header.id) else { return nil }
    switch try source(at: position, hash) {
    case .whole(let payload): return try RemainingPayload(whole: payload, of: header)
    case .remaining(let bytes): return try RemainingPayload(encoded: bytes, of: header)
    case .nothing: return nil
    }
  }

  /// The older records whose stand-ins say what is to be removed.
  private func records(saying items: [RedactionPlan.Item]) throws -> [ChangeID] {
    let old = try redactions().compactMap { entry -> (id: ChangeID, Redaction)? in
      if case .standIn = entry.redaction.removal { (entry.id, entry.redaction) } else { nil }
    }
    guard !old.isEmpty else { return [] }
    return try items.flatMap { item -> [ChangeID] in
      let hash = try payloadHash(of: item.change.id)
      return old.filter { $0.1.payloadHash == hash && $0.1.says(item) }.map(\.id)
    }
  }

  /// Takes what was overwritten out of the write-ahead log too, as far as no reader is in the way.
  public func forgetWrittenPages() throws {
    try connection.script("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// The removals on record, in its order.
  public func redactions() throws -> [Authority.RedactionEntry] {
    try authority()?.redactions ?? []
  }

  /// The fields in which people write words; the others hold codes.
  private static func isProse(_ field: FieldID) -> Bool {
    switch field {
    case .subject, .audience, .status, .approval, .owner, .validFrom, .validTo, .lastReviewedOn,
      .reviewIn, .anchor:
      false
    default: true
    }
  }
}

extension Redaction {
  /// Whether the record has a word of its own where the item blanks one.
  fileprivate func says(_ item: RedactionPlan.Item) -> Bool {
    guard case .standIn(let packed) = removal,
      let payload = try? StandIn.unpack(packed),  // one that cannot be read says nothing here
      let standIn = try? PayloadCodec.decode(
        id: item.change.id, document: item.change.document, parents: item.change.parents,
        payload: payload)
    else { return false }
    let blanked = item.change.wordsUnlike(item.standIn)
    return standIn.blanked(blanked).words != standIn.words
  }
}
