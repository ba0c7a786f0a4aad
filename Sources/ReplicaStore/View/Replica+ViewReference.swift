import CRDT
import Knowledge
import SQLite
import SyncProtocol

/// Reference records in the view: the lines that citizens are shown anyway, as opening hours and
/// prices, and no word of duty rosters, targets or counting (Protocol/10 §3).
extension Replica {
  /// The canonical payload of a change that creates the record as citizens see it; `nil` for other
  /// documents, and for a record that holds nothing for citizens.
  func referencePayload(ofDocumentRow document: Int64) throws -> [UInt8]? {
    guard try isReference(document), let state = try storedState(ofDocumentRow: document) else {
      return nil
    }
    let operations = ReferenceRecord.letOut(state)
    guard !operations.isEmpty else { return nil }
    let name = try documentID(ofRow: document)
    return PayloadCodec.encode(
      Change(
        id: name, document: name, parents: [], author: "", time: 0, salt: 0,
        operations: operations))
  }

  private func isReference(_ document: Int64) throws -> Bool {
    try connection.first(
      "SELECT 1 FROM reference WHERE document = ?1", [.integer(document)]
    ) { _ in true } ?? false
  }
}
