import {
  type Convention,
  cellAt,
  dateOrderOf,
  isBlank,
  type ReadCell,
  type ReadRow,
  type ReadSheet,
  readDate,
  textOf,
} from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { finishStatement } from './finish.ts';
import { type ColumnRole, type Columns, findHeading, type Heading, isHeading } from './headings.ts';
import { refuseStatement } from './refusals.ts';
import { bankOfTable } from './table-banks.ts';
import {
  conventionOfColumn,
  dayMonthOf,
  directionOf,
  type PartialDate,
  senOf,
  splitAmount,
  withYears,
} from './table-cells.ts';
import { currencyOf, type Facts, noFacts, readFact } from './table-facts.ts';
import type { RawLine, Statement, StatementFormat, StatementWarning } from './types.ts';

/** A two-digit year up to this one belongs to this century. */
const PIVOT_YEAR = 2079;

type Table = {
  readonly heading: Heading;
  readonly columns: Columns;
  readonly conventions: ReadonlyMap<ColumnRole, Convention>;
  readonly dayFirst: 'day_first' | 'month_first';
  /** Whether some amount carries its own DB, CR, plus or minus. */
  readonly marked: boolean;
};

type Draft = Omit<RawLine, 'bookedOn'> & { readonly date: PartialDate };

/**
 * Reads a table of movements, recognised by its headings wherever they stand and in whatever order. `today` only helps where a
 * file leaves the year out. Errors: `statement_unknown_format`, `statement_empty`, `statement_cut`,
 * `statement_amount_unreadable`, `statement_date_unreadable`, `statement_column_missing`.
 */
export function readTable(sheet: ReadSheet, format: StatementFormat, today: BusinessDate): Statement {
  const heading = findHeading(sheet);
  if (!heading) throw refuseStatement('statement_unknown_format');
  const facts = noFacts();
  for (const row of sheet.rows.slice(0, heading.row)) readFact(facts, row);
  const rows = sheet.rows.slice(heading.row + 1);
  const table = describe(heading, rows);
  const warnings: StatementWarning[] = [];
  const drafts = draftsOf(rows, table, facts, warnings);
  if (drafts.length === 0) throw refuseStatement('statement_empty');
  if (facts.bcaTitle && facts.closingSen === null)
    throw refuseStatement('statement_cut', 'saldo akhir di ujung berkas tidak ada');
  requireEnd(drafts);
  const lines = dated(signed(drafts, table, facts.openingSen), facts, today, warnings);
  const own = ownAccount(rows, table.columns);
  return finishStatement({
    format,
    bank: bankOfTable(heading.names, facts.bcaTitle),
    accountNumber: facts.accountNumber ?? own,
    currency: facts.currency ?? currencyOf(firstText(rows, table.columns.get('currency')) ?? '') ?? 'IDR',
    from: facts.from,
    to: facts.to,
    openingSen: facts.openingSen,
    closingSen: facts.closingSen,
    debitTotalSen: facts.debitTotalSen,
    creditTotalSen: facts.creditTotalSen,
    lines,
    warnings,
  });
}

function describe(heading: Heading, rows: readonly ReadRow[]): Table {
  const columns = withHiddenDirection(heading, rows);
  const column = (role: ColumnRole) =>
    rows.filter((row) => !isHeading(row, heading)).map((row) => row[columns.get(role)?.[0] ?? -1] ?? null);
  const amounts: ColumnRole[] = ['amount', 'debit', 'credit', 'balance', 'balanceBefore'];
  // One hand writes a whole file: what one column leaves open, another one shows.
  const shared = conventionOfColumn(amounts.flatMap(column));
  const conventions = new Map(
    amounts.map((role) => {
      const own = conventionOfColumn(column(role));
      return [role, own === 'unknown' ? shared : own] as const;
    }),
  );
  const marked = column('amount').some((cell) => splitAmount(cell).direction !== undefined);
  return { heading, columns, conventions, dayFirst: dateOrderOf(column('date')).order, marked };
}

// BCA writes DB and CR in a column without a heading, sometimes pushing the balance one place to the right.
function withHiddenDirection(heading: Heading, rows: readonly ReadRow[]): Columns {
  const columns = new Map(heading.columns);
  const amount = columns.get('amount')?.[0];
  if (columns.has('debit') || columns.has('credit') || amount === undefined) return columns;
  const speaks = (at: number) => {
    const texts = rows.map((row) => textOf(row[at])).filter((text) => text !== '');
    return texts.length > 0 && texts.filter((text) => directionOf(text)).length * 10 >= texts.length * 6;
  };
  const headed = columns.get('direction')?.[0];
  if (headed !== undefined && speaks(headed)) return columns;
  columns.delete('direction');
  const place = [amount + 1, amount - 1].find((at) => at >= 0 && speaks(at));
  if (place === undefined) return columns;
  if (columns.get('balance')?.[0] === place) columns.set('balance', [place + 1]);
  columns.set('direction', [place]);
  return columns;
}

