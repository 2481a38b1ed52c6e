import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSync } from 'otplib';
import sql from 'sql-template-tag';
import { newId } from '#kernel/ids';
import { step } from '../../../test/support/world.ts';
import { identityWorld, PASSWORD, refusal, visitorAt } from './identity.fixture.ts';
import {
  activate,
  addPerson,
  addPersonWithPassword,
  changeRoles,
  confirmOwnTotp,
  dismiss,
  installPeople,
  issueResetCode,
  newCode,
  peopleList,
  personDetail,
  removeOwnTotp,
  removeTotp,
  roleList,
  setUpTotp,
  takeBack,
} from './index.ts';

const home = await identityWorld();
const { surroundings, clock } = home;
const office = await home.office();
await home.person(office, 'ketua', ['ketua']);
await home.person(office, 'manajer', ['manajer']);
const chair = await home.as(office, 'ketua');
const manager = await home.as(office, 'manajer');
const reason = 'sesuai rapat pengurus';

test('a dismissed employee is refused at the very next request, on every session and with every old secret', async () => {
  const personId = await home.person(office, 'lepas', ['teller']);
  const [one, two] = [
    await home.signIn(office, 'lepas', { remember: true, address: '10.30.0.1' }),
    await home.signIn(office, 'lepas'),
  ];
  assert.ok(await home.authenticate(one.token));
  const { result } = await dismiss(chair, { personId, reason });
  assert.deepEqual(result, { personId, sessions: 2, devices: 1 });
  assert.equal(await home.authenticate(one.token), null);
  assert.equal(await home.authenticate(two.token), null);
  assert.equal(await refusal(home.signIn(office, 'lepas')), 'sign_in_refused');
  assert.equal(await refusal(dismiss(chair, { personId, reason })), 'already_dismissed');
  assert.equal(await refusal(issueResetCode(chair, { personId })), 'already_dismissed');

  await takeBack(chair, { personId, reason });
  assert.equal(await home.authenticate(one.token), null, 'coming back does not wake old sessions');
  assert.equal((await home.signIn(office, 'lepas')).kind, 'staff');
  assert.equal(await refusal(takeBack(chair, { personId, reason })), 'not_dismissed');
});

test('a code handed to someone dismissed meanwhile opens nothing', async () => {
  const invited = await addPerson(chair, { fullName: 'Tak Jadi', username: 'takjadi', roles: ['teller'] });
  await dismiss(chair, { personId: invited.personId, reason });
  const set = activate(surroundings, { code: invited.code, password: PASSWORD }, visitorAt({ address: '10.30.1.1' }));
  assert.equal(await refusal(set), 'code_refused');
});

test('changed roles hold from the next request of a session that is open already', async () => {
  const personId = await home.person(office, 'naik', ['teller']);
  const { token } = await home.signIn(office, 'naik');
  assert.ok(!(await home.authenticate(token))?.actor.permissions.has('ledger.post'));
  await changeRoles(chair, { personId, roles: ['akuntan'], reason });
  assert.ok((await home.authenticate(token))?.actor.permissions.has('ledger.post'));
  assert.ok(!(await home.authenticate(token))?.actor.permissions.has('savings.withdraw'));
});

test('nobody changes their own rights, not even by SQL as the application', async () => {
  const personId = chair.actor.personId;
  assert.equal(await refusal(changeRoles(chair, { personId, roles: ['ketua', 'bendahara'], reason })), 'own_rights');
  assert.equal(await refusal(dismiss(chair, { personId, reason })), 'own_rights');
  assert.equal(await refusal(takeBack(chair, { personId, reason })), 'own_rights');
  assert.equal(await refusal(removeTotp(chair, { personId, reason })), 'own_rights');
  const forged = surroundings.database.tenant(office.cooperative.id, (tx) =>
    tx.run(sql`
      insert into identity.access_change (cooperative_id, id, person_id, change, roles, reason, changed_by, changed_by_name,
                                          command_id, changed_at)
      values (${office.cooperative.id}, ${newId()}, ${personId}, 'roles', '{ketua}', '', ${personId}, 'x', ${newId()}, now())`),
  );
  await assert.rejects(forged, /nobody_changes_own_rights/);
});

