/// Objects that belong to a connection and live as long as it does: the caches of a tokenizer, the
/// statistics of an index. One of each type.
extension Connection {
  /// The companion of this type, if it was kept.
  public func companion<T: AnyObject>(_ type: T.Type) -> T? {
    companions[ObjectIdentifier(type)] as? T
  }

  /// Keeps an object until the connection has closed.
  public func keep<T: AnyObject>(_ companion: T) {
    companions[ObjectIdentifier(T.self)] = companion
  }
}
