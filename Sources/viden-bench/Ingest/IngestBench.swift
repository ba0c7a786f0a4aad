import CRDT
import Chance
import Foundation
import Glibc
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol

/// How fast a node takes in what others wrote: whole batches off the wire, each in one transaction
/// with `synchronous=FULL`, from the message's bytes to the commit.
///
///     viden-bench ingest --json [--articles N]
///
/// The same two replicas sync three times: the whole base; then one small edit of every article,
/// which is the dearest kind, since every change costs a document of its own; then eight saves of
/// each of a tenth of them and an approval, as an editor works. Only the receiver is timed.
enum IngestBench {
  static func run(_ arguments: [String]) -> Int32 {
    var rest = arguments
    rest.removeAll { $0 == "--json" }
    var articles = 2_000
    if rest.count == 2, rest[0] == "--articles", let count = Int(rest[1]), count >= 10 {
      articles = count
    } else if !rest.isEmpty {
      print("usage: viden-bench ingest --json [--articles N]")
      return 64
    }
    do {
      var writer = try IngestWriter(articles: articles)
      let reader = try IngestReader()
      defer { reader.remove() }
      try reader.pull(from: writer, as: "base")
      try writer.editEach()
      try reader.pull(from: writer, as: "one save each")
      try writer.editInSessions()
      try reader.pull(from: writer, as: "sessions")
      return try reader.equals(writer) ? 0 : 1
    } catch {
      print("viden-bench ingest: \(error)")
      return 70
    }
  }
}

/// The node that wrote it all, in memory.
struct IngestWriter {
  static let savesPerSession = 8

  let replica: Replica
  private var documents: [ChangeID]
  private var random = SeededRandom(seed: 7)

  init(articles: Int) throws {
    let connection = try Connection(path: ":memory:", mode: .create)
    try Replica.migrations.migrate(connection)
    replica = Replica(connection, random: SeededRandom(seed: 1))
    try replica.found(
      municipality: "0340", name: "Skriver", allowsOwnApproval: true, foundsBase: true)
    var random = SeededRandom(seed: 3)
    _ = try replica.importArticles(from: 0..<articles, approving: true, by: IngestWriter.mette) {
      number in
      var draft = ArticleDraft()
      draft.title = "\(random.word().capitalized) \(number)"
      draft.shortAnswer = random.sentence()
      draft.body = random.text(sentences: 36)
      return draft
    }
    documents = try replica.summaries().map(\.document)
    try replica.addPeer(name: "Læser", url: nil, keyID: "a", node: nil)
    try replica.set(scopes: .full, ofPeer: "Læser")
  }

  static let mette = Authorship(author: "MKJ, Borgerservice", time: 1_800_000_000_000)

  mutating func editEach() throws {
    for document in documents { try edit(document) }
  }

  mutating func editInSessions() throws {
    for document in documents.prefix(documents.count / 10) {
      for _ in 0..<IngestWriter.savesPerSession { try edit(document) }
      try replica.approve(document, by: IngestWriter.mette)
    }
  }

  /// Puts another sentence in the place of one.
  private mutating func edit(_ document: ChangeID) throws {
    var draft = ArticleDraft()
    var sentences = try replica.state(of: document).texts[.body, default: ""]
      .split(separator: ". ")
    let place = Int.random(in: sentences.indices, using: &random)
    sentences[place] = Substring(random.sentence().dropLast())
    draft.body = sentences.joined(separator: ". ")
    try replica.edit(document, toward: draft, by: IngestWriter.mette)
  }
}

/// The node that takes it in, on a disk.
struct IngestReader {
  private let folder: DataFolder
  private let replica: Replica

  init() throws {
    folder = DataFolder(
      path: FileManager.default.temporaryDirectory.path + "/viden-ingest-\(getpid())")
    replica = Replica(try folder.createReplica(), random: SeededRandom(seed: 2))
    try replica.found(municipality: "0330", name: "Læser")
    try replica.addPeer(name: "Skriver", url: nil, keyID: "b", node: nil)
    try replica.set(scopes: .full, ofPeer: "Skriver")
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: folder.path)  // a temporary folder, gone or not
  }

  /// Syncs, and prints what taking in cost.
  func pull(from writer: IngestWriter, as name: String) throws {
    let before = try replica.changeCount()
    var session = try SyncSession(
      access: replica.access(forPeer: "Skriver", at: 1),
      agreed: replica.agreedDigest(withPeer: "Skriver"))
    var action = try session.start()
    var cpu = 0.0
    var wall = 0.0
    var batches = 0
    while case .send(let request) = action {
      let answer = try SyncAnswerer(access: writer.replica.access(forPeer: "Læser", at: 1))
        .answer(to: MessageCodec.decode(request.bytes)).bytes
      let start = (CPUClock.milliseconds(), CPUClock.wallMilliseconds())
      action = try session.receive(MessageCodec.decode(answer))
      cpu += CPUClock.milliseconds() - start.0
      wall += CPUClock.wallMilliseconds() - start.1
      batches += 1
    }
    let count = try replica.changeCount() - before
    print(
      "{\"case\":\"\(name)\",\"changes\":\(count),\"batches\":\(batches),"
        + "\"per_second\":\(Int(Double(count) / wall * 1000)),"
        + "\"per_cpu_second\":\(Int(Double(count) / cpu * 1000)),"
        + "\"cpu_ms\":\(cpu.rounded3),\"wall_ms\":\(wall.rounded3)}")
  }

  func equals(_ writer: IngestWriter) throws -> Bool {
    try replica.vector().digest == writer.replica.vector().digest
      && replica.stateDigest() == writer.replica.stateDigest()
  }
}

extension SeededRandom {
  /// The front of the list comes more often than its end, as in any language.
  mutating func word() -> String {
    let words = SeededRandom.words
    let place = Int.random(in: words.indices, using: &self)
    return words[Int.random(in: 0...place, using: &self)]
  }

  mutating func sentence() -> String {
    let count = Int.random(in: 6...16, using: &self)
    return (0..<count).map { _ in word() }.joined(separator: " ").capitalizedFirst + "."
  }

  mutating func text(sentences: Int) -> String {
    (0..<sentences).map { _ in sentence() }.joined(separator: " ")
  }

  private static let words: [String] = {
    let stems = """
      borger pas kommune ansøgning frist gebyr tid bestilling barn skole pension hjælp regning
      adresse nøgle svar brev møde aftale bus vej affald rotter parkering vielse navn fuldmagt
      klage lån sygdom læge kørekort flytning bolig støtte ældre dagtilbud lejemål afgift skat
      """.split(whereSeparator: \.isWhitespace).map(String.init)
    let ends = ["", "en", "er", "erne", "s", "regler", "kontor", "tilladelse", "gebyr", "blanket"]
    return ends.flatMap { end in stems.map { $0 + end } }
  }()
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
