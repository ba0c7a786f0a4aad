import Digest
import SyncProtocol
import Testing

extension ConformanceTests {
  @Test(arguments: Vectors.signatures)
  func `signatures`(vector: SignatureCase) throws {
    let isRequest = vector.kind == "request"
    #expect(
      refusal { try isRequest ? verifyRequest(vector) : verifyAnswer(vector) } == vector.error)
    guard let sign = vector.sign else { return }
    let made = try isRequest ? signRequest(vector, sign) : signAnswer(vector, sign)
    #expect(Dictionary(uniqueKeysWithValues: made.map { ($0.name, $0.value) }) == vector.fields)
  }

  private func values(_ fields: [String: String]) -> (String) -> [String] {
    { name in fields[name].map { [$0] } ?? [] }
  }

  private func verifyRequest(_ vector: SignatureCase) throws {
    let verify = vector.verify
    try RequestSignature(reading: values(vector.fields)).verify(
      method: verify.method ?? "", path: verify.path ?? "", query: verify.query,
      bodyDigest: SHA256.hash(try bytes(verify.body)), to: verify.to ?? "",
      key: try bytes(verify.key), now: verify.now ?? 0)
  }

  private func verifyAnswer(_ vector: SignatureCase) throws {
    let verify = vector.verify
    try AnswerSignature(reading: values(vector.fields)).verify(
      status: verify.status ?? 0, bodyDigest: SHA256.hash(try bytes(verify.body)),
      of: RequestSignature(reading: values(verify.request ?? [:])), key: try bytes(verify.key))
  }

  private func signRequest(
    _ vector: SignatureCase, _ sign: SignatureCase.Sign
  ) throws -> [SignatureField] {
    let verify = vector.verify
    let nonce = try bytes(sign.nonce ?? "").reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    return RequestSignature(
      signing: verify.method ?? "", path: verify.path ?? "", query: verify.query,
      bodyDigest: SHA256.hash(try bytes(verify.body)), from: sign.from, to: verify.to ?? "",
      keyID: sign.keyID ?? "", key: try bytes(verify.key), created: sign.created,
      nonce: Nonce(bits: nonce)
    ).fields
  }

  private func signAnswer(
    _ vector: SignatureCase, _ sign: SignatureCase.Sign
  ) throws -> [SignatureField] {
    let verify = vector.verify
    return AnswerSignature(
      signing: verify.status ?? 0, bodyDigest: SHA256.hash(try bytes(verify.body)),
      from: sign.from, to: try RequestSignature(reading: values(verify.request ?? [:])),
      key: try bytes(verify.key), created: sign.created
    ).fields
  }
}
