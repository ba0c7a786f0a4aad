import CRDT
import Digest
import SyncProtocol

/// Changes to play with.
enum Samples {
  static let replica = ReplicaID(rawValue: 0x00c0_ffee_00c0_ffee)

  static func id(_ sequence: UInt64, of replica: ReplicaID = replica) -> ChangeID {
    ChangeID(replica: replica, sequence: sequence)
  }

  /// One of everything that a change can do, with letters of one to four bytes.
  static let everything: [Operation] = [
    .edit(
      FieldID(rawValue: 2),
      [
        Splice(position: 0, deleted: 0, inserted: "Søg om byggetilladelse 🏠"),
        Splice(position: 300, deleted: 7, inserted: ""),
      ]),
    .assign(FieldID(rawValue: 1), Value("Blåbærgrød")),
    .add(FieldID(rawValue: 300), Value("nøgleord")),
    .remove(FieldID(rawValue: 300), Value(bytes: [0, 255])),
    .count(FieldID(rawValue: 9), key: Value("telefon"), amount: -3),
    .acknowledge(ConflictID(bytes: [1, 2, 3])),
  ]

  static let creation = Change(
    id: id(1), document: id(1), parents: [], author: "abc, Borgerservice",
    time: 1_774_000_000_000, salt: 0x0123_4567_89ab_cdef,
    operations: [.create(kind: 1)] + everything)

  static func edit(
    _ sequence: UInt64, of replica: ReplicaID = replica, document: ChangeID = id(1),
    parents: [ChangeID]? = nil, text: String = "ny"
  ) -> Change {
    Change(
      id: id(sequence, of: replica), document: document, parents: parents ?? [document],
      author: "abc, Borgerservice", time: 1_774_000_000_000 + Int64(sequence) * 1000,
      salt: 0xfeed_0000 &+ sequence,
      operations: [
        .edit(FieldID(rawValue: 2), [Splice(position: 3, deleted: 1, inserted: text)])
      ])
  }
}
