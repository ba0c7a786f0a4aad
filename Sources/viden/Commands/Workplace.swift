import CRDT
import Foundation
import Glibc
import Knowledge
import ReplicaStore
import SQLite

/// What every command needs from its surroundings: the data folder, the clock, who is at the
/// keyboard.
struct Workplace {
  let folder: DataFolder
  private let arguments: Arguments

  init(_ arguments: Arguments) {
    self.arguments = arguments
    folder = DataFolder(path: arguments.value("--data") ?? Workplace.defaultFolder)
  }

  /// `VIDEN_DATA`, else the XDG data folder of the person.
  private static var defaultFolder: String {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["VIDEN_DATA"] { return folder }
    let home = environment["HOME"] ?? "."
    return (environment["XDG_DATA_HOME"] ?? "\(home)/.local/share") + "/faellesviden"
  }

  /// The replica, for commands that only look.
  func reading<T>(_ body: (Replica) throws -> T) throws -> T {
    let connection = try folder.openForReading()
    return try connection.read { try body(Replica(connection)) }
  }

  /// The replica, for commands that change something.
  func writing<T>(_ body: (Replica) throws -> T) throws -> T {
    try body(Replica(folder.openForWriting()))
  }

  /// This machine's clock, in milliseconds since 1970. Shown, never used to decide.
  static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

  /// Who does it: `--author`, else `VIDEN_AUTHOR`, else the name of the account.
  var authorship: Authorship {
    let environment = ProcessInfo.processInfo.environment
    let name =
      arguments.value("--author") ?? environment["VIDEN_AUTHOR"] ?? environment["USER"] ?? "ukendt"
    return Authorship(author: name, time: Workplace.now)
  }
}

/// Standard output and standard error.
enum Console {
  static func print(_ line: String) {
    write(Array((line + "\n").utf8))
  }

  static func write(_ bytes: [UInt8]) {
    write(bytes, to: STDOUT_FILENO)
  }

  /// Writes all of it, or says no: whoever reads us may go away in the middle, a disk may be full.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || (count < 0 && errno == EINTR) else { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  static func complain(_ line: String) {
    write(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// One value as one line of JSON, keys in alphabetical order and in snake_case.
  static func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Console.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Overwrites the last line of a terminal.
  static func progress(_ text: String) {
    write(Array("\r\u{1B}[K\(text)".utf8), to: STDERR_FILENO)
  }

  static var isTerminal: Bool { isatty(STDOUT_FILENO) != 0 }
}

/// Moments as people here write them, in the time zone of Denmark.
enum Moment {
  /// "21-10-2011 kl. 8.05".
  static func text(_ milliseconds: Int64) -> String {
    formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
  }

  /// RFC 3339 in UTC, for scripts.
  static func rfc3339(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds / 1000)).ISO8601Format()
  }

  /// The day it was in Denmark.
  static func day(_ milliseconds: Int64) -> CivilDate {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    guard let year = parts.year, let month = parts.month, let day = parts.day,
      let civil = CivilDate(year: year, month: month, day: day)
    else { preconditionFailure("a calendar gave no day") }
    return civil
  }

  private static var timeZone: TimeZone { TimeZone(identifier: "Europe/Copenhagen") ?? .gmt }

  private static var formatter: DateFormatter {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "da_DK_POSIX")
    formatter.timeZone = timeZone
    formatter.dateFormat = "dd-MM-yyyy 'kl.' H.mm"
    return formatter
  }
}
