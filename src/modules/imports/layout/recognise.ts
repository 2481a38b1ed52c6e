import {
  dateInText,
  isBlank,
  type ReadSheet as Sheet,
  textOf,
  type ReadWorkbook as Workbook,
  widthOf,
} from '#documents';
import { type BusinessDate, endOfMonth } from '#kernel/dates';
import { type Column, recogniseColumns } from './columns.ts';
import type { Field, SavingsKind, TableKind } from './fields.ts';
import { findHeadings, type HeadingBlock } from './headings.ts';
import { type KindScore, kindsOf } from './kind.ts';
import type { Mapping } from './mapping.ts';
import { titleOf } from './rows.ts';
import { normalise } from './words.ts';

/** What a sheet looks like before the user has said anything. */
export type Recognition = {
  readonly sheet: string;
  readonly kind: TableKind;
  readonly kinds: readonly KindScore[];
  readonly title: string;
  readonly columns: readonly Column[];
  readonly mapping: Mapping;
};

/** Recognises one sheet: where its headings stand, what each column means, which kind of table it is, of which day.
 * The file's name counts as a title: `penarikan-tabungan.xlsx` says what its rows do not. */
export function recogniseSheet(sheet: Sheet, fileName = ''): Recognition {
  const block = findHeadings(sheet);
  const title = `${fileName.replace(/\.[a-z]{2,5}$/i, '')}\n${titleOf(sheet, block?.top ?? 0)}`;
  const columns = block ? withGuesses(sheet, block) : columnsWithoutHeadings(sheet);
  const found = block ? kindsOf(columns, title) : [];
  const kinds = looksLikeChart(sheet, block, columns, found) ? found : [{ kind: 'unknown' as const, score: 0 }];
  const kind = kinds[0]?.kind ?? 'unknown';
  const headings = columns.map((column) => column.heading).join(' ');
  const asOf = dateInText(headings) ?? balanceDayOf(title);
  const mapping: Mapping = {
    sheet: sheet.name,
    kind,
    headingTop: block?.top ?? -1,
    headingBottom: block?.bottom ?? -1,
    columns: columns.flatMap(({ index, field }) => (field ? [{ index, field }] : [])),
    ...defaultsFromWords(kind, `${title} ${headings}`, asOf),
  };
  return { sheet: sheet.name, kind, kinds, title, columns, mapping };
}

/** The day a title gives its balances: `PER 30 JANUARI 2023`, or the last day of `BULAN JANUARI 2023`. */
function balanceDayOf(title: string): BusinessDate | undefined {
  const lines = title
    .split('\n')
    .filter((line) => !/\b(bh|badan hukum|akta|ahu)\b/i.test(line))
    .join('\n');
  const said = /\b(?:per|posisi|bulan|periode)\b[^\n]{0,20}?((?:\d{1,2}\s+)?[a-z]{3,9}\s+\d{4})/i.exec(lines)?.[1];
  const month =
    said ??
    /\b((?:jan|feb|peb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des)[a-z]*\s+(?:19|20)\d{2})\b/i.exec(lines)?.[1];
  if (month === undefined) return undefined;
  const first = dateInText(/^\d/.test(month) ? month : `1 ${month}`);
  return first && !/^\d/.test(month) ? endOfMonth(first) : first;
}

/** Recognises every sheet; the first is the one most likely meant. */
export function recogniseWorkbook(workbook: Workbook, fileName = ''): Recognition[] {
  const score = (recognition: Recognition) => recognition.kinds[0]?.score ?? 0;
  return workbook.sheets.map((sheet) => recogniseSheet(sheet, fileName)).sort((a, b) => score(b) - score(a));
}

function defaultsFromWords(kind: TableKind, words: string, asOf: BusinessDate | undefined): Partial<Mapping> {
  const text = normalise(words);
  const named = SAVINGS_WORDS.filter(([, pattern]) => pattern.test(text));
  const savingsKind = named.length === 1 ? named[0]?.[0] : undefined;
  const direction = /\b(penarikan|pengambilan|tarik)\b/.test(text) ? 'withdrawal' : 'deposit';
  return {
    ...(savingsKind && kind.startsWith('savings') ? { savingsKind } : {}),
    ...(kind === 'savings_mutations' ? { direction } : {}),
    ...(asOf ? { asOf } : {}),
  } as const;
}

const SAVINGS_WORDS: readonly (readonly [SavingsKind, RegExp])[] = [
  ['principal', /\bpokok\b/],
  ['mandatory', /\b(wajib|iuran)\b/],
  ['voluntary', /\b(sukarela|manasuka|tabungan)\b/],
  ['term', /\b(berjangka|deposito)\b/],
];