test('a manager gives and takes working roles, never leading ones', async () => {
  const worker = await home.person(office, 'kerja', ['teller']);
  await changeRoles(manager, { personId: worker, roles: ['akuntan'], reason });
  assert.equal(
    await refusal(changeRoles(manager, { personId: worker, roles: ['bendahara'], reason })),
    'roles_above_own',
  );
  assert.equal(
    await refusal(addPerson(manager, { fullName: 'X Y', username: 'xy2', roles: ['ketua'] })),
    'roles_above_own',
  );
  const lead = chair.actor.personId;
  assert.equal(await refusal(dismiss(manager, { personId: lead, reason })), 'roles_above_own');
  assert.equal(await refusal(changeRoles(manager, { personId: lead, roles: ['teller'], reason })), 'roles_above_own');
  assert.equal(await refusal(issueResetCode(manager, { personId: lead })), 'roles_above_own');
});

test('who may not manage people is refused, and only the program chooses a password for another', async () => {
  await home.person(office, 'biasa', ['teller']);
  const teller = await home.as(office, 'biasa');
  const input = { fullName: 'Baru', username: 'baru3', roles: ['teller'] };
  assert.equal(await refusal(addPerson(teller, input)), 'permission_missing');
  assert.equal(await refusal(dismiss(teller, { personId: chair.actor.personId, reason })), 'permission_missing');
  assert.equal(await refusal(peopleList(teller, {})), 'permission_missing');
  assert.equal(await refusal(addPersonWithPassword(chair, input, PASSWORD)), 'system_only');
});

test('a taken username, an unknown role, no role and a bad username are refused at adding', async () => {
  const add = (more: object) =>
    refusal(addPerson(chair, { fullName: 'Baru', username: 'unik', roles: ['teller'], ...more }));
  assert.equal(await add({ username: 'Manajer' }), 'username_taken');
  assert.equal(await add({ roles: ['raja'] }), 'role_unknown');
  assert.equal(await add({ roles: [] }), 'role_missing');
  assert.equal(await add({ roles: ['pengawas', 'teller'] }), 'roles_conflict');
  assert.equal(await add({ username: 'x' }), 'input_invalid');
  assert.equal(await add({ surprise: true }), 'input_invalid');
  const memberId = newId();
  assert.equal(await add({ memberId }), 'accepted');
  assert.equal(await add({ memberId, username: 'unik2' }), 'member_has_access');
});

test('adding with the mail address of a stranger tells nothing and leaves the stranger alone', async () => {
  const other = await home.office();
  await home.person(other, 'asing', ['teller'], { email: 'asing@contoh.id' });
  const added = await addPerson(chair, {
    fullName: 'Asing',
    username: 'asing',
    email: 'asing@contoh.id',
    roles: ['teller'],
  });
  const free = await addPerson(chair, {
    fullName: 'Bebas',
    username: 'bebas',
    email: 'bebas@contoh.id',
    roles: ['teller'],
  });
  assert.deepEqual(Object.keys(added), Object.keys(free));
  await activate(surroundings, { code: added.code, password: 'gunung lawu pagi' }, visitorAt({ address: '10.31.0.1' }));
  assert.equal((await home.signIn(other, 'asing')).kind, 'staff', 'their own password is untouched');
});

test('a forgotten password is replaced by a code; the office never learns it and old sessions end', async () => {
  const personId = await home.person(office, 'lupa', ['teller']);
  const before = await home.signIn(office, 'lupa');
  const { code } = await issueResetCode(manager, { personId });
  assert.ok(await home.authenticate(before.token), 'asking for a code changes nothing yet');
  await activate(surroundings, { code, password: 'gunung lawu pagi' }, visitorAt({ address: '10.32.0.1' }));
  assert.equal(await home.authenticate(before.token), null);
  assert.equal(await refusal(home.signIn(office, 'lupa')), 'sign_in_refused');
});

test('the first people of a new cooperative get codes, and nothing readable is kept of them', async () => {
  const fresh = await home.world.cooperative();
  const { code, hash } = newCode();
  const people = [{ fullName: 'Pak Ketua', username: 'ketua', roles: ['ketua'], codeHash: hash }];
  const [first] = await step(fresh, (scope) => installPeople(scope, people));
  assert.equal(first?.username, 'ketua');
  await activate(surroundings, { code, password: PASSWORD }, visitorAt({ address: '10.34.0.1' }));
  assert.deepEqual((await home.signIn(fresh, 'ketua')).roles, ['ketua']);
});

