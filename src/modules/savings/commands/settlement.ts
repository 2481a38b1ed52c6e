import { z } from 'zod';
import { command } from '#kernel/command';
import { assert, DomainError } from '#kernel/errors';
import { dateField, idField } from '#kernel/fields';
import { formatDecimal, sen, sumSen } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { generalAccountId, type LineDraft, lockAccounts, post, setAccountFloor } from '#ledger';
import { recordSettlement } from '#members';
import { accountsOfMembers, type SavingsAccount } from '../queries/account-rows.ts';
import type { SavingsKind } from '../rules/kinds.ts';
import { closeStep } from './blocking.ts';

/** Where the savings of a member who left wait to be paid (DOMAIN 3.2: Dr pokok, wajib; Cr Simpanan anggota keluar). */
const LEAVERS_CODE = '2.1.06';

/** What a member has in savings, by what the settlement calls it. In sen. */
export type SavingsSettlement = {
  readonly principalSen: bigint;
  readonly mandatorySen: bigint;
  readonly voluntarySen: bigint;
  readonly totalSen: bigint;
  /** Savings that stand in the way: blocked, or a term that has not ended. */
  readonly hindrances: readonly { number: string; reason: 'account_blocked' | 'term_not_matured' }[];
};

/** Step: what a member would get from savings on leaving now. */
export async function settlementOf(scope: QueryScope, memberId: string): Promise<SavingsSettlement> {
  return sumUp(await openAccountsOf(scope, memberId));
}

/**
 * Settles the savings of a member who asked to leave: every account is emptied to the line of leavers' savings (pokok and wajib turn from
 * equity into a debt) and closed. Errors: `member_not_exiting`, `account_blocked`, `term_not_matured`, and those of `recordSettlement`.
 */
export const settleExit = command({
  name: 'savings.settleExit',
  permission: 'savings.withdraw',
  input: z.strictObject({ memberId: idField, on: dateField.optional() }),
  async run(scope, { memberId, on }) {
    const before = await openAccountsOf(scope, memberId);
    await lockAccounts(
      scope,
      before.map(({ id }) => id),
    );
    const accounts = await openAccountsOf(scope, memberId);
    const settlement = sumUp(accounts);
    refuseHindered(accounts, settlement);
    const businessDate = on ?? scope.today;
    for (const { id, blockedSen } of accounts) {
      if (blockedSen > 0n) await setAccountFloor(scope, { accountId: id, floorSen: 0n });
    }
    const entryId = await emptyAccounts(scope, accounts, businessDate);
    for (const { id } of accounts) await closeStep(scope, id, 'Anggota keluar');
    const { principalSen, mandatorySen, voluntarySen, totalSen } = settlement;
    await recordSettlement(scope, {
      memberId,
      on: businessDate,
      principalSen: sen(principalSen),
      mandatorySen: sen(mandatorySen),
      voluntarySen: sen(voluntarySen),
      shareSen: sen(0n),
      loanSen: sen(0n),
      entryId,
    });
    return { memberId, entryId, total: formatDecimal(totalSen) };
  },
});

async function openAccountsOf(scope: QueryScope, memberId: string): Promise<SavingsAccount[]> {
  return (await accountsOfMembers(scope, [memberId])).filter(({ status }) => status !== 'closed');
}

function sumUp(accounts: readonly SavingsAccount[]): SavingsSettlement {
  const sumOf = (...kinds: SavingsKind[]) =>
    sumSen(accounts.filter(({ kind }) => kinds.includes(kind)).map(({ balanceSen }) => balanceSen));
  const blocked = accounts
    .filter(({ status, blockedSen }) => status === 'blocked' || blockedSen > 0n)
    .map(({ number }) => ({ number, reason: 'account_blocked' as const }));
  const running = accounts
    .filter(({ kind, balanceSen }) => kind === 'term' && balanceSen > 0n)
    .map(({ number }) => ({ number, reason: 'term_not_matured' as const }));
  return {
    principalSen: sumOf('principal'),
    mandatorySen: sumOf('mandatory'),
    voluntarySen: sumOf('voluntary', 'goal', 'term'),
    totalSen: sumSen(accounts.map(({ balanceSen }) => balanceSen)),
    hindrances: [...blocked, ...running],
  };
}

function refuseHindered(accounts: readonly SavingsAccount[], { hindrances }: SavingsSettlement): void {
  if (accounts[0] && accounts[0].memberStatus !== 'exiting') {
    throw new DomainError('refused', 'member_not_exiting', 'Catat dulu permintaan keluar anggota ini');
  }
  const first = hindrances[0];
  if (!first) return;
  const why = first.reason === 'account_blocked' ? 'sedang diblokir' : 'belum jatuh tempo';
  throw new DomainError('refused', first.reason, `Simpanan ${first.number} ${why}. Selesaikan dulu`);
}

async function emptyAccounts(
  scope: Scope,
  accounts: readonly SavingsAccount[],
  businessDate: SavingsAccount['openedOn'],
): Promise<string | null> {
  const lines: LineDraft[] = accounts
    .filter(({ balanceSen }) => balanceSen > 0n)
    .map(({ id, balanceSen, number }) => ({ accountId: id, amountSen: balanceSen, note: number }));
  if (lines.length === 0) return null;
  const leavers = await generalAccountId(scope, LEAVERS_CODE);
  const total = lines.reduce((sum, { amountSen }) => sum + amountSen, 0n);
  const name = accounts[0]?.memberNumber ?? accounts[0]?.number ?? '';
  const [entry] = await post(scope, [
    {
      description: `Penyelesaian simpanan anggota keluar ${name}`,
      businessDate,
      source: 'savings.settlement',
      lines: [...lines, { accountId: leavers, amountSen: -total }],
    },
  ]);
  assert(entry, 'one entry was posted');
  return entry.id;
}