/** The kind of savings that a word in a row or an account number's prefix (SP, SW, SS) names; undefined when it names none. */
export function savingsKindOf(text: string): SavingsKind | undefined {
  const plain = normalise(text);
  const named = SAVINGS_WORDS.filter(([, pattern]) => pattern.test(plain));
  if (named.length === 1) return named[0]?.[0];
  if (/^(sp|simpok)\b/.test(plain)) return 'principal';
  if (/^(sw|simwa)\b/.test(plain)) return 'mandatory';
  if (/^(ss|simka|simsuk)\b/.test(plain)) return 'voluntary';
  if (/\b(lain|lainnya|khusus|shu)\b/.test(plain)) return 'other';
  return undefined;
}

function withGuesses(sheet: Sheet, block: HeadingBlock): Column[] {
  const columns = recogniseColumns(block);
  const fields = new Set(columns.map((column) => column.field));
  return columns.map((column, at): Column => {
    // A column of dates without a heading, right after the place of birth, is the day of birth.
    const afterPlace = columns[at - 1]?.field === 'birthPlace' && !fields.has('birthDate');
    if (column.field === 'normalSide' && !mostlySides(sheet, block.bottom + 1, column.index)) {
      return { ...column, field: fields.has('category') ? null : 'category', score: 50 };
    }
    const guess = column.heading === '' && afterPlace && mostlyDates(sheet, block.bottom + 1, column.index);
    return guess ? { ...column, field: 'birthDate' satisfies Field, score: 50 } : column;
  });
}

/**
 * Two columns called only `kode` and `nama` may list anything: goods, units, categories. They are a chart when the names
 * speak of at least two classes of accounts. Every other kind is believed.
 */
function looksLikeChart(
  sheet: Sheet,
  block: HeadingBlock | undefined,
  columns: readonly Column[],
  kinds: readonly KindScore[],
): boolean {
  if (kinds.length === 0) return false;
  if (kinds[0]?.kind !== 'chart' || block === undefined) return true;
  const said = columns.some(
    ({ heading, field }) =>
      /akun|perkiraan|perk|sandi|rekening|coa|account|saldo|debet|debit/i.test(normalise(heading)) ||
      field === 'normalSide',
  );
  if (said) return true;
  const names = columns.find(({ field }) => field === 'accountName')?.index ?? -1;
  const words = sheet.rows.slice(block.bottom + 1, block.bottom + 301).map((row) => normalise(textOf(row[names])));
  return ACCOUNT_WORDS.filter((pattern) => words.some((word) => pattern.test(word))).length >= 2;
}

const ACCOUNT_WORDS: readonly RegExp[] = [
  /\b(kas|bank|piutang|aktiva|aset|inventaris|persediaan|penyusutan)\b/,
  /\b(utang|hutang|kewajiban|simpanan|tabungan|titipan)\b/,
  /\b(modal|ekuitas|cadangan|shu|donasi|hibah)\b/,
  /\b(pendapatan|penghasilan|jasa|bunga|bagi hasil)\b/,
  /\b(beban|biaya)\b/,
];

function mostlyDates(sheet: Sheet, from: number, column: number): boolean {
  const cells = sheet.rows.slice(from, from + 100).map((row) => row[column] ?? null);
  const filled = cells.filter((cell) => !isBlank(cell));
  const dates = filled.filter((cell) => cell?.kind === 'date' || /^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}/.test(textOf(cell)));
  return filled.length > 0 && dates.length * 2 > filled.length;
}

function mostlySides(sheet: Sheet, from: number, column: number): boolean {
  const filled = sheet.rows
    .slice(from, from + 100)
    .flatMap((row) => (isBlank(row[column]) ? [] : [textOf(row[column])]));
  return filled.filter((text) => sideOf(text) !== undefined).length * 2 >= filled.length;
}

/** D, debet, debit -> debit; K, C, kredit -> credit; undefined when the text says neither. */
export function sideOf(text: string): 'debit' | 'credit' | undefined {
  const plain = normalise(text);
  if (/^(d|db|dr|debet|debit)$/.test(plain)) return 'debit';
  return /^(k|c|cr|kr|kredit|credit)$/.test(plain) ? 'credit' : undefined;
}

function columnsWithoutHeadings(sheet: Sheet): Column[] {
  return Array.from({ length: widthOf(sheet) }, (_, index) => ({
    index,
    heading: `Kolom ${index + 1}`,
    field: null,
    score: 0,
  }));
}
