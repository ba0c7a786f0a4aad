extension Stylesheet {
  /// Writing beside its preview, differences, conflicts.
  static let editor = """
    .article-links { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; }
    .article-links a:visited { color: var(--link); }
    .edit-columns { display: grid; gap: 0 3rem; }
    .edit-columns > * { min-width: 0; }
    .preview { padding: 0 1.25rem 1.25rem; border: 1px solid var(--grey-300); align-self: start; }
    .preview > h2 { margin: 1rem 0; font-size: 1rem; color: var(--grey-600); }
    .preview-title { font-size: 1.75rem; font-weight: 600; line-height: 1.25; }
    .preview .prose { font-size: 1rem; }
    .preview .prose h2 { margin-top: 1.5rem; font-size: 1.375rem; }
    .preview .short-answer p:last-child { font-size: 1.125rem; }
    .advice { margin: 0 0 1.5rem; padding: .75rem 1rem; border-left: .25rem solid var(--info); background: var(--info-light); }
    .advice ul { margin: .25rem 0; padding-left: 1.25rem; }
    .advice li, .advice p { margin: 0 0 .375rem; font-size: .875rem; line-height: 1.45; }
    .advice .advice-heading { font-size: 1rem; font-weight: 600; }
    .advice .note { color: var(--ink); }
    .templates { display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline; }
    .templates p, .templates ul { margin: 0; }
    .templates ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; padding: 0; list-style: none; }
    .templates a { display: inline-block; padding: .5rem 0; }
    [data-draft-status]:empty { display: none; }
    #tekst { line-height: 1.6; }
    @media (min-width: 992px) and (min-height: 600px) {
      .edit-fields { padding-bottom: 1rem; }
      .edit-fields > .actions {
        position: sticky; bottom: 0; margin: 0; padding: 1rem 0; background: #fff;
        border-top: 1px solid var(--grey-300);
      }
      .edit-fields .input { scroll-margin: 6rem 0; }
    }
    @media (min-width: 992px) {
      .edit-columns { grid-template-columns: minmax(0, 7fr) minmax(0, 5fr); }
      .preview { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
    }

    .answer-comment {
      max-width: 56rem; margin: .5rem 0; padding: .25rem 1rem; border-left: .25rem solid var(--grey-400);
      white-space: pre-wrap; overflow-wrap: anywhere;
    }
    .send-back { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--grey-300); }

    .history { padding: 0; list-style: none; }
    .history-entry { max-width: 56rem; padding: 1rem 0 .5rem; border-top: 1px solid var(--grey-300); }
    .history-entry h2 { margin: 0 0 .25rem; font-size: 1.125rem; }
    .compare-choices { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .25rem 0; }
    .compare-choices label { display: inline-flex; align-items: center; gap: .5rem; min-height: 2.75rem; }
    .compare-choices input { width: 1.25rem; height: 1.25rem; }
    .diff { max-width: 56rem; margin: 1rem 0; }
    .diff-field { margin: 0 0 .25rem; font-weight: 600; }
    .diff-text {
      padding: .75rem 1rem; border: 1px solid var(--grey-200); white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    del { background: var(--error-light); color: #8f0000; text-decoration-thickness: 1px; }
    ins { background: var(--success-light); color: #1f4d00; text-underline-offset: .15em; }

    .conflict { margin: 2rem 0; padding: .25rem 0 1rem; border-top: .25rem solid var(--grey-600); }
    .conflict > h2 { margin-top: 1rem; }
    .sides { display: grid; gap: 1rem; margin-bottom: 1rem; }
    @media (min-width: 768px) { .sides { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
    .wording { padding: .75rem 1rem; border: 1px solid var(--grey-400); }
    .wording h3 { margin: 0; font-size: 1rem; }
    .wording .note { margin-bottom: .5rem; }
    .wording-ancestor { margin-bottom: 1rem; border-color: var(--grey-200); background: var(--grey-50); }
    .wording-text { margin: .5rem 0 0; padding: 0; border: 0; white-space: pre-wrap; }
    """
}
