import CRDT
import Knowledge
import ReplicaStore
import Testing

@Suite struct `Reference records` {
  let mkj = Authorship(author: "MKJ, Borgerservice", time: 1_790_000_000_000)

  private func add(
    _ rows: [[String]], _ kind: ReferenceKind = .prices, to owner: Owner = .national,
    at node: TestReplica
  ) throws -> Int {
    var edit = ReferenceEdit()
    try edit.add(kind, rows: rows.enumerated().map { ($0.offset + 2, $0.element) })
    return try node.replica.edit(referenceOf: owner, edit, by: mkj).added
  }

  private let personal = ["personlig", "100", "2010-01-01", "Solrød 2010"]
  private let phone = ["telefon", "50", "2010-01-01", "Solrød 2010"]
  private let web = ["selvbetjening", "5", "2010-01-01", "Solrød 2010"]

  @Test func `travel, and what two laptops began apart is one record`() throws {
    let (soroe, bus) = (try TestReplica(), try TestReplica("Bussen", seed: 2))
    #expect(try add([personal, phone], at: soroe) == 2)
    #expect(try add([phone, web], at: bus) == 2)
    try soroe.pull(from: bus)
    try bus.pull(from: soroe)
    let rows = try soroe.replica.reference(of: .national).rows(.prices)
    #expect(Set(rows) == [personal, phone, web])
    #expect(try bus.replica.reference(of: .national).rows(.prices) == rows)
    #expect(try soroe.replica.stateDigest() == bus.replica.stateDigest())
    #expect(try soroe.replica.referenceOwners() == [.national])
  }

  @Test func `take the same file twice and change nothing`() throws {
    let node = try TestReplica()
    _ = try add([personal, phone], at: node)
    let count = try node.replica.changeCount()
    #expect(try add([phone, personal], at: node) == 0)
    #expect(try node.replica.changeCount() == count)
  }

  @Test func `lose a line wherever it stands when it is removed`() throws {
    let (soroe, bus) = (try TestReplica(), try TestReplica("Bussen", seed: 2))
    _ = try add([personal], at: soroe)
    _ = try add([personal, web], at: bus)
    try soroe.pull(from: bus)
    var edit = ReferenceEdit()
    try edit.remove(.prices, rows: [(2, personal)])
    #expect(try soroe.replica.edit(referenceOf: .national, edit, by: mkj).removed == 1)
    #expect(try soroe.replica.reference(of: .national).rows(.prices) == [web])
    try bus.pull(from: soroe)
    #expect(try bus.replica.reference(of: .national).rows(.prices) == [web])
  }

  @Test func `with a wrong row are left as they were`() throws {
    let node = try TestReplica()
    let count = try node.replica.changeCount()
    let error = #expect(throws: ReferenceTableError.self) {
      try add([personal, ["fax", "1", "2010-01-01", "x"], ["brev", "x", "", ""]], at: node)
    }
    #expect(error?.rows.map(\.number) == [3, 4])
    #expect(try node.replica.changeCount() == count)
  }

  @Test func `are the same after a rebuild, and check finds nothing`() throws {
    let node = try TestReplica()
    _ = try add([personal], at: node)
    let own = Owner.municipality(try Municipality.withCode("0340"))
    _ = try add([["bus", "Borgerbussen", "", ""]], .departments, to: own, at: node)
    let digest = try node.replica.stateDigest()
    try node.replica.rebuild()
    #expect(try node.replica.check() == [])
    #expect(try node.replica.stateDigest() == digest)
    #expect(
      try node.replica.reference(of: own).lines(Department.self).map(\.name) == ["Borgerbussen"])
    #expect(try node.replica.referenceOwners() == [.national, own])
  }
}
