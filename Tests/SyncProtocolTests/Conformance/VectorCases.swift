import Testing

/// The cases of `Protocol/vectors`, read once.
enum Vectors {
  static let payloads = VectorFile<PayloadCase>.cases(of: "payloads")
  static let streams = VectorFile<StreamCase>.cases(of: "streams")
  static let vectors = VectorFile<VectorCase>.cases(of: "have-vectors")
  static let messages = VectorFile<MessageCase>.cases(of: "messages")
  static let bundles = VectorFile<BundleCase>.cases(of: "bundles")
  static let forks = VectorFile<ForkCase>.cases(of: "forks")
  static let views = VectorFile<ViewCase>.cases(of: "views")
  static let signatures = VectorFile<SignatureCase>.cases(of: "signatures")
}

struct PayloadCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let id: String
  let document: String
  let parents: [String]
  let payload: String
  let change: ChangeForm?
  let error: String?

  var testDescription: String { name }
}

struct StreamCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let previous: String?
  let entry: EntryForm
  let payloadHash: String
  let commitment: String
  let chain: String

  var testDescription: String { name }
}

struct VectorCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Entry: Decodable, Sendable {
    let replica: String
    let sequence: UInt64
    let chain: String
  }

  let name: String
  let digest: String
  let entries: [Entry]

  var testDescription: String { name }
}

struct MessageCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: String
  let message: MessageForm?
  let error: String?

  var testDescription: String { name }
}

struct BundleCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Seal: Decodable, Sendable {
    let keyID: String
    let key: String
  }

  let name: String
  let bytes: String
  let held: Int
  let stored: Int?
  let digest: String?
  let sealedBy: Seal?
  let error: String?

  var testDescription: String { name }
}

struct SignatureCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Verify: Decodable, Sendable {
    var method: String?
    var path: String?
    var query: String?
    let body: String
    var to: String?
    let key: String
    var now: Int64?
    var status: Int?
    var request: [String: String]?
  }

  struct Sign: Decodable, Sendable {
    let from: String
    var keyID: String?
    let created: Int64
    var nonce: String?
  }

  let name: String
  let kind: String
  let fields: [String: String]
  let verify: Verify
  let sign: Sign?
  let error: String?

  var testDescription: String { name }
}

struct ForkCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Sealed: Decodable, Sendable {
    let id: String
    let document: String
    let parents: [String]
    let payload: String
    let chain: String
  }

  let name: String
  var mine: BranchForm?
  var theirs: BranchForm?
  var mineBecomes: String?
  var theirsBecomes: String?
  var replica: String?
  var first: UInt64?
  var log: [EntryForm]?
  var branchName: String?
  var after: [Sealed]?

  var testDescription: String { name }
}

struct ViewCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Request: Decodable, Hashable, Sendable {
    let digest: String
    let since: UInt64
  }

  struct Answer: Decodable, Hashable, Sendable {
    struct Item: Decodable, Hashable, Sendable {
      let document: String
      let payload: String?
    }

    let digest: String
    let viewDigest: String
    let revision: UInt64
    let more: Bool
    let items: [Item]
  }

  let name: String
  let bytes: String
  var request: Request?
  var answer: Answer?
  var view: String?
  var error: String?

  var testDescription: String { name }
}
