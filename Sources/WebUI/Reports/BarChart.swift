/// Bars on their side, each with its name and its number written beside it, so that neither colour
/// nor measuring is needed to read it; the table above has the same numbers.
public struct BarChart: Hashable, Sendable {
  public struct Bar: Hashable, Sendable {
    public var label: String
    /// What the number looks like.
    public var text: String
    public var size: Int

    public init(label: String, text: String, size: Int) {
      self.label = label
      self.text = text
      self.size = size
    }
  }

  public var title: String
  public var bars: [Bar]

  /// `nil` for fewer than two bars, which show nothing that a number does not.
  public init?(title: String, bars: [Bar]) {
    guard bars.count > 1 else { return nil }
    self.title = title
    self.bars = Array(bars.prefix(BarChart.barsMax))
  }

  static let barsMax = 30
  private static let rowHeight = 44
  private static let width = 640

  var markup: Markup {
    let height = bars.count * BarChart.rowHeight
    return """
      <figure class="chart"><svg viewBox="0 0 \(BarChart.width) \(height)" role="img" \
      aria-label="\(title)">
      \(bars.enumerated().map { bar($1, at: $0 * BarChart.rowHeight) })</svg></figure>

      """
  }

  /// The name stands over its bar, so that a long one is not cut off on a narrow screen. What is
  /// below nought has a dashed outline instead of a filling.
  private func bar(_ bar: Bar, at y: Int) -> Markup {
    let most = max(1, bars.map(\.size.magnitude).max() ?? 1)
    let (product, overflow) = bar.size.magnitude.multipliedReportingOverflow(
      by: UInt(BarChart.width - 140))
    let width = overflow ? BarChart.width - 140 : Int(clamping: product / most)
    let style: Markup = bar.size < 0 ? "chart-bar chart-loss" : "chart-bar"
    return """
      <text x="0" y="\(y + 15)">\(bar.label)</text>
      <rect class="\(style)" x="1" y="\(y + 21)" width="\(max(width, 1))" height="16"/>
      <text x="\(width + 8)" y="\(y + 35)">\(bar.text)</text>

      """
  }
}
