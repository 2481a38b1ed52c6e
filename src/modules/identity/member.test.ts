import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { identityWorld, PASSWORD, refusal, visitorAt } from './identity.fixture.ts';
import {
  changePin,
  closeMemberAccess,
  enrolMember,
  issueEnrolmentCode,
  ownSecurity,
  removeDevice,
  signInMember,
  signOutEverywhere,
} from './index.ts';

const home = await identityWorld();
const { surroundings, clock } = home;
const office = await home.office();
await home.person(office, 'sekretaris', ['sekretaris']);
const secretary = await home.as(office, 'sekretaris');

const PIN = '738105';
let made = 0;

function newMember() {
  made += 1;
  return {
    memberId: newId(),
    fullName: 'Siti Rahayu',
    phone: `+6281234500${String(made).padStart(3, '0')}`,
    birthDate: parseDate('1968-04-21'),
  };
}

function enrol(code: string, phone: string, pin = PIN, address = '10.20.0.1') {
  return enrolMember(surroundings, { code, phone, pin }, visitorAt({ address, deviceLabel: 'Chrome · Android' }));
}

async function enrolled() {
  const member = newMember();
  const { code } = await issueEnrolmentCode(secretary, member);
  const signedIn = await enrol(code, member.phone);
  const device = signedIn.deviceToken ?? '';
  const withPin = (pin: string, tokens = [device]) =>
    signInMember(surroundings, { phone: member.phone, pin }, visitorAt({ deviceTokens: tokens, address: '10.20.0.2' }));
  return { member, signedIn, device, withPin };
}

test('a member enrols a phone with the code from the office and is signed in as that member only', async () => {
  const { member, signedIn, device } = await enrolled();
  assert.equal(signedIn.kind, 'member');
  assert.match(device, /^skd_/);
  const context = await home.authenticate(signedIn.token);
  assert.equal(context?.actor.memberId, member.memberId);
  assert.deepEqual([...(context?.actor.permissions ?? [])].sort(), ['self.read', 'self.write']);
});

test('the member signs in by phone number, however written, and PIN', async () => {
  const { member, device } = await enrolled();
  const written = `0${member.phone.slice(3)}`;
  const again = await signInMember(surroundings, { phone: written, pin: PIN }, visitorAt({ deviceTokens: [device] }));
  assert.equal((await home.authenticate(again.token))?.actor.memberId, member.memberId);
});

test('a PIN without the enrolled phone is worth nothing, and no number is told to exist', async () => {
  const { member, device } = await enrolled();
  const other = await enrolled();
  const from = (address: string, phone: string, tokens: string[]) =>
    refusal(signInMember(surroundings, { phone, pin: PIN }, visitorAt({ address, deviceTokens: tokens })));
  assert.equal(await from('10.21.0.1', member.phone, []), 'sign_in_refused');
  assert.equal(await from('10.21.0.2', member.phone, [other.device]), 'sign_in_refused');
  assert.equal(await from('10.21.0.3', '+6281999999999', [device]), 'sign_in_refused');
  assert.equal(await from('10.21.0.4', 'bukan nomor', [device]), 'sign_in_refused');
  assert.equal(await from('10.21.0.5', member.phone, ['skd_invented']), 'sign_in_refused');
});

test('five wrong PINs lock this phone only; the right PIN comes too late; a new code from the office opens it again', async () => {
  const { member, device, withPin } = await enrolled();
  const second = await enrol((await issueEnrolmentCode(secretary, member)).code, member.phone, '492816');
  for (let i = 0; i < 4; i += 1) assert.equal(await refusal(withPin('111222')), 'pin_wrong');
  assert.equal(await refusal(withPin('111222')), 'device_locked');
  assert.equal(await refusal(withPin(PIN)), 'device_locked');
  clock.advance(3_600);
  assert.equal(await refusal(withPin(PIN)), 'device_locked', 'waiting does not unlock');

  const elsewhere = await withPin('492816', [second.deviceToken ?? '']);
  assert.ok(await home.authenticate(elsewhere.token), 'the other phone is untouched');
  const renewed = await enrol((await issueEnrolmentCode(secretary, member)).code, member.phone, '650183');
  assert.ok(await withPin('650183', [device, renewed.deviceToken ?? '']));
});

