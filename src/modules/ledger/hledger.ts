import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { dateField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { query } from '#kernel/query';
import { type ChartLine, readChart } from './chart.ts';

const TYPES = { asset: 'A', liability: 'L', equity: 'E', revenue: 'R', expense: 'X' } as const;

/** The account's name in the export: kind, then code and name; hledger splits at colons, so there are none in the name. */
export function hledgerAccount(line: Pick<ChartLine, 'kind' | 'code' | 'name'>): string {
  return `${line.kind}:${line.code} ${line.name.replaceAll(/[:;\s]+/g, ' ').trim()}`;
}

type Row = {
  entryId: string;
  number: bigint;
  businessDate: string;
  description: string;
  code: string;
  amountSen: bigint;
};

/**
 * The journal of a period, both days included, as text that `hledger` reads: accounts declared, two decimals, one
 * transaction an entry. Meant for one cooperative and at most a few years at a time.
 */
export const exportHledger = query({
  name: 'ledger.exportHledger',
  permission: 'ledger.read',
  input: z.strictObject({ from: dateField.optional(), to: dateField.optional() }),
  async run(scope, input) {
    const chart = await readChart(scope);
    const rows = await scope.tx.rows<Row>(sql`
      select e.id as "entryId", e.number, e.business_date as "businessDate", e.description, a.chart_code as code, l.amount_sen as "amountSen"
        from ledger.entry e
        join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
       where e.cooperative_id = ${scope.cooperativeId} and e.number > 0
         and (${input.from ?? null}::date is null or e.business_date >= ${input.from ?? null}::date)
         and (${input.to ?? null}::date is null or e.business_date <= ${input.to ?? null}::date)
       order by e.business_date, e.number, l.position`);
    return hledgerText(chart, rows, scope.today);
  },
});

function hledgerText(chart: readonly ChartLine[], rows: readonly Row[], today: BusinessDate): string {
  const names = new Map(chart.map((line) => [line.code, hledgerAccount(line)]));
  const out = [`; Sokoguru, ${today}`, 'commodity 1000.00 IDR', ''];
  for (const line of chart) out.push(`account ${hledgerAccount(line)}  ; type:${TYPES[line.kind]}`);
  let entryId = '';
  for (const row of rows) {
    if (row.entryId !== entryId) {
      entryId = row.entryId;
      out.push(
        '',
        `${row.businessDate} * (${row.number}) ${row.description.replaceAll(/[;|\s]+/g, ' ')}  ; id:${row.entryId}`,
      );
    }
    out.push(`    ${names.get(row.code) ?? row.code}  ${formatDecimal(row.amountSen)} IDR`);
  }
  return `${out.join('\n')}\n`;
}
