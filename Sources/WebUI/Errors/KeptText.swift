/// A text that a person wrote and that could not be saved where it belonged: the field as people call
/// it, and what was in it.
public struct KeptText: Hashable, Sendable {
  public let label: String
  public let text: String

  public init(label: String, text: String) {
    self.label = label
    self.text = text
  }

  /// A field to copy the text from; `number` tells several on one page apart.
  func field(_ number: Int) -> Markup {
    """
    <div class="field"><label for="bevaret-\(number)">\(label)</label>
    <textarea class="input" id="bevaret-\(number)" rows="\(text.count > 200 ? 10 : 2)" readonly>
    \(text)</textarea></div>

    """
  }
}
