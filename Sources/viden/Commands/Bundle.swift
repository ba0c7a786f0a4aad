import CRDT
import Digest
import ReplicaStore
import SyncProtocol

extension Command {
  static let bundleWrite = Command(
    "bundle write",
    """
    viden bundle write FIL [--for PART] – skriver ændringerne til en fil, fx på et stik

    Filen er forseglet med nøglerne til de parter, der må hente alt, så kun de kan se, at den er
    ægte. Den er ikke krypteret: pas på stikket, som du ville passe på artiklerne. En part, der kun
    må hente noget, fx et offentligt spejl, får en fil for sig selv med --for; i den er der intet,
    parten ikke må se.

      --for PART     kun det, som den part mangler efter den seneste udveksling
      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let workplace = Workplace(arguments)
    let (bytes, readers) = try workplace.writing { replica in
      let readers = try BundleReaders(in: replica, for: arguments.value("--for"))
      try replica.sealContactsIfAllowed(at: Workplace.now)
      let held = try arguments.value("--for").map { try replica.provedVector(withPeer: $0) }
      let keys = try readers.sealedFor.map { peer in
        let key = try workplace.folder.key(ofPeer: peer.name)
        return (name: key.id, key: key.secret)
      }
      var bytes: [UInt8] = []
      try BundleWriter.write(
        from: replica.access(forPeer: readers.first.name, at: Workplace.now),
        lackedBy: PeerVector(held ?? HaveVector()), keys: keys
      ) { bytes += $0 }
      return (bytes, readers)
    }
    try TextFile.write(bytes, to: path)
    Console.print("\(bytes.count / 1024 + 1) kB er skrevet til \(path).")
    readers.tellLeftOut()
    return .ok
  }

  static let bundleRead = Command(
    "bundle read",
    """
    viden bundle read FIL – henter ændringerne fra en fil, som en kendt node har skrevet

      --data MAPPE   nodens mappe
    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let workplace = Workplace(arguments)
    let bytes = try TextFile.read(path, bytesMax: BundleFile.bytesMax)
    let count = try workplace.writing { replica in
      var reader = try BundleFile.reading(path) { try BundleReader(bytes) }
      let sealer = try replica.peers().first { peer in
        guard try !(peer.node.map(replica.hasDeparted) ?? false) else { return false }
        let key = try workplace.folder.key(ofPeer: peer.name)
        return reader.isSealed(by: key.id, key: key.secret)
      }
      guard let sealer else { throw BundleProblem.fromStranger(path: path) }
      let access = try replica.access(forPeer: sealer.name, at: Workplace.now)
      return try BundleFile.reading(path) { try reader.store(into: access) }
    }
    Console.print("\(count) nye ændringer er hentet fra \(path).")
    return .ok
  }

  static let bundleInspect = Command(
    "bundle inspect",
    """
    viden bundle inspect FIL – viser hvad en fil bygger på, og hvad den indeholder

    """
  ) { arguments in
    let path = try arguments.operand("FIL")
    let bytes = try TextFile.read(path, bytesMax: BundleFile.bytesMax)
    var count = 0
    let reader = try BundleFile.reading(path) {
      var reader = try BundleReader(bytes)
      while let batch = try reader.next() { count += batch.entries.count }
      return reader
    }
    Console.print("\(count) ændringer, forseglet til \(reader.seals.count) noder")
    Console.print("fingeraftryk efter læsning: \(reader.header.digest)")
    for mark in reader.header.to.marks {
      let from = reader.header.from[mark.replica]?.sequence ?? 0
      Console.print("  \(mark.replica): \(from + 1)-\(mark.sequence)")
    }
    return .ok
  }
}

/// Whom a bundle is for. Whoever is given the file can read all of it, so all that it is sealed for
/// may have all that is in it.
private struct BundleReaders {
  /// Whose scope the content follows.
  let first: Replica.Peer
  let sealedFor: [Replica.Peer]
  let leftOut: [Replica.Peer]

  init(in replica: Replica, for name: String?) throws {
    let peers = try replica.peers().filter { peer in
      try !(peer.node.map(replica.hasDeparted) ?? false)
    }
    guard !peers.isEmpty else { throw SyncProblem.noPeers }
    let trusted = peers.filter { $0.scopes.contains(.pullInternal) }
    guard let name else {
      guard let first = trusted.first else {
        throw BundleProblem.nobodyMayReadAll(peers.map(\.name))
      }
      self.init(
        first: first, sealedFor: trusted,
        leftOut: peers.filter { !$0.scopes.contains(.pullInternal) })
      return
    }
    let peer = try replica.peer(named: name)
    guard peers.contains(where: { $0.name == name }) else { throw BundleProblem.departed(name) }
    guard peer.scopes.contains(.pullPublic) else { throw BundleProblem.mayReadNothing(name) }
    self.init(
      first: peer, sealedFor: peer.scopes.contains(.pullInternal) ? trusted : [peer], leftOut: [])
  }

  private init(first: Replica.Peer, sealedFor: [Replica.Peer], leftOut: [Replica.Peer]) {
    self.first = first
    self.sealedFor = sealedFor
    self.leftOut = leftOut
  }

  func tellLeftOut() {
    guard !leftOut.isEmpty else { return }
    Console.complain(
      "viden: filen er ikke til \(leftOut.map(\.name).joined(separator: ", ")), som ikke må hente "
        + "alt; skriv en til hver med --for")
  }
}

/// The largest bundle that is read whole.
enum BundleFile {
  static let bytesMax = 512 << 20

  /// Puts the file's name on what is wrong with it.
  static func reading<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as ProtocolError {
      throw BundleProblem.refused(path: path, error)
    }
  }
}

/// Why a bundle is not read.
enum BundleProblem: Error, Hashable {
  case fromStranger(path: String)
  case nobodyMayReadAll([String])
  case mayReadNothing(String)
  case departed(String)
  case refused(path: String, ProtocolError)
}
