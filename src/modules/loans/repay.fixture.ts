import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { decideHeld } from '#kernel/approval';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { Held } from '#kernel/held';
import { formatDecimal } from '#kernel/money';
import { read, step } from '../../../test/support/world.ts';
import { readInstalments } from './store/instalments.ts';
import { requireLoan } from './store/loans.ts';

/** The lines of an entry: chart code and signed amount, debit above zero, in order of code. */
export function entryLines(context: Context, entryId: string): Promise<[string, string][]> {
  return read(context, async (scope) => {
    const rows = await scope.tx.rows<{ code: string; amountSen: bigint }>(sql`
      select a.chart_code as code, l.amount_sen as "amountSen"
        from ledger.line l join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
       where l.cooperative_id = ${scope.cooperativeId} and l.entry_id = ${entryId} order by a.chart_code, l.position`);
    return rows.map(({ code, amountSen }) => [code, formatDecimal(amountSen)]);
  });
}

/** A loan and its rows. */
export function loanState(context: Context, id: string) {
  return read(context, async (scope) => {
    const loan = await requireLoan(scope, id);
    return { loan, rows: (await readInstalments(scope, [id])).get(id) ?? [] };
  });
}

/** All that a loan owes and how it stands, as one hash; versions of its schedule are counted up by a reversal and are left out. */
export async function loanHash(context: Context, id: string): Promise<string> {
  const { loan, rows } = await loanState(context, id);
  const { version: _version, ...facts } = loan;
  const text = JSON.stringify([facts, rows], (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
  return createHash('sha256').update(text).digest('hex');
}

/** The refusal that a piece of work meets. */
export async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => assert.fail('this should be refused'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof DomainError)) throw error;
  return error;
}

/** A second person agrees to what was held. */
export async function approveHeld(second: Context, work: Promise<unknown>): Promise<void> {
  const held = await refusal(work);
  assert.ok(held instanceof Held, held.reason);
  const { approvalId, payloadHash } = JSON.parse(held.answer) as { approvalId: string; payloadHash: string };
  const decision = { approvalId, payloadHash, decision: 'approved' as const, reason: '' };
  await step(second, (scope) => decideHeld(scope, decision, async () => true));
}
