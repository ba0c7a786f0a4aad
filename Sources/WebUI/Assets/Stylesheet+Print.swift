extension Stylesheet {
  /// On paper: the answer, the addresses of its links, who vouches for it. No menus, no buttons.
  static let print = """
    @media print {
      @page { margin: 2cm; }
      body { display: block; font-size: 12pt; }
      .large body { font-size: 18pt; }
      .menu, .choices, .tools, .breadcrumbs, .skip-link, .search, .actions, .feedback, .contents, .footer, .pagination, .filter {
        display: none;
      }
      .header-solution { border-top: 0; }
      .hero, .short-answer { background: none; }
      .short-answer { border: 1px solid #000; }
      .button, .button:visited { display: inline; padding: 0; border: 0; background: none; color: #000; }
      a, a:visited { color: #000; }
      main a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
      h2, h3 { break-after: avoid; }
      .short-answer, tr, .alert { break-inside: avoid; }
    }
    """
}
