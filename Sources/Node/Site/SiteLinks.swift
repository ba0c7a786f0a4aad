import WebUI

/// Makes a page of the node into a page of files: its links relative, and without what only a node
/// can do.
///
/// It reads our own markup, which is made by `Markup` and so has lower-case tags and attributes in
/// double quotes; what it does not know stays as it is.
struct SiteLinks {
  /// The file that the page will be.
  let page: String
  /// Where an address leads in the end.
  let moved: (String) -> String
  /// The addresses of the site that the page links to.
  private(set) var found: Set<String> = []

  init(page: String, moved: @escaping (String) -> String) {
    self.page = page
    self.moved = moved
  }

  mutating func rewrite(_ html: String) -> String {
    var output = ""
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      output += rest[..<start]
      rest = rest[start...]
      guard let end = rest.firstIndex(of: ">") else { break }
      let tag = rest[...end]
      rest = rest[rest.index(after: end)...]
      if let element = SiteLinks.element(leftOutAt: tag) {
        let close = rest.firstRange(of: "</\(element)>")
        rest = close.map { rest[$0.upperBound...] } ?? rest[rest.endIndex...]
      } else if SiteLinks.opens("link", tag), !SiteLinks.isKept(link: tag) {
        continue
      } else {
        output += rewrite(tag: tag)
      }
    }
    return output + rest
  }

  /// The element that is left out with all that is in it: searching needs a node, and so do another
  /// language, a larger type and all that the script adds.
  private static func element(leftOutAt tag: Substring) -> String? {
    if tag.hasPrefix("<nav class=\"choices\"") { return "nav" }
    return ["form", "script"].first { opens($0, tag) }
  }

  private static func opens(_ element: String, _ tag: Substring) -> Bool {
    tag.hasPrefix("<\(element) ") || tag == "<\(element)>"
  }

  private static func isKept(link tag: Substring) -> Bool {
    tag.contains("rel=\"stylesheet\"") || tag.contains("rel=\"icon\"")
  }

  private mutating func rewrite(tag: Substring) -> String {
    var output = ""
    var rest = tag
    while let start = ["href=\"/", "src=\"/"].compactMap({ rest.firstRange(of: $0) })
      .min(by: { $0.lowerBound < $1.lowerBound })
    {
      let valueStart = rest.index(before: start.upperBound)
      guard let quote = rest[valueStart...].firstIndex(of: "\"") else { break }
      let address = String(rest[valueStart..<quote]).replacing("&amp;", with: "&")
      output += rest[..<valueStart] + relative(address)
      rest = rest[quote...]
    }
    return output + rest
  }

  /// The address as a file would link to it. What is no part of the site leads to its front page.
  private mutating func relative(_ address: String) -> String {
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var target = String(parts[0])
    guard SiteLinks.isPart(target) else { return up + SiteLinks.file(of: Paths.front) }
    target = moved(target)
    found.insert(target)
    let fragment = parts.count > 1 ? "#" + parts[1] : ""
    return up + SiteLinks.file(of: target) + fragment
  }

  /// From the page's folder to the site's.
  private var up: String {
    String(repeating: "../", count: page.count { $0 == "/" })
  }

  // MARK: What belongs to it

  private static let pages: Set<String> = [
    Paths.front, Paths.subjects, Paths.alphabet, Paths.about, Paths.accessibility,
  ]

  /// The queries of which each answer is a page of its own. Another language, a larger type or another
  /// municipality is not: the files are one of each.
  private static let queries = ["bogstav=", "side="]

  /// Whether citizens read it and it can stand still.
  static func isPart(_ target: String) -> Bool {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(parts[0])
    let query = parts.count > 1 ? parts[1].split(separator: "&") : []
    guard !path.contains(".."),
      query.allSatisfy({ field in queries.contains { field.hasPrefix($0) } })
    else { return false }
    return pages.contains(path) || path.hasPrefix("/artikel/")
      || path.hasPrefix(Paths.subjects + "/") || path.hasPrefix(Paths.staticFiles)
  }

  /// The file that holds an address: letters that a file system may confuse are written out.
  static func file(of target: String) -> String {
    guard target != Paths.front else { return "index.html" }
    let name = target.dropFirst().map { character in
      character.isASCII && (character.isLetter || character.isNumber)
        || "-_./".contains(character) ? String(character) : "_"
    }.joined()
    let last = name.split(separator: "/").last ?? ""
    return target.hasPrefix(Paths.staticFiles) && last.contains(".") ? name : name + ".html"
  }
}
