import type { QueryScope } from '#kernel/query';
import { generalAccountIds } from '#ledger';
import { bankLines } from '../commands/disburse.ts';

/** The bank accounts of the cooperative: each line's own ledger account, and what it is called. */
export async function bankAccounts(scope: QueryScope): Promise<{ id: string; label: string }[]> {
  const lines = await bankLines(scope);
  const ids = await generalAccountIds(
    scope,
    lines.map(({ code }) => code),
  );
  return lines.map(({ code, name }) => ({ id: ids.get(code) ?? '', label: `${code} ${name}` }));
}
