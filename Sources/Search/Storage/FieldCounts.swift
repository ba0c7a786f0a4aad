/// How often a word stands in each field of one article, in one byte.
///
/// Beyond what fits more of the same says little: three times in the title, once among short answer
/// and keywords each, fifteen times in the body.
struct FieldCounts: Hashable, Sendable {
  enum Field: Int, CaseIterable {
    case title, shortAnswer, keywords, body
  }

  /// Two bits title, one bit short answer, one bit keywords, four bits body, from the highest.
  private(set) var code: UInt8 = 0

  init() {}

  init(code: UInt8) { self.code = code }

  var title: Int { Int(code >> 6) }
  var shortAnswer: Int { Int(code >> 5 & 1) }
  var keywords: Int { Int(code >> 4 & 1) }
  var body: Int { Int(code & 15) }

  mutating func add(in field: Field) {
    switch field {
    case .title: if title < 3 { code += 1 << 6 }
    case .shortAnswer: code |= 1 << 5
    case .keywords: code |= 1 << 4
    case .body: if body < 15 { code += 1 }
    }
  }
}
