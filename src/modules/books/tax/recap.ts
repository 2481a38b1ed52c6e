import sql from 'sql-template-tag';
import { z } from 'zod';
import { letterhead } from '#cooperatives';
import { type Cell, dateText, type TableDocument, tableSheet, writeWorkbook } from '#documents';
import { addMonths, type BusinessDate, startOfMonth } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { interestTaxWithheld } from '#savings';
import { monthText } from '../assets/depreciation.ts';
import type { AreaBlocker, ClosingMonth } from '../assets/queries/inventory.ts';
import { dueOn, TAX_KINDS, type TaxKind } from './settings.ts';

/** Words of the kinds, on papers and in blockers. */
export const KIND_NAMES: Record<TaxKind, string> = {
  pph21: 'PPh 21',
  pph23: 'PPh 23',
  pph4_2: 'PPh final 4(2) sewa',
  savings_interest: 'PPh final 4(2) bunga simpanan',
  umkm: 'PPh final UMKM',
  corporate: 'PPh badan',
};

/** One kind of tax of one month: what it was on, what is owed and paid. Amounts in sen. */
export type RecapRow = {
  readonly kind: TaxKind;
  readonly month: BusinessDate;
  readonly baseSen: bigint;
  readonly taxSen: bigint;
  readonly paidSen: bigint;
  readonly dueOn: BusinessDate;
  readonly payments: readonly { readonly paidOn: BusinessDate; readonly ntpn: string; readonly amountSen: bigint }[];
  readonly state: 'none' | 'open' | 'late' | 'paid';
};

type Owed = { readonly baseSen: bigint; readonly taxSen: bigint };
const NOTHING: Owed = { baseSen: 0n, taxSen: 0n };

/** Every kind of tax of one month (its first day), owed or not. */
export async function monthRecap(scope: QueryScope, month: BusinessDate): Promise<RecapRow[]> {
  const span = { from: month, before: addMonths(month, 1) };
  const [withheld, interest, income, payments] = await Promise.all([
    withheldIn(scope, span),
    interestTaxWithheld(scope, span),
    incomeTaxOf(scope, span),
    paymentsOf(scope, month),
  ]);
  const owedOf = (kind: TaxKind): Owed => {
    if (kind === 'savings_interest') return { baseSen: interest.taxedSen, taxSen: interest.taxSen };
    return withheld.get(kind) ?? income.get(kind) ?? NOTHING;
  };
  const rows: RecapRow[] = [];
  for (const kind of TAX_KINDS) {
    const owed = owedOf(kind);
    const paid = payments.filter((one) => one.kind === kind);
    const paidSen = paid.reduce((sum, one) => sum + one.amountSen, 0n);
    const due = await dueOn(scope, kind, month);
    const state =
      owed.taxSen === 0n && paidSen === 0n
        ? 'none'
        : paidSen >= owed.taxSen
          ? 'paid'
          : due < scope.today
            ? 'late'
            : 'open';
    rows.push({ kind, month, ...owed, paidSen, dueOn: due, payments: paid, state });
  }
  return rows;
}

type Span = { readonly from: BusinessDate; readonly before: BusinessDate };

async function withheldIn(scope: QueryScope, { from, before }: Span): Promise<Map<string, Owed>> {
  const rows = await scope.tx.rows<Owed & { kind: string }>(sql`
    select w.tax as kind, sum(w.gross_sen)::bigint as "baseSen", sum(w.tax_sen)::bigint as "taxSen" from books.tax_withholding w
     where w.cooperative_id = ${scope.cooperativeId} and w.paid_on >= ${from}::date and w.paid_on < ${before}::date and w.voided_on is null
     group by w.tax`);
  return new Map(rows.map(({ kind, baseSen, taxSen }) => [kind, { baseSen, taxSen }]));
}

// The tax of a year stands in its last month; the base is that of the last booking.
async function incomeTaxOf(scope: QueryScope, { from, before }: Span): Promise<Map<string, Owed>> {
  const rows = await scope.tx.rows<Owed & { kind: string }>(sql`
    select t.regime as kind, (array_agg(t.base_sen order by t.id desc))[1] as "baseSen", sum(t.tax_sen)::bigint as "taxSen"
      from books.income_tax t
     where t.cooperative_id = ${scope.cooperativeId} and t.ends_before = ${before}::date
       and (t.regime = 'corporate' or t.starts_on = ${from}::date)
     group by t.regime`);
  return new Map(rows.map(({ kind, baseSen, taxSen }) => [kind, { baseSen, taxSen }]));
}

function paymentsOf(scope: QueryScope, month: BusinessDate) {
  return scope.tx.rows<{ kind: TaxKind; paidOn: BusinessDate; ntpn: string; amountSen: bigint }>(sql`
    select p.kind, p.paid_on as "paidOn", p.ntpn, p.amount_sen as "amountSen" from books.tax_payment p
     where p.cooperative_id = ${scope.cooperativeId} and p.month = ${month}::date order by p.paid_on, p.id`);
}

