import { divideRounded, type Sen, sen } from '#kernel/money';
import { type Cell, isBlank, textOf } from './cells.ts';

/** Amounts of a file are kept at 10^-12 rupiah, so that sums are exact before anything is rounded. */
export const EXACT_PER_RUPIAH = 1_000_000_000_000n;
export const EXACT_PER_SEN = EXACT_PER_RUPIAH / 100n;

/** How one column writes its numbers. `machine`: no grouping, a dot before the decimals. */
export type Convention = 'dot_groups' | 'comma_groups' | 'machine' | 'unknown';

/** Remarks on an amount that was understood. */
export type AmountNote = 'rounded_to_sen' | 'float_noise' | 'separator_unclear' | 'exponent';

export type AmountReading =
  | { readonly state: 'blank' }
  | { readonly state: 'amount'; readonly exact: bigint; readonly notes: readonly AmountNote[] }
  | { readonly state: 'unreadable'; readonly text: string };

/** What a column's own cells say about its convention, and whether they contradict each other. */
export type ColumnNumbers = { readonly convention: Convention; readonly mixed: boolean };

const BLANK_AMOUNT = /^(-+|–|—|nihil|n\/?a|kosong)$/i;

/**
 * Reads an Indonesian or English written amount, or a number cell. Parentheses and a minus on either side are negative, a
 * dash alone is blank. A lone separator followed by exactly three digits groups thousands (amounts of rupiah do), unless the
 * column is written by a machine. Never uses floating point.
 */
export function readAmount(cell: Cell | null, convention: Convention = 'unknown'): AmountReading {
  if (isBlank(cell) || cell === null) return { state: 'blank' };
  if (cell.kind === 'number') return amountOf(cell.text, false, []);
  if (cell.kind !== 'text') return { state: 'unreadable', text: textOf(cell) };
  const { body, negative } = undress(textOf(cell));
  if (body === '' || BLANK_AMOUNT.test(body)) return { state: 'blank' };
  const plain = toPlainDecimal(body, convention);
  if (plain === undefined) return { state: 'unreadable', text: textOf(cell) };
  return amountOf(plain.text, negative, plain.notes);
}

/** Looks at every cell of a column and says which convention it follows; `mixed` when both appear. */
export function conventionOf(cells: Iterable<Cell | null>): ColumnNumbers {
  let dots = 0;
  let commas = 0;
  let machine = 0;
  for (const cell of cells) {
    if (cell?.kind !== 'text') continue;
    const { body } = undress(textOf(cell));
    if (/^\d{1,3}(\.\d{3}){2,}(,\d*)?$|^\d{1,3}(\.\d{3})+,\d+$/.test(body)) dots += 1;
    else if (/^\d{1,3}(,\d{3}){2,}(\.\d*)?$|^\d{1,3}(,\d{3})+\.\d+$/.test(body)) commas += 1;
    else if (/^\d{4,}(\.\d+)?$/.test(body)) machine += 1;
  }
  if (dots > 0 || commas > 0) {
    return { convention: dots >= commas ? 'dot_groups' : 'comma_groups', mixed: dots > 0 && commas > 0 };
  }
  return { convention: machine > 0 ? 'machine' : 'unknown', mixed: false };
}

/** Rounds an exact amount to sen, half away from zero. */
export function toSen(exact: bigint): Sen {
  return sen(divideRounded(exact, EXACT_PER_SEN, 'half_up'));
}

/**
 * Rounds many exact amounts to sen so that the rounded parts sum to the rounded whole (largest remainder): each part is
 * less than one sen from its own value and the control total of a file is kept.
 */
export function toSenKeepingTotal(amounts: readonly bigint[]): Sen[] {
  const floors = amounts.map((amount) => floorDivide(amount, EXACT_PER_SEN));
  const total = toSen(amounts.reduce((sum, amount) => sum + amount, 0n));
  let left = total - floors.reduce((sum, part) => sum + part, 0n);
  const order = amounts
    .map((amount, index) => ({ index, rest: amount - (floors[index] ?? 0n) * EXACT_PER_SEN }))
    .filter((part) => part.rest > 0n)
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const rounded = [...floors];
  for (const part of order) {
    if (left <= 0n) break;
    rounded[part.index] = (rounded[part.index] ?? 0n) + 1n;
    left -= 1n;
  }
  return rounded.map(sen);
}

