import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { Held } from '#kernel/held';
import { newId } from '#kernel/ids';
import { contentsOf } from './approval-queries.ts';
import { identityWorld, refusal } from './identity.fixture.ts';
import { approvalDetail, approvalList, changeRoles, decideApproval, dismiss } from './index.ts';

const home = await identityWorld();
const office = await home.office();
const makerId = await home.person(office, 'teller', ['teller']);
await home.person(office, 'bendahara', ['bendahara']);
await home.person(office, 'manajer', ['manajer']);
await home.person(office, 'ketua', ['ketua']);
const maker = await home.as(office, 'teller');
const treasurer = await home.as(office, 'bendahara');
const chair = await home.as(office, 'ketua');

let paid = 0;

/** An action that always needs a second person. */
const payOut = command({
  name: 'test.payOut',
  permission: 'savings.withdraw',
  input: z.strictObject({ note: z.string() }),
  approval: async () => ({
    rule: 'withdrawal_limit',
    summary: 'Ambil Rp 25.000.000 dari simpanan Siti',
    amountSen: 2_500_000_000n,
    permission: 'savings.withdraw',
  }),
  run: async () => {
    paid += 1;
    return { paid };
  },
});

async function held(context: Context = maker): Promise<{ approvalId: string; payloadHash: string }> {
  try {
    await payOut(context, { note: newId() });
  } catch (error) {
    assert.ok(error instanceof Held);
    return z.object({ approvalId: z.string(), payloadHash: z.string() }).parse(JSON.parse(error.answer));
  }
  throw new Error('the action was not held');
}

function approve(context: Context, what: { approvalId: string; payloadHash: string }) {
  return decideApproval(context, { ...what, decision: 'approved', reason: 'sesuai slip' });
}

test('a second person approves the frozen action, and it runs once under the name of who asked', async () => {
  const what = await held();
  const before = paid;
  const { result } = await approve(treasurer, what);
  assert.equal(result['decision'], 'approved');
  assert.equal(paid, before + 1);
  assert.equal(await refusal(approve(await home.as(office, 'manajer'), what)), 'approval_decided');
  assert.equal(paid, before + 1);
  const [row] = await office.database.tenant(office.cooperative.id, (tx) =>
    tx.rows<{ name: string; person: string }>(sql`
      select l.actor_name as "name", l.principal_id as "person" from kernel.command_log l
       where l.cooperative_id = ${office.cooperative.id} and l.approval_id = ${what.approvalId} and l.outcome = 'done'`),
  );
  assert.deepEqual(row, { name: 'Nama teller', person: makerId });
});

test('the page shows what waits: what, who, how much, the hash, and whether it is one of mine', async () => {
  const what = await held();
  const { items } = await approvalList(treasurer, {});
  const item = items.find((one) => one.id === what.approvalId);
  assert.equal(item?.amount, '25000000.00');
  assert.equal(item?.makerName, 'Nama teller');
  assert.equal(item?.payloadHash, what.payloadHash);
  assert.equal(item?.own, false);
  assert.equal(item?.allowed, true);
  const detail = await approvalDetail(chair, { id: what.approvalId });
  assert.equal(detail.allowed, false, 'a chair does not pay out, so does not approve paying out');
  assert.deepEqual(
    detail.contents.map((line) => line.label),
    ['note'],
  );
  assert.equal(await refusal(approvalDetail(chair, { id: newId() })), 'approval_not_found');
  assert.deepEqual(contentsOf({ a: [{ b: 1 }], c: null, d: '' }), [{ label: 'a.0.b', value: '1' }]);
});

test('the one who asked cannot approve, from this session or another, nor by SQL', async () => {
  const manager = await home.as(office, 'manajer');
  const what = await held(manager);
  assert.equal(await refusal(approve(manager, what)), 'maker_cannot_check');
  assert.equal(await refusal(approve(await home.as(office, 'manajer'), what)), 'maker_cannot_check');
  const borrowed = { ...treasurer, actor: { ...treasurer.actor, sessionId: manager.actor.sessionId } };
  assert.equal(await refusal(approve(borrowed, what)), 'maker_cannot_check', 'another name in the same session');
  const forged = office.database.tenant(office.cooperative.id, (tx) =>
    tx.run(sql`
      insert into kernel.approval_decision (cooperative_id, approval_id, maker_id, checker_id, checker_name, decision, reason, decided_at)
      values (${office.cooperative.id}, ${what.approvalId}, ${manager.actor.personId}, ${manager.actor.personId}, 'x', 'approved', 'x', now())`),
  );
  await assert.rejects(forged, /maker_is_not_checker/);
});

test('the program itself is no second person', async () => {
  assert.equal(await refusal(approve(office, await held())), 'maker_cannot_check');
});

test('another hash than the frozen one is refused, and a page of a stranger shows nothing', async () => {
  const what = await held();
  const before = paid;
  assert.equal(await refusal(approve(treasurer, { ...what, payloadHash: '0'.repeat(64) })), 'approval_hash_differs');
  assert.equal(await refusal(approve(treasurer, { ...what, approvalId: newId() })), 'approval_not_found');
  const other = await home.office();
  await home.person(other, 'bendahara', ['bendahara']);
  assert.equal(await refusal(approve(await home.as(other, 'bendahara'), what)), 'approval_not_found');
  assert.equal(paid, before);
});

test('who may not decide, or not decide this, is refused', async () => {
  const what = await held();
  await home.person(office, 'teller2', ['teller']);
  assert.equal(await refusal(approve(await home.as(office, 'teller2'), what)), 'permission_missing');
  assert.equal(await refusal(approve(chair, what)), 'permission_missing');
});

test('an approver whose role was taken meanwhile is refused at the next request', async () => {
  const what = await held();
  const personId = await home.person(office, 'sementara', ['bendahara']);
  const { token } = await home.signIn(office, 'sementara');
  await changeRoles(chair, { personId, roles: ['akuntan'], reason: 'selesai' });
  const context = await home.authenticate(token);
  assert.ok(context);
  assert.equal(await refusal(approve(context, what)), 'permission_missing');
});

test('what a dismissed maker, or one without the right any longer, asked for is not carried out', async () => {
  const personId = await home.person(office, 'pergi', ['teller']);
  const what = await held(await home.as(office, 'pergi'));
  const second = await held(await home.as(office, 'pergi'));
  const before = paid;
  await changeRoles(chair, { personId, roles: ['kolektor'], reason: 'pindah' });
  assert.equal(await refusal(approve(treasurer, what)), 'maker_not_allowed');
  await dismiss(chair, { personId, reason: 'selesai kontrak' });
  assert.equal(await refusal(approve(treasurer, second)), 'maker_not_allowed');
  assert.equal(paid, before);
  const returned = await decideApproval(treasurer, { ...second, decision: 'returned', reason: 'orangnya sudah pergi' });
  assert.equal(returned.result['decision'], 'returned');
});

test('a returned action does not run and cannot be approved afterwards', async () => {
  const what = await held();
  const before = paid;
  await decideApproval(treasurer, { ...what, decision: 'returned', reason: 'slip belum ditandatangani' });
  assert.equal(await refusal(approve(treasurer, what)), 'approval_decided');
  assert.equal(paid, before);
});

test('two approvers at once: one decides', async () => {
  const what = await held();
  const before = paid;
  const answers = await Promise.allSettled([approve(treasurer, what), approve(await home.as(office, 'manajer'), what)]);
  assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
  const lost = answers.find((answer) => answer.status === 'rejected');
  assert.ok(lost?.reason instanceof DomainError && lost.reason.reason === 'approval_decided');
  assert.equal(paid, before + 1);
});
