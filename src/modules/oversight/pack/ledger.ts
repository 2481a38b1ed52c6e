import sql from 'sql-template-tag';
import { chartBalances } from '#ledger';
import { csvLine, money } from './csv.ts';
import type { PackOf, Part } from './part.ts';
import { inBatches, once } from './rows.ts';

type Line = { code: string; number: bigint; position: number; date: string; description: string; amountSen: bigint };

/** The ledger (buku besar) of the year: chart line by chart line, with what it held before and its running balance (debit above zero). */
export function ledgerPart({ context, year }: PackOf): Part {
  return {
    path: 'buku-besar.csv',
    async *bytes() {
      yield csvLine(['kode_akun', 'akun', 'tanggal', 'nomor', 'baris', 'uraian', 'debit', 'kredit', 'saldo']);
      const chart = await once(context, (scope) => chartBalances(scope, { before: year.from }));
      for (const { code, name, amountSen } of chart.filter((line) => line.postable)) {
        let balance = amountSen;
        yield csvLine([code, name, year.from, null, null, 'Saldo awal', null, null, money(balance)]);
        const lines = inBatches<Line>(context, (scope, after, limit) =>
          scope.tx.rows(sql`
            select a.chart_code as code, e.number, l.position, e.business_date as date, e.description, l.amount_sen as "amountSen"
              from ledger.account a
              join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
              join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
             where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${code}
               and l.business_date >= ${year.from}::date and l.business_date < ${year.before}::date
               and (e.business_date, e.number, l.position) > (${after?.date ?? year.from}::date, ${after?.number ?? 0n}, ${after?.position ?? 0})
             order by e.business_date, e.number, l.position limit ${limit}`),
        );
        for await (const line of lines) {
          balance += line.amountSen;
          const [debit, credit] = line.amountSen > 0n ? [line.amountSen, 0n] : [0n, -line.amountSen];
          const { date, number, position, description } = line;
          yield csvLine([code, name, date, number, position, description, money(debit), money(credit), money(balance)]);
        }
      }
    },
  };
}

/** The trial balance of the year: before, both sides of the year, after. */
export function trialBalancePart({ context, year }: PackOf): Part {
  return {
    path: 'neraca-saldo.csv',
    async *bytes() {
      const [before, during] = await once(context, async (scope) => [
        await chartBalances(scope, { before: year.from }),
        await chartBalances(scope, { from: year.from, before: year.before }),
      ]);
      yield csvLine(['kode_akun', 'akun', 'saldo_awal', 'debit', 'kredit', 'saldo_akhir']);
      const opening = new Map(before?.map(({ code, amountSen }) => [code, amountSen]));
      for (const line of during ?? []) {
        const start = opening.get(line.code) ?? 0n;
        if (!line.postable || (start === 0n && line.debitSen === 0n && line.creditSen === 0n)) continue;
        yield csvLine([
          line.code,
          line.name,
          money(start),
          money(line.debitSen),
          money(line.creditSen),
          money(start + line.amountSen),
        ]);
      }
    },
  };
}
