import CRDT

/// From an article to the values of its registers and sets: the other direction of
/// `Article+State`. What is unset is empty.
extension Article {
  static let registers: [FieldID] = Field.all.filter { $0.kind == .register }.map(\.id)
  static let sets: [FieldID] = Field.all.filter { $0.kind == .set }.map(\.id)
  static let texts: [FieldID] = Field.all.filter { $0.kind == .text }.map(\.id)

  func registerValue(of field: FieldID) -> Value {
    switch field {
    case .approval: approval?.value ?? Value(bytes: [])
    case .frontMatter: fileHead?.value ?? Value(bytes: [])
    default: Value(registerText(of: field) ?? "")
    }
  }

  private func registerText(of field: FieldID) -> String? {
    switch field {
    case .title: title
    case .subject: subject?.number
    case .audience: audience.rawValue
    case .status: status.encoded
    case .externalID: externalID
    case .owner: owner?.encoded
    case .validFrom: validFrom?.iso
    case .validTo: validTo?.iso
    case .lastReviewedOn: lastReviewedOn?.iso
    case .reviewIn: reviewIn?.description
    case .verifiedBy: verifiedBy
    case .anchor: anchor?.encoded
    case .sentBack: sentBack?.encoded
    default: nil
    }
  }

  /// Ascending by their bytes, each once: the order of the wire and of hashes, since the alphabet's
  /// rules may change and those must not.
  func elements(of field: FieldID) -> [Value] {
    let elements: [String] =
      switch field {
      case .keywords: keywords
      case .links: links.map(\.encoded)
      case .legalReferences: legalReferences
      default: []
      }
    return Set(elements.map { Value($0) }).sorted()
  }

  func text(of field: FieldID) -> String {
    switch field {
    case .shortAnswer: shortAnswer
    case .body: body
    default: ""
    }
  }
}
