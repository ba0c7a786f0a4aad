extension Stylesheet {
  /// Counting, the bus, reports.
  static let contacts = """
    .counting { margin: 1.5rem 0; padding: 0 1.25rem; border: 1px solid var(--grey-300); }
    .counting .desk-fields { gap: .75rem 1.5rem; }
    .counting h2 { margin-top: 1rem; font-size: 1.125rem; }
    .counting kbd, .counted kbd {
      display: inline-block; min-width: 1.5rem; border: 1px solid currentColor; border-radius: 3px;
      font: inherit;
    }
    .counted form { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; }
    .counted p { margin: 0; }

    .bus-total { font-size: 1.5rem; }
    .bus-keys {
      display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
    }
    .bus-keys { margin: 1rem 0; }
    .bus-key { min-height: 6rem; font-size: 1.25rem; }

    .report-assumption { margin: 0 0 .25rem; }
    .report-figure { margin: 1.5rem 0; padding: .5rem 1.25rem; border-left: .5rem solid var(--primary); }
    .report-figure h2 { margin: 0; font-size: 1rem; }
    .report-value { margin: 0; font-size: 2rem; line-height: 1.4; }
    td.number, th.number { text-align: right; white-space: nowrap; }
    .chart { max-width: 46rem; margin: 1.5rem 0; }
    .chart ul { list-style: none; margin: 0; padding: 0; }
    .chart li { margin: 0 0 .75rem; }
    .chart svg { display: block; width: 100%; height: 1rem; }
    .chart rect { vector-effect: non-scaling-stroke; }
    .chart-bar { fill: var(--primary); stroke: var(--primary); }
    .chart-loss { fill: #fff; stroke-dasharray: 4 3; stroke-width: 2; }
    """
}