function draftsOf(rows: readonly ReadRow[], table: Table, facts: Facts, warnings: StatementWarning[]): Draft[] {
  const drafts: Draft[] = [];
  const lastRow = rows.findLastIndex((row) => row.some((cell) => !isBlank(cell)));
  for (const [at, row] of rows.entries()) {
    const number = table.heading.row + at + 2;
    if (row.every((cell) => isBlank(cell)) || isHeading(row, table.heading)) continue;
    const date = dateOfRow(row, table, number);
    if (date === 'pending') {
      const text = `Baris ${number} belum dibukukan bank (PEND) dan tidak diambil`;
      warnings.push({ code: 'pending_skipped', text, row: number, differenceSen: null });
      continue;
    }
    if (date === undefined) {
      readOther(row, { table, facts, drafts, number });
      continue;
    }
    const draft = draftOf(row, date, table, number);
    if (draft) drafts.push(draft);
    else if (isOpeningRow(row, table)) facts.openingSen ??= amountAt(row, 'balance', table, number) ?? null;
    else if (at === lastRow)
      throw refuseStatement('statement_cut', `baris terakhir (${number}) tidak mempunyai jumlah`);
    else throw refuseStatement('statement_amount_unreadable', `Baris ${number}: kolom jumlah yang kosong`);
  }
  return drafts;
}

/** The foot of a table: a total is no movement. */
const SUM_ROW = /^((grand|sub)\s*)?(total|jumlah|saldo)\b/i;

type Around = { readonly table: Table; readonly facts: Facts; readonly drafts: Draft[]; readonly number: number };

// A row without a date: a total or a balance, the rest of a long description, or a date that cannot be read.
function readOther(row: ReadRow, { table, facts, drafts, number }: Around): void {
  if (readFact(facts, row) || row.some((cell) => SUM_ROW.test(textOf(cell)))) return;
  const written = at(row, 'date', table) ?? at(row, 'valueDate', table);
  const amounts = (['amount', 'debit', 'credit'] as const).filter((role) => !isBlank(at(row, role, table)));
  if (!isBlank(written) && amounts.length > 0) {
    throw refuseStatement('statement_date_unreadable', `Baris ${number}: “${textOf(written)}”`);
  }
  const words = wordsAt(row, 'words', table);
  const last = drafts.at(-1);
  if (isBlank(written) && amounts.length === 0 && words !== '' && last && last.row === number - 1) {
    drafts[drafts.length - 1] = { ...last, row: number, description: `${last.description} ${words}` };
  }
}

