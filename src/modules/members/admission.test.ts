import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';
import {
  activateMember,
  decideAdmission,
  memberDetail,
  memberPage,
  registerMember,
  rejoin,
  requireServable,
  resumeMember,
  setNumbering,
  suspendMember,
} from './index.ts';
import { active, applicant, registered } from './members.fixture.ts';

const world = await testWorld();
const accept = (memberId: string) => ({ memberId, decision: 'accepted', identityChecked: true });

test('the board accepts, the principal saving is paid, and the member has a number', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  const ketua = asStaff(context, ['members.admit'], 'Ketua Uji');
  const { result } = await decideAdmission(ketua, { ...accept(memberId), decidedOn: '2026-11-20' });
  assert.deepEqual([result.status, result.decidedBy, result.decidedOn], ['accepted', 'Ketua Uji', '2026-11-20']);
  assert.deepEqual(await step(context, (scope) => activateMember(scope, { memberId })), { number: '00001' });
  const member = await memberDetail(context, { memberId });
  assert.deepEqual([member.status, member.number, member.activatedOn], ['active', '00001', '2026-11-20']);
});

test('acceptance needs the card compared, and rejection a reason', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await assert.rejects(decideAdmission(context, { memberId, decision: 'accepted' }), {
    fields: [
      { field: 'identityChecked', code: 'identity_not_checked', pesan: 'Cocokkan KTP asli dulu, lalu beri tanda' },
    ],
  });
  await assert.rejects(decideAdmission(context, { memberId, decision: 'rejected' }), {
    fields: [{ field: 'reason', code: 'reason_required', pesan: 'Tulis alasan penolakan' }],
  });
  const { result } = await decideAdmission(context, {
    memberId,
    decision: 'rejected',
    reason: 'Di luar wilayah kerja',
  });
  assert.deepEqual([result.status, result.decisionReason], ['rejected', 'Di luar wilayah kerja']);
});

test('a decision is made once, by somebody with the right, and not before the application', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await assert.rejects(decideAdmission(asStaff(context, ['members.write']), accept(memberId)), {
    reason: 'permission_missing',
  });
  await assert.rejects(decideAdmission(context, { ...accept(memberId), decidedOn: '2026-11-19' }), {
    reason: 'date_before_previous',
  });
  await assert.rejects(decideAdmission(context, { ...accept(memberId), decidedOn: '2026-11-21' }), {
    reason: 'date_in_future',
  });
  await decideAdmission(context, accept(memberId));
  await assert.rejects(decideAdmission(context, accept(memberId)), { code: 'conflict', reason: 'member_status' });
});

test('nobody becomes active without acceptance', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await assert.rejects(
    step(context, (scope) => activateMember(scope, { memberId })),
    { reason: 'member_status' },
  );
  await assert.rejects(
    step(context, (scope) => requireServable(scope, memberId)),
    { reason: 'member_not_served' },
  );
});

test('members activated at the same moment get different numbers', async () => {
  const context = await world.cooperative();
  const ids = [];
  for (let n = 1; n <= 6; n += 1) {
    const memberId = await registered(context, n);
    await decideAdmission(context, accept(memberId));
    ids.push(memberId);
  }
  const given = await Promise.all(ids.map((memberId) => step(context, (scope) => activateMember(scope, { memberId }))));
  assert.deepEqual(given.map(({ number }) => number).sort(), ['00001', '00002', '00003', '00004', '00005', '00006']);
});

test('a cooperative numbers its members its own way', async () => {
  const context = await world.cooperative();
  await setNumbering(context, { format: 'a-{yy}{seq:4}', nextSequence: 42 });
  assert.equal((await active(context, 1)).number, 'A-260042');
  await assert.rejects(setNumbering(context, { format: '{YYYY}', nextSequence: 1 }), { reason: 'number_format' });
});

test('a suspended member is not served until resumed, and each step keeps who and why', async () => {
  const context = await world.cooperative();
  const { id: memberId } = await active(context, 1);
  await suspendMember(context, { memberId, reason: 'Menunggak simpanan wajib 6 bulan' });
  await assert.rejects(
    step(context, (scope) => requireServable(scope, memberId)),
    { reason: 'member_not_served' },
  );
  await assert.rejects(suspendMember(context, { memberId, reason: 'Lagi' }), { reason: 'member_status' });
  await resumeMember(context, { memberId, reason: 'Sudah melunasi' });
  assert.equal((await step(context, (scope) => requireServable(scope, memberId))).status, 'active');
  const { events } = await memberPage(context, { memberId });
  assert.deepEqual(events.map((event) => [event.kind, event.note]).slice(0, 2), [
    ['resumed', 'Sudah melunasi'],
    ['suspended', 'Menunggak simpanan wajib 6 bulan'],
  ]);
});

test('somebody rejected may apply again in a new cycle', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await assert.rejects(rejoin(context, { memberId }), { reason: 'member_status' });
  await decideAdmission(context, { memberId, decision: 'rejected', reason: 'Berkas kurang' });
  const { result } = await rejoin(context, { memberId });
  assert.deepEqual([result.status, result.cycle, result.decidedOn], ['applied', 2, null]);
});

test('the kind of member is kept', async () => {
  const context = await world.cooperative();
  const { result } = await registerMember(context, applicant(1, { kind: 'associate' }));
  assert.equal(result.kind, 'associate');
});
