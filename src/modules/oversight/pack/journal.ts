import sql from 'sql-template-tag';
import { csvLine, money } from './csv.ts';
import type { PackOf, Part } from './part.ts';
import { inBatches } from './rows.ts';

type Line = {
  number: bigint;
  position: number;
  date: string;
  writtenAt: string;
  description: string;
  source: string;
  code: string;
  account: string;
  amountSen: bigint;
  note: string | null;
  reverses: bigint | null;
  reason: string | null;
  actor: string | null;
  entryId: string;
};

const HEADING = [
  'nomor',
  'baris',
  'tanggal',
  'ditulis',
  'uraian',
  'asal',
  'kode_akun',
  'akun',
  'debit',
  'kredit',
  'catatan',
  'membatalkan_nomor',
  'alasan',
  'oleh',
  'id_jurnal',
];

/** The journal of the year: every line of every entry, in the order of entry numbers. */
export function journalPart({ context, year }: PackOf): Part {
  return {
    path: 'jurnal.csv',
    async *bytes() {
      yield csvLine(HEADING);
      const lines = inBatches<Line>(context, (scope, after, limit) =>
        scope.tx.rows(sql`
          select e.number, l.position, e.business_date as date, e.written_at as "writtenAt", e.description, e.source, a.chart_code as code,
                 a.name as account, l.amount_sen as "amountSen", l.note, r.number as reverses, e.reason, c.actor_name as actor, e.id as "entryId"
            from ledger.entry e
            join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
            join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
            left join ledger.entry r on r.cooperative_id = e.cooperative_id and r.id = e.reverses_id
            left join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
           where e.cooperative_id = ${scope.cooperativeId} and e.number > 0
             and e.business_date >= ${year.from}::date and e.business_date < ${year.before}::date
             and (e.number, l.position) > (${after?.number ?? 0n}, ${after?.position ?? 0})
           order by e.number, l.position limit ${limit}`),
      );
      for await (const line of lines) {
        yield csvLine([
          line.number,
          line.position,
          line.date,
          line.writtenAt,
          line.description,
          line.source,
          line.code,
          line.account,
          money(line.amountSen > 0n ? line.amountSen : 0n),
          money(line.amountSen < 0n ? -line.amountSen : 0n),
          line.note,
          line.reverses,
          line.reason,
          line.actor,
          line.entryId,
        ]);
      }
    },
  };
}
