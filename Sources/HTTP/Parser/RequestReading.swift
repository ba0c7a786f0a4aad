/// What the parser makes of some bytes, for the fuzzers: they have no socket to send them over.
package enum RequestReading {
  /// The requests one after another, in words, and why the rest was refused if it was.
  ///
  /// - Parameter size: the bytes come in pieces of that many, which must make no difference.
  package static func words(for bytes: [UInt8], inPiecesOf size: Int) -> [String] {
    var parser = RequestParser(peer: "192.0.2.1")
    var words: [String] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + max(1, size))
      var piece = bytes[start..<end]
      start = end
      do {
        while let parsed = try parser.advance(over: &piece, within: Limits()) {
          let request = parsed.request
          words.append(
            "\(request.method) \(request.rawPath)?\(request.rawQuery ?? "") \(String(decoding: request.headers.storage, as: UTF8.self)) "
              + "\(request.body) \(parsed.keepsAlive)")
          guard parsed.keepsAlive else { return words }
        }
      } catch {
        return words + ["\(error)"]
      }
    }
    return words
  }
}
