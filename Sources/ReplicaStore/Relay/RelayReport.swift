public import SyncProtocol

/// What became of one visit to a relay folder.
public struct RelayReport: Sendable {
  /// Something in the folder that could not be used, and whose it is said to be.
  public struct Problem: Hashable, Sendable {
    public let file: String
    public let peer: String
    public let error: ProtocolError
  }

  /// Changes that were new here, and changes that were put there.
  public var received = 0
  public var sent = 0
  public var filesRead = 0
  public var filesWritten = 0
  public var filesRemoved = 0
  public var bytesIn = 0
  public var bytesOut = 0

  /// Peers whose card says that they hold exactly what this node holds.
  public var equal: [String] = []
  /// Peers that have been there and hold something else.
  public var different: [String] = []
  /// Peers that have never been there.
  public var absent: [String] = []
  public var problems: [Problem] = []
}
