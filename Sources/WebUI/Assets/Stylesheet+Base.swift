extension Stylesheet {
  /// Measures, letters and the elements as they stand by themselves.
  ///
  /// The type scale, the 8 px unit, the greys and the breakpoints follow Det Fælles Designsystem;
  /// lengths are in `rem`, so that a reader's own letter size counts. Dark on light throughout.
  static let base = """
    :root {
      --grey-50: #f5f5f5;
      --grey-200: #dcdcdc;
      --grey-300: #bfbfbf;
      --grey-400: #8e8e8e;
      --grey-600: #454545;
      --ink: #1a1a1a;
      --link: #004d99;
      --visited: #800080;
      --success: #358000;
      --success-light: #ddf7ce;
      --warning: #febb30;
      --warning-light: #ffeecc;
      --error: #cc0000;
      --error-light: #ffe0e0;
      --info: #1b86c3;
      --info-light: #e2f2fb;
      color-scheme: light;
    }
    *, *::before, *::after { box-sizing: border-box; }
    html.large { font-size: 137.5%; }
    html { font-size: 100%; -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
    body {
      margin: 0; min-height: 100vh; display: flex; flex-direction: column;
      background: #fff; color: var(--ink);
      font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      overflow-wrap: break-word;
    }
    h1, h2, h3, h4, h5, h6 { margin: 2rem 0 .5rem; font-weight: 600; text-wrap: balance; }
    h1 { margin-top: 1.5rem; font-size: 2rem; line-height: 1.25; }
    h2 { font-size: 1.5rem; line-height: 1.25; }
    h3 { font-size: 1.25rem; line-height: 1.3; }
    h4, h5, h6 { font-size: 1.125rem; line-height: 1.4; }
    p, ul, ol, dl, blockquote, pre, table { margin: 0 0 1rem; }
    p, li, dd { max-width: 66ch; }
    ul, ol { padding-left: 1.5rem; }
    li { margin-bottom: .25rem; }
    a { color: var(--link); text-underline-offset: .15em; }
    a:visited { color: var(--visited); }
    a:hover { text-decoration-thickness: 2px; }
    :focus-visible {
      outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 2px #fff;
    }
    main:focus { outline: none; }
    hr { margin: 2rem 0; border: 0; border-top: 1px solid var(--grey-300); }
    blockquote { margin-left: 0; padding-left: 1rem; border-left: 4px solid var(--grey-300); }
    code, pre { font: .9375rem/1.5 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
    code { padding: 0 .2em; background: var(--grey-50); border-radius: 2px; overflow-wrap: anywhere; }
    pre { padding: 1rem; background: var(--grey-50); overflow-x: auto; }
    pre code { padding: 0; overflow-wrap: normal; }
    time { white-space: nowrap; }
    mark { background: #ffe9a8; color: inherit; padding: 0 .1em; }
    dt { font-weight: 600; }
    dd { margin: 0; }
    table { width: 100%; border-collapse: collapse; }
    caption { padding: .5rem 0; text-align: left; color: var(--grey-600); }
    th, td {
      padding: .75rem 1rem .75rem 0; text-align: left; vertical-align: top;
      border-bottom: 1px solid var(--grey-200); overflow-wrap: normal;
    }
    th { font-weight: 600; }
    tbody th { font-weight: 400; }
    thead th { border-bottom: 2px solid var(--grey-600); }
    .right { text-align: right; font-variant-numeric: tabular-nums; }
    .center { text-align: center; }
    .table-frame { position: relative; margin-bottom: 1.5rem; overflow-x: auto; }
    .table-frame table { margin: 0; }
    @media (max-width: 575px) {
      th, td { padding-right: .5rem; }
      .stacking thead { display: none; }
      .stacking tr { display: block; padding: .75rem 0; border-bottom: 1px solid var(--grey-300); }
      .stacking th, .stacking td { display: block; padding: .125rem 0; border: 0; text-align: left; }
      .stacking [data-label]::before { content: attr(data-label) ": "; color: var(--grey-600); }
    }
    .visually-hidden {
      position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap; border: 0;
    }
    [hidden] { display: none !important; }
    @media (min-width: 768px) {
      h1 { font-size: 2.5rem; line-height: 1.2; }
      h2 { font-size: 1.75rem; }
    }
    """
}
