import SQLite
import SyncProtocol

/// What is remembered about the files of a relay folder.
extension Replica {
  enum RelayFile {
    /// Another node's: taken in, or refused for good.
    case read
    case own(RelayPlan.Reach)
  }

  func relayFiles(in place: String) throws -> [String: RelayFile] {
    let rows = try connection.query(
      "SELECT name, reach FROM relay_file WHERE place = ?1", [.text(place)]
    ) { row in
      (
        row.text(0),
        row.isNull(1) ? RelayFile.read : .own(try RelayPlan.Reach(decoding: row.blob(1)))
      )
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  func note(relayFile name: String, _ file: RelayFile, in place: String) throws {
    let reach: SQLiteValue =
      switch file {
      case .read: .null
      case .own(let reach): .blob(reach.encoded)
      }
    try connection.immediate {
      try connection.execute(
        """
        INSERT INTO relay_file(place, name, reach) VALUES (?1, ?2, ?3)
        ON CONFLICT (place, name) DO UPDATE SET reach = excluded.reach
        """, [.text(place), .text(name), reach])
    }
  }

  /// Forgets files that are not in the folder any more.
  func forgetRelayFiles(in place: String, except names: Set<String>) throws {
    let gone = try relayFiles(in: place).keys.filter { !names.contains($0) }.sorted()
    guard !gone.isEmpty else { return }
    try connection.immediate {
      for name in gone {
        try connection.execute(
          "DELETE FROM relay_file WHERE place = ?1 AND name = ?2", [.text(place), .text(name)])
      }
    }
  }

  /// Which node a peer is that had not called before.
  func learn(node: UInt64, ofPeer name: String) throws {
    guard try peerNode(named: name) == nil else { return }
    try connection.immediate {
      try connection.execute(
        "UPDATE peer SET node = ?2 WHERE name = ?1",
        [.text(name), .integer(Int64(bitPattern: node))])
    }
  }
}
