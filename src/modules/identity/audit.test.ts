import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/ids';
import { identityWorld, refusal, visitorAt } from './identity.fixture.ts';
import {
  auditTrail,
  changeRoles,
  enrolMember,
  issueEnrolmentCode,
  maskName,
  signInStaff,
  signInTrail,
  signOutEverywhere,
} from './index.ts';

const home = await identityWorld();
const office = await home.office();
await home.person(office, 'ketua', ['ketua']);
await home.person(office, 'pengawas', ['pengawas']);
const chair = await home.as(office, 'ketua');
const supervisor = await home.as(office, 'pengawas');
const personId = await home.person(office, 'teller', ['teller']);
await changeRoles(chair, { personId, roles: ['kolektor'], reason: 'pindah tugas' });
await refusal(changeRoles(chair, { personId: newId(), roles: ['teller'], reason: 'salah orang' }));

test('the pengawas sees who decided what, when and how it ended', async () => {
  const { items } = await auditTrail(supervisor, { personId: chair.actor.personId });
  assert.deepEqual(
    items.map((item) => [item.command, item.outcome, item.reason, item.actorName]),
    [
      ['identity.changeRoles', 'refused', 'person_unknown', 'Nama ketua'],
      ['identity.changeRoles', 'done', null, 'Nama ketua'],
    ],
  );
});

test('the trail is read page by page without gaps or repeats', async () => {
  const all = (await auditTrail(supervisor, { limit: 200 })).items.map((item) => item.id);
  const seen: string[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < 50 && cursor !== null; page += 1) {
    const answer: { items: { id: string }[]; nextCursor: string | null } = await auditTrail(supervisor, {
      limit: 2,
      ...(cursor ? { cursor } : {}),
    });
    seen.push(...answer.items.map((item) => item.id));
    cursor = answer.nextCursor;
  }
  assert.ok(all.length >= 6);
  assert.deepEqual(seen, all);
  assert.equal(await refusal(auditTrail(supervisor, { cursor: "x~'; drop table" })), 'input_invalid');
});

test('the trail is filtered by outcome, by command and by half-open days of the cooperative', async () => {
  const count = async (filter: object) => (await auditTrail(supervisor, { limit: 200, ...filter })).items.length;
  assert.equal(await count({ outcome: 'refused' }), 1);
  assert.ok((await count({ command: 'identity.addPerson' })) >= 3);
  assert.equal(await count({ command: 'identity.nothing' }), 0);
  assert.ok((await count({ from: '2026-11-20', to: '2026-11-21' })) >= 6);
  assert.equal(await count({ from: '2026-11-21' }), 0);
  assert.equal(await count({ to: '2026-11-20' }), 0);
});

test('members are masked in the trail', async () => {
  const phone = '+6281234567890';
  const { code } = await issueEnrolmentCode(chair, { memberId: newId(), fullName: 'Siti Nurhaliza', phone });
  const signedIn = await enrolMember(home.surroundings, { code, phone, pin: '738105' }, visitorAt());
  const member = await home.authenticate(signedIn.token);
  assert.ok(member);
  await signOutEverywhere(member, {});
  const [row] = (await auditTrail(supervisor, { command: 'identity.signOutEverywhere' })).items;
  assert.equal(row?.actorName, 'S*** N***');
  assert.equal(row?.device, 'Chrome · Windows');
  assert.ok(!JSON.stringify(await auditTrail(supervisor, { limit: 200 })).includes('Nurhaliza'));
  assert.equal(maskName('  Raden  Ajeng '), 'R*** A***');
});

test('the trail of another cooperative is not in it, and a teller does not read it', async () => {
  const other = await home.office();
  await home.person(other, 'pengawas', ['pengawas']);
  const { items } = await auditTrail(await home.as(other, 'pengawas'), { limit: 200 });
  assert.ok(items.every((item) => item.personId !== chair.actor.personId));
  assert.equal(await refusal(auditTrail(await home.as(office, 'teller'), {})), 'permission_missing');
});

test('the pengawas sees who signed in and who tried, page by page, members masked', async () => {
  const fresh = await home.office();
  await home.person(fresh, 'pengawas', ['pengawas']);
  await home.person(fresh, 'teller', ['teller']);
  const watcher = await home.as(fresh, 'pengawas');
  const wrong = { cooperative: fresh.cooperative.slug, username: 'teller', password: 'salah sekali' };
  await refusal(signInStaff(home.surroundings, wrong, visitorAt({ address: '10.95.0.1' })));
  const phone = '+6281234567000';
  const { code } = await issueEnrolmentCode(fresh, { memberId: newId(), fullName: 'Siti Nurhaliza', phone });
  await enrolMember(home.surroundings, { code, phone, pin: '738105' }, visitorAt());
  const { items } = await signInTrail(watcher, {});
  assert.deepEqual(
    items.map((item) => [item.name, item.method, item.outcome]),
    [
      ['S*** N***', 'pin', 'signed_in'],
      ['Nama teller', 'password', 'refused'],
      ['Nama pengawas', 'password', 'signed_in'],
    ],
  );
  const first = await signInTrail(watcher, { limit: 2 });
  const rest = await signInTrail(watcher, { limit: 2, cursor: first.nextCursor });
  assert.deepEqual([...first.items, ...rest.items], items);
  assert.equal(rest.nextCursor, null);
  assert.equal((await signInTrail(watcher, { outcome: 'refused' })).items.length, 1);
  assert.equal(await refusal(signInTrail(await home.as(fresh, 'teller'), {})), 'permission_missing');
});