/** The shortest decimal text of a double, without an exponent: `1e21` becomes `1000000000000000000000`. */
export function decimalText(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const digits = `${match[2] ?? ''}${match[3] ?? ''}`;
  const point = 1 + Number(match[4]);
  if (point <= 0) return `${match[1]}0.${'0'.repeat(-point)}${digits}`;
  return digits.length <= point
    ? `${match[1]}${digits.padEnd(point, '0')}`
    : `${match[1]}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function undress(text: string): { body: string; negative: boolean } {
  let body = text.replace(/^'/, '').trim();
  const bracketed = /^\((.*)\)$/.exec(body);
  let negative = bracketed !== null;
  body = (bracketed?.[1] ?? body).trim();
  body = body.replace(/^(-?)\s*(?:rp|idr)\.?\s*/i, '$1').replace(/\s*(?:rupiah|idr)$/i, '');
  body = body.replace(/[.,]\s*-+$/, '');
  if (/^-\s*\d/.test(body) || /\d\s*-$/.test(body)) {
    negative = !negative;
    body = body.replace(/^-\s*|\s*-$/g, '');
  }
  body = body.replace(/^(?:rp|idr)\.?\s*/i, '').trim();
  return { body: /^\d{1,3}( \d{3})+([.,]\d+)?$/.test(body) ? body.replaceAll(' ', '') : body, negative };
}

function toPlainDecimal(body: string, convention: Convention): { text: string; notes: AmountNote[] } | undefined {
  if (/^\d+$/.test(body)) return { text: body, notes: [] };
  const exponent = /^(\d+)(?:[.,](\d+))?e([+-]?\d{1,2})$/i.exec(body);
  if (exponent) return { text: decimalText(Number(body.replace(',', '.'))), notes: ['exponent'] };
  if (!/^\d[\d.,']*$/.test(body) && !/^[.,]\d+$/.test(body)) return undefined;
  const text = body.replaceAll("'", '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const separator = text.charAt(last);
  const other = separator === '.' ? ',' : '.';
  const count = text.split(separator).length - 1;
  if (text.includes(other)) {
    if (count > 1 || !grouped(text.slice(0, last), other)) return undefined;
    return { text: `${text.slice(0, last).replaceAll(other, '')}.${text.slice(last + 1) || '0'}`, notes: [] };
  }
  if (count > 1) return grouped(text, separator) ? { text: text.replaceAll(separator, ''), notes: [] } : undefined;
  return loneSeparator(text, separator, convention);
}

function loneSeparator(text: string, separator: string, convention: Convention): { text: string; notes: AmountNote[] } {
  const [before = '', after = ''] = text.split(separator);
  const couldGroup = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  if (!couldGroup) return { text: `${before || '0'}.${after || '0'}`, notes: [] };
  if (convention === 'machine' && separator === '.')
    return { text: `${before}.${after}`, notes: ['separator_unclear'] };
  const usual = convention === 'comma_groups' ? ',' : '.';
  const contradicts = convention !== 'unknown' && convention !== 'machine' && separator !== usual;
  return { text: before + after, notes: contradicts ? ['separator_unclear'] : [] };
}

function grouped(text: string, separator: string): boolean {
  const groups = text.split(separator);
  return /^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group));
}

function amountOf(decimal: string, negated: boolean, notes: readonly AmountNote[]): AmountReading {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(decimal);
  const whole = match?.[2] ?? '';
  if (!match || whole.length > 15) return { state: 'unreadable', text: decimal };
  const fraction = match[3] ?? '';
  const magnitude = BigInt(whole || '0') * EXACT_PER_RUPIAH + BigInt(fraction.slice(0, 12).padEnd(12, '0'));
  const negative = negated !== (match[1] === '-');
  const exact = negative ? -magnitude : magnitude;
  return { state: 'amount', exact, notes: [...notes, ...fractionNotes(exact, fraction)] };
}

function fractionNotes(exact: bigint, fraction: string): AmountNote[] {
  if (fraction.replace(/0+$/, '').length <= 2) return [];
  const rounded = divideRounded(exact, EXACT_PER_SEN, 'half_up') * EXACT_PER_SEN;
  const distance = exact > rounded ? exact - rounded : rounded - exact;
  // Less than a millionth of a rupiah beside a whole sen, written with many digits, is what binary arithmetic leaves behind.
  return distance < EXACT_PER_RUPIAH / 1_000_000n ? ['float_noise'] : ['rounded_to_sen'];
}

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}
