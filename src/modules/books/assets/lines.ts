import sql from 'sql-template-tag';
import { fieldError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';

export type LineKind = 'asset' | 'liability' | 'equity' | 'revenue' | 'expense';

/** A line of the chart that somebody named in a field: which kinds it may have. */
export type WantedLine = { readonly field: string; readonly code: string; readonly kinds: readonly LineKind[] };

const KIND_WORDS: Record<LineKind, string> = {
  asset: 'aset',
  liability: 'kewajiban',
  equity: 'ekuitas',
  revenue: 'pendapatan',
  expense: 'beban',
};

/**
 * The general accounts behind chart lines that people chose, by code. A line of members' own accounts is not among them: it moves by savings
 * and loans only. Errors, at their field: `chart_code_unknown`, `control_account`, `line_kind_wrong`.
 */
export async function freeAccounts(scope: QueryScope, wanted: readonly WantedLine[]): Promise<Map<string, string>> {
  const codes = [...new Set(wanted.map(({ code }) => code))];
  const rows = await scope.tx.rows<{ id: string; code: string; name: string; kind: LineKind; control: boolean }>(sql`
    select a.id, c.code, c.name, c.kind,
           exists (select 1 from ledger.account o where o.cooperative_id = c.cooperative_id and o.chart_code = c.code
                    and o.owner_kind in ('savings', 'loan')) as control
      from ledger.chart_line c
      join ledger.account a on a.cooperative_id = c.cooperative_id and a.chart_code = c.code and a.owner_kind = 'general'
     where c.cooperative_id = ${scope.cooperativeId} and c.code = any(${codes}) and c.postable and c.active`);
  const byCode = new Map(rows.map((row) => [row.code, row]));
  for (const { field, code, kinds } of wanted) {
    const line = byCode.get(code);
    if (!line) {
      throw fieldError(field, 'chart_code_unknown', `Kode akun ${code} tidak ada, atau hanya judul kelompok`);
    }
    if (line.control) {
      throw fieldError(
        field,
        'control_account',
        `Akun ${code} berisi rekening anggota. Catat lewat menu simpanan atau pinjaman, supaya buku anggota ikut berubah`,
      );
    }
    if (!kinds.includes(line.kind)) {
      const words = kinds.map((kind) => KIND_WORDS[kind]).join(' atau ');
      throw fieldError(field, 'line_kind_wrong', `Akun ${code} ${line.name} bukan akun ${words}. Pilih akun yang lain`);
    }
  }
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** Lines that money may be paid from or received in, or that may be owed: what forms offer, in the order of the chart. */
export function freeLines(
  scope: QueryScope,
  kinds: readonly LineKind[],
): Promise<{ code: string; name: string; kind: LineKind; cash: boolean }[]> {
  return scope.tx.rows(sql`
    select c.code, c.name, c.kind, coalesce(c.cash_flow = 'cash', false) as cash from ledger.chart_line c
     where c.cooperative_id = ${scope.cooperativeId} and c.postable and c.active and c.kind = any(${[...kinds]})
       and not exists (select 1 from ledger.account o where o.cooperative_id = c.cooperative_id and o.chart_code = c.code
                        and o.owner_kind in ('savings', 'loan'))
     order by c.code`);
}

/** The account of a code that `freeAccounts` has checked. */
export function accountOf(accounts: ReadonlyMap<string, string>, code: string): string {
  return accounts.get(code) ?? '';
}