const viewOf = ({ baseSen, taxSen, paidSen, payments, ...row }: RecapRow) => ({
  ...row,
  base: formatDecimal(baseSen),
  tax: formatDecimal(taxSen),
  paid: formatDecimal(paidSen),
  left: formatDecimal(taxSen > paidSen ? taxSen - paidSen : 0n),
  payments: payments.map(({ paidOn, ntpn, amountSen }) => ({ paidOn, ntpn, amount: formatDecimal(amountSen) })),
});

/** At most this many months in one recap. */
const MONTHS_MAX = 24;

/** Rows of the months of a range that hold something; a range is cut at 24 months. */
async function rangeRecap(scope: QueryScope, from: BusinessDate, before: BusinessDate): Promise<RecapRow[]> {
  const rows: RecapRow[] = [];
  let month = startOfMonth(from);
  for (let count = 0; month < before && count < MONTHS_MAX; count += 1) {
    rows.push(...(await monthRecap(scope, month)).filter(({ state }) => state !== 'none'));
    month = addMonths(month, 1);
  }
  return rows;
}

/** Taxes of a month, and those of the twelve months before it that are still owed. Money as decimal strings. */
export const taxRecap = query({
  name: 'books.taxRecap',
  permission: 'books.read',
  input: z.strictObject({ month: dateField.optional() }),
  async run(scope, input) {
    const month = startOfMonth(input.month ?? scope.today);
    const [rows, earlier] = await Promise.all([
      monthRecap(scope, month),
      rangeRecap(scope, addMonths(month, -12), month),
    ]);
    const unpaid = earlier.filter(({ state }) => state === 'open' || state === 'late');
    return { month, rows: rows.map(viewOf), unpaid: unpaid.map(viewOf) };
  },
});

const RangeInput = z.strictObject({ from: dateField, before: dateField });

/** The recap of a range of months as a table: what the workbook and the CSV show. */
export async function recapTable(scope: QueryScope, range: z.output<typeof RangeInput>): Promise<TableDocument> {
  const rows = await rangeRecap(scope, range.from, range.before);
  return {
    letterhead: await letterhead(scope),
    title: 'Rekap pajak',
    subtitle: [`${dateText(range.from)} sampai sebelum ${dateText(range.before)}`],
    columns: [
      { heading: 'Masa', kind: 'text', width: 16 },
      { heading: 'Jenis pajak', kind: 'text', width: 32 },
      { heading: 'Dasar pengenaan', kind: 'money', total: true },
      { heading: 'Pajak', kind: 'money', total: true },
      { heading: 'Dibayar', kind: 'money', total: true },
      { heading: 'Jatuh tempo', kind: 'date' },
      { heading: 'Tanggal bayar', kind: 'text', width: 24 },
      { heading: 'NTPN', kind: 'text', width: 24 },
    ],
    rows: rows.map((row): Cell[] => [
      monthText(row.month),
      KIND_NAMES[row.kind],
      row.baseSen,
      row.taxSen,
      row.paidSen,
      row.dueOn,
      row.payments.map(({ paidOn }) => dateText(paidOn)).join(', '),
      row.payments.map(({ ntpn }) => ntpn).join(', '),
    ]),
  };
}

/** The recap as a workbook. */
export const taxRecapWorkbook = query({
  name: 'books.taxRecapWorkbook',
  permission: 'books.read',
  input: RangeInput,
  run: async (scope, range) => writeWorkbook([tableSheet(await recapTable(scope, range))], scope.now),
});

/** The recap as CSV: commas, quotes where needed, amounts as decimal strings. */
export const taxRecapCsv = query({
  name: 'books.taxRecapCsv',
  permission: 'books.read',
  input: RangeInput,
  async run(scope, range) {
    const { columns, rows } = await recapTable(scope, range);
    return [columns.map(({ heading }) => heading), ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n');
  },
});

// A cell that a spreadsheet would run as a formula gets a leading apostrophe.
function csvCell(cell: Cell): string {
  const text = typeof cell === 'bigint' ? formatDecimal(cell) : String(cell ?? '');
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Taxes of months before the one to close that are past their day and not paid: worth a look, no reason to stop. */
export async function taxBlockers(scope: QueryScope, period: ClosingMonth): Promise<AreaBlocker[]> {
  const rows = await rangeRecap(scope, addMonths(period.startsOn, -12), period.endsBefore);
  const late = rows.filter(({ state }) => state === 'late');
  const [first] = late;
  if (!first) return [];
  return [
    {
      code: 'tax_late',
      severity: 'warn',
      text: `${KIND_NAMES[first.kind]} ${monthText(first.month)} belum disetor, jatuh tempo ${dateText(first.dueOn)}`,
      href: `/staff/tax?month=${first.month.slice(0, 7)}`,
      count: late.length,
    },
  ];
}
