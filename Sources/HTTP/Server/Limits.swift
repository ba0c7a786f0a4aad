// Everything the server bounds, in one place, with the values it has unless told otherwise.

/// The limits of a server. Each says what happens beyond it.
public struct Limits: Sendable {
  /// Bytes of a request line without its line end; 414 beyond.
  public var requestLineBytesMax = 8 * 1_024
  /// Bytes of all header fields of a request with their line ends; 431 beyond.
  public var headerBytesMax = 32 * 1_024
  /// Header fields of a request; 431 beyond.
  public var headerFieldsMax = 100
  /// Bytes of one header field; 431 beyond.
  public var headerFieldBytesMax = 16 * 1_024
  /// Bytes of a body where `bodyBytesMaxUnder` names no other limit; 413 beyond, before the body is
  /// read where its length was announced.
  public var bodyBytesMax = 1_024 * 1_024
  /// Other limits for paths that begin so; the longest prefix decides.
  public var bodyBytesMaxUnder: [(prefix: String, bytes: Int)] = []
  /// Bytes of a chunk-size line with its extensions; 400 beyond.
  public var chunkLineBytesMax = 1_024
  /// Bytes of the extensions of all chunks of a body; 400 beyond.
  public var chunkExtensionBytesMax = 16 * 1_024
  /// Bytes of a trailer section; 400 beyond.
  public var trailerBytesMax = 8 * 1_024

  /// From the first byte of a request to the end of its head, however the bytes drip; 408 beyond.
  public var headTimeout = Duration.seconds(10)
  /// Between two pieces of a body; 408 beyond.
  public var bodyIdleTimeout = Duration.seconds(10)
  /// The slowest a body may arrive, and an answer be taken, once the respective timeout has passed;
  /// 408 or close beyond. A connection that delivers a byte now and then is as dead as a silent one.
  public var bytesPerSecondMin = 1_000
  /// A connection that waits for its first or next request; closed beyond.
  public var idleTimeout = Duration.seconds(60)
  /// The same while more than three quarters of `connectionsMax` are in use.
  public var crowdedIdleTimeout = Duration.seconds(15)
  /// An answer of which the client takes nothing; closed beyond.
  public var writeTimeout = Duration.seconds(30)
  /// A request with a worker or in the queue before one; 503 beyond. The handler is not stopped,
  /// for nothing can stop a thread safely, but its answer is thrown away.
  public var handlerTimeout = Duration.seconds(10)
  /// After an answer that ends a connection early the client may still be sending: what arrives is
  /// read and thrown away for so long, since closing at once would make the kernel send a reset
  /// that destroys the answer on its way (RFC 9112 §9.6).
  public var lingerTimeout = Duration.seconds(2)
  /// And so many bytes of it. Browsers and most libraries send a whole body before they read: with
  /// 64 KiB, uploads of 8 MB ended in a broken pipe where they now end with the 413 that says why.
  public var lingerBytesMax = 16 * 1_024 * 1_024
  /// What `stop` waits for requests that have begun.
  public var drainTimeout = Duration.seconds(10)
  /// What `stop` leaves to idle connections, so that a request already on its way is answered and
  /// not reset.
  public var drainGrace = Duration.milliseconds(250)

  /// Connections at once; 503 beyond.
  public var connectionsMax = 1_024
  /// Connections of one IPv4 address or one IPv6 network (/64) at once; 503 beyond.
  public var connectionsPerAddressMax = 64
  /// Addresses that `connectionsPerAddressMax` does not bind, because a reverse proxy speaks there
  /// for many.
  public var proxyAddresses: Set<String> = ["127.0.0.1", "::1", "::ffff:127.0.0.1"]
  /// File descriptors the server leaves to the rest of the process, such as its database.
  public var descriptorsReserved = 24
  /// Requests of one connection; it is closed behind the last.
  public var requestsPerConnectionMax = 10_000
  /// Requests of one connection that are answered before the next connection has its turn.
  public var pipelinedMax = 64
  /// Bytes of answers that wait for a client to take them; nothing more is read from it beyond.
  public var outputBytesMax = 256 * 1_024
  /// Bytes of requests that wait behind one a worker has; nothing more is read beyond.
  public var inputBytesMax = 64 * 1_024
  /// Bytes of bodies in memory over all connections; 503 beyond.
  public var bodyBytesInFlightMax = 64 * 1_024 * 1_024
  /// Requests that wait for a worker; 503 beyond.
  public var queueMax = 256
  /// Requests that wait for a thread of the sideline; 503 beyond.
  public var sidelineQueueMax = 16

  public init() {}

  /// The limit for the body of a request with this path.
  public func bodyBytesMax(forPath path: String) -> Int {
    var longest = (length: -1, bytes: bodyBytesMax)
    for (prefix, bytes) in bodyBytesMaxUnder
    where prefix.utf8.count > longest.length && path.utf8.starts(with: prefix.utf8) {
      longest = (prefix.utf8.count, bytes)
    }
    return longest.bytes
  }
}
