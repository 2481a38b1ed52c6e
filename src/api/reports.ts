import { z } from 'zod';
import { cashFlowTable, equityTable, type StatementTable, trialBalanceTable } from '#books';
import { formatDecimal } from '#kernel/money';
import { balanceSheet, incomeStatement } from '#ledger';
import { type Api, queryRoute } from './route.ts';

const amount = z.string();
const statementLine = z.object({
  code: z.string().nullable(),
  name: z.string(),
  level: z.number(),
  postable: z.boolean(),
  amount,
});
const sections = z.array(z.object({ key: z.string(), lines: z.array(statementLine), total: amount }));
const place = { branchId: z.string().optional(), unitId: z.string().optional() };
const onDay = z.object({ on: z.string().optional(), ...place });
const period = { from: z.string(), to: z.string(), language: z.enum(['id', 'en']).optional(), ...place };
const comparable = { ...period, compareFrom: z.string().optional(), compareTo: z.string().optional() };

/** A statement as rows over columns: the same for every statement, on screen, on paper and here. */
const StatementSchema = z
  .object({
    key: z.string(),
    title: z.string(),
    subtitle: z.array(z.string()),
    columns: z.array(
      z.object({
        key: z.string(),
        heading: z.string(),
        range: z.object({ from: z.string().nullable(), before: z.string() }).optional(),
      }),
    ),
    rows: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        kind: z.enum(['heading', 'line', 'total']),
        level: z.number(),
        code: z.string().nullable(),
        values: z.array(amount.nullable()),
        parts: z.array(z.object({ row: z.string(), sign: z.union([z.literal(1), z.literal(-1)]) })).optional(),
      }),
    ),
    remarks: z.array(z.string()),
  })
  .meta({ id: 'Statement' });

function encode(table: StatementTable) {
  const rows = table.rows.map((row) => ({
    ...row,
    values: row.values.map((value) => (value === null ? null : formatDecimal(value))),
  }));
  return { ...table, rows };
}

/** `compareFrom` and `compareTo` of an address as the list of periods that a statement takes. */
function withCompare({ compareFrom, compareTo, ...input }: Record<string, unknown>): Record<string, unknown> {
  return compareFrom === undefined && compareTo === undefined
    ? input
    : { ...input, compare: [{ from: compareFrom, to: compareTo }] };
}

/** Statements: balance sheet and income statement in their sections, and changes in equity, cash flow and trial balance as tables. */
export function reportRoutes(api: Api): void {
  sectionRoutes(api);
  const output = StatementSchema;
  queryRoute(
    api,
    {
      method: 'get',
      path: '/reports/trial-balance',
      summary: 'Neraca saldo satu masa: saldo awal, mutasi, saldo akhir',
      tag: 'reports',
      input: z.object({ ...period, withoutClosing: z.enum(['true', 'false']).optional() }),
      output,
    },
    async ({ context, input }) => encode(await trialBalanceTable(context, input)),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/reports/equity-changes',
      summary: 'Laporan perubahan ekuitas',
      tag: 'reports',
      input: z.object(comparable),
      output,
    },
    async ({ context, input }) => encode(await equityTable(context, withCompare(input))),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/reports/cash-flow',
      summary: 'Laporan arus kas, metode langsung atau tidak langsung',
      tag: 'reports',
      input: z.object({ ...comparable, method: z.enum(['direct', 'indirect']).optional() }),
      output,
    },
    async ({ context, input }) => encode(await cashFlowTable(context, withCompare(input))),
  );
}

function sectionRoutes(api: Api): void {
  queryRoute(
    api,
    {
      method: 'get',
      path: '/reports/balance-sheet',
      summary: 'Neraca (laporan posisi keuangan)',
      tag: 'reports',
      input: onDay,
      output: z.object({
        on: z.string(),
        sections,
        totals: z.object({ assets: amount, liabilitiesAndEquity: amount }),
      }),
    },
    ({ context, input }) => balanceSheet(context, input),
  );
  queryRoute(
    api,
    {
      method: 'get',
      path: '/reports/income-statement',
      summary: 'Perhitungan hasil usaha, anggota dan non anggota terpisah',
      tag: 'reports',
      input: z.object({
        from: z.string(),
        to: z.string(),
        branchId: z.string().optional(),
        unitId: z.string().optional(),
      }),
      output: z.object({
        from: z.string(),
        to: z.string(),
        sections,
        totals: z.object({ gross: amount, beforeTax: amount, surplus: amount }),
      }),
    },
    ({ context, input }) => incomeStatement(context, input),
  );
}
