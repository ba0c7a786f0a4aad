public import Digest
import Planted

/// The signature of an answer, bound to the request by the request's own signature (Protocol/06
/// §4): another node's answer, an earlier one, or a captive portal's page is never taken for it.
public struct AnswerSignature: Hashable, Sendable {
  public let from: String
  /// The answerer's clock, in seconds since 1970.
  public let created: Int64
  public let bodyDigest: SHA256Digest
  public let field: String

  public init(
    signing status: Int, bodyDigest: SHA256Digest, from: String,
    to request: RequestSignature, key: [UInt8], created: Int64
  ) {
    precondition(SignatureProfile.isName(from))
    precondition(created >= 0)
    self.from = from
    self.created = created
    self.bodyDigest = bodyDigest
    field = SignatureProfile.signature(
      Self.base(status, bodyDigest, from, request, Self.parameters(created)), key: key)
  }

  public var fields: [SignatureField] {
    [
      SignatureField(name: ContentDigest.name, value: ContentDigest.field(bodyDigest)),
      SignatureField(name: SignatureProfile.fromName, value: from),
      SignatureField(
        name: SignatureProfile.inputName, value: "s=" + Self.parameters(created)),
      SignatureField(name: SignatureProfile.signatureName, value: field),
    ]
  }

  public init(reading values: (String) -> [String]) throws(SignatureError) {
    from = try single(SignatureProfile.fromName, values)
    field = try single(SignatureProfile.signatureName, values)
    guard let digest = ContentDigest.parse(try single(ContentDigest.name, values)) else {
      throw .notThisProfile
    }
    bodyDigest = digest
    var scanner = ParameterScanner(try single(SignatureProfile.inputName, values))
    try scanner.expect("s=" + SignatureProfile.answerComponents + ";created=")
    created = try scanner.seconds()
    try scanner.expect(SignatureProfile.tag)
    try scanner.expectEnd()
  }

  /// Checks the answer against the request it should belong to. Its time is not checked: the
  /// request's nonce makes it fresh, and the clock it shows may be the right one.
  public func verify(
    status: Int, bodyDigest actual: SHA256Digest, of request: RequestSignature, key: [UInt8]
  ) throws(SignatureError) {
    let base = Self.base(status, bodyDigest, from, request, Self.parameters(created))
    guard SignatureProfile.matches(field, base: base, key: key) || Planted.has(.answerUnsigned)
    else { throw .wrongCode }
    guard from == request.to else { throw .wrongSender }
    guard ConstantTime.areEqual(actual, bodyDigest) else { throw .bodyMismatch }
  }

  private static func parameters(_ created: Int64) -> String {
    SignatureProfile.answerComponents + ";created=\(created)" + SignatureProfile.tag
  }

  private static func base(
    _ status: Int, _ bodyDigest: SHA256Digest, _ from: String, _ request: RequestSignature,
    _ parameters: String
  ) -> String {
    SignatureProfile.base(
      [
        (#""@status""#, String(status)),
        (#""content-digest""#, ContentDigest.field(bodyDigest)), (#""fv-from""#, from),
        (#""signature";req"#, request.field),
      ], parameters: parameters)
  }
}
