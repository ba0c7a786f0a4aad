import CRDT
import Digest
import Foundation
import SyncProtocol

/// A file of `Protocol/vectors`: the same cases that the reference under `tools/reference` runs.
struct VectorFile<Case: Decodable>: Decodable {
  let count: Int
  let cases: [Case]

  static func cases(of name: String) -> [Case] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "Protocol/vectors/\(name).json")
    guard let data = try? Data(contentsOf: path),
      let file = try? JSONDecoder().decode(VectorFile.self, from: data),
      file.count == file.cases.count
    else { return [] }  // A suite expects the number of its cases, so this does not go unseen.
    return file.cases
  }
}

/// A text that cannot be read in a vector file.
struct VectorError: Error {
  let text: String
}

func bytes(_ hex: String) throws -> [UInt8] {
  guard let bytes = Hex.decode(hex) else { throw VectorError(text: hex) }
  return bytes
}

func digest(_ hex: String) throws -> SHA256Digest {
  guard let digest = SHA256Digest(hex) else { throw VectorError(text: hex) }
  return digest
}

func changeID(_ text: String) throws -> ChangeID {
  // Number zero occurs in cases that must be refused, and only there.
  if text.hasSuffix("-0"), let replica = ReplicaID(String(text.dropLast(2))) {
    return ChangeID(replica: replica, sequence: 0)
  }
  guard let id = ChangeID(text) else { throw VectorError(text: text) }
  return id
}

/// The reason for which a protocol refuses, by the name that the registry gives it.
func refusal(_ run: () throws -> Void) -> String? {
  do {
    try run()
    return nil
  } catch let error as ProtocolError {
    return "\(error.reason)"
  } catch let error as SignatureError {
    if case .clockSkew = error { return "clockSkew" }
    return "\(error)"
  } catch {
    return "\(error)"
  }
}
