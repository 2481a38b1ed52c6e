import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { rupiah } from '#kernel/money';
import { asStaff, step, TEST_DAY, testWorld } from '../../../test/support/world.ts';
import {
  activateMember,
  completeExit,
  decideAdmission,
  memberDetail,
  memberPage,
  memberRegister,
  recordSettlement,
  rejoin,
  requestExit,
  withdrawExit,
} from './index.ts';
import { active, registered } from './members.fixture.ts';

const world = await testWorld();
const nothing = {
  principalSen: rupiah(0),
  mandatorySen: rupiah(0),
  voluntarySen: rupiah(0),
  shareSen: rupiah(0),
  loanSen: rupiah(0),
};
const leave = (memberId: string) => ({ memberId, kind: 'resigned', reason: 'Pindah kerja' });
const settle = (context: Context, memberId: string, parts = {}) =>
  step(context, (scope) => recordSettlement(scope, { memberId, on: TEST_DAY, entryId: newId(), ...nothing, ...parts }));

test('a member asks to leave, is settled, and is gone with a line in the register', async () => {
  const context = await world.cooperative();
  const { id: memberId, number } = await active(context, 1);
  await requestExit(context, leave(memberId));
  const { totalSen } = await settle(context, memberId, { principalSen: rupiah(100_000), loanSen: rupiah(40_000) });
  assert.equal(totalSen, rupiah(60_000));
  const { result } = await completeExit(asStaff(context, ['members.admit'], 'Ketua Uji'), { memberId });
  assert.deepEqual(
    [result.status, result.exitKind, result.exitedOn, result.settled],
    ['exited', 'resigned', '2026-11-20', true],
  );
  const { lines } = await memberRegister(context, {});
  assert.deepEqual(
    lines.map((line) => [line.number, line.exitedOn, line.exitDecidedBy]),
    [[number, '2026-11-20', 'Ketua Uji']],
  );
});

test('nobody is gone before the savings are settled', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 1);
  await requestExit(context, leave(memberId));
  await assert.rejects(completeExit(context, { memberId }), { code: 'refused', reason: 'settlement_missing' });
  assert.equal((await memberDetail(context, { memberId })).status, 'exiting');
});

test('nobody is settled without an exit request, twice, or with a loan larger than the savings', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 1);
  await assert.rejects(settle(context, memberId), { reason: 'member_status' });
  await requestExit(context, leave(memberId));
  await assert.rejects(settle(context, memberId, { loanSen: rupiah(1) }), { reason: 'settlement_negative' });
  await assert.rejects(settle(context, memberId, { on: '2026-11-19' as BusinessDate }), {
    reason: 'date_before_previous',
  });
  await settle(context, memberId);
  await assert.rejects(settle(context, memberId), { reason: 'settlement_recorded' });
});

test('an exit request is taken back as long as nothing is settled', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 1);
  await requestExit(context, leave(memberId));
  const { result } = await withdrawExit(context, { memberId, reason: 'Tidak jadi pindah' });
  assert.deepEqual([result.status, result.exitRequestedOn, result.exitKind], ['active', null, null]);
  await requestExit(context, leave(memberId));
  await settle(context, memberId);
  await assert.rejects(withdrawExit(context, { memberId, reason: 'Terlambat' }), { reason: 'settlement_recorded' });
});

test('an applicant cannot leave what was never joined, and an exit needs a cause', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await assert.rejects(requestExit(context, leave(memberId)), { reason: 'member_status' });
  await assert.rejects(requestExit(context, { memberId, kind: 'bored', reason: 'x' }), { reason: 'input_invalid' });
});

test('one who left joins again in a new cycle with the old number, and both cycles stand in the register', async () => {
  const context = await world.cooperative();
  const { id: memberId, number } = await active(context, 1);
  await requestExit(context, { memberId, kind: 'moved', reason: 'Pindah ke Demak' });
  await settle(context, memberId);
  await completeExit(context, { memberId });
  await rejoin(context, { memberId });
  await decideAdmission(context, { memberId, decision: 'accepted', identityChecked: true });
  assert.deepEqual(await step(context, (scope) => activateMember(scope, { memberId })), { number });
  const { lines } = await memberRegister(context, {});
  assert.deepEqual(
    lines.map((line) => [line.number, line.exitKind]),
    [
      [number, 'moved'],
      [number, null],
    ],
  );
  const { events } = await memberPage(context, { memberId });
  assert.equal(events.find((event) => event.kind === 'rejoined')?.cycle, 2);
});

test('the application role can neither change nor delete what happened to a member', async () => {
  const context = await world.cooperative();
  await active(context, 1);
  for (const table of ['members.member_event', 'members.settlement', 'members.unmask_log']) {
    for (const verb of [`delete from ${table}`, `update ${table} set cooperative_id = cooperative_id`]) {
      await assert.rejects(
        context.database.tenant(context.cooperative.id, (tx) => tx.prepared(verb, verb, [])),
        /permission denied/,
      );
    }
  }
});
