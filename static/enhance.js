// @ts-check
/**
 * What the pages gain with script: amounts said while typing, keys, search as you type, one send a form. Every page
 * is complete without it.
 */

start();

function start() {
  if (document.querySelector('input[data-money]')) import('./amounts.js').then(moneyFields);
  if (document.querySelector('[data-entry]')) import('./entry.js').then(({ follow }) => each('[data-entry]', follow));
  each('[data-finder]', finder);
  each('[data-script]', (part) => part.removeAttribute('hidden'));
  document.addEventListener('keydown', keys);
  document.addEventListener('submit', sendOnce);
  document.addEventListener('click', click);
  addEventListener('pageshow', () => each('form[data-sent]', (form) => delete form.dataset['sent']));
  const wrong = document.querySelector('[data-focus]') ?? document.querySelector('[aria-invalid="true"]');
  if (wrong instanceof HTMLElement) wrong.focus();
}

/** @param {string} selector @param {(part: HTMLElement) => void} act */
function each(selector, act) {
  for (const part of document.querySelectorAll(selector)) act(/** @type {HTMLElement} */ (part));
}

/** @param {typeof import('./amounts.js')} amounts */
function moneyFields(amounts) {
  each('input[data-money]', (field) => money(/** @type {HTMLInputElement} */ (field), amounts));
}

/**
 * Says the amount while it is typed. Digits are grouped only where no point of the typist's own is in the text:
 * `1.5jt` must never become `15jt`. @param {HTMLInputElement} field
 * @param {typeof import('./amounts.js')} amounts
 */
function money(field, { readAmount, inWords, digits }) {
  const words = document.getElementById(`${field.id}-words`);
  let own = field.value;
  const say = () => {
    const sen = readAmount(field.value);
    if (words) words.textContent = sen === null ? '' : inWords(sen, field.dataset['money'] === 'en' ? 'en' : 'id');
    return sen;
  };
  field.addEventListener('input', () => {
    const text = field.value;
    const follows = !text.includes('.') || text.slice(0, -1) === own || own.slice(0, -1) === text;
    if (follows && /^[\d.]*\d$/.test(text) && field.selectionEnd === text.length) {
      field.value = text.replaceAll('.', '').replace(/\B(?=(\d{3})+$)/g, '.');
      own = field.value;
    } else own = '';
    say();
  });
  field.addEventListener('change', () => {
    const sen = say();
    if (sen !== null) field.value = own = digits(sen);
  });
}

/** Searches while typing; the arrow keys walk the answers. @param {HTMLElement} finder */
function finder(finder) {
  const source = finder.dataset['finder'];
  const field = finder.querySelector('input');
  const list = /** @type {HTMLElement | null} */ (finder.querySelector('[data-results]'));
  if (!source || !field || !list) return;
  let timer = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const asked = field.value.trim();
      if (asked.length < 2) return list.replaceChildren();
      const answer = await fetch(`${source}${source.includes('?') ? '&' : '?'}q=${encodeURIComponent(asked)}`).catch(
        () => null,
      );
      if (answer?.ok && field.value.trim() === asked) show(list, (await answer.json()).items);
    }, 200);
  });
  finder.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [field, ...list.querySelectorAll('a')];
    const now = stops.indexOf(document.activeElement);
    const next = stops[now + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next) event.preventDefault();
    next?.focus();
  });
}

/** @param {HTMLElement} list @param {{ href: string, title: string, detail?: string, aside?: string }[]} items */
function show(list, items) {
  const rows = items.map((item) => {
    const link = make('a', '', make('span', '', make('strong', item.title)));
    if (item.detail) link.firstElementChild?.append(make('br'), make('small', item.detail));
    if (item.aside) link.append(make('span', item.aside));
    if (/^[/#](?!\/)/.test(item.href)) link.setAttribute('href', item.href);
    return make('li', '', link);
  });
  const found = make('ul', '', ...rows);
  found.className = 'finder-list';
  list.replaceChildren(rows.length > 0 ? found : make('p', list.dataset['none']));
}

/** @param {string} name @param {string} [text] @param {...Node} inner */
function make(name, text = '', ...inner) {
  const part = document.createElement(name);
  part.textContent = text;
  part.append(...inner);
  return part;
}

/** `/` goes to the search, F-keys press their button, Enter goes to the next field of a form that asks for it. @param {KeyboardEvent} event */
function keys(event) {
  const at = /** @type {HTMLElement} */ (event.target);
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && !typing) press(event, 'main [data-search], [data-search]');
  else if (/^F\d+$/.test(event.key)) press(event, `[data-key="${event.key}"]`);
  else if (event.key === 'Escape') each('details.person[open]', (menu) => menu.removeAttribute('open'));
  else if (event.key === 'Enter' && at instanceof HTMLInputElement && at.form?.hasAttribute('data-flow')) {
    const fields = [...at.form.querySelectorAll('input:not([type=hidden]), select, textarea, button')];
    const next = fields[fields.indexOf(at) + 1];
    if (next && next.tagName !== 'BUTTON') event.preventDefault();
    if (next && next.tagName !== 'BUTTON') /** @type {HTMLElement} */ (next).focus();
  }
}

/** @param {Event} event @param {string} selector */
function press(event, selector) {
  const part = /** @type {HTMLElement | null} */ (
    selector
      .split(',')
      .map((one) => document.querySelector(one))
      .find(Boolean) ?? null
  );
  if (!part) return;
  event.preventDefault();
  if (part instanceof HTMLInputElement) part.select();
  else part.click();
}

/** A form goes off once. @param {SubmitEvent} event */
function sendOnce(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  // A download leaves the page where it is: its form may be sent again.
  if (event.defaultPrevented || form.method !== 'post' || 'download' in form.dataset) return;
  if (form.dataset['sent']) return event.preventDefault();
  form.dataset['sent'] = 'yes';
  event.submitter?.setAttribute('aria-disabled', 'true');
}

/** @param {MouseEvent} event */
function click(event) {
  const part = /** @type {HTMLElement | null} */ (
    /** @type {Element} */ (event.target).closest('[data-print], [data-dialog], [data-copy], [name=theme]')
  );
  if (!part) return;
  if ('print' in part.dataset) print();
  if (part.dataset['dialog'])
    /** @type {HTMLDialogElement | null} */ (document.getElementById(part.dataset['dialog']))?.showModal();
  if (part.dataset['copy']) copy(part.dataset['copy']);
  if (part instanceof HTMLButtonElement && part.name === 'theme' && part.form) {
    event.preventDefault();
    document.documentElement.dataset['theme'] = part.value;
    each('[name=theme]', (one) =>
      one.setAttribute('aria-pressed', String(/** @type {HTMLButtonElement} */ (one).value === part.value)),
    );
    fetch(part.form.action, { method: 'POST', body: new FormData(part.form, part) });
  }
}

/** A table to the clipboard, as a workbook takes it. @param {string} id */
function copy(id) {
  const rows = [.../** @type {HTMLTableElement} */ (document.getElementById(id)).rows];
  navigator.clipboard.writeText(
    rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join('\t')).join('\n'),
  );
}
