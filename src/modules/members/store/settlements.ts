import sql from 'sql-template-tag';
import type { Scope } from '#kernel/scope';
import type { Settlement } from '../rules/settlement.ts';

type Cycle = { readonly memberId: string; readonly cycle: number };

/** Keeps what a leaving member gets, once for each cycle. */
export async function insertSettlement(scope: Scope, of: Cycle & Settlement & { totalSen: bigint }): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into members.settlement (cooperative_id, member_id, cycle, settled_on, principal_sen, mandatory_sen,
                                    voluntary_sen, share_sen, loan_sen, total_sen, entry_id, settled_by,
                                    settled_by_name, recorded_at)
    values (${scope.cooperativeId}, ${of.memberId}, ${of.cycle}, ${of.on}, ${of.principalSen}, ${of.mandatorySen},
            ${of.voluntarySen}, ${of.shareSen}, ${of.loanSen}, ${of.totalSen}, ${of.entryId}, ${actor.personId},
            ${actor.name}, ${scope.now})`);
}

/** True when this cycle has been settled. */
export async function isSettled(scope: Scope, of: Cycle): Promise<boolean> {
  const row = await scope.tx.maybe<{ one: number }>(sql`
    select 1 as one from members.settlement s
     where s.cooperative_id = ${scope.cooperativeId} and s.member_id = ${of.memberId} and s.cycle = ${of.cycle}`);
  return row !== undefined;
}
