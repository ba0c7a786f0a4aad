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

  var markup: Markup {
    """
    <figure class="chart" role="img" aria-label="\(title)"><ul>
    \(bars.map(bar))</ul></figure>

    """
  }

  /// The name and the number stand over their bar as text of the page, so that they keep their size
  /// and a long one is not cut off on a narrow screen. What is below nought has a dashed outline
  /// instead of a filling.
  private func bar(_ bar: Bar) -> Markup {
    let most = max(1, bars.map(\.size.magnitude).max() ?? 1)
    let (product, overflow) = bar.size.magnitude.multipliedReportingOverflow(by: 1_000)
    let width = overflow ? 1_000 : Int(clamping: product / most)
    let style: Markup = bar.size < 0 ? "chart-bar chart-loss" : "chart-bar"
    return """
      <li>\(bar.label): <strong>\(bar.text)</strong>
      <svg viewBox="0 0 1000 16" preserveAspectRatio="none">\
      <rect class="\(style)" x="1" y="1" width="\(max(width - 2, 1))" height="14"/></svg></li>

      """
  }
}
