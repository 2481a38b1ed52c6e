import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { query } from '#kernel/query';
import { type CounterLoan, loansAtCounter } from '#loans';
import { type MemberBrief, membersById } from '#members';
import { tellerAccounts } from '#savings';

/** A saving as the teller sees it before choosing. Amounts are decimal strings. */
export type CounterSaving = {
  readonly id: string;
  readonly number: string;
  readonly productName: string;
  readonly kind: string;
  readonly balance: string;
  readonly available: string;
  /** What is still to be paid of a principal or mandatory saving. */
  readonly due: string;
  readonly mayDeposit: boolean;
  readonly mayWithdraw: boolean;
};

/** The member who stands at the counter, with the savings and running loans that can be served. Error: `member_not_found`. */
export const memberAtCounter = query({
  name: 'payments.memberAtCounter',
  permission: 'savings.read',
  input: z.strictObject({ memberId: idField }),
  run: async (
    scope,
    { memberId },
  ): Promise<{ member: MemberBrief; savings: CounterSaving[]; loans: CounterLoan[] }> => {
    const member = (await membersById(scope, [memberId])).get(memberId);
    if (!member) throw new DomainError('not_found', 'member_not_found', 'Anggota ini tidak ada');
    const accounts = await tellerAccounts(scope, memberId);
    const savings = accounts.map((account) => ({
      id: account.id,
      number: account.number,
      productName: account.productName,
      kind: account.kind,
      balance: formatDecimal(account.balanceSen),
      available: formatDecimal(account.availableSen),
      due: formatDecimal(account.dueSen),
      mayDeposit: account.mayDeposit,
      mayWithdraw: account.mayWithdraw,
    }));
    const mayCollect = scope.context.actor.permissions.has('loans.collect');
    return { member, savings, loans: mayCollect ? await loansAtCounter(scope, memberId) : [] };
  },
});
