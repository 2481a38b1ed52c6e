import sql from 'sql-template-tag';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { PostingRule } from '../rules/posting-rules.ts';

/** A rule with where it holds and who taught it. */
export type StoredRule = PostingRule & { readonly accountId: string | null; readonly addedByName: string };

/** The rules in force, for one account (its own before the general ones) or for all. */
export function readRules(scope: QueryScope, accountId: string | null): Promise<StoredRule[]> {
  return scope.tx.rows<StoredRule>(sql`
    select r.id, r.account_id as "accountId", r.name, r.contains, r.direction, r.amount_from_sen as "amountFromSen",
           r.amount_to_sen as "amountToSen", r.chart_code as "chartCode", r.description, r.automatic, r.added_by_name as "addedByName"
      from bank.rule r
     where r.cooperative_id = ${scope.cooperativeId} and r.status = 'active'
       and (${accountId}::uuid is null or r.account_id is null or r.account_id = ${accountId}::uuid)
     order by r.account_id nulls last, r.added_at, r.id`);
}

/** Adds a rule. */
export async function insertRule(scope: Scope, rule: Omit<StoredRule, 'addedByName'>): Promise<void> {
  const { cooperativeId, now, context } = scope;
  await scope.tx.run(sql`
    insert into bank.rule (cooperative_id, id, account_id, name, contains, direction, amount_from_sen, amount_to_sen, chart_code,
                           description, automatic, added_at, added_by, added_by_name)
    values (${cooperativeId}, ${rule.id}, ${rule.accountId}, ${rule.name}, ${rule.contains}, ${rule.direction}, ${rule.amountFromSen},
            ${rule.amountToSen}, ${rule.chartCode}, ${rule.description}, ${rule.automatic}, ${now}, ${context.actor.personId},
            ${context.actor.name})`);
}

/** Ends a rule; answers false when there is none in force. */
export async function updateEnded(scope: Scope, id: string): Promise<boolean> {
  const ended = await scope.tx.run(sql`
    update bank.rule set status = 'ended'
     where cooperative_id = ${scope.cooperativeId} and id = ${id} and status = 'active'`);
  return ended === 1;
}
