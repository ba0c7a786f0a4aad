import SyncProtocol

/// A request or an answer as HTTP carries it: what the network may lose, cut, flip and repeat.
struct WireMessage: Hashable, Sendable {
  /// 0 in a request.
  var status = 0
  var fields: [Field]
  var body: [UInt8]

  struct Field: Hashable, Sendable {
    var name: String
    var value: String
  }

  init(status: Int = 0, fields: [SignatureField], body: [UInt8]) {
    self.status = status
    self.fields = fields.map { Field(name: $0.name, value: $0.value) }
    self.body = body
  }

  /// What stands between a node and the world sometimes answers itself, and unsigned.
  static func page(status: Int) -> WireMessage {
    WireMessage(
      status: status, fields: [],
      body: Array("<html><body><h1>Log på netværket \(status)</h1></body></html>".utf8))
  }

  func values(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }
}
