extension Stylesheet {
  /// Search, results, answers, alerts, badges, lists.
  static let components = """
    .lead { font-size: 1.25rem; line-height: 1.6; }
    .note, .hint, .count { color: var(--grey-600); font-size: .875rem; }
    .count { white-space: nowrap; }
    .plain-list { padding: 0; list-style: none; }
    .actions { display: flex; flex-wrap: wrap; gap: .75rem 1rem; max-width: none; margin: 1.5rem 0; }

    .tools ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; max-width: none; padding: 0; list-style: none; }
    .tools li { margin: 0; }
    .tools a { display: inline-block; padding: .5rem 0; }

    .button {
      display: inline-block; min-height: 2.75rem; padding: .625rem 1.25rem;
      border: 2px solid var(--primary); border-radius: 3px; background: #fff; color: var(--primary);
      font: inherit; font-weight: 600; line-height: 1.25; text-align: center; text-decoration: none;
      cursor: pointer;
    }
    .button:visited { color: var(--primary); }
    .button:hover { border-color: var(--primary-dark); background: var(--primary-light); }
    .button-primary, .button-primary:visited { background: var(--primary); color: #fff; }
    .button-primary:hover { background: var(--primary-dark); }

    .alert {
      margin: 1.5rem 0; padding: 1rem 1.25rem; border-left: .5rem solid var(--info);
      background: var(--info-light);
    }
    .alert h2 { margin: 0 0 .25rem; font-size: 1.125rem; line-height: 1.4; }
    .alert p:last-child, .alert ul:last-child { margin-bottom: 0; }
    .alert a:visited { color: var(--link); }
    .alert-success { border-color: var(--success); background: var(--success-light); }
    .alert-warning { border-color: var(--warning); background: var(--warning-light); }
    .alert-error { border-color: var(--error); background: var(--error-light); }

    .badge {
      display: inline-block; padding: .0625rem .5rem; border-radius: 3px;
      border: 1px solid transparent; background: var(--grey-200); color: var(--ink);
      font-size: .875rem; font-weight: 500; line-height: 1.4; white-space: nowrap;
    }
    a.badge, a.badge:visited { color: var(--ink); }
    .badge-success { background: var(--success-light); border-color: var(--success); }
    .badge-warning { background: var(--warning-light); border-color: #b37800; }
    .badge-error { background: var(--error-light); border-color: var(--error); }
    .badge-info { background: var(--info-light); border-color: var(--info); }
    .badge-neutral { border-color: var(--grey-400); }
    h2 .badge, h3 .badge { vertical-align: middle; }

    .hero {
      padding: 1rem 0 1.5rem; background: var(--primary-light);
      box-shadow: 0 0 0 100vmax var(--primary-light); clip-path: inset(0 -100vmax);
    }
    .hero h1 { margin-top: 1rem; }
    .search { max-width: 46rem; margin-bottom: 1rem; }
    .search label, .filter label { display: block; margin-bottom: .5rem; font-weight: 600; }
    .search .hint { margin: .5rem 0 0; }
    .hero .hint { color: var(--ink); }
    .most-searched { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
    .most-searched p, .most-searched ul { margin: 0; }
    .most-searched ul { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0; list-style: none; }
    .most-searched a { display: inline-block; padding: 0.5rem 0; }
    .search-row { display: flex; gap: .5rem; }
    .search-row .input { flex: 1; min-width: 0; }
    .filter { max-width: 32rem; margin-bottom: 1.5rem; }
    @media (min-width: 768px) {
      .hero { padding: 2rem 0 2.5rem; }
    }

    .result-count { margin: 1.5rem 0 1rem; font-size: 1.125rem; font-weight: 400; }
    .hits { padding: 0; list-style: none; }
    .hit { max-width: 46rem; padding: 1rem 0; border-top: 1px solid var(--grey-200); }
    .hit h3 { margin: 0 0 .25rem; font-weight: 600; }
    .hit p { margin: 0; }
    .hit-subject { color: var(--grey-600); font-size: .875rem; }
    .pagination { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem; margin: 1.5rem 0; }

    .link-list, .subject-list { padding: 0; list-style: none; }
    .link-list li, .subject-list li { padding: .625rem 0; border-bottom: 1px solid var(--grey-200); }
    .letters { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none; }
    .letters a, .letters a:visited {
      display: block; min-width: 2.75rem; padding: .625rem; border: 1px solid var(--grey-400);
      border-radius: 3px; color: var(--link); line-height: 1.25; text-align: center;
    }
    .letters a[aria-current] { border: 2px solid var(--primary); font-weight: 600; }
    .tabs ul {
      display: flex; flex-wrap: wrap; gap: 0 1.5rem; padding: 0; list-style: none;
      border-bottom: 1px solid var(--grey-300);
    }
    .tabs li { margin: 0; }
    .tabs a, .tabs a:visited {
      display: block; padding: .75rem 0 .5rem; border-bottom: .25rem solid transparent;
      color: var(--ink); text-decoration: none;
    }
    .tabs a:hover { border-color: var(--grey-400); }
    .tabs a[aria-current] { border-color: var(--primary); font-weight: 600; }

    .answer { display: grid; gap: 0 3rem; }
    .answer > * { min-width: 0; max-width: 48rem; }
    .answer-contact { align-self: start; padding: 0 1.25rem; border: 1px solid var(--grey-300); }
    .answer-contact h2 { margin-top: 1rem; font-size: 1.125rem; }
    @media (min-width: 992px) {
      .answer { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); }
      .answer-contact { margin-top: 6rem; }
    }
    .contact h2, .contact h3 { margin-top: 1rem; font-size: 1.125rem; }
    .contact .note { margin-bottom: 1rem; }
    .department { margin-bottom: 1rem; }
    .department p { margin-bottom: .25rem; }
    .department details { margin: .25rem 0 0; }
    .department table { font-size: .9375rem; }
    .department th { white-space: nowrap; }
    section.contact { margin-top: 1.5rem; }
    .short-answer {
      margin: 1.5rem 0 2rem; padding: 1.25rem 1.5rem; background: var(--primary-light);
      border-left: .5rem solid var(--primary);
    }
    .short-answer h2, .preview-label { margin: 0 0 .25rem; font-size: 1rem; font-weight: 600; }
    .short-answer p:last-child { margin: 0; font-size: 1.25rem; line-height: 1.6; }
    .desk-fields { display: grid; gap: 0 1.5rem; }
    .desk-fields .field { margin-bottom: 0; }
    @media (min-width: 768px) { .desk-fields { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); } }
    .desk-short { font-size: 1.125rem; line-height: 1.5; }
    .desk-answer p:last-child { font-size: 1.5rem; line-height: 1.5; }
    .supplement {
      margin: 1.5rem 0; padding: .75rem 1.25rem; border: 1px solid var(--primary);
      border-left-width: .25rem;
    }
    .supplement-owner { margin: 0 0 .25rem; font-size: 1rem; font-weight: 600; }
    .supplement > :last-child { margin-bottom: .25rem; }
    .prose { font-size: 1.125rem; line-height: 1.6; }
    .prose h2 { margin-top: 2.5rem; }
    .self-service h2, .contents h2 { margin-top: 1rem; font-size: 1.125rem; }
    .self-service li { margin-bottom: .75rem; }
    .contents { padding: .25rem 1.5rem .5rem; border: 1px solid var(--grey-300); }
    .feedback { margin-top: 2.5rem; padding: .25rem 1.25rem; background: var(--grey-50); }
    .feedback h2 { margin: 1rem 0 0; font-size: 1.125rem; }
    .feedback .actions { margin: .75rem 0 1rem; }
    .facts { margin-top: 3rem; border-top: 1px solid var(--grey-300); padding-top: 1rem; }
    .facts dl > div, .facts-list > div {
      display: grid; gap: 0 1.5rem; padding: .375rem 0;
    }
    @media (min-width: 576px) {
      .facts dl > div, .facts-list > div { grid-template-columns: 11rem minmax(0, 1fr); }
    }
    """
}
