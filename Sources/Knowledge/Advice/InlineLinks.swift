/// The links, images and bare addresses of one line of Markdown, code spans left out.
///
/// No parser: what an author means as a link is recognised, nested brackets are not. One pass over
/// the line, each character read at most twice.
struct InlineLinks {
  struct Link {
    enum Kind {
      case link
      case image
      /// An address as it stands, or between angle brackets.
      case bare
    }

    let kind: Kind
    let text: String
  }

  private(set) var found: [Link] = []

  private let scalars: [Unicode.Scalar]
  private var index = 0
  /// Where the last bracket was opened, and whether an exclamation mark stands before it.
  private var open: (index: Int, isImage: Bool)?

  init(_ line: Substring) {
    scalars = Array(line.unicodeScalars)
    while index < scalars.count { step() }
  }

  private mutating func step() {
    switch scalars[index] {
    case "`":
      let end = scalars[(index + 1)...].firstIndex(of: "`")
      index = end.map { $0 + 1 } ?? scalars.count
    case "[":
      open = (index, index > 0 && scalars[index - 1] == "!")
      index += 1
    case "]":
      close()
    case "h":
      readBareAddress()
    default:
      index += 1
    }
  }

  private mutating func close() {
    defer { open = nil }
    guard let open, let end = addressEnd(after: index) else {
      index += 1
      return
    }
    found.append(
      Link(kind: open.isImage ? .image : .link, text: text(open.index + 1..<index)))
    index = end
  }

  /// Behind the `(address)` that follows a closing bracket. An address has no blank and no bracket.
  private func addressEnd(after bracket: Int) -> Int? {
    guard bracket + 1 < scalars.count, scalars[bracket + 1] == "(" else { return nil }
    for position in scalars[(bracket + 2)...].indices {
      switch scalars[position] {
      case ")": return position + 1
      case "(", "[": return nil
      default: continue
      }
    }
    return nil
  }

  private mutating func readBareAddress() {
    let start = index
    let rest = scalars[start...]
    guard ["https://", "http://"].contains(where: { rest.starts(with: $0.unicodeScalars) }) else {
      index += 1
      return
    }
    index = rest.firstIndex { " \t<>)]".unicodeScalars.contains($0) } ?? scalars.count
    // The text of a link is judged as a whole, when its bracket closes.
    guard open == nil else { return }
    found.append(Link(kind: .bare, text: text(start..<index)))
  }

  private func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  /// Whether a link's text is nothing but an address.
  static func isAddress(_ text: Substring) -> Bool {
    ["https://", "http://", "www."].contains(where: text.lowercased().hasPrefix)
      && !text.contains(" ")
  }
}
