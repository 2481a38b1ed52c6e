import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asStaff, testWorld } from '../../../test/support/world.ts';
import { applyForMembership, memberCounts, memberDetail, memberPage, registerMember, visitorContext } from './index.ts';
import { applicant, nikOf, registered } from './members.fixture.ts';

const world = await testWorld();
const fieldsOf = (error: unknown) =>
  (error as { fields: { field: string; code: string }[] }).fields.map((f) => `${f.field}:${f.code}`);

test('staff register an applicant, who waits for the board without a number', async () => {
  const context = await world.cooperative();
  const { result } = await registerMember(
    context,
    applicant(1, { heirs: [{ fullName: 'Budi', relationship: 'spouse' }] }),
  );
  assert.equal(result.status, 'applied');
  assert.equal(result.number, null);
  assert.equal(result.appliedOn, '2026-11-20');
  assert.deepEqual(result.warnings, []);
  const page = await memberPage(context, { memberId: result.id });
  assert.deepEqual(page.heirs, [{ fullName: 'Budi', relationship: 'spouse', phone: null, sharePercent: null }]);
  assert.equal(page.events[0]?.kind, 'registered');
  assert.equal(page.events[0]?.actorName, 'Penguji');
});

test('NIK, telephone and address leave the module masked', async () => {
  const context = await world.cooperative();
  const { result, answer } = await registerMember(context, applicant(1));
  assert.equal(result.nik, '33**********0001');
  assert.equal(result.phone, '+628*******001');
  assert.match(result.address ?? '', /^••••••, .*Kudus/);
  for (const secret of [nikOf(1), '81234500001', 'Sunan']) assert.ok(!answer.includes(secret), secret);
});

test('everything wrong with a form is answered at once, each at its field', async () => {
  const context = await world.cooperative();
  const form = applicant(1, {
    nik: '331902410180000',
    phone: '08',
    address: { street: 'Jl. A', rt: 'empat' },
    heirs: [{ fullName: '1', relationship: 'child' }],
  });
  await assert.rejects(registerMember(context, form), (error) => {
    assert.deepEqual(fieldsOf(error), [
      'nik:nik_format',
      'phone:phone_format',
      'address.rt:address_rt',
      'heirs.0.fullName:name_format',
    ]);
    return true;
  });
  assert.equal((await memberCounts(context, {})).total, 0);
});

test('a NIK that disagrees with birth date or sex is refused, one of a former district only warns', async () => {
  const context = await world.cooperative();
  await assert.rejects(registerMember(context, applicant(1, { birthDate: '1980-01-02' })), (error) => {
    assert.deepEqual(fieldsOf(error), ['nik:nik_birth_date']);
    return true;
  });
  await assert.rejects(registerMember(context, applicant(1, { sex: 'male' })), { reason: 'input_invalid' });
  const { result } = await registerMember(context, applicant(1, { nik: '3319994101800001' }));
  assert.deepEqual(
    result.warnings.map((warning) => warning.code),
    ['nik_former_region'],
  );
  assert.match((await memberDetail(context, { memberId: result.id })).nikWarning ?? '', /pemekaran/);
});

test('a telephone that another member has is taken with a warning', async () => {
  const context = await world.cooperative();
  await registered(context, 1);
  const { result } = await registerMember(context, applicant(2, { phone: '081234500001' }));
  assert.deepEqual(
    result.warnings.map((warning) => warning.code),
    ['phone_shared'],
  );
});

test('the same NIK is registered once in a cooperative, and again in another that learns nothing of it', async () => {
  const first = await world.cooperative();
  const second = await world.cooperative();
  await registered(first, 1);
  await assert.rejects(registerMember(first, applicant(1)), { code: 'conflict', reason: 'nik_taken' });
  assert.equal((await registerMember(second, applicant(1))).result.status, 'applied');
  assert.equal((await memberCounts(first, {})).total, 1);
});

test('two counters that register one NIK at the same moment make one member', async () => {
  const context = await world.cooperative();
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => registerMember(context, applicant(7))));
  assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') assert.equal((outcome.reason as { reason: string }).reason, 'nik_taken');
  }
  assert.equal((await memberCounts(context, {})).total, 1);
});

test('a form sent twice with one key registers one member and gets the same answer', async () => {
  const context = await world.cooperative();
  const first = await registerMember(context, applicant(1), { key: 'form-1' });
  const again = await registerMember(context, applicant(1), { key: 'form-1' });
  assert.equal(again.replayed, true);
  assert.equal(again.answer, first.answer);
});

test('an application is never dated in the future', async () => {
  const context = await world.cooperative();
  await assert.rejects(registerMember(context, applicant(1, { appliedOn: '2026-11-21' })), {
    reason: 'date_in_future',
  });
});

test('without the permission nobody is registered, and another cooperative’s member does not exist', async () => {
  const context = await world.cooperative();
  const other = await world.cooperative();
  await assert.rejects(registerMember(asStaff(context, ['members.read']), applicant(1)), {
    reason: 'permission_missing',
  });
  const memberId = await registered(context, 1);
  await assert.rejects(memberDetail(other, { memberId }), { code: 'not_found', reason: 'member_not_found' });
});

test('a visitor applies with consent and gets a reference; the application waits for the board', async () => {
  const context = await world.cooperative();
  const visitor = visitorContext(context);
  const form = { ...applicant(1), consent: true, source: '10.0.0.1' };
  const { result } = await applyForMembership(visitor, form);
  assert.match(result.reference, /^[0-9A-F]{8}$/);
  assert.equal((await memberCounts(context, {})).applied, 1);
  await assert.rejects(applyForMembership(visitor, { ...form, nik: nikOf(2), consent: false }), {
    reason: 'input_invalid',
  });
});

test('the public form tells nobody who is a member already', async () => {
  const context = await world.cooperative();
  await registered(context, 1);
  const { result } = await applyForMembership(visitorContext(context), { ...applicant(1), consent: true, source: 'x' });
  assert.deepEqual(Object.keys(result), ['reference', 'receivedOn']);
  assert.equal((await memberCounts(context, {})).total, 1);
});

test('the sixth application from one source within an hour waits; another source goes on', async () => {
  const visitor = visitorContext(await world.cooperative());
  const send = (n: number, source: string) => applyForMembership(visitor, { ...applicant(n), consent: true, source });
  for (let n = 1; n <= 5; n += 1) await send(n, 'one');
  await assert.rejects(send(6, 'one'), { code: 'refused', reason: 'too_many_applications' });
  await send(6, 'other');
});

test('a visitor may do nothing but apply', async () => {
  const visitor = visitorContext(await world.cooperative());
  await assert.rejects(registerMember(visitor, applicant(1)), { reason: 'permission_missing' });
  await assert.rejects(memberCounts(visitor, {}), { reason: 'permission_missing' });
});
