import CRDT
import Digest

/// Claims about branches as bytes (Protocol/05 §3).
extension ByteWriter {
  mutating func branches(_ claims: [BranchClaim]) {
    varint(UInt64(claims.count))
    for claim in claims {
      fixed64(claim.replica.rawValue)
      varint(claim.first)
      if let base = claim.base { mark(base) }
      mark(claim.mark)
      bytes(claim.payload.bytes)
      byte(claim.yields ? 1 : 0)
    }
  }
}

extension ByteReader {
  /// The fewest bytes a claim can take: one that begins a stream.
  private static let claimBytesMin = 8 + 1 + 16 + 32 + 1

  /// Claims in ascending order, one for each stream.
  mutating func branches(upTo limit: Int) throws(ByteError) -> [BranchClaim] {
    let count = try count(upTo: min(limit, remaining / Self.claimBytesMin))
    var claims: [BranchClaim] = []
    for _ in 0..<count {
      let start = position
      let claim = try branch()
      if let last = claims.last, last.replica >= claim.replica {
        throw ByteError(.notCanonical, at: start)
      }
      claims.append(claim)
    }
    return claims
  }

  private mutating func branch() throws(ByteError) -> BranchClaim {
    let start = position
    let replica = ReplicaID(rawValue: try fixed64())
    let first = try varint()
    guard first > 0, first < 1 << 62 else { throw ByteError(.invalidValue, at: start) }
    let base = first == 1 ? nil : try mark()
    let mark = try mark()
    let payload = try digest()
    let yields = try byte()
    guard yields <= 1 else { throw ByteError(.notCanonical, at: start) }
    return BranchClaim(
      replica: replica, first: first, base: base, mark: mark, payload: payload,
      yields: yields == 1)
  }
}

extension BranchClaim {
  /// The claim as it travels, for remembering it.
  public var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.branches([self])
    return writer.bytes
  }

  public init(decoding bytes: [UInt8]) throws(ProtocolError) {
    self = try ProtocolError.reading { () throws(ByteError) in
      var reader = ByteReader(bytes)
      guard let claim = try reader.branches(upTo: 1).first, reader.isAtEnd else {
        throw ByteError(.invalidValue, at: 0)
      }
      return claim
    }
  }
}