test('one cooperative cannot reset the password of someone who also works in another', async () => {
  const { joinWithCode } = await import('./index.ts');
  const other = await home.office();
  await home.person(other, 'pimpin', ['ketua']);
  const personId = await home.person(office, 'dua', ['teller']);
  const invited = await addPerson(await home.as(other, 'pimpin'), {
    fullName: 'Dua',
    username: 'dua',
    roles: ['teller'],
  });
  await joinWithCode(surroundings, { context: await home.as(office, 'dua'), code: invited.code, address: '10.33.0.1' });
  assert.equal(await refusal(issueResetCode(chair, { personId })), 'person_shared');
  assert.equal(await refusal(removeTotp(chair, { personId, reason })), 'person_shared');
  assert.equal(await refusal(issueResetCode(office, { personId })), 'accepted', 'the operator of the installation can');
  await dismiss(chair, { personId, reason });
  assert.equal((await home.signIn(other, 'dua')).kind, 'staff', 'let go here, still employed there');
});

test('a person of another cooperative is as unknown as one who does not exist', async () => {
  const other = await home.office();
  const stranger = await home.person(other, 'orang', ['teller']);
  for (const personId of [stranger, newId()]) {
    assert.equal(await refusal(dismiss(chair, { personId, reason })), 'person_unknown');
    assert.equal(await refusal(changeRoles(chair, { personId, roles: ['teller'], reason })), 'person_unknown');
    assert.equal(await refusal(issueResetCode(chair, { personId })), 'person_unknown');
    assert.equal(await refusal(personDetail(chair, { personId })), 'person_unknown');
  }
  const { items } = await peopleList(chair, {});
  assert.ok(items.length > 3 && items.every((person) => person.personId !== stranger));
});

test('the list and the page of a person show rights and their history, and contact masked', async () => {
  const personId = await home.person(office, 'lihat', ['teller'], { email: 'lihat@contoh.id' });
  await changeRoles(chair, { personId, roles: ['kolektor'], reason: 'pindah tugas lapangan' });
  const person = await personDetail(chair, { personId });
  assert.equal(person.email, 'l***@contoh.id');
  assert.deepEqual(person.roles, ['kolektor']);
  assert.deepEqual(
    person.changes.map((change) => change.change),
    ['roles', 'added'],
  );
  assert.equal(person.changes[0]?.reason, 'pindah tugas lapangan');
  assert.equal(person.changes[0]?.changedByName, 'Nama ketua');
  const { items } = await peopleList(chair, { status: 'active' });
  assert.ok(items.find((item) => item.personId === personId));
  assert.equal((await roleList(chair, {})).items.length, 9);
});

test('a lost authenticator is taken off by the office, the own one by the owner with the password', async () => {
  const personId = await home.person(office, 'hilang', ['teller']);
  assert.equal(await refusal(removeTotp(chair, { personId, reason })), 'totp_unset');
  const self = await home.as(office, 'hilang');
  const confirm = async () => {
    const secret = await setUpTotp(self);
    await confirmOwnTotp(self, { code: generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) }) });
  };
  await confirm();
  assert.equal(await refusal(home.signIn(office, 'hilang')), 'totp_required');
  await removeTotp(chair, { personId, reason });
  assert.equal((await home.signIn(office, 'hilang')).kind, 'staff');

  await confirm();
  assert.equal(await refusal(removeOwnTotp(self, 'bukan ini ya')), 'password_wrong');
  await removeOwnTotp(self, PASSWORD);
  assert.equal(await refusal(removeOwnTotp(self, PASSWORD)), 'totp_unset');
});

test('as the application, rights and their history of another cooperative cannot be read or written by SQL', async () => {
  const other = await home.office();
  await home.person(other, 'rahasia', ['ketua']);
  const { database } = surroundings;
  const [seen] = await database.tenant(office.cooperative.id, (tx) =>
    tx.rows<{ count: bigint }>(
      sql`select count(*) as "count" from identity.access a where a.cooperative_id = ${other.cooperative.id}`,
    ),
  );
  assert.equal(seen?.count, 0n);
  await assert.rejects(
    database.platform((tx) => tx.rows(sql`select * from identity.access`)),
    /app\.cooperative_id|uuid: ""/,
  );
  await assert.rejects(
    database.tenant(office.cooperative.id, (tx) => tx.run(sql`delete from identity.access`)),
    /permission denied/,
  );
  await assert.rejects(
    database.tenant(office.cooperative.id, (tx) => tx.run(sql`update identity.access_change set reason = ''`)),
    /permission denied/,
  );
});
