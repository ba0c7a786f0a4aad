import CRDT
import Digest
import Testing

@testable import SyncProtocol

extension ConformanceTests {
  @Test(arguments: Vectors.views)
  func `views`(vector: ViewCase) throws {
    let data = try bytes(vector.bytes)
    if vector.request != nil || ViewCodec.isRequest(data) {
      #expect(refusal { _ = try ViewCodec.decodeRequest(data) } == vector.error)
      guard let form = vector.request else { return }
      let request = try ViewCodec.decodeRequest(data)
      #expect(form == ViewCase.Request(digest: "\(request.digest)", since: request.since))
      #expect(ViewCodec.encode(request) == data)
      return
    }
    #expect(refusal { _ = try ViewCodec.decodeAnswer(data) } == vector.error)
    guard let form = vector.answer else { return }
    let answer = try ViewCodec.decodeAnswer(data)
    #expect(
      form
        == ViewCase.Answer(
          digest: "\(answer.digest)", viewDigest: "\(answer.viewDigest)", revision: answer.revision,
          more: answer.hasMore,
          items: answer.items.map {
            ViewCase.Answer.Item(
              document: "\($0.document)", payload: $0.payload.map { Hex.encode($0) })
          }))
    let view = answer.items.compactMap { item in
      item.payload.map { (item.document, StreamChain.payloadHash($0)) }
    }
    #expect("\(ViewAnswer.digest(of: view))" == vector.view)
    #expect(try ViewCodec.decodeAnswer(ViewCodec.encode(answer)) == answer)
  }
}
