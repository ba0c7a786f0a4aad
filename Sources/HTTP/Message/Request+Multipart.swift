// Files that a browser sends: multipart/form-data (RFC 7578).

extension Request {
  /// One field of a form that was sent as multipart/form-data.
  public struct Part: Sendable {
    public let name: String
    /// The name that the file had on the sender's machine; `nil` for a field that is no file.
    public let fileName: String?
    public let body: ArraySlice<UInt8>

    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// Parts that a form may have, and bytes of what stands before the body of each.
  static let partsMax = 100
  static let partHeadBytesMax = 4_096

  /// The parts of the body, in order; `nil` for a body of another type and for one that is not
  /// built as RFC 2046 §5.1.1 demands.
  public var parts: [Part]? {
    guard mediaType == "multipart/form-data", let boundary = multipartBoundary else { return nil }
    let delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter has no line before it, and so no line end of its own.
    guard body.starts(with: delimiter.dropFirst(2)) else { return nil }
    var start = delimiter.count - 2
    var parts: [Part] = []
    while true {
      guard let end = Request.end(ofDelimiterAt: start, in: body) else { return nil }
      guard !end.isLast else { return parts }
      guard let next = Request.find(delimiter, in: body, from: end.place),
        parts.count < Request.partsMax,
        let part = Part(body[end.place..<max(end.place, next)])
      else { return nil }
      parts.append(part)
      start = next + delimiter.count
    }
  }

  public func part(_ name: String) -> Part? { parts?.first { $0.name == name } }

  /// The parameter `boundary` of the type: 1 to 70 characters that need no escape.
  private var multipartBoundary: String? {
    guard let value = headers.first("Content-Type"),
      let found = value.firstRange(of: "boundary=")
    else { return nil }
    var text = value[found.upperBound...].prefix { $0 != ";" }
    if text.first == "\"" { text = text.dropFirst().prefix { $0 != "\"" } }
    let boundary = text.trimmingBlanks()
    return (1...70).contains(boundary.utf8.count) ? boundary : nil
  }

  /// What stands behind a boundary: a line end, or two hyphens behind the last part.
  private static func end(
    ofDelimiterAt place: Int, in body: [UInt8]
  ) -> (place: Int, isLast: Bool)? {
    let rest = body[min(place, body.count)...]
    if rest.starts(with: "--".utf8) { return (place, true) }
    let blanks = rest.prefix { $0 == .space || $0 == .tab }.count
    guard rest.dropFirst(blanks).starts(with: [.carriageReturn, .lineFeed]) else { return nil }
    return (place + blanks + 2, false)
  }

  private static func find(_ needle: [UInt8], in body: [UInt8], from start: Int) -> Int? {
    // A part without a body begins where the line end of its delimiter stands.
    var place = max(0, start - 2)
    while place + needle.count <= body.count {
      if body[place] == .carriageReturn, body[place...].starts(with: needle) { return place }
      place += 1
    }
    return nil
  }
}

extension Request.Part {
  /// - Parameter bytes: header fields, an empty line, and the rest.
  fileprivate init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    var disposition: String?
    while true {
      guard let end = rest.firstIndex(of: .lineFeed),
        end - bytes.startIndex < Request.partHeadBytesMax
      else { return nil }
      var line = rest[..<end]
      if line.last == .carriageReturn { line = line.dropLast() }
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      let text = String(decoding: line, as: UTF8.self)
      if text.lowercased().hasPrefix("content-disposition:") { disposition = text }
    }
    guard let disposition, disposition.lowercased().contains("form-data"),
      let name = Request.Part.parameter("name", of: disposition)
    else { return nil }
    self.name = name
    fileName = Request.Part.parameter("filename", of: disposition)
    body = rest
  }

  /// Browsers write quotes, CR and LF in names as %22, %0D and %0A (RFC 7578 §2, HTML).
  private static func parameter(_ name: String, of line: String) -> String? {
    for separator in ["; ", ";"] {
      guard let found = line.firstRange(of: "\(separator)\(name)=\"") else { continue }
      let value = line[found.upperBound...].prefix { $0 != "\"" }
      return String(value.replacing("%22", with: "\""))
    }
    return nil
  }
}
