// @ts-check
/** An entry's lines while they are typed: running totals and difference, `=` for what is missing, arrows between lines. */
import { digits, readAmount } from './amounts.js';

/** Follows one sheet of lines. The server adds up again, and decides. @param {HTMLElement} sheet */
export function follow(sheet) {
  sheet.querySelector('[data-noscript]')?.remove();
  const cells = () => /** @type {HTMLInputElement[]} */ ([...sheet.querySelectorAll('input[data-side]')]);
  const show = () => tell(sheet, sumsOf(cells()));
  sheet.addEventListener('input', (event) => {
    const cell = /** @type {HTMLInputElement} */ (event.target);
    if (cell.dataset['side'] && cell.value.includes('=')) {
      cell.value = '';
      const { debit, credit } = sumsOf(cells());
      const missing = cell.dataset['side'] === 'debit' ? credit - debit : debit - credit;
      if (missing > 0n) cell.value = digits(missing);
    }
    show();
  });
  sheet.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const cell = /** @type {HTMLInputElement} */ (event.target);
    const [, field, row] = /^(.+)_(\d+)$/.exec(cell.name) ?? [];
    // The account's own list of choices needs the arrows.
    if (!field || cell.list) return;
    const next = document.getElementById(`${field}_${Number(row) + (event.key === 'ArrowDown' ? 1 : -1)}`);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  show();
}

/** The sums of both sides in sen; what cannot be read counts nothing. @param {HTMLInputElement[]} cells */
function sumsOf(cells) {
  const sums = { debit: 0n, credit: 0n };
  for (const cell of cells) {
    sums[cell.dataset['side'] === 'debit' ? 'debit' : 'credit'] += readAmount(cell.value) ?? 0n;
  }
  return sums;
}

/** @param {HTMLElement} sheet @param {{ debit: bigint, credit: bigint }} sums */
function tell(sheet, { debit, credit }) {
  /** @param {string} name @param {string} text */
  const write = (name, text) => {
    const part = sheet.querySelector(`[data-sum="${name}"]`);
    if (part) part.textContent = text;
  };
  write('debit', digits(debit));
  write('credit', digits(credit));
  const gap = /** @type {HTMLElement | null} */ (sheet.querySelector('[data-gap]'));
  if (!gap) return;
  const missing = debit > credit ? debit - credit : credit - debit;
  const equal = missing === 0n && debit > 0n;
  const words = equal ? gap.dataset['equal'] : gap.dataset['differs'];
  gap.textContent = debit + credit === 0n ? '' : (words ?? '').replace('…', `Rp ${digits(missing)}`);
  gap.className = equal ? 'tag success' : 'tag warning';
  gap.hidden = debit + credit === 0n;
}
