// Why a request was refused before any handler saw it, and with which status.

/// A reason to refuse a request. After any of them the bytes that follow cannot be trusted to be
/// where a next request begins, so the connection is closed behind the answer (RFC 9112 §2.2).
public enum RequestError: Error, Sendable, Hashable {
  case requestLineInvalid
  case methodUnknown
  case targetInvalid
  case pathInvalid
  case versionInvalid
  case versionUnsupported
  case requestLineTooLong
  case lineEndInvalid
  case fieldInvalid
  case fieldFolded
  case fieldsTooLarge
  case hostMissing
  case hostRepeated
  case hostInvalid
  case contentLengthInvalid
  case contentLengthRepeated
  case transferEncodingInvalid
  case transferEncodingWithLength
  case transferEncodingUnknown
  case contentCodingUnsupported
  case expectationUnknown
  case chunkInvalid
  case trailerInvalid
  case bodyTooLarge
  case timedOut
  case overloaded

  public var status: Status {
    switch self {
    case .methodUnknown, .transferEncodingUnknown: .notImplemented
    case .versionUnsupported: .httpVersionNotSupported
    case .requestLineTooLong: .uriTooLong
    case .fieldsTooLarge: .requestHeaderFieldsTooLarge
    case .contentCodingUnsupported: .unsupportedMediaType
    case .expectationUnknown: .expectationFailed
    case .bodyTooLarge: .contentTooLarge
    case .timedOut: .requestTimeout
    case .overloaded: .serviceUnavailable
    case .requestLineInvalid, .targetInvalid, .pathInvalid, .versionInvalid, .lineEndInvalid,
      .fieldInvalid, .fieldFolded, .hostMissing, .hostRepeated, .hostInvalid,
      .contentLengthInvalid, .contentLengthRepeated, .transferEncodingInvalid,
      .transferEncodingWithLength, .chunkInvalid, .trailerInvalid:
      .badRequest
    }
  }
}
