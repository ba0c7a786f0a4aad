import Digest
import SyncProtocol
import Testing

@Suite struct SignatureTests {
  private static let key = [UInt8](repeating: 7, count: 32)
  private static let body = SHA256.hash("krop".utf8)
  private static let now: Int64 = 1_774_000_000

  private func request(
    created: Int64 = now, nonce: UInt128 = 5, query: String? = nil
  ) -> RequestSignature {
    RequestSignature(
      signing: "POST", path: "/sync", query: query, bodyDigest: Self.body, from: "solroed",
      to: "hub", keyID: "k1", key: Self.key, created: created, nonce: Nonce(bits: nonce))
  }

  private func values(
    _ fields: [SignatureField], _ changes: [String: [String]] = [:]
  ) -> (String) -> [String] {
    { name in changes[name] ?? fields.filter { $0.name == name }.map(\.value) }
  }

  private func check(
    _ fields: [SignatureField], changing changes: [String: [String]] = [:],
    method: String = "POST", path: String = "/sync", query: String? = nil,
    body: SHA256Digest = Self.body, to: String = "hub", key: [UInt8] = Self.key,
    now: Int64 = Self.now
  ) -> SignatureError? {
    do throws(SignatureError) {
      let claim = try RequestSignature(reading: values(fields, changes))
      try claim.verify(
        method: method, path: path, query: query, bodyDigest: body, to: to, key: key, now: now)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a signed request is believed`() throws {
    let fields = request().fields
    #expect(check(fields) == nil)
    #expect(check(request(query: "a=b").fields, query: "a=b") == nil)
    let claim = try RequestSignature(reading: values(fields))
    #expect(claim == request())
  }

  @Test func `the signature base is the one of RFC 9421`() {
    let base = """
      "@method": POST
      "@path": /sync
      "@query": ?
      "content-digest": \(ContentDigest.field(Self.body))
      "fv-to": hub
      "fv-from": solroed
      "@signature-params": ("@method" "@path" "@query" "content-digest" "fv-to" "fv-from")\
      ;created=1774000000;nonce="AAAAAAAAAAAAAAAAAAAABQ";keyid="k1";tag="fv1"
      """
    let code = HMAC.code(for: base.utf8, key: Self.key)
    #expect(request().field == "s=:\(Base64.encode(code.bytes)):")
  }

  @Test func `whatever differs from what was signed is noticed`() {
    let fields = request().fields
    #expect(check(fields, method: "PUT") == .wrongCode)
    #expect(check(fields, path: "/sync/") == .wrongCode)
    #expect(check(fields, query: "") == nil)
    #expect(check(fields, query: "a") == .wrongCode)
    #expect(check(fields, body: SHA256.hash([])) == .bodyMismatch)
    #expect(check(fields, to: "anden") == .wrongRecipient)
    #expect(check(fields, key: [1]) == .wrongCode)
    #expect(check(fields, now: Self.now + 301) == .clockSkew(secondsAhead: -301))
    #expect(check(fields, now: Self.now - 301) == .clockSkew(secondsAhead: 301))
    #expect(check(fields, now: Self.now - 300) == nil)
    #expect(check(fields, changing: ["fv-from": ["andre"]]) == .wrongCode)
    #expect(check(fields, changing: ["fv-to": ["andre"]], to: "andre") == .wrongCode)
    #expect(
      check(fields, changing: ["content-digest": [ContentDigest.field(SHA256.hash([]))]])
        == .wrongCode)
  }

  @Test(arguments: ["content-digest", "fv-from", "fv-to", "signature-input", "signature"])
  func `a missing or repeated field is refused`(name: String) {
    let fields = request().fields
    let value = fields.filter { $0.name == name }.map(\.value)
    #expect(value.count == 1)
    #expect(check(fields, changing: [name: []]) == .missing)
    #expect(check(fields, changing: [name: value + value]) == .missing)
  }

  @Test func `only the one profile is read`() {
    let fields = request().fields
    let input = fields.first { $0.name == "signature-input" }?.value ?? ""
    let others = [
      input + ";alg=\"hmac-sha256\"", input + " ", " " + input, input + ", t=()",
      input.replacing("s=", with: "sig1="), input.replacing("\"@query\" ", with: ""),
      input.replacing("created=1774000000", with: "created=01774000000"),
      input.replacing("created=1774000000", with: "created=-1"),
      input.replacing("created=1774000000", with: "created=99999999999999999999"),
      input.replacing(";nonce=\"AAAAAAAAAAAAAAAAAAAABQ\"", with: ""),
      input.replacing("AAAAAAAAAAAAAAAAAAAABQ", with: "AAAAAAAAAAAAAAAAAAAABR"),
      input.replacing("k1", with: "k 1"), input.replacing("fv1", with: "fv2"), "",
    ]
    for other in others {
      #expect(check(fields, changing: ["signature-input": [other]]) == .notThisProfile, "\(other)")
    }
    for name in ["", "a b", "å", "a\nb", String(repeating: "a", count: 65)] {
      #expect(check(fields, changing: ["fv-from": [name]]) == .notThisProfile)
    }
    for digest in ["", "sha-256=::", "sha-256=:", "sha-512=:AAAA:", "sha-256=:AAAA:"] {
      #expect(check(fields, changing: ["content-digest": [digest]]) == .notThisProfile)
    }
    for code in ["", "s=::", "t=:AAAA:", "s=:AAAA:"] {
      #expect(check(fields, changing: ["signature": [code]]) == .wrongCode)
    }
  }

  @Test func `an answer belongs to one request of one peer`() throws {
    let asked = request()
    let answer = AnswerSignature(
      signing: 200, bodyDigest: Self.body, from: "hub", to: asked, key: Self.key,
      created: Self.now + 4000)
    let read = try AnswerSignature(reading: values(answer.fields))
    #expect(read == answer)
    try read.verify(status: 200, bodyDigest: Self.body, of: asked, key: Self.key)
    #expect(throws: SignatureError.wrongCode) {
      try read.verify(status: 201, bodyDigest: Self.body, of: asked, key: Self.key)
    }
    #expect(throws: SignatureError.wrongCode) {
      try read.verify(
        status: 200, bodyDigest: Self.body, of: self.request(nonce: 6), key: Self.key)
    }
    #expect(throws: SignatureError.bodyMismatch) {
      try read.verify(status: 200, bodyDigest: SHA256.hash([]), of: asked, key: Self.key)
    }
    #expect(throws: SignatureError.wrongCode) {
      try read.verify(status: 200, bodyDigest: Self.body, of: asked, key: [1])
    }
    let stranger = AnswerSignature(
      signing: 200, bodyDigest: Self.body, from: "portal", to: asked, key: Self.key,
      created: Self.now)
    #expect(throws: SignatureError.wrongSender) {
      try stranger.verify(status: 200, bodyDigest: Self.body, of: asked, key: Self.key)
    }
    #expect(throws: SignatureError.missing) { try AnswerSignature(reading: { _ in [] }) }
    #expect(throws: SignatureError.notThisProfile) {
      try AnswerSignature(reading: self.values(asked.fields))
    }
  }

  @Test func `a request is admitted once`() throws {
    var memory = NonceMemory(started: Self.now)
    try memory.admit(request(), now: Self.now)
    try memory.admit(request(nonce: 6), now: Self.now + 100)
    #expect(throws: SignatureError.replayed) {
      try memory.admit(self.request(), now: Self.now + 599)
    }
    #expect(throws: SignatureError.tooEarly) {
      try memory.admit(self.request(created: Self.now - 6, nonce: 9), now: Self.now)
    }
  }

  @Test func `a full memory refuses instead of forgetting`() throws {
    var memory = NonceMemory(started: Self.now, noncesMax: 100)
    for nonce in 0..<100 {
      try memory.admit(request(nonce: UInt128(nonce)), now: Self.now + 1)
    }
    #expect(throws: SignatureError.tooMany) {
      try memory.admit(self.request(nonce: 1 << 70), now: Self.now + 2)
    }
    try memory.admit(request(created: Self.now + 700, nonce: 1 << 70), now: Self.now + 700)
  }

  /// The budget of a whole exchange with nothing new: head, headers and body both ways.
  @Test func `an exchange with nothing new stays below a thousand bytes`() {
    let message = MessageCodec.encode(
      SyncMessage(
        kind: .request, digest: Self.body, agreed: Self.body, vector: .unchanged,
        stateMark: ChainMark(Self.body)))
    let asked = request()
    let answer = AnswerSignature(
      signing: 200, bodyDigest: Self.body, from: "hub", to: asked, key: Self.key,
      created: Self.now)
    let request = [
      "POST /sync HTTP/1.1", "Host: viden.solroed.dk", "Content-Type: application/vnd.fv",
      "Content-Length: \(message.count)", "User-Agent: viden", "Accept: */*",
      "Accept-Encoding: identity",
    ]
    let head = ["HTTP/1.1 200 OK", "Date: Sat, 21 Mar 2026 10:00:00 GMT", "Content-Length: 54"]
    let lines =
      request + head + (asked.fields + answer.fields).map { "\($0.name): \($0.value)" }
    let bytes = lines.reduce(4) { $0 + $1.utf8.count + 2 } + 2 * message.count
    #expect(bytes <= 1000, "\(bytes)")
    #expect(bytes > 700)
  }
}
