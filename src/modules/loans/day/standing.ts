import sql from 'sql-template-tag';
import { lockAccounts } from '#ledger';
import { refreshStanding } from '../commands/refresh-standing.ts';
import { nextToRefresh } from '../store/standing.ts';
import { BATCH_LOANS, NOTHING, type Phase, throughOf } from './phase.ts';

/** Days past due, late charge, class: of the loans for which the passing of a day can change any of it. */
export const standing: Phase = {
  async total(scope, { on }) {
    const { loans } = await scope.tx.one<{ loans: bigint }>(sql`
      select count(*) as loans from loans.loan l
       where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active' and l.next_due_on < ${on}`);
    return Number(loans);
  },
  async run(scope, { on, after }) {
    const found = await nextToRefresh(scope, { on, after, limit: BATCH_LOANS });
    if (found.length === 0) return NOTHING;
    const ids = found.map(({ id }) => id);
    await lockAccounts(scope, ids);
    const changed = await refreshStanding(scope, ids, on);
    return { through: throughOf(found), looked: found.length, changed, amountSen: 0n };
  },
};
