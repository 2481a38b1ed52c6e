import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import { readChart } from '#ledger';
import { type ByLaws, checkByLaws } from '../rules/by-laws.ts';
import { ByLawsInput } from '../schema.ts';
import { shuAccounts } from '../settings.ts';
import { insertByLaws, readByLaws } from '../store/by-laws.ts';

/**
 * Sets a new version of the by-laws' rules of the surplus; earlier versions and what was calculated by them stay as they are. Answers
 * `{ id, version }`. Errors: those of `checkByLaws`, `pool_credit_unknown`, `by_laws_changed`.
 */
export const setByLaws = command({
  name: 'shu.setByLaws',
  permission: 'shu.manage',
  input: ByLawsInput,
  async run(scope, input) {
    await requireUsable(scope, input.rules);
    const [last] = await readByLaws(scope);
    const version = (last?.version ?? 0) + 1;
    const id = await insertByLaws(scope, { ...input, version });
    if (id !== undefined) return { id, version };
    throw new DomainError('conflict', 'by_laws_changed', 'Aturan SHU baru saja diubah orang lain. Muat ulang halaman');
  },
});

/** Step: refuses rules that could not divide, or that credit an account that cannot take it. Errors: as `setByLaws`. */
export async function requireUsable(scope: QueryScope, rules: ByLaws): Promise<void> {
  checkByLaws(rules);
  const usable = new Set((await usableFunds(scope)).map(({ code }) => code));
  const wanted = [...rules.pools, ...rules.nonMemberPools].flatMap(({ name, credits }) =>
    credits === undefined ? [] : [{ name, code: credits }],
  );
  const missing = [...wanted, { name: 'SHU yang tidak diambil', code: rules.unclaimed.to }].find(
    ({ code }) => !usable.has(code),
  );
  if (!missing) return;
  throw fieldError(
    'pools',
    'pool_credit_unknown',
    `Akun ${missing.code} untuk ${missing.name} tidak bisa dipakai. Pilih akun cadangan atau dana`,
  );
}

/** Chart lines that a fund's part may be credited to: equity and liability, without what members are owed and what waits for the meeting. */
export async function usableFunds(scope: QueryScope): Promise<{ code: string; name: string }[]> {
  const [chart, accounts] = await Promise.all([readChart(scope), shuAccounts(scope)]);
  return chart
    .filter(({ kind, postable, active }) => postable && active && (kind === 'equity' || kind === 'liability'))
    .filter(({ code }) => code !== accounts.undivided && code !== accounts.members)
    .map(({ code, name }) => ({ code, name }));
}
