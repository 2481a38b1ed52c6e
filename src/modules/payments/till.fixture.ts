import { randomUUID } from 'node:crypto';
import { readBranches } from '#cooperatives';
import type { Context } from '#kernel/context';
import { parseDecimal } from '#kernel/money';
import type { Permission } from '#kernel/permissions';
import { generalAccountId, post } from '#ledger';
import { asStaff, read, step, TEST_DAY, type World } from '../../../test/support/world.ts';
import { DENOMINATIONS, type Pieces } from './rules.ts';
import { installTill } from './sessions.ts';

export const TELLER: readonly Permission[] = [
  'cooperative.read',
  'documents.read',
  'members.read',
  'savings.read',
  'savings.deposit',
  'savings.withdraw',
  'till.operate',
];
export const SUPERVISOR: readonly Permission[] = [
  'cooperative.read',
  'savings.read',
  'documents.read',
  'till.supervise',
  'approvals.decide',
];

/** A cooperative with two drawers and a vault that holds `vault` rupiah, two tellers and a supervisor. */
export type Counter = {
  readonly office: Context;
  readonly sri: Context;
  readonly budi: Context;
  readonly supervisor: Context;
  readonly drawer: { id: string; accountId: string };
  readonly second: { id: string; accountId: string };
  readonly vault: { id: string; accountId: string };
};

export async function newCounter(world: World, vault = '10000000.00'): Promise<Counter> {
  const office = await world.cooperative();
  const tills = await step(office, async (scope) => {
    const [branch] = await readBranches(scope);
    const branchId = branch?.id ?? '';
    const made = {
      drawer: await installTill(scope, { code: 'KDS1', name: 'Kas 1', kind: 'drawer', branchId }),
      second: await installTill(scope, { code: 'KDS2', name: 'Kas 2', kind: 'drawer', branchId }),
      vault: await installTill(scope, { code: 'BRK', name: 'Brankas', kind: 'vault', branchId }),
    };
    const amountSen = parseDecimal(vault);
    if (amountSen === 0n) return made;
    const bank = await generalAccountId(scope, '1.1.05');
    const lines = [
      { accountId: made.vault.accountId, amountSen },
      { accountId: bank, amountSen: -amountSen },
    ];
    await post(scope, [{ description: 'Ambil uang dari bank', businessDate: TEST_DAY, source: 'test.fund', lines }]);
    return made;
  });
  const sri = asStaff(office, TELLER, 'Sri Wahyuni');
  const budi = asStaff(office, TELLER, 'Budi Santoso');
  return { office, sri, budi, supervisor: asStaff(office, SUPERVISOR, 'Bu Bendahara'), ...tills };
}

/** The fewest notes and coins that make an amount of whole rupiah. */
export function cash(amount: string): Pieces[] {
  let rest: bigint = parseDecimal(amount);
  return DENOMINATIONS.map((denomination) => {
    const worth = parseDecimal(denomination);
    const pieces = Number(rest / worth);
    rest %= worth;
    return { denomination, pieces };
  });
}

/** A key as a form makes it. */
export function key(): { key: string } {
  return { key: randomUUID() };
}

/** The balance of a ledger account as the books hold it, in sen and debit above zero. */
export async function balanceOf(context: Context, chartCode: string): Promise<bigint> {
  const { text, values } = {
    text: `select coalesce(sum(l.amount_sen), 0)::bigint as balance from ledger.line l
             join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
            where l.cooperative_id = $1 and a.chart_code = $2`,
    values: [context.cooperative.id, chartCode],
  };
  const [row] = await read(context, (scope) => scope.tx.prepared<{ balance: bigint }>('test.balance', text, values));
  return row?.balance ?? 0n;
}
