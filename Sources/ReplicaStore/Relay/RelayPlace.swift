/// A folder that several nodes can reach though they cannot reach each other: a share, a WebDAV
/// server, an array in a test. Files in it appear whole or not at all, as far as the folder can
/// promise that; who reads them checks anyway.
public protocol RelayPlace {
  /// Its address, for people and for what is remembered about its files.
  var address: String { get }

  /// The names of the files in it, in any order, foreign ones among them.
  func names() throws -> [String]

  /// A file's content; `nil` when it is not there (any more).
  func read(_ name: String) throws -> [UInt8]?

  /// Writes a file under the name `part` and gives it its own name when it is whole. A file of that
  /// name is replaced.
  func write(_ bytes: [UInt8], as name: String, part: String) throws

  /// Takes a file away; one that is not there is as gone as it should be.
  func remove(_ name: String) throws
}
