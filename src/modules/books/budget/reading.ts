import { conventionOf, type ReadSheet, readAmount, readWorkbook, textOf, toSen } from '#documents';
import { DomainError, type FieldError } from '#kernel/errors';
import { formatDecimal, sumSen } from '#kernel/money';
import { MONTHS } from './rules/spread.ts';

/** What a workbook plans on a chart line: a year's amount, or twelve months. Money as decimal strings. */
export type ReadBudgetLine = {
  readonly code: string;
  readonly amount: string;
  readonly months: readonly string[] | null;
};

const CODE = /^\d+(\.\d+)+$/;
/** More rows than any chart has. */
const ROWS_MAX = 5_000;

/**
 * Reads a budget from a workbook (xlsx, xls, ods, csv): rows that begin with a chart code, then a name if there is one, then one amount for the
 * year or twelve for its months. Headings and sums, which have no code, are passed over. Errors: those of reading a file, `budget_file_empty`,
 * `budget_file_faults` with one fault a row.
 */
export async function readBudgetWorkbook(bytes: Uint8Array): Promise<ReadBudgetLine[]> {
  const { sheets } = await readWorkbook(bytes);
  for (const sheet of sheets) {
    const lines = linesOf(sheet);
    if (lines.length > 0) return lines;
  }
  const pesan = 'Tidak ada baris dengan kode akun di berkas ini. Tulis kode akun di kolom pertama';
  throw new DomainError('invalid', 'budget_file_empty', pesan, [{ field: 'file', code: 'budget_file_empty', pesan }]);
}

function linesOf(sheet: ReadSheet): ReadBudgetLine[] {
  const rows = sheet.rows
    .slice(0, ROWS_MAX)
    .map((cells, place) => ({ place, code: textOf(cells[0]), cells: cells.slice(1) }))
    .filter(({ code }) => CODE.test(code));
  const { convention } = conventionOf(rows.flatMap(({ cells }) => cells));
  const faults: FieldError[] = [];
  const lines = rows.flatMap(({ place, code, cells }) => {
    const amounts = cells
      .slice(textIsName(cells[0]) ? 1 : 0, MONTHS + 2)
      .map((cell) => readAmount(cell, convention))
      .flatMap((read) => (read.state === 'amount' ? [toSen(read.exact)] : read.state === 'blank' ? [] : [null]));
    const fault = faultOf(amounts);
    if (fault)
      faults.push({ field: 'file', code: 'budget_file_faults', pesan: `Baris ${place + 1} (${code}): ${fault}` });
    if (fault || amounts.length === 0) return [];
    // A thirteenth amount is the sum of the twelve.
    const months = amounts.length >= MONTHS ? amounts.slice(0, MONTHS).map((one) => one ?? 0n) : null;
    const total = months ? sumSen(months) : (amounts[0] ?? 0n);
    return [{ code, amount: formatDecimal(total), months: months?.map(formatDecimal) ?? null }];
  });
  const [first] = faults;
  if (first) throw new DomainError('invalid', 'budget_file_faults', first.pesan, faults.slice(0, 100));
  return lines;
}

// A first cell that holds a letter is the line's name.
function textIsName(cell: ReadSheet['rows'][number][number] | undefined): boolean {
  return /\p{L}/u.test(textOf(cell));
}

function faultOf(amounts: readonly (bigint | null)[]): string | null {
  if (amounts.some((amount) => amount === null)) return 'ada jumlah yang tidak terbaca';
  if (amounts.some((amount) => amount !== null && amount < 0n)) return 'jumlah tidak boleh di bawah nol';
  if (amounts.length > 1 && amounts.length < MONTHS) return 'isi satu jumlah setahun, atau dua belas bulan';
  return null;
}
