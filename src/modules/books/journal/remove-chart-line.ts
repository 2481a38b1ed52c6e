import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { sqlState } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import { textField } from '#kernel/fields';
import type { QueryScope } from '#kernel/query';

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Takes a line away that nothing ever used. A line with entries, lines under it, or a place in a product, a by-law, a template or a
 * recurring entry stays: it is retired instead. Errors: `chart_code_unknown`, `chart_line_used`.
 */
export const removeChartLine = command({
  name: 'books.removeChartLine',
  permission: 'ledger.chart',
  input: z.strictObject({ code: textField(20) }),
  async run(scope, { code }) {
    if (await isNamed(scope, code)) throw lineUsed(code);
    try {
      await scope.tx.run(sql`
        delete from ledger.account
         where cooperative_id = ${scope.cooperativeId} and chart_code = ${code} and owner_kind = 'general'`);
      const removed = await scope.tx.run(sql`
        delete from ledger.chart_line where cooperative_id = ${scope.cooperativeId} and code = ${code}`);
      if (removed === 0) throw new DomainError('not_found', 'chart_code_unknown', 'Kode akun ini tidak ada');
    } catch (error) {
      // The foreign keys know every entry, account, product and line below better than any list of ours.
      throw sqlState(error) === FOREIGN_KEY_VIOLATION ? lineUsed(code) : error;
    }
    return { code };
  },
});

function lineUsed(code: string): DomainError {
  return new DomainError(
    'refused',
    'chart_line_used',
    `Akun ${code} sudah dipakai, jadi tidak bisa dihapus. Nonaktifkan saja, supaya riwayatnya tetap terbaca`,
  );
}

/** Whether a setting names the code without a foreign key: by-laws, loan products, templates, recurring entries. */
async function isNamed(scope: QueryScope, code: string): Promise<boolean> {
  const { named } = await scope.tx.one<{ named: boolean }>(sql`
    select exists (select 1 from cooperatives.parameter p
                    where p.cooperative_id = ${scope.cooperativeId} and p.value = to_jsonb(${code}::text))
        or exists (select 1 from loans.product p
                    where p.cooperative_id = ${scope.cooperativeId}
                      and ${code} in (p.principal_code, p.interest_code, p.income_code, p.penalty_code, p.allowance_code, p.expense_code))
        or exists (select 1 from books.journal_template t
                    where t.cooperative_id = ${scope.cooperativeId} and t.retired_at is null
                      and t.lines @> jsonb_build_array(jsonb_build_object('account', ${code}::text)))
        or exists (select 1 from books.recurring_entry r
                    where r.cooperative_id = ${scope.cooperativeId}
                      and r.lines @> jsonb_build_array(jsonb_build_object('account', ${code}::text))) as named`);
  return named;
}
