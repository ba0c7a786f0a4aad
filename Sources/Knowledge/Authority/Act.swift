public import CRDT

/// What a judge has to know of the document that a change belongs to, asked for only where it makes
/// a difference, since most changes are sound without it.
public struct DocumentContext {
  /// What the document is.
  public var kind: () throws -> DocumentKind
  /// The document as the change's author saw it; `nil` for the change that creates it.
  public var before: () throws -> DocumentState?

  public init(
    kind: @escaping () throws -> DocumentKind, before: @escaping () throws -> DocumentState?
  ) {
    self.kind = kind
    self.before = before
  }
}

extension Change {
  /// The least role that may make this change.
  ///
  /// Approving, sending back, withdrawing and lifting a withdrawal are an approver's; the rest of an article is an
  /// editor's. Counting is everybody's who works here. The plan of subjects is what all citizens find
  /// answers by, so taking an edition into use is an approver's.
  func neededRole(in document: DocumentContext) throws -> Role {
    if try document.kind() == .subjectPlan { return .approver }
    guard try document.kind() == .article else {
      return operations.allSatisfy(\.isCounting) ? .staff : .editor
    }
    var writesStatus = false
    for case .assign(let field, let value) in operations {
      switch field {
      case .approval, .sentBack: return .approver
      case .status:
        guard let status = value.text.flatMap({ Status(encoded: $0) }) else { return .approver }
        if status == .approved || status.isWithdrawn { return .approver }
        writesStatus = true
      default: continue
      }
    }
    guard writesStatus, let before = try document.before() else { return .editor }
    return Article(before).status.isWithdrawn ? .approver : .editor
  }

  /// Where the article or the reference record stands before and after; empty for other kinds of
  /// document, which no area bounds. A plan of subjects is nobody's own: only who is not limited
  /// reaches it.
  func places(in document: DocumentContext) throws -> [Place] {
    guard try [.article, .reference, .subjectPlan].contains(document.kind()) else { return [] }
    guard let state = try document.before() else { return [Place().after(operations)] }
    let before = Place(state)
    let after = before.after(operations)
    return before == after ? [before] : [before, after]
  }
}

extension Operation {
  /// Counting, or making the ledger that is counted in.
  fileprivate var isCounting: Bool {
    switch self {
    case .count, .create: true
    default: false
    }
  }
}
