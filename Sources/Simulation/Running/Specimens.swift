import CRDT
import Digest
import Knowledge
import ReplicaStore
import SyncProtocol

/// Good inputs for fuzzers, as a small world makes them: its sticks, its messages, its articles.
public enum Specimens {
  /// A world after the reference scenario; nobody writes to it any more.
  static func lived() -> World {
    let world = ReferenceScenario.world()
    try? world.live()  // whatever it got to is good enough for specimens
    return world
  }

  public static func bundles() -> [[UInt8]] { lived().sticks.map(\.bytes) }

  public static func messages() -> [[UInt8]] { lived().recorded.map(\.message.body) }

  /// The same bytes ending in their own checksum, so that what lies behind it is reached.
  public static func withChecksum(_ bytes: [UInt8]) -> [UInt8] {
    let content = bytes.dropLast(min(bytes.count, SHA256Digest.byteCount))
    return content + SHA256.hash(content).bytes
  }

  public static func texts() -> [[UInt8]] {
    var random = RandomSource(seed: 7)
    return (0..<8).map { _ in Array(Prose.body(&random).utf8) } + [
      Array("| a | b |\n|---|---|\n| 1 | [x](https://e.dk) |\n\n> citat\n\n1. et\n   - to\n".utf8),
      Array("`kode` **fed** *kursiv* ![b](c.png)\n\n```swift\nlet æ = 1\n```\n".utf8),
    ]
  }

  public static func files() -> [[UInt8]] {
    texts().map { body in
      Array(
        """
        ---
        id: pas
        titel: "Pas: til børn"
        emneord: [pas, "rejse, EU"]
        gyldig_fra: 2027-01-01
        ---

        """.utf8) + body
    }
  }

  public static func tables() -> [[UInt8]] {
    [
      "kanal;pris;fra;kilde\r\nTelefon;50;2027-01-01;KL\r\n\"Brev; post\";120;;\"\"\"KL\"\"\"\r\n",
      "\u{feff}a,b\n1,2\n\n3,\"x\ny\"\n", "enhed\tdag\nBorgerservice\tmandag\n",
    ].map { Array($0.utf8) }
  }

  public static func requests() -> [[UInt8]] {
    [
      "GET /sog?q=pas HTTP/1.1\r\nHost: viden.example\r\nAccept: text/html\r\n\r\n",
      "POST /sync HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhejsaGET / HTTP/1.0\r\n\r\n",
      "POST /ret HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "3;x=1\r\nabc\r\n0\r\nX: y\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
    ].map { Array($0.utf8) }
  }

  /// What the hub of a small world lets mirrors see, in one answer.
  public static func views() -> [[UInt8]] {
    let world = lived()
    let answer = try? world.machines[0].perform(at: world.time) { replica in
      try replica.viewSource().answer(
        to: ViewRequest(digest: replica.vector().digest, since: 0))
    }
    return [answer ?? []]  // an empty specimen is still one
  }

  public static func queries() -> [[UInt8]] {
    ["byggetilladelse", "pas til børn", "sygedag", "får æble aa", "§ 12, stk. 2"].map {
      Array($0.utf8)
    }
  }

  /// A machine to search on, made at the first query and kept.
  private struct Shop: @unchecked Sendable {
    // Unchecked because a fuzzer has one thread.
    let machine: Machine
  }

  private static let shop = Shop(machine: lived().machines[0])

  /// What a query did that none may do.
  public static func search(_ query: String) -> String? {
    do {
      try shop.machine.perform(at: 0) { replica in
        _ = try replica.searchPublished(query, limit: 5)
        _ = try replica.searchAll(query, limit: 5)
      }
      return nil
    } catch {
      return "a query is an error: \(error)"
    }
  }
}

extension Specimens {
  /// All that the hub of a small world holds, as a bundle for somebody who has nothing.
  static func wholeBundle() -> [UInt8] {
    let world = lived()
    let link = world.links[0][0]
    let bytes = try? world.machines[0].perform(at: world.time) { replica in
      var bytes: [UInt8] = []
      try BundleWriter.write(
        from: replica.access(forPeer: link.name, at: 0), lackedBy: PeerVector(),
        keys: [(name: link.keyID, key: link.key)]
      ) { bytes += $0 }
      return bytes
    }
    return bytes ?? []  // an empty file is no bundle, and every reader says so
  }
}
