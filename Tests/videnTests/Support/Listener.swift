import Foundation
import Glibc
import Loopback

/// A port of loopback at which whoever calls gets the same bytes and then the end of the
/// connection, or nothing at all for as long as they wait.
final class Listener: Sendable {
  let port: Int
  private let descriptor: Int32

  /// - Parameter answer: `nil` never accepts: the caller is connected and waits.
  /// - Parameter wanted: 0 lets the kernel choose.
  init(answer: [UInt8]?, port wanted: Int = 0) throws {
    let (descriptor, port) = try Wire.listen(port: wanted)
    self.descriptor = descriptor
    self.port = port
    guard let answer else { return }
    Thread.detachNewThread {
      while true {
        let accepted = accept(descriptor, nil, nil)
        guard accepted >= 0 else { return }
        Listener.serve(answer, on: accepted)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// Hears the whole request first: closing over unread bytes would reset the connection, and the
  /// answer with it.
  private static func serve(_ answer: [UInt8], on descriptor: Int32) {
    let wire = Wire(adopting: descriptor)
    var request = ""
    while !isWhole(request) {
      guard let more = try? wire.receive(), !more.isEmpty else { return }  // the caller has gone
      request += String(decoding: more, as: Unicode.ASCII.self)
    }
    wire.send(answer)
  }

  private static func isWhole(_ request: String) -> Bool {
    let parts = request.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let length = parts[0].lowercased().split(separator: "\r\n")
      .first { $0.hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
    return parts[1].unicodeScalars.count >= length ?? 0
  }
}
