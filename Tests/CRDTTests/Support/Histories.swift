import CRDT

/// Short ways to write changes down in tests.
let body = FieldID(rawValue: 1)
let title = FieldID(rawValue: 2)
let keywords = FieldID(rawValue: 3)
let tally = FieldID(rawValue: 4)

func id(_ replica: UInt64, _ sequence: UInt64) -> ChangeID {
  ChangeID(replica: ReplicaID(rawValue: replica), sequence: sequence)
}

func change(
  _ id: ChangeID, after parents: [ChangeID] = [], of document: ChangeID? = nil,
  _ operations: CRDT.Operation...
) -> Change {
  Change(
    id: id, document: document ?? ChangeID(replica: ReplicaID(rawValue: 1), sequence: 1),
    parents: parents, author: "abc", time: 0, salt: 0,
    operations: parents.isEmpty ? [.create(kind: 7)] + operations : operations)
}

func insert(_ text: String, at position: Int) -> CRDT.Operation {
  .edit(body, [Splice(position: position, deleted: 0, inserted: text)])
}

func delete(_ count: Int, at position: Int) -> CRDT.Operation {
  .edit(body, [Splice(position: position, deleted: count, inserted: "")])
}
