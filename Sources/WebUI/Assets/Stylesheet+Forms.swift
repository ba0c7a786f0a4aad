extension Stylesheet {
  /// Fields, their hints and errors.
  static let forms = """
    .field { max-width: 46rem; margin-bottom: 1.5rem; }
    .narrow-form .field { max-width: 28rem; }
    .field > label, legend { display: block; margin-bottom: .25rem; padding: 0; font-weight: 600; }
    .field .hint { margin: 0 0 .5rem; }
    .optional { color: var(--grey-600); font-weight: 400; }
    .input {
      width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--grey-400);
      border-radius: 0; background: #fff; color: var(--ink); font: inherit;
    }
    .input:hover { border-color: var(--ink); }
    .input:focus { outline: 3px solid var(--ink); outline-offset: 0; }
    .input-short { max-width: 12rem; }
    textarea.input { display: block; resize: vertical; }
    .field-error { padding-left: 1rem; border-left: .25rem solid var(--error); }
    .field-error .input { border: 2px solid var(--error); }
    .error-message { margin: 0 0 .5rem; color: var(--error); font-weight: 600; }
    .error-summary a, .error-summary a:visited { color: var(--ink); }
    fieldset { margin: 0 0 1.5rem; padding: 0; border: 0; }
    .radio { display: flex; align-items: flex-start; gap: .75rem; padding: .5rem 0; }
    .radio input {
      flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: var(--primary);
    }
    .radio label { flex: 1; }
    details { max-width: 46rem; margin: 0 0 1.5rem; }
    summary { padding: .5rem 0; color: var(--link); text-decoration: underline; cursor: pointer; }
    details table { margin-top: .5rem; font-size: .9375rem; }
    details th, details td { padding: .375rem 1rem .375rem 0; }
    """
}
