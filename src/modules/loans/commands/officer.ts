import sql from 'sql-template-tag';
import { standingOf } from '#identity';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { lockAccounts } from '#ledger';
import { AssignInput } from '../quality-schema.ts';
import { insertLoanEvents } from '../store/events.ts';

/**
 * Gives loans to an account officer or collector, or to nobody. Errors: `loan_unknown`, `loan_not_running`, `officer_unknown`,
 * `officer_not_entitled`, `officer_is_borrower`.
 */
export const assignOfficer = command({
  name: 'loans.assignOfficer',
  permission: 'loans.manage',
  input: AssignInput,
  async run(scope, { loanIds, officerId }) {
    const ids = [...new Set(loanIds)].sort();
    await lockAccounts(scope, ids);
    const loans = await scope.tx.rows<{
      id: string;
      memberId: string;
      status: string;
      version: number;
      before: string | null;
    }>(sql`
      select l.id, l.member_id as "memberId", l.status, l.version, l.officer_name as before
        from loans.loan l where l.cooperative_id = ${scope.cooperativeId} and l.id = any(${ids}::uuid[])`);
    if (loans.length !== ids.length) throw new DomainError('not_found', 'loan_unknown', 'Pinjaman ini tidak ada');
    if (loans.some(({ status }) => status === 'settled' || status === 'cancelled')) {
      throw new DomainError('refused', 'loan_not_running', 'Pinjaman ini tidak sedang berjalan');
    }
    const officer = officerId === null ? null : await requireOfficer(scope, officerId);
    if (officer?.memberId && loans.some(({ memberId }) => memberId === officer.memberId)) {
      throw fieldError('officerId', 'officer_is_borrower', 'Petugas tidak boleh mengurus pinjamannya sendiri');
    }
    await scope.tx.run(sql`
      update loans.loan l set officer_id = ${officerId}, officer_name = ${officer?.name ?? null}
       where l.cooperative_id = ${scope.cooperativeId} and l.id = any(${ids}::uuid[])`);
    await insertLoanEvents(
      scope,
      loans.map(({ id: loanId, version, before }) => ({
        loanId,
        kind: 'officer_changed',
        on: scope.today,
        version,
        detail: { officerId, officer: officer?.name ?? null, before },
      })),
    );
    return { loans: loans.length, officer: officer?.name ?? null };
  },
});

async function requireOfficer(scope: Scope, id: string): Promise<{ name: string; memberId: string | null }> {
  const standing = (await standingOf(scope, [id])).get(id);
  if (!standing?.active) throw fieldError('officerId', 'officer_unknown', 'Pilih petugas yang masih aktif');
  if (!standing.permissions.has('loans.collect')) {
    throw fieldError('officerId', 'officer_not_entitled', 'Petugas ini belum punya izin menagih pinjaman');
  }
  return { name: standing.fullName, memberId: standing.memberId };
}
