/// A part of a Markdown text that begins with a heading: what a local supplement stands beside.
public struct MarkdownSection: Hashable, Sendable {
  /// The heading as written, without its marks.
  public let heading: String
  /// 1 to 6.
  public let level: Int
  /// From the heading to the next one of the same or a higher level.
  public let text: String

  /// The sections of a text, the inner ones after the outer ones that hold them.
  public static func all(in body: String) -> [MarkdownSection] {
    let lines = MarkdownHeading.lines(in: body)
    return lines.enumerated().map { index, line in
      let next = lines[(index + 1)...].first { $0.level <= line.level }
      let end = next?.start ?? body.utf8.endIndex
      return MarkdownSection(
        heading: line.text, level: line.level, text: String(body[line.start..<end]))
    }
  }

  /// What stands under a heading, the first of that name; the whole text for an empty name, and
  /// `nil` where no heading has it.
  public static func text(of heading: String, in body: String) -> String? {
    heading.isEmpty ? body : all(in: body).first { $0.heading == heading }?.text
  }
}
