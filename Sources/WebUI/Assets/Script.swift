/// What script adds to pages that work without it: results and preview as one types, keys, and a
/// word of warning before unsaved text is left behind.
///
/// It fetches from this site only, and what it sets in was rendered and escaped here.
enum Script {
  static let source = #"""
    'use strict';

    // Calls `action` once typing has paused.
    function whenQuiet(milliseconds, action) {
      let timer;
      return () => {
        clearTimeout(timer);
        timer = setTimeout(action, milliseconds);
      };
    }

    // Fetches a fragment into an element; a newer request overtakes an older one. A failure leaves
    // what is shown, for the form still works the plain way.
    function fragmentLoader(target, whenShown) {
      let pending;
      return async (url, options = {}) => {
        pending?.abort();
        const controller = pending = new AbortController();
        try {
          const answer = await fetch(url, { ...options, signal: controller.signal });
          if (!answer.ok) return;
          const html = await answer.text();
          if (controller.signal.aborted) return;
          target.innerHTML = html;
          whenShown?.();
        } catch {
          return;
        }
      };
    }

    // Results as one types.
    for (const form of document.querySelectorAll('form[data-live-search]')) {
      const results = document.getElementById(form.dataset.liveSearch);
      const status = form.querySelector('[data-live-status]');
      const input = form.querySelector('input[type=search]');
      if (!results || !input) continue;
      const startingPoint = results.innerHTML;
      const load = fragmentLoader(results, () => {
        status.textContent = results.querySelector('[data-live-announce]')?.textContent ?? '';
      });
      let shown = input.value.trim();
      // So that the searches on the way to a word are counted as one.
      const page = Math.random().toString(36).slice(2);
      const search = whenQuiet(120, () => {
        const query = input.value.trim();
        if (query === shown) return;
        shown = query;
        const address = form.action + '?' + new URLSearchParams(new FormData(form));
        if (query === '' && location.pathname === '/') {
          results.innerHTML = startingPoint;
          status.textContent = '';
          return;
        }
        load(address + '&fragment=1&v=' + page);
        if (location.pathname !== '/') history.replaceState(null, '', address);
      });
      input.addEventListener('input', search);
      // At the desk Enter opens the first answer that is shown.
      if ('enterOpens' in form.dataset) {
        input.addEventListener('keydown', (event) => {
          const first = results.querySelector('.hit h3 a');
          if (event.key !== 'Enter' || !first || input.value.trim() !== shown) return;
          event.preventDefault();
          first.click();
        });
      }
      // From the field into the results and through them with the arrows.
      document.addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        const links = [...results.querySelectorAll('.hit h3 a')];
        const at = links.indexOf(document.activeElement);
        if (document.activeElement !== input && at < 0) return;
        const next = event.key === 'ArrowDown' ? links[at + 1] : at > 0 ? links[at - 1] : input;
        if (!next) return;
        event.preventDefault();
        next.focus();
      });
    }

    // `/` goes to the search field, unless one is writing.
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest('input, textarea, select, [contenteditable]')) return;
      const input = document.querySelector('input[type=search]');
      if (!input) return;
      event.preventDefault();
      input.focus();
      input.select();
    });

    // A choice that says so takes effect at once.
    for (const field of document.querySelectorAll('[data-submits]')) {
      field.addEventListener('change', () => field.form.requestSubmit());
    }

    // Keys of their own for what is done sixty times a day.
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest('input, textarea, select, [contenteditable]')) return;
      document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
    });

    // The preview follows what is typed.
    for (const form of document.querySelectorAll('form[data-preview]')) {
      const button = form.querySelector('[data-preview-button]');
      const target = document.getElementById(form.dataset.preview);
      if (!button || !target) continue;
      const load = fragmentLoader(target);
      const show = () => {
        const body = new URLSearchParams(new FormData(form));
        body.set('fragment', '1');
        load(button.formAction, { method: 'POST', body });
      };
      form.addEventListener('input', whenQuiet(300, show));
      button.hidden = true;
      show();
    }

    // What is typed is kept as a draft, if the form has a place for it; else it is not left by
    // accident. Ctrl+S saves it.
    for (const form of document.querySelectorAll('form[data-unsaved]')) {
      const status = form.querySelector('[data-draft-status]');
      const button = form.querySelector('[data-draft-button]');
      let typed = document.querySelector('.error-summary') === null ? 0 : 1;
      let kept = 0;
      let isSent = false;
      let pending;
      const keep = async () => {
        if (isSent || !form.dataset.draft) return;
        const body = new URLSearchParams(new FormData(form));
        body.set('fragment', '1');
        const now = typed;
        pending = new AbortController();
        try {
          const answer = await fetch(
            form.dataset.draft, { method: 'POST', body, signal: pending.signal });
          if (!answer.ok) throw new Error(answer.status);
          status.textContent = await answer.text();
          kept = now;
          if (form.dataset.draftPath) history.replaceState(null, '', form.dataset.draftPath);
        } catch {
          if (!isSent) status.textContent = form.dataset.draftFailed;
        }
      };
      const keepSoon = whenQuiet(1000, keep);
      if (button) button.hidden = true;
      form.addEventListener('input', () => { typed += 1; keepSoon(); });
      form.addEventListener('submit', () => { isSent = true; pending?.abort(); });
      // The way back to a page that was kept in memory.
      addEventListener('pageshow', () => { isSent = false; });
      addEventListener('beforeunload', (event) => {
        if (!isSent && typed !== kept) event.preventDefault();
      });
      document.addEventListener('keydown', (event) => {
        if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        form.requestSubmit();
      });
    }

    // Suggestions for the word behind the last comma, for a list knows only whole fields.
    for (const input of document.querySelectorAll('input[data-many][list]')) {
      const options = [...input.list.options];
      const words = options.map((option) => option.value);
      input.addEventListener('input', () => {
        const before = input.value.slice(0, input.value.lastIndexOf(',') + 1);
        options.forEach((option, at) => {
          option.value = before === '' ? words[at] : before + ' ' + words[at];
        });
      });
    }

    // A text of one's own shows its field only when it is chosen; no choice is made for anyone.
    for (const form of document.querySelectorAll('form[data-conflict]')) {
      const field = form.querySelector('.own-text');
      const update = () => {
        field.hidden = form.querySelector('input[type=radio]:checked')?.value !== 'egen';
      };
      form.addEventListener('change', update);
      update();
    }

    for (const button of document.querySelectorAll('[data-print]')) {
      button.hidden = false;
      button.addEventListener('click', () => print());
    }

    document.querySelector('[data-focus]')?.focus();
    """#
}
