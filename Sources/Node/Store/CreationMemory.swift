import CRDT
import Synchronization

/// Which forms for a new article have been sent already, so that a button pressed twice makes one
/// article and not two. It knows the last few hundred; nobody presses later than that.
final class CreationMemory: Sendable {
  private struct Memory {
    var documents: [String: ChangeID] = [:]
    var order: [String] = []
  }

  private static let countMax = 500
  private let memory = Mutex(Memory())

  /// A name for a form that is about to be filled in.
  static func freshName() -> String {
    "ny-\(String(UInt64.random(in: .min ... .max), radix: 16))"
  }

  /// Whether a form could have been given the name.
  static func isName(_ text: String) -> Bool {
    guard text.hasPrefix("ny-") else { return false }
    return UInt64(text.dropFirst(3), radix: 16) != nil
  }

  func document(ofForm name: String) -> ChangeID? {
    memory.withLock { $0.documents[name] }
  }

  func remember(_ document: ChangeID, ofForm name: String) {
    memory.withLock { memory in
      memory.documents[name] = document
      memory.order.append(name)
      guard memory.order.count > CreationMemory.countMax else { return }
      memory.documents[memory.order.removeFirst()] = nil
    }
  }
}
