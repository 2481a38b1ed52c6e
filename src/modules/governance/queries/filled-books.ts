import sql from 'sql-template-tag';
import { z } from 'zod';
import { letterhead } from '#cooperatives';
import { type Cell, type Column, dateText, type TableDocument } from '#documents';
import { addDays, type BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';

/** A paper of these books has at most this many rows. */
const ROWS_MAX = 20_000;
const SAVINGS_KINDS: Readonly<Record<string, string>> = {
  principal: 'Pokok',
  mandatory: 'Wajib',
  voluntary: 'Sukarela',
  term: 'Berjangka',
  goal: 'Khusus',
};

const text = (heading: string, width: number): Column => ({ heading, kind: 'text', width });
const day = (heading: string): Column => ({ heading, kind: 'date', width: 12 });
const money = (heading: string, total = false): Column => ({ heading, kind: 'money', width: 16, total });

const Range = z.strictObject({
  from: dateField,
  /** The last day, included. */
  to: dateField,
  limit: z.coerce.number().int().min(1).max(ROWS_MAX).default(ROWS_MAX),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
});
type Range = z.output<typeof Range>;

/**
 * Book 4 of the sixteen: every movement of members' savings in a range of days, with the balance after it. Errors: `range_empty`,
 * `register_too_long` when a paper would hold more than 20,000 rows.
 */
export const savingsBook = query({
  name: 'governance.savingsBook',
  permission: 'savings.read',
  input: Range,
  async run(scope, range): Promise<TableDocument> {
    requireRange(range);
    const rows = await savingsRows(scope, range);
    return {
      ...(await head(scope, 'Buku Simpanan Anggota', range)),
      columns: [
        day('Tanggal'),
        text('Bukti', 14),
        text('No. anggota', 10),
        text('Nama', 24),
        text('Simpanan', 12),
        text('Uraian', 28),
        money('Setor', true),
        money('Ambil', true),
        money('Saldo'),
      ],
      rows: requireShort(rows, range.limit).map((row): Cell[] => [
        row.on,
        `J-${row.number}`,
        row.memberNumber ?? '',
        row.name,
        SAVINGS_KINDS[row.kind] ?? row.kind,
        row.description,
        row.amountSen < 0n ? -row.amountSen : null,
        row.amountSen > 0n ? row.amountSen : null,
        row.balanceSen,
      ]),
    };
  },
});

type SavingsRow = {
  on: BusinessDate;
  number: bigint;
  memberNumber: string | null;
  name: string;
  kind: string;
  description: string;
  amountSen: bigint;
  balanceSen: bigint;
};

// Which movements were there between two days, and what stood on the saving after each: today's balance less what came later.
function savingsRows(scope: QueryScope, range: Range): Promise<SavingsRow[]> {
  return scope.tx.rows<SavingsRow>(sql`
    with moved as (
      select l.business_date, e.number, e.description, s.member_id, s.kind, s.id, l.amount_sen,
             a.balance_sen + coalesce(sum(l.amount_sen) over (
               partition by s.id order by l.business_date desc, e.number desc, l.position desc
               rows between unbounded preceding and 1 preceding), 0)::bigint as balance_sen, l.position
        from savings.account s
        join ledger.account a on a.cooperative_id = s.cooperative_id and a.id = s.id
        join ledger.line l on l.cooperative_id = s.cooperative_id and l.account_id = s.id and l.business_date >= ${range.from}::date
        join ledger.entry e on e.cooperative_id = l.cooperative_id and e.id = l.entry_id
       where s.cooperative_id = ${scope.cooperativeId})
    select v.business_date as on, v.number, m.number as "memberNumber", m.full_name as name, v.kind, v.description,
           v.amount_sen as "amountSen", v.balance_sen as "balanceSen"
      from moved v
      join members.member m on m.cooperative_id = ${scope.cooperativeId} and m.id = v.member_id
     where v.business_date < ${addDays(range.to, 1)}::date
     order by v.business_date, v.number, v.position limit ${range.limit + 1} offset ${range.offset}`);
}

/** Book 5: every loan paid out in a range of days, with what has been repaid and what is left today. Errors: as `savingsBook`. */
export const loansBook = query({
  name: 'governance.loansBook',
  permission: 'loans.read',
  input: Range,
  async run(scope, range): Promise<TableDocument> {
    requireRange(range);
    const rows = await loanRows(scope, range);
    return {
      ...(await head(scope, 'Buku Pinjaman Anggota', range)),
      columns: [
        text('No. perjanjian', 14),
        day('Tanggal'),
        text('No. anggota', 10),
        text('Nama', 22),
        money('Jumlah', true),
        text('Bunga', 12),
        text('Jangka', 8),
        day('Jatuh tempo'),
        text('Tujuan', 20),
        money('Angsuran pokok', true),
        money('Angsuran jasa', true),
        money('Sisa', true),
      ],
      rows: requireShort(rows, range.limit).map((row): Cell[] => [
        row.number,
        row.on,
        row.memberNumber ?? '',
        row.name,
        row.disbursedSen,
        row.yearly ? `${row.yearly} % setahun` : row.periodic ? `${row.periodic} % sebulan` : '',
        row.instalments ? `${row.instalments} kali` : '',
        row.maturesOn,
        row.purpose,
        row.disbursedSen - row.leftSen,
        row.interestSen,
        row.leftSen,
      ]),
    };
  },
});

type LoanRow = {
  number: string;
  on: BusinessDate;
  memberNumber: string | null;
  name: string;
  disbursedSen: bigint;
  yearly: string | null;
  periodic: string | null;
  instalments: string | null;
  maturesOn: BusinessDate | null;
  purpose: string;
  interestSen: bigint;
  leftSen: bigint;
};

// Which loans were paid out between two days, on which terms, and what of their principal and interest has come back.
function loanRows(scope: QueryScope, range: Range): Promise<LoanRow[]> {
  return scope.tx.rows<LoanRow>(sql`
    select l.number, l.disbursed_on as on, m.number as "memberNumber", m.full_name as name, l.disbursed_sen as "disbursedSen",
           s.request -> 'rate' ->> 'annualPercent' as yearly, s.request -> 'rate' ->> 'periodPercent' as periodic,
           s.request ->> 'instalments' as instalments, l.matures_on as "maturesOn", l.purpose,
           coalesce((select sum(i.paid_interest_sen) from loans.instalment i
                      where i.cooperative_id = l.cooperative_id and i.loan_id = l.id and i.version = l.version), 0)::bigint as "interestSen",
           a.balance_sen as "leftSen"
      from loans.loan l
      join members.member m on m.cooperative_id = l.cooperative_id and m.id = l.member_id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
      left join loans.schedule s on s.cooperative_id = l.cooperative_id and s.loan_id = l.id and s.version = l.version
     where l.cooperative_id = ${scope.cooperativeId} and l.disbursed_on >= ${range.from}::date
       and l.disbursed_on < ${addDays(range.to, 1)}::date
     order by l.disbursed_on, l.number limit ${range.limit + 1} offset ${range.offset}`);
}

async function head(scope: QueryScope, title: string, range: Range) {
  return {
    letterhead: await letterhead(scope),
    title,
    subtitle: [`${dateText(range.from)} sampai ${dateText(range.to)}`, `Keadaan ${dateText(scope.today)}`],
  };
}

function requireRange({ from, to }: Range): void {
  if (from <= to) return;
  throw new DomainError('invalid', 'range_empty', 'Tanggal akhir harus sesudah tanggal awal');
}

// A page asks for fewer rows than a paper and is cut; a paper that would be cut is refused.
function requireShort<T>(rows: T[], limit: number): T[] {
  if (limit === ROWS_MAX && rows.length > ROWS_MAX) {
    throw new DomainError(
      'refused',
      'register_too_long',
      'Buku ini terlalu panjang untuk satu berkas. Pilih satu tahun',
    );
  }
  return rows;
}
