import sql from 'sql-template-tag';
import { csvLine, money } from './csv.ts';
import type { PackOf, Part } from './part.ts';
import { inBatches } from './rows.ts';

type Row = {
  id: string;
  account: string;
  member: string | null;
  name: string | null;
  code: string;
  openingSen: bigint;
  debitSen: bigint;
  creditSen: bigint;
};

const PATHS = { savings: 'buku-pembantu/simpanan.csv', loan: 'buku-pembantu/pinjaman.csv' } as const;

/**
 * A sub-ledger of the year: each saving, or each loan's principal and unpaid interest, with its member, what it held, both sides of what moved, and what it holds (debit above zero). Its
 * sums by account are those of the trial balance. Members are named; NIK, phone and address are not in the pack.
 */
export function subLedgerPart({ context, year }: PackOf, kind: keyof typeof PATHS): Part {
  return {
    path: PATHS[kind],
    async *bytes() {
      yield csvLine([
        'rekening',
        'nomor_anggota',
        'nama_anggota',
        'kode_akun',
        'saldo_awal',
        'debit',
        'kredit',
        'saldo_akhir',
      ]);
      const rows = inBatches<Row>(context, (scope, after, limit) =>
        scope.tx.rows(sql`
          select a.id, a.name as account, m.number as member, m.full_name as name, a.chart_code as code,
                 coalesce(s.opening, 0)::bigint as "openingSen", coalesce(s.debit, 0)::bigint as "debitSen", coalesce(s.credit, 0)::bigint as "creditSen"
            from (select * from ledger.account x
                   where x.cooperative_id = ${scope.cooperativeId} and x.owner_kind = ${kind} and (${after?.id ?? null}::uuid is null or x.id > ${after?.id ?? null}::uuid)
                   order by x.id limit ${limit}) a
            left join members.member m on m.cooperative_id = a.cooperative_id and m.id = a.owner_id
            left join lateral (
              select sum(l.amount_sen) filter (where l.business_date < ${year.from}::date) as opening,
                     sum(l.amount_sen) filter (where l.business_date >= ${year.from}::date and l.amount_sen > 0) as debit,
                     -sum(l.amount_sen) filter (where l.business_date >= ${year.from}::date and l.amount_sen < 0) as credit
                from ledger.line l
               where l.cooperative_id = ${scope.cooperativeId} and l.account_id = a.id and l.business_date < ${year.before}::date) s on true
           order by a.id`),
      );
      for await (const { account, member, name, code, openingSen, debitSen, creditSen } of rows) {
        const closing = openingSen + debitSen - creditSen;
        yield csvLine([
          account,
          member,
          name,
          code,
          money(openingSen),
          money(debitSen),
          money(creditSen),
          money(closing),
        ]);
      }
    },
  };
}