test('a right PIN wipes the mistakes before it', async () => {
  const { withPin } = await enrolled();
  for (let round = 0; round < 3; round += 1) {
    for (let i = 0; i < 4; i += 1) assert.equal(await refusal(withPin('111222')), 'pin_wrong');
    assert.equal((await withPin(PIN)).kind, 'member');
  }
});

test('thirty wrong PINs sent at once are looked at five times', async () => {
  const { withPin } = await enrolled();
  const answers = await Promise.all(Array.from({ length: 30 }, () => refusal(withPin('111222'))));
  assert.equal(answers.filter((answer) => answer === 'pin_wrong').length, 4);
  assert.equal(answers.filter((answer) => answer === 'device_locked').length, 26);
});

test('a code fits one member, once, with the right number, for a day', async () => {
  const member = newMember();
  const { code } = await issueEnrolmentCode(secretary, member);
  const stranger = newMember();
  assert.equal(await refusal(enrol(code, stranger.phone, PIN, '10.22.0.1')), 'code_refused');
  assert.equal(await refusal(enrol('AAAAA-AAAAA', member.phone, PIN, '10.22.0.2')), 'code_refused');
  const answers = await Promise.all(
    [1, 2, 3].map(() => refusal(enrol(code.toLowerCase(), member.phone, PIN, '10.22.0.3'))),
  );
  assert.deepEqual(answers.sort(), ['accepted', 'code_refused', 'code_refused']);
  const late = await issueEnrolmentCode(secretary, member);
  clock.advance(24 * 3_600 + 1);
  assert.equal(await refusal(enrol(late.code, member.phone, PIN, '10.22.0.4')), 'code_refused');
});

test('a newer code makes the older one worthless', async () => {
  const member = newMember();
  const secretaryNow = await home.as(office, 'sekretaris');
  const first = await issueEnrolmentCode(secretaryNow, member);
  const second = await issueEnrolmentCode(secretaryNow, member);
  assert.equal(await refusal(enrol(first.code, member.phone, PIN, '10.22.1.1')), 'code_refused');
  assert.equal(await refusal(enrol(second.code, member.phone, PIN, '10.22.1.2')), 'accepted');
});

test('a bad PIN does not use the code up: birth date, own number, a row of digits', async () => {
  const member = newMember();
  const { code } = await issueEnrolmentCode(secretary, member);
  const answers = [];
  for (const pin of ['210468', member.phone.slice(-6), '123456', '12345']) {
    answers.push(await refusal(enrol(code, member.phone, pin, '10.23.0.1')));
  }
  assert.deepEqual(answers, ['pin_birth_date', 'pin_phone', 'pin_trivial', 'pin_format']);
  assert.equal(await refusal(enrol(code, member.phone, PIN, '10.23.0.1')), 'accepted');
});

test('guessing codes is slowed', async () => {
  for (let i = 0; i < 5; i += 1) {
    assert.equal(await refusal(enrol(`AAAAA-AAAA${i}`, '+6281234500001', PIN, '10.24.0.1')), 'code_refused');
  }
  assert.equal(await refusal(enrol('AAAAA-AAAA9', '+6281234500001', PIN, '10.24.0.1')), 'too_many_attempts');
});

test('a changed phone number ends the phones and sessions of the old number', async () => {
  const { member, signedIn, withPin } = await enrolled();
  const moved = { ...member, phone: '+6281999000111' };
  await issueEnrolmentCode(await home.as(office, 'sekretaris'), moved);
  assert.equal(await home.authenticate(signedIn.token), null);
  assert.equal(await refusal(withPin(PIN)), 'sign_in_refused');
});