function dateOfRow(row: ReadRow, table: Table, number: number): PartialDate | 'pending' | undefined {
  const cell = at(row, 'date', table) ?? at(row, 'valueDate', table);
  const text = textOf(cell).replace(/^'/, '');
  if (/^pend(ing)?$/i.test(text)) return 'pending';
  const short = dayMonthOf(text);
  if (short && cell?.kind === 'text') return short;
  const read = readDate(cell, table.dayFirst, PIVOT_YEAR);
  if (read.state === 'date') return read.date;
  if (read.state === 'impossible') throw refuseStatement('statement_date_unreadable', `Baris ${number}: “${text}”`);
  return undefined;
}

function draftOf(row: ReadRow, date: PartialDate, table: Table, number: number): Draft | undefined {
  const amountSen = movementOf(row, table, number);
  if (amountSen === undefined) return undefined;
  const description = wordsAt(row, 'words', table);
  const counterparty = wordsAt(row, 'counterparty', table);
  const reference = wordsAt(row, 'reference', table);
  const value = readDate(at(row, 'valueDate', table), table.dayFirst, PIVOT_YEAR);
  return {
    row: number,
    date,
    valueOn: value.state === 'date' ? value.date : null,
    amountSen,
    balanceAfterSen: amountAt(row, 'balance', table, number) ?? null,
    description: description || counterparty || reference || 'Tanpa keterangan',
    counterparty: counterparty || null,
    reference: reference || null,
  };
}

// Two columns; one column with a word beside or inside it; or one signed column. Undefined when nothing is written.
function movementOf(row: ReadRow, table: Table, number: number): bigint | undefined {
  if (table.columns.has('debit') || table.columns.has('credit')) {
    const debit = amountAt(row, 'debit', table, number);
    const credit = amountAt(row, 'credit', table, number);
    if (debit === undefined && credit === undefined) return undefined;
    return magnitude(credit ?? 0n) - magnitude(debit ?? 0n);
  }
  const amount = amountAt(row, 'amount', table, number);
  if (amount === undefined) return undefined;
  const inside = splitAmount(at(row, 'amount', table)).direction;
  const beside = directionOf(textOf(at(row, 'direction', table)));
  const direction = beside ?? inside;
  if (direction === 'out') return -magnitude(amount);
  return direction === 'in' ? amount : signedOrRefused(amount, table, row, number);
}

// A positive amount may only stand without a word where the column itself is signed or the row names its direction.
function signedOrRefused(amount: bigint, table: Table, row: ReadRow, number: number): bigint {
  const word = textOf(at(row, 'direction', table));
  if (!table.columns.has('direction') || amount === 0n || word === '') return amount;
  throw refuseStatement('statement_amount_unreadable', `Baris ${number}: tanda debit atau kredit “${word}”`);
}

// A file that stops in the middle of its last row has lost that row's balance.
function requireEnd(drafts: readonly Draft[]): void {
  const last = drafts.at(-1);
  const others = drafts.slice(0, -1);
  if (last?.balanceAfterSen !== null || others.length === 0) return;
  if (others.every((draft) => draft.balanceAfterSen !== null)) {
    throw refuseStatement('statement_cut', `baris terakhir (${last.row}) tidak mempunyai saldo`);
  }
}

// Amounts of one column without any sign: the running balance tells which way each went, or nothing does.
function signed(drafts: readonly Draft[], table: Table, openingSen: bigint | null): readonly Draft[] {
  const twoSided = table.columns.has('debit') || table.columns.has('credit') || table.columns.has('direction');
  if (twoSided || table.marked || drafts.some((draft) => draft.amountSen < 0n)) return drafts;
  const forwards = drafts.map((draft, place) =>
    bySteps(draft, place === 0 ? openingSen : drafts[place - 1]?.balanceAfterSen),
  );
  const backwards = drafts.map((draft, place) =>
    bySteps(draft, place === drafts.length - 1 ? openingSen : drafts[place + 1]?.balanceAfterSen),
  );
  const known = [forwards, backwards].sort((a, b) => unknownIn(a) - unknownIn(b))[0] ?? [];
  if (unknownIn(known) > 0) {
    throw refuseStatement('statement_column_missing', 'tanda debit atau kredit (DB/CR)');
  }
  return drafts.map((draft, place) => known[place] ?? draft);
}

function bySteps(draft: Draft, beforeSen: bigint | null | undefined): Draft | undefined {
  if (draft.balanceAfterSen === null || beforeSen === null || beforeSen === undefined) return undefined;
  const step = draft.balanceAfterSen - beforeSen;
  return magnitude(step) === magnitude(draft.amountSen) ? { ...draft, amountSen: step } : undefined;
}

function unknownIn(drafts: readonly (Draft | undefined)[]): number {
  return drafts.filter((draft) => draft === undefined).length;
}

function isOpeningRow(row: ReadRow, table: Table): boolean {
  return (
    /saldo\s*(awal|sebelumnya)|opening|brought forward/i.test(wordsAt(row, 'words', table)) &&
    !isBlank(at(row, 'balance', table))
  );
}

function dated(drafts: readonly Draft[], facts: Facts, today: BusinessDate, warnings: StatementWarning[]): RawLine[] {
  const dates = withYears(
    drafts.map((draft) => draft.date),
    { from: facts.from, to: facts.to, today },
  );
  const guessed = drafts.filter((draft) => typeof draft.date !== 'string');
  if (guessed.length > 0 && !(facts.from && facts.to)) {
    const years = [...new Set(dates.map((date) => date?.slice(0, 4)))].sort().join(' dan ');
    const text = `Tanggal di berkas ini tanpa tahun. Tahunnya kami baca sebagai ${years}; periksa sebelum menyimpan`;
    warnings.push({ code: 'year_inferred', text, row: guessed[0]?.row ?? null, differenceSen: null });
  }
  return drafts.map(({ date, ...rest }, place) => {
    const bookedOn = dates[place];
    if (!bookedOn) {
      const text = typeof date === 'string' ? date : `${date.day}/${date.month}`;
      throw refuseStatement('statement_date_unreadable', `Baris ${rest.row}: “${text}”`);
    }
    return { ...rest, bookedOn };
  });
}

// A column of our own account number says the same on every row; a column of others' numbers does not.
function ownAccount(rows: readonly ReadRow[], columns: Columns): string | null {
  const place = columns.get('account')?.[0];
  if (place === undefined) return null;
  const numbers = new Set(rows.map((row) => textOf(row[place])).filter((text) => /\d{3,}/.test(text)));
  return numbers.size === 1 ? ([...numbers][0] ?? null) : null;
}

function firstText(rows: readonly ReadRow[], places: readonly number[] | undefined): string | undefined {
  return rows.map((row) => textOf(row[places?.[0] ?? -1])).find((text) => text !== '');
}

function at(row: ReadRow, role: ColumnRole, table: Table): ReadCell | null {
  return cellAt({ name: '', rows: [row], merges: [] }, 0, table.columns.get(role)?.[0] ?? -1);
}

function amountAt(row: ReadRow, role: ColumnRole, table: Table, number: number): bigint | undefined {
  const cell = at(row, role, table);
  const amount = senOf(cell, table.conventions.get(role) ?? 'unknown', `Baris ${number}`);
  // "25.000,00 DB" as a balance is an overdraft.
  return role === 'balance' && splitAmount(cell).direction === 'out' && amount !== undefined
    ? -magnitude(amount)
    : amount;
}

function wordsAt(row: ReadRow, role: ColumnRole, table: Table): string {
  const texts = (table.columns.get(role) ?? []).map((place) => textOf(row[place]).replace(/^'/, ''));
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
