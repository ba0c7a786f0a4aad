// What browsers put into a request besides its target: form fields and cookies.

extension Request {
  /// The most fields a form may have. Ours have some thirty; an import may have some hundred.
  public static let formFieldsMax = 1_000

  /// The fields of an `application/x-www-form-urlencoded` body, in order; nil for a body of
  /// another type and for one with more fields than `formFieldsMax`.
  public var form: [(name: String, value: String)]? {
    guard mediaType == "application/x-www-form-urlencoded" else { return nil }
    return PercentCoding.decodePairs(body, max: Self.formFieldsMax)
  }

  /// The first value of that name in the form.
  public func form(_ name: String) -> String? {
    form?.first { $0.name == name }?.value
  }

  /// The same request with other fields in its form.
  public func withForm(_ fields: [(name: String, value: String)]) -> Request {
    var request = self
    request.body = Array(
      fields.map { field in
        PercentCoding.escapeComponent(field.name) + "="
          + PercentCoding.escapeComponent(field.value)
      }.joined(separator: "&").utf8)
    return request
  }

  /// The type of the body without its parameters, in lower case (RFC 9110 §8.3.1).
  public var mediaType: String? {
    guard let value = headers.first("Content-Type") else { return nil }
    return Substring(value.utf8.prefix { $0 != UInt8(ascii: ";") }).trimmingBlanks().lowercased()
  }

  /// The cookies that were sent (RFC 6265 §5.4), in order.
  public var cookies: [(name: String, value: String)] {
    headers.all("Cookie").flatMap { line in
      line.utf8.split(separator: UInt8(ascii: ";")).compactMap { pair in
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        return (
          name: Substring(pair[..<equals]).trimmingBlanks(),
          value: Substring(pair[equals...].dropFirst()).trimmingBlanks()
        )
      }
    }
  }

  /// The first cookie of that name.
  public func cookie(_ name: String) -> String? {
    cookies.first { $0.name == name }?.value
  }
}

extension Substring {
  /// Without the optional blanks (OWS, RFC 9110 §5.6.3) around it.
  func trimmingBlanks() -> String {
    let isBlank: (UInt8) -> Bool = { $0 == .space || $0 == .tab }
    guard let last = utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(Substring(utf8[...last].drop(while: isBlank)))
  }
}
