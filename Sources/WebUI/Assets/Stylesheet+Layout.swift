extension Stylesheet {
  /// Header, menu, breadcrumbs, footer, and how content stands in columns.
  static let layout = """
    .container { width: 100%; max-width: 75rem; margin: 0 auto; padding: 0 1rem; }
    main { flex: 1; padding-bottom: 3rem; }
    .skip-link {
      position: absolute; left: 1rem; top: -6rem; z-index: 1; padding: .75rem 1rem;
      background: #fff; color: var(--link);
    }
    .skip-link:focus { top: .5rem; }

    .choices { background: var(--grey-50); font-size: .875rem; }
    .choices ul {
      display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0 1.5rem; list-style: none;
      margin: 0 auto;
    }
    .choices li { margin: 0; }
    .choices a, .choices a:visited { display: block; padding: .5rem 0; color: var(--link); }
    .footer .choices { margin-top: 1rem; background: none; }
    .footer .choices ul { justify-content: flex-start; }

    .header { border-bottom: 1px solid var(--grey-300); }
    .header-solution { border-top: .5rem solid var(--primary); }
    .header-solution .container {
      display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
      gap: .25rem 1.5rem; padding-top: .75rem; padding-bottom: .75rem;
    }
    .solution, .solution:visited {
      display: inline-flex; align-items: center; gap: .75rem;
      color: var(--ink); font-size: 1.375rem; font-weight: 600; text-decoration: none;
    }
    .solution:hover { text-decoration: underline; }
    .solution-mark {
      width: 1.25rem; height: 1.25rem; border: .3125rem solid var(--primary);
      border-right-color: var(--grey-300); border-radius: 50%;
    }
    .authority { color: var(--grey-600); }
    .menu { border-top: 1px solid var(--grey-200); background: #fff; }
    .menu ul { display: flex; flex-wrap: wrap; column-gap: 2rem; margin-bottom: 0; list-style: none; }
    .menu li { display: flex; align-items: center; gap: .5rem; margin: 0; }
    .menu a {
      display: block; padding: .75rem 0 .5rem; border-bottom: .25rem solid transparent;
      color: var(--ink); text-decoration: none;
    }
    .menu a:hover { border-color: var(--grey-400); }
    .menu a[aria-current] { border-color: var(--primary); font-weight: 600; }

    .breadcrumbs { margin-top: 1rem; font-size: .875rem; }
    .breadcrumbs ol { display: flex; flex-wrap: wrap; margin: 0; padding: 0; list-style: none; }
    .breadcrumbs li { margin: 0; }
    .breadcrumbs li + li::before { content: "›"; margin: 0 .5rem; color: var(--grey-600); }
    .breadcrumbs a:visited { color: var(--link); }

    .columns { display: grid; gap: 0 3rem; }
    @media (min-width: 768px) {
      .columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .columns > :only-child { grid-column: 1 / -1; }
      .columns > :only-child .subject-list { columns: 2; column-gap: 3rem; }
      .columns > :only-child .subject-list > li { break-inside: avoid; }
      .container { padding: 0 2rem; }
      .skip-link { left: 2rem; }
    }

    .footer { padding: 1rem 0 2rem; background: var(--grey-50); border-top: 1px solid var(--grey-200); }
    .footer h2 { margin: 1rem 0 .5rem; font-size: 1.125rem; }
    .footer-columns { display: grid; gap: 0 3rem; }
    .footer p, .footer li { font-size: .9375rem; }
    .version { margin: 1rem 0 0; color: var(--grey-600); }
    @media (min-width: 768px) {
      .footer-columns { grid-template-columns: repeat(2, minmax(0, 1fr)); }
    }
    """
}