test('the member changes the PIN on the phone, and a wrong old PIN counts as a mistake', async () => {
  const { signedIn, withPin } = await enrolled();
  const context = await home.authenticate(signedIn.token);
  assert.ok(context);
  assert.equal(await refusal(changePin(context, { current: '111222', pin: '492816' })), 'pin_wrong');
  assert.equal(await refusal(changePin(context, { current: PIN, pin: '123456' })), 'pin_trivial');
  await changePin(context, { current: PIN, pin: '492816' });
  assert.equal(await refusal(withPin(PIN)), 'pin_wrong');
  assert.equal((await withPin('492816')).kind, 'member');
  assert.equal(
    await refusal(changePin(await home.as(office, 'sekretaris'), { current: PIN, pin: '492816' })),
    'no_enrolled_device',
  );
});

test('the member sees own devices, removes one, and signs out everywhere', async () => {
  const { member, signedIn } = await enrolled();
  const second = await enrol(
    (await issueEnrolmentCode(await home.as(office, 'sekretaris'), member)).code,
    member.phone,
  );
  const context = await home.authenticate(signedIn.token);
  assert.ok(context);
  const own = await ownSecurity(context, {});
  assert.equal(own.devices.length, 2);
  assert.equal(own.sessions.filter((session) => session.current).length, 1);

  const lost = own.devices.find((device) => !device.current);
  await removeDevice(context, { deviceId: lost?.id });
  assert.equal(await home.authenticate(second.token), null, 'the session on the lost phone is over at once');
  assert.equal(await refusal(removeDevice(context, { deviceId: newId() })), 'device_unknown');
  const stranger = await home.authenticate((await enrolled()).signedIn.token);
  assert.ok(stranger);
  assert.equal(await refusal(removeDevice(stranger, { deviceId: own.devices[0]?.id })), 'device_unknown');

  await signOutEverywhere(context, {});
  assert.equal(await home.authenticate(signedIn.token), null);
});

test('a teller who is also a member is only a member on the phone', async () => {
  const memberId = newId();
  await home.person(office, 'rangkap', ['teller', 'anggota'], { memberId });
  const phone = '+6281777000222';
  const { code } = await issueEnrolmentCode(await home.as(office, 'sekretaris'), {
    memberId,
    fullName: 'Rangkap',
    phone,
  });
  const context = await home.authenticate((await enrol(code, phone, PIN, '10.25.0.1')).token);
  assert.equal(context?.actor.kind, 'member');
  assert.ok(!context?.actor.permissions.has('savings.deposit'));
  const atDesk = await home.as(office, 'rangkap');
  assert.equal(atDesk.actor.kind, 'staff');
  assert.equal(atDesk.actor.memberId, null);
});

test('the office of another cooperative cannot make codes for this member', async () => {
  const other = await home.office();
  await home.person(other, 'orang', ['sekretaris']);
  const member = newMember();
  await issueEnrolmentCode(await home.as(office, 'sekretaris'), member);
  const foreign = await issueEnrolmentCode(await home.as(other, 'orang'), member);
  const signedIn = await enrol(foreign.code, member.phone, PIN, '10.26.0.1');
  assert.equal(
    (await home.authenticate(signedIn.token))?.cooperative.id,
    other.cooperative.id,
    'it opens their own house only',
  );
});

test('a teller of the demo signs in with a password on a phone too, and stays staff', async () => {
  await home.person(office, 'anggota', ['anggota'], { memberId: newId() });
  const signedIn = await home.signIn(office, 'anggota');
  assert.equal(signedIn.kind, 'member');
  const context = await home.authenticate(signedIn.token);
  assert.ok(context?.actor.memberId, PASSWORD);
});

test('when a membership ends, the phone opens nothing from the next request on; twice changes nothing', async () => {
  const { member, signedIn, withPin } = await enrolled();
  const { result } = await closeMemberAccess(office, { memberId: member.memberId });
  assert.equal(result.closed, true);
  assert.equal(await home.authenticate(signedIn.token), null);
  assert.equal(await refusal(withPin(PIN)), 'sign_in_refused');
  assert.deepEqual((await closeMemberAccess(office, { memberId: member.memberId })).result, { closed: false });
  assert.deepEqual((await closeMemberAccess(office, { memberId: newId() })).result, { closed: false });
});
