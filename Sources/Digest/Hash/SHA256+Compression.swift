/// The eight working words of SHA-256 and the compression function over one block
/// (FIPS 180-4 §6.2.2). Kept apart from `SHA256`, which only decides when a block is full.
extension SHA256 {
  struct State: Sendable {
    var a: UInt32
    var b: UInt32
    var c: UInt32
    var d: UInt32
    var e: UInt32
    var f: UInt32
    var g: UInt32
    var h: UInt32

    /// FIPS 180-4 §5.3.3.
    static let initial = State(
      a: 0x6a09_e667, b: 0xbb67_ae85, c: 0x3c6e_f372, d: 0xa54f_f53a,
      e: 0x510e_527f, f: 0x9b05_688c, g: 0x1f83_d9ab, h: 0x5be0_cd19)

    var digest: SHA256Digest {
      SHA256Digest(
        words: Self.join(a, b), Self.join(c, d), Self.join(e, f), Self.join(g, h))
    }

    private static func join(_ high: UInt32, _ low: UInt32) -> UInt64 {
      UInt64(high) << 32 | UInt64(low)
    }

    /// Mixes the 64 bytes at `offset` into the state. The schedule is a ring of sixteen words,
    /// and the rounds are written out eight at a time so that no word is moved between names:
    /// that is worth a third of the time.
    mutating func compress(_ bytes: Span<UInt8>, at offset: Int) {
      precondition(offset >= 0)
      precondition(bytes.count - offset >= 64)
      var ring = InlineArray<16, UInt32>(repeating: 0)
      for index in 0..<16 {
        ring[index] = UInt32(
          bigEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
            fromByteOffset: offset + 4 * index, as: UInt32.self))
      }
      var work = self
      work.eightRounds(ring, from: 0, constants: 0)
      work.eightRounds(ring, from: 8, constants: 8)
      for constants in stride(from: 16, to: 64, by: 16) {
        Self.extend(&ring)
        work.eightRounds(ring, from: 0, constants: constants)
        work.eightRounds(ring, from: 8, constants: constants + 8)
      }
      a &+= work.a
      b &+= work.b
      c &+= work.c
      d &+= work.d
      e &+= work.e
      f &+= work.f
      g &+= work.g
      h &+= work.h
    }

    /// The next sixteen words of the message schedule, in place.
    @inline(__always)
    private static func extend(_ ring: inout InlineArray<16, UInt32>) {
      for index in 0..<16 {
        let early = ring[(index + 1) & 15]
        let late = ring[(index + 14) & 15]
        let small0 = turn(early, 7) ^ turn(early, 18) ^ (early >> 3)
        let small1 = turn(late, 17) ^ turn(late, 19) ^ (late >> 10)
        ring[index] = ring[index] &+ small0 &+ ring[(index + 9) & 15] &+ small1
      }
    }

    @inline(__always)
    private mutating func eightRounds(
      _ ring: InlineArray<16, UInt32>, from first: Int, constants: Int
    ) {
      let k = SHA256.constants
      Self.round(a, b, c, &d, e, f, g, &h, ring[first] &+ k[constants])
      Self.round(h, a, b, &c, d, e, f, &g, ring[first + 1] &+ k[constants + 1])
      Self.round(g, h, a, &b, c, d, e, &f, ring[first + 2] &+ k[constants + 2])
      Self.round(f, g, h, &a, b, c, d, &e, ring[first + 3] &+ k[constants + 3])
      Self.round(e, f, g, &h, a, b, c, &d, ring[first + 4] &+ k[constants + 4])
      Self.round(d, e, f, &g, h, a, b, &c, ring[first + 5] &+ k[constants + 5])
      Self.round(c, d, e, &f, g, h, a, &b, ring[first + 6] &+ k[constants + 6])
      Self.round(b, c, d, &e, f, g, h, &a, ring[first + 7] &+ k[constants + 7])
    }

    /// One round, seen from its own turn of the names: only `d` and `h` change.
    @inline(__always)
    private static func round(
      _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
      _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
    ) {
      let choice = g ^ (e & (f ^ g))
      let big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
      let first = h &+ big1 &+ choice &+ word
      let majority = (a & b) | (c & (a | b))
      let big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
      d = d &+ first
      h = first &+ big0 &+ majority
    }

    @inline(__always)
    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
      (word &>> count) | (word &<< (32 &- count))
    }
  }

  /// FIPS 180-4 §4.2.2: the cube roots of the first 64 primes.
  private static let constants: InlineArray<64, UInt32> = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5,
    0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
    0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3,
    0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5,
    0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
