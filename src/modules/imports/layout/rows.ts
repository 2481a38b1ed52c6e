import { cellAt, isBlank, type ReadRow as Row, readAmount, type ReadSheet as Sheet, textOf } from '#documents';
import { AMOUNT_FIELDS, type Field, MEMBER_KEYS } from './fields.ts';
import { columnOf, type Mapping } from './mapping.ts';
import { isSignatureWord, isTotalWord, normalise } from './words.ts';

/** What a row of the sheet is. Only `data` is imported; totals are compared with it; the rest is told. */
export type RowRole =
  | 'data'
  | 'total'
  | 'group'
  | 'blank'
  | 'heading'
  | 'example'
  | 'signature'
  | 'note'
  | 'loose_amounts';

export type ClassifiedRow = {
  /** Counted from zero. */
  readonly index: number;
  readonly role: RowRole;
  /** The group heading the row stands under, empty when there is none. */
  readonly group: string;
  /** True for rows below the signature block. */
  readonly afterSignature: boolean;
};

/** Gives every row below the headings its role, by its words and by what stands in the mapped columns. */
export function classifyRows(sheet: Sheet, mapping: Mapping): ClassifiedRow[] {
  const view = viewOf(sheet, mapping);
  const rows: ClassifiedRow[] = [];
  let group = '';
  let afterSignature = false;
  for (let index = mapping.headingBottom + 1; index < sheet.rows.length; index += 1) {
    const role = roleOf(sheet.rows[index] ?? [], view, afterSignature);
    if (role === 'group') group = groupName(sheet.rows[index] ?? []);
    if (role === 'signature') afterSignature = true;
    rows.push({ index, role, group, afterSignature: afterSignature && role !== 'signature' });
  }
  return rows;
}

/** What roles are decided by, worked out once for the sheet. */
type View = {
  readonly keys: readonly number[];
  readonly amounts: readonly number[];
  readonly mapped: ReadonlySet<number>;
  readonly unheaded: (column: number) => boolean;
  readonly headings: ReadonlyMap<number, string>;
  readonly usualCells: number;
  readonly chart: boolean;
  readonly rowNo: number;
};

function viewOf(sheet: Sheet, mapping: Mapping): View {
  const keyFields: readonly Field[] = keysOf(mapping);
  const at = (fields: readonly Field[]) =>
    fields.map((field) => columnOf(mapping, field)).filter((column) => column >= 0);
  const headings = new Map<number, string>();
  for (let row = Math.max(0, mapping.headingTop); row <= mapping.headingBottom; row += 1) {
    for (const [column, cell] of (sheet.rows[row] ?? []).entries()) {
      if (textOf(cell) !== '') headings.set(column, normalise(textOf(cell)));
    }
  }
  const filled = sheet.rows.slice(mapping.headingBottom + 1).map((row) => row.filter((cell) => !isBlank(cell)).length);
  return {
    keys: at(keyFields),
    amounts: mapping.columns.filter((column) => AMOUNT_FIELDS.has(column.field)).map((column) => column.index),
    mapped: new Set(mapping.columns.map((column) => column.index)),
    unheaded: (column) => headings.size > 0 && !headings.has(column),
    headings,
    usualCells: median(filled.filter((count) => count > 0)),
    chart: mapping.kind === 'chart',
    rowNo: columnOf(mapping, 'rowNo'),
  };
}

function keysOf(mapping: Mapping): readonly Field[] {
  if (mapping.kind === 'chart') return ['accountCode', 'accountName', 'name'];
  if (mapping.kind === 'cash_journal' || mapping.kind === 'member_card') return ['date', 'description'];
  return MEMBER_KEYS;
}

