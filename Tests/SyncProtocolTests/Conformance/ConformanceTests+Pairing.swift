import CRDT
import SyncProtocol
import Testing

/// A case of `Protocol/vectors/pairing.json`.
struct PairingCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let kind: String
  let error: String?
  // A code.
  let text: String?
  let secret: String?
  let written: String?
  let key: String?
  let keyID: String?
  // A message.
  let bytes: String?
  let nonce: String?
  let node: String?
  let replica: String?
  let nodeName: String?
  let address: String?
  let scopes: UInt8?
  // A key.
  let use: String?
  let asker: String?
  let answerer: String?
  let asked: String?
  let answered: String?
  let made: String?
  let madeID: String?

  var testDescription: String { name }
}

extension ConformanceTests {
  static let pairing = VectorFile<PairingCase>.cases(of: "pairing")

  @Test func `no case of pairing is missing`() {
    #expect(ConformanceTests.pairing.count >= 53)
  }

  @Test(arguments: pairing)
  func `pairing`(vector: PairingCase) throws {
    switch vector.kind {
    case "code": try checkCode(vector)
    case "key": try checkKey(vector)
    default: try checkMessage(vector)
    }
  }

  private func checkCode(_ vector: PairingCase) throws {
    guard vector.error == nil else {
      do {
        _ = try PairingCode(vector.text ?? "")
        Issue.record("\(vector.name) is accepted")
      } catch {
        #expect("\(error)".hasPrefix(vector.error ?? ""))
      }
      return
    }
    let code = try PairingCode(vector.text ?? "")
    #expect(code.secret == (try bytes(vector.secret ?? "")))
    #expect(code.text == vector.written)
    let key = PairingKeys.invitationKey(of: code)
    #expect(key == (try bytes(vector.key ?? "")))
    #expect(PairingKeys.id(of: key) == vector.keyID)
  }

  private func checkMessage(_ vector: PairingCase) throws {
    let data = try bytes(vector.bytes ?? "")
    var nonce: [UInt8] = []
    var encoded: [UInt8] = []
    let reason = refusal {
      switch vector.kind {
      case "join":
        let message = try JoinRequest(decoding: data)
        (nonce, encoded) = (message.sender.nonce, message.encoded)
        #expect(message.sender.node == UInt64(vector.node ?? "", radix: 16))
        #expect(message.sender.replica.description == vector.replica)
        #expect(message.sender.name == vector.nodeName)
        #expect(message.address == vector.address)
      case "joined":
        let message = try JoinAnswer(decoding: data)
        (nonce, encoded) = (message.sender.nonce, message.encoded)
        #expect(message.sender.node == UInt64(vector.node ?? "", radix: 16))
        #expect(message.sender.replica.description == vector.replica)
        #expect(message.sender.name == vector.nodeName)
        #expect(message.scopes.rawValue == vector.scopes)
      case "changeKey":
        let message = try KeyChange(decodingRequest: data)
        (nonce, encoded) = (message.nonce, message.encodedRequest)
      case "keyChanged":
        let message = try KeyChange(decodingAnswer: data)
        (nonce, encoded) = (message.nonce, message.encodedAnswer)
      case "writer":
        let message = try WriterName(decodingRequest: data)
        encoded = message.encodedRequest
        #expect(message.replica.description == vector.replica)
      default:
        let message = try WriterName(decodingAnswer: data)
        encoded = message.encodedAnswer
        #expect(message.replica.description == vector.replica)
      }
    }
    #expect(reason == vector.error)
    guard reason == nil else { return }
    #expect(nonce == (try bytes(vector.nonce ?? "")))
    #expect(encoded == data, "\(vector.kind)")
  }

  private func checkKey(_ vector: PairingCase) throws {
    let secret = try bytes(vector.secret ?? "")
    let (asked, answered) = (try bytes(vector.asked ?? ""), try bytes(vector.answered ?? ""))
    let made: [UInt8]
    if vector.use == "pair" {
      made = PairingKeys.pairKey(
        invitationKey: secret, asked: try JoinRequest(decoding: asked),
        answered: try JoinAnswer(decoding: answered))
    } else {
      made = PairingKeys.nextKey(
        after: secret, asker: try #require(UInt64(vector.asker ?? "", radix: 16)),
        answerer: try #require(UInt64(vector.answerer ?? "", radix: 16)),
        asked: try KeyChange(decodingRequest: asked),
        answered: try KeyChange(decodingAnswer: answered))
    }
    #expect(made == (try bytes(vector.made ?? "")))
    #expect(PairingKeys.id(of: made) == vector.madeID)
  }
}
