public import Digest

/// The signature of a request between two nodes (Protocol/06 §3).
///
/// The signer asks for the fields and puts them into the request. The verifier first reads them,
/// to learn whose key to take, and then checks them against the request as it arrived:
///
///     let claim = try RequestSignature(reading: request.fields(named:))
///     try claim.verify(method: "POST", path: "/sync", query: nil, bodyDigest: digest,
///                      to: ownName, key: key(of: claim), now: seconds)
public struct RequestSignature: Hashable, Sendable {
  public let from: String
  public let to: String
  public let keyID: String
  public let created: Int64
  public let nonce: Nonce
  public let bodyDigest: SHA256Digest

  /// The value of the `Signature` field: what the answer is bound to.
  public let field: String

  /// Signs a request. `query` is without its question mark, `nil` if there is none.
  public init(
    signing method: String, path: String, query: String?, bodyDigest: SHA256Digest,
    from: String, to: String, keyID: String, key: [UInt8], created: Int64, nonce: Nonce
  ) {
    precondition(SignatureProfile.isName(from))
    precondition(SignatureProfile.isName(to))
    precondition(SignatureProfile.isName(keyID))
    precondition(created >= 0)
    self.from = from
    self.to = to
    self.keyID = keyID
    self.created = created
    self.nonce = nonce
    self.bodyDigest = bodyDigest
    field = SignatureProfile.signature(
      Self.base(
        method, path, query, bodyDigest, from: from, to: to,
        parameters: Self.parameters(created, nonce, keyID)),
      key: key)
  }

  /// The fields to send, in lower case.
  public var fields: [SignatureField] {
    [
      SignatureField(name: ContentDigest.name, value: ContentDigest.field(bodyDigest)),
      SignatureField(name: SignatureProfile.fromName, value: from),
      SignatureField(name: SignatureProfile.toName, value: to),
      SignatureField(
        name: SignatureProfile.inputName, value: "s=" + Self.parameters(created, nonce, keyID)),
      SignatureField(name: SignatureProfile.signatureName, value: field),
    ]
  }

  /// Reads what a request claims. `values` gives all values of a field by its lower-case name.
  public init(reading values: (String) -> [String]) throws(SignatureError) {
    from = try Self.name(SignatureProfile.fromName, values)
    to = try Self.name(SignatureProfile.toName, values)
    field = try single(SignatureProfile.signatureName, values)
    guard let digest = ContentDigest.parse(try single(ContentDigest.name, values)) else {
      throw .notThisProfile
    }
    bodyDigest = digest
    var scanner = ParameterScanner(try single(SignatureProfile.inputName, values))
    try scanner.expect("s=" + SignatureProfile.requestComponents + ";created=")
    created = try scanner.seconds()
    try scanner.expect(";nonce=")
    guard let nonce = Nonce(try scanner.quoted()) else { throw .notThisProfile }
    self.nonce = nonce
    try scanner.expect(";keyid=")
    keyID = try scanner.quoted()
    guard SignatureProfile.isName(keyID) else { throw .notThisProfile }
    try scanner.expect(SignatureProfile.tag)
    try scanner.expectEnd()
  }

  /// Checks the claim against the request as it arrived; `now` in seconds since 1970. The code is
  /// checked before the clock, so that only the holder of the key learns how far clocks are apart.
  public func verify(
    method: String, path: String, query: String?, bodyDigest actual: SHA256Digest,
    to recipient: String, key: [UInt8], now: Int64
  ) throws(SignatureError) {
    let base = Self.base(
      method, path, query, bodyDigest, from: from, to: to,
      parameters: Self.parameters(created, nonce, keyID))
    guard SignatureProfile.matches(field, base: base, key: key) else { throw .wrongCode }
    guard to == recipient else { throw .wrongRecipient }
    guard ConstantTime.areEqual(actual, bodyDigest) else { throw .bodyMismatch }
    let ahead = created - now
    guard abs(ahead) <= SignatureProfile.windowSeconds else {
      throw .clockSkew(secondsAhead: ahead)
    }
  }

  private static func parameters(_ created: Int64, _ nonce: Nonce, _ keyID: String) -> String {
    SignatureProfile.requestComponents
      + ";created=\(created);nonce=\"\(nonce.text)\";keyid=\"\(keyID)\"" + SignatureProfile.tag
  }

  private static func base(
    _ method: String, _ path: String, _ query: String?, _ bodyDigest: SHA256Digest,
    from: String, to: String, parameters: String
  ) -> String {
    SignatureProfile.base(
      [
        (#""@method""#, method), (#""@path""#, path),
        // RFC 9421 §2.2.7: an absent query is a question mark alone.
        (#""@query""#, "?" + (query ?? "")),
        (#""content-digest""#, ContentDigest.field(bodyDigest)), (#""fv-to""#, to),
        (#""fv-from""#, from),
      ], parameters: parameters)
  }

  private static func name(
    _ field: String, _ values: (String) -> [String]
  ) throws(SignatureError) -> String {
    let name = try single(field, values)
    guard SignatureProfile.isName(name) else { throw .notThisProfile }
    return name
  }
}

/// The only value of a field.
func single(_ field: String, _ values: (String) -> [String]) throws(SignatureError) -> String {
  let all = values(field)
  guard all.count == 1 else { throw .missing }
  return all[0]
}