function roleOf(row: Row, view: View, afterSignature: boolean): RowRole {
  const filled = [...row.entries()].filter(([, cell]) => !isBlank(cell));
  if (filled.length === 0) return 'blank';
  if (isRepeatedHeading(row, view)) return 'heading';
  const onlyNumbered = filled.every(
    ([column]) => view.unheaded(column) || (column === view.rowNo && isNumbered(row, view)),
  );
  const example = filled.some(([column, cell]) => view.unheaded(column) && isExampleWord(textOf(cell)));
  if (onlyNumbered && !example && filled.length > 0 && isNumbered(row, view)) return 'blank';
  if (example) return 'example';
  const hasKey = view.keys.some((column) => !isBlank(row[column]) && cellSaysSomething(row, column));
  const amounts = view.amounts.map((column) => readAmount(row[column] ?? null));
  const money = amounts.some((amount) => amount.state === 'amount' && amount.exact !== 0n);
  const texts = filled.filter(([, cell]) => cell?.kind === 'text' && !/^[\d.,\s]+$/.test(textOf(cell)));
  const code = view.chart && !isBlank(row[view.keys[0] ?? -1]);
  if (!code && texts.length <= 2 && isTotalWord(textOf(texts[0]?.[1])) && !isNumbered(row, view)) return 'total';
  if (
    !code &&
    !money &&
    texts.some(([, cell]) => isSignatureWord(textOf(cell))) &&
    filled.length <= 6 &&
    !isNumbered(row, view)
  ) {
    return 'signature';
  }
  if (!hasKey && money && texts.length === 0) return 'loose_amounts';
  if (!hasKey) return texts.length === 0 ? 'blank' : texts.length <= 2 && !afterSignature ? 'group' : 'note';
  if (isNumberingRow(filled.map(([, cell]) => textOf(cell)))) return 'heading';
  return roleOfKeyed({ row, view, filled: filled.length, money, afterSignature });
}

function roleOfKeyed(seen: { row: Row; view: View; filled: number; money: boolean; afterSignature: boolean }): RowRole {
  const { row, view, filled, money, afterSignature } = seen;
  if (view.chart) return 'data';
  const lonely = filled <= 1 && view.usualCells >= 3;
  if (lonely && !money) return afterSignature ? 'note' : 'group';
  // Below the signature stand names of those who signed; a row of the table has most of its cells.
  const complete = filled * 2 >= view.usualCells && (money || isNumbered(row, view));
  return afterSignature && !complete ? 'note' : 'data';
}

/** Zeros and dashes in a key column name nobody. */
function cellSaysSomething(row: Row, column: number): boolean {
  return !/^[-0.\s]*$/.test(textOf(row[column]));
}

function isNumbered(row: Row, view: View): boolean {
  return view.rowNo >= 0 && /^\d+\.?$/.test(textOf(row[view.rowNo]));
}

function isRepeatedHeading(row: Row, view: View): boolean {
  const texts = [...row.entries()].filter(([, cell]) => textOf(cell) !== '');
  const same = texts.filter(([column, cell]) => view.headings.get(column) === normalise(textOf(cell)));
  return same.length >= 2 && same.length * 2 > texts.length;
}

/** The row 1 2 3 4 5 that forms print under their headings. */
function isNumberingRow(texts: readonly string[]): boolean {
  return texts.length >= 4 && texts.every((text, index) => text.replace(/[().]/g, '') === String(index + 1));
}

function isExampleWord(text: string): boolean {
  return /^(ini )?(contoh|example)\b/i.test(text.trim());
}

function groupName(row: Row): string {
  return textOf(row.find((cell) => !isBlank(cell)) ?? null).replace(/\s+/g, ' ');
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** The text of the rows above the headings, with the sheet's name: what the letterhead and the title say. */
export function titleOf(sheet: Sheet, headingTop: number): string {
  const lines = [sheet.name];
  for (let row = 0; row < Math.min(Math.max(headingTop, 0), 30); row += 1) {
    const width = sheet.rows[row]?.length ?? 0;
    for (let column = 0; column < width; column += 1) {
      const text = textOf(cellAt(sheet, row, column));
      if (text !== '') lines.push(text);
    }
  }
  return lines.join('\n');
}
