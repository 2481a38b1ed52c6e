import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSync } from 'otplib';
import sql from 'sql-template-tag';
import { newId } from '#kernel/ids';
import { identityWorld, PASSWORD, refusal, visitorAt } from './identity.fixture.ts';
import {
  activate,
  changePassword,
  confirmOwnTotp,
  enterCooperative,
  placesOfSession,
  setUpTotp,
  signInStaff,
  signOut,
} from './index.ts';

const home = await identityWorld();
const { surroundings, clock } = home;
const office = await home.office();
const slug = office.cooperative.slug;
await home.person(office, 'teller', ['teller'], { email: 'teller@contoh.id' });

function tryPassword(username: string, password: string, visitor = {}, cooperative: string | undefined = slug) {
  return signInStaff(surroundings, { cooperative, username, password }, visitorAt(visitor));
}

test('staff sign in by username, and the session knows who, where and what they may do', async () => {
  const signedIn = await home.signIn(office, ' Teller ');
  assert.equal(signedIn.kind, 'staff');
  assert.deepEqual(signedIn.roles, ['teller']);
  assert.equal(signedIn.cooperative?.slug, slug);
  const context = await home.authenticate(signedIn.token);
  assert.equal(context?.actor.name, 'Nama teller');
  assert.equal(context?.cooperative.id, office.cooperative.id);
  assert.ok(context?.actor.permissions.has('savings.deposit'));
  assert.ok(!context?.actor.permissions.has('people.manage'));
});

test('staff sign in by mail address, with or without naming the cooperative', async () => {
  assert.equal((await tryPassword('Teller@Contoh.id', PASSWORD)).cooperative?.slug, slug);
  const anywhere = await signInStaff(surroundings, { username: 'teller@contoh.id', password: PASSWORD }, visitorAt());
  assert.equal(anywhere.cooperative?.slug, slug);
});

test('an unknown name, a wrong password, an unknown cooperative and a name of another cooperative are answered alike', async () => {
  const other = await home.office();
  await home.person(other, 'sendiri', ['teller']);
  const answers = await Promise.all([
    refusal(tryPassword('nobody', PASSWORD, { address: '10.1.0.1' })),
    refusal(tryPassword('teller', 'salah sekali itu', { address: '10.1.0.2' })),
    refusal(tryPassword('teller', PASSWORD, { address: '10.1.0.3' }, 'tidak-ada')),
    refusal(tryPassword('sendiri', PASSWORD, { address: '10.1.0.4' })),
    refusal(tryPassword('nobody@contoh.id', PASSWORD, { address: '10.1.0.5' })),
    refusal(tryPassword("x' or 1=1 --", PASSWORD, { address: '10.1.0.6' })),
  ]);
  assert.deepEqual(new Set(answers), new Set(['sign_in_refused']));
});

test('an unknown name costs as much work as a wrong password', async () => {
  const { hasherOfThisProcess } = await import('./hashing.ts');
  const hasher = hasherOfThisProcess();
  const stored = await hasher.hash('x');
  const time = async (against: string | undefined) => {
    await hasher.verify(against, 'y');
    const start = performance.now();
    for (let i = 0; i < 200; i += 1) await hasher.verify(against, 'y');
    return performance.now() - start;
  };
  const [unknown, wrong] = [await time(undefined), await time(stored)];
  assert.ok(unknown > wrong / 5 && unknown < wrong * 5, `${unknown} against ${wrong}`);
});

test('six wrong passwords from one place make that place wait, and the right one waits there too', async () => {
  await home.person(office, 'ditebak', ['teller']);
  const stranger = { address: '10.2.0.1' };
  for (let i = 0; i < 5; i += 1)
    assert.equal(await refusal(tryPassword('ditebak', `salah ${i} sekali`, stranger)), 'sign_in_refused');
  assert.equal(await refusal(tryPassword('ditebak', 'salah lagi itu', stranger)), 'too_many_attempts');
  assert.equal(await refusal(tryPassword('ditebak', PASSWORD, stranger)), 'too_many_attempts');
  assert.equal((await tryPassword('ditebak', PASSWORD, { address: '10.2.0.2' })).kind, 'staff');
  clock.advance(2);
  assert.equal((await tryPassword('ditebak', PASSWORD, stranger)).kind, 'staff');
});

test('a name that does not exist slows down exactly like one that does', async () => {
  const stranger = { address: '10.2.1.1' };
  for (let i = 0; i < 5; i += 1)
    assert.equal(await refusal(tryPassword('hantu', `salah ${i} sekali`, stranger)), 'sign_in_refused');
  assert.equal(await refusal(tryPassword('hantu', 'salah lagi itu', stranger)), 'too_many_attempts');
});

test('strangers from a hundred places cannot keep the owner out of their own browser', async () => {
  await home.person(office, 'bendahara', ['bendahara']);
  const first = await home.signIn(office, 'bendahara', { remember: true, address: '10.3.0.1' });
  assert.ok(first.deviceToken);
  for (let i = 0; i < 100; i += 1) {
    await refusal(tryPassword('bendahara', `tebakan nomor ${i}`, { address: `10.3.${i + 1}.9` }));
  }
  assert.equal(await refusal(tryPassword('bendahara', PASSWORD, { address: '10.3.200.1' })), 'too_many_attempts');
  const own = await home.signIn(office, 'bendahara', { deviceTokens: [first.deviceToken], address: '10.3.0.1' });
  assert.equal(own.person.name, 'Nama bendahara');
  assert.equal(own.deviceToken, null);
});

test('a known browser does not help to guess at somebody else', async () => {
  const own = await home.signIn(office, 'teller', { remember: true, address: '10.4.0.1' });
  await home.person(office, 'korban', ['teller']);
  const visitor = { address: '10.4.0.1', deviceTokens: [own.deviceToken ?? ''] };
  for (let i = 0; i < 5; i += 1) await refusal(tryPassword('korban', `salah ${i} sekali`, visitor));
  assert.equal(await refusal(tryPassword('korban', PASSWORD, visitor)), 'too_many_attempts');
});

test('fifty guesses sent at once are looked at five times', async () => {
  await home.person(office, 'serentak', ['teller']);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      refusal(tryPassword('serentak', `salah ${i} sekali`, { address: '10.5.0.1' })),
    ),
  );
  assert.equal(answers.filter((answer) => answer === 'sign_in_refused').length, 5);
  assert.equal(answers.filter((answer) => answer === 'too_many_attempts').length, 45);
});

test('forty right sign-ins at once all succeed', async () => {
  const all = await Promise.all(
    Array.from({ length: 40 }, () => home.signIn(office, 'teller', { address: '10.6.0.1' })),
  );
  assert.equal(new Set(all.map((one) => one.token)).size, 40);
});

test('an idle half hour, twelve hours, and signing out each end a session', async () => {
  const idle = await home.signIn(office, 'teller');
  clock.advance(29 * 60);
  assert.ok(await home.authenticate(idle.token), 'used in time');
  clock.advance(29 * 60);
  assert.ok(await home.authenticate(idle.token), 'the last use was noted');
  clock.advance(32 * 60);
  assert.equal(await home.authenticate(idle.token), null);

  const long = await home.signIn(office, 'teller');
  for (let i = 0; i < 25; i += 1) {
    clock.advance(28 * 60);
    await home.authenticate(long.token);
  }
  clock.advance(28 * 60);
  assert.equal(await home.authenticate(long.token), null);

  const left = await home.signIn(office, 'teller');
  await signOut(surroundings, left.token);
  assert.equal(await home.authenticate(left.token), null);
  await signOut(surroundings, 'nonsense');
});

test('a token nobody was given opens nothing: malformed, invented, or with another cooperative in it', async () => {
  const other = await home.office();
  const mine = await home.signIn(office, 'teller');
  const bytes = Buffer.from(mine.token.slice(4), 'base64url');
  Buffer.from(other.cooperative.id.replaceAll('-', ''), 'hex').copy(bytes);
  for (const token of ['', 'skg_x', `skg_${'A'.repeat(64)}`, `skg_${bytes.toString('base64url')}`]) {
    assert.equal(await home.authenticate(token), null);
  }
});

test('a hundred requests at once are each told who they are', async () => {
  await home.person(office, 'kolektor', ['kolektor']);
  const tokens = [(await home.signIn(office, 'teller')).token, (await home.signIn(office, 'kolektor')).token];
  const contexts = await Promise.all(Array.from({ length: 100 }, (_, i) => home.authenticate(tokens[i % 2] ?? '')));
  contexts.forEach((context, i) => {
    assert.equal(context?.actor.name, i % 2 === 0 ? 'Nama teller' : 'Nama kolektor');
  });
});

test('no token, password, PIN or code stands in the database', async () => {
  const signedIn = await home.signIn(office, 'teller', { remember: true, address: '10.7.0.1' });
  const secrets = [signedIn.token, signedIn.deviceToken ?? '', PASSWORD];
  const text = await surroundings.database.platform(async (tx) => {
    const tables = ['session', 'device', 'credential', 'person', 'sign_in_attempt', 'attempt_limit'];
    const dumps = [];
    for (const table of tables) {
      const [row] = await tx.prepared<{ dump: string }>(
        `dump_${table}`,
        `select coalesce(string_agg(t::text, ' '), '') as dump from identity.${table} t`,
        [],
      );
      dumps.push(row?.dump ?? '');
    }
    return dumps.join(' ');
  });
  for (const secret of secrets) {
    assert.ok(secret.length > 10 && !text.includes(secret));
    assert.ok(!text.includes(Buffer.from(secret).toString('hex')));
  }
  assert.ok(!text.includes('teller@contoh.id'), 'mail addresses are encrypted');
});

test('with an authenticator the password alone asks for the code, and a code works once', async () => {
  await home.person(office, 'akuntan', ['akuntan']);
  const context = await home.as(office, 'akuntan');
  const secret = await setUpTotp(context);
  const code = () => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) });
  assert.equal(await refusal(confirmOwnTotp(context, { code: '000000' })), 'totp_wrong');
  assert.equal((await home.signIn(office, 'akuntan')).kind, 'staff', 'not in force before it is confirmed');
  await confirmOwnTotp(context, { code: code() });
  assert.equal(await refusal(setUpTotp(context)), 'totp_set');

  const withCode = (totp: string) =>
    signInStaff(
      surroundings,
      { cooperative: slug, username: 'akuntan', password: PASSWORD, totp },
      visitorAt({ address: '10.8.0.1' }),
    );
  assert.equal(await refusal(home.signIn(office, 'akuntan')), 'totp_required');
  assert.equal(await refusal(withCode(code())), 'sign_in_refused', 'the confirming code is used up');
  clock.advance(60);
  assert.equal((await withCode(code())).kind, 'staff');
  assert.equal(await refusal(withCode(code())), 'sign_in_refused');
});

test('codes of the authenticator cannot be tried for ever by asking without one in between', async () => {
  await home.person(office, 'sasaran', ['akuntan']);
  const context = await home.as(office, 'sasaran');
  const secret = await setUpTotp(context);
  await confirmOwnTotp(context, { code: generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) }) });
  const attempt = (totp?: string) =>
    refusal(
      signInStaff(
        surroundings,
        { cooperative: slug, username: 'sasaran', password: PASSWORD, ...(totp ? { totp } : {}) },
        visitorAt({ address: '10.8.1.1' }),
      ),
    );
  for (let i = 0; i < 5; i += 1) {
    assert.equal(await attempt(), 'totp_required');
    assert.equal(await attempt('123456'), 'sign_in_refused');
  }
  assert.equal(await attempt('123456'), 'too_many_attempts');
  assert.equal(await attempt(), 'too_many_attempts');
});

test('a changed password ends every other session and the old one no longer opens', async () => {
  await home.person(office, 'pindah', ['teller']);
  const [here, there] = [await home.signIn(office, 'pindah'), await home.signIn(office, 'pindah')];
  const context = await home.authenticate(here.token);
  assert.ok(context);
  assert.equal(
    await refusal(changePassword(context, { current: 'bukan ini ya', password: 'gunung lawu pagi' })),
    'password_wrong',
  );
  assert.equal(await refusal(changePassword(context, { current: PASSWORD, password: 'pendek' })), 'password_too_short');
  assert.equal(
    await refusal(changePassword(context, { current: PASSWORD, password: 'nama pindah' })),
    'password_personal',
  );
  await changePassword(context, { current: PASSWORD, password: 'gunung lawu pagi' });
  assert.ok(await home.authenticate(here.token));
  assert.equal(await home.authenticate(there.token), null);
  assert.equal(await refusal(home.signIn(office, 'pindah')), 'sign_in_refused');
  assert.equal((await tryPassword('pindah', 'gunung lawu pagi')).kind, 'staff');
});

test('one person in two cooperatives chooses one, switches with a new token, and sees each apart', async () => {
  const { addPerson, joinWithCode } = await import('./index.ts');
  const [first, second] = [await home.office(), await home.office()];
  await home.person(first, 'ganda', ['teller'], { email: 'ganda@contoh.id' });
  await home.person(second, 'ketua', ['ketua']);
  const chair = await home.as(second, 'ketua');
  const invitation = await addPerson(chair, {
    fullName: 'Ganda',
    username: 'ganda2',
    email: 'ganda@contoh.id',
    roles: ['akuntan'],
  });
  const self = await home.as(first, 'ganda');
  const join = (code: string) => joinWithCode(surroundings, { context: self, code, address: '10.9.0.1' });
  assert.equal(await refusal(join('AAAAA-AAAAA')), 'code_refused');
  assert.equal(await join(invitation.code), second.cooperative.id);
  assert.equal(await refusal(join(invitation.code)), 'code_refused');

  const anywhere = await signInStaff(surroundings, { username: 'ganda@contoh.id', password: PASSWORD }, visitorAt());
  assert.equal(anywhere.cooperative, null);
  assert.equal(anywhere.choices.length, 2);
  assert.equal(await home.authenticate(anywhere.token), null, 'nothing is open before the choice');
  const entered = await enterCooperative(surroundings, anywhere.token, second.cooperative.id);
  assert.deepEqual(entered.roles, ['akuntan']);
  assert.equal(await refusal(enterCooperative(surroundings, anywhere.token, second.cooperative.id)), 'session_ended');

  const switched = await enterCooperative(surroundings, entered.token, first.cooperative.id);
  assert.notEqual(switched.token, entered.token);
  assert.equal(await home.authenticate(entered.token), null);
  const context = await home.authenticate(switched.token);
  assert.equal(context?.cooperative.id, first.cooperative.id);
  assert.ok(!context?.actor.permissions.has('ledger.post'), 'the rights of one office do not follow into the other');
  assert.equal((await placesOfSession(surroundings, switched.token))?.choices.length, 2);
  assert.equal(
    await refusal(enterCooperative(surroundings, switched.token, office.cooperative.id)),
    'cooperative_not_yours',
  );
  assert.equal(await refusal(enterCooperative(surroundings, switched.token, newId())), 'cooperative_not_yours');
});

test('a demo password opens nothing in production', async () => {
  const { addPersonWithPassword } = await import('./index.ts');
  await addPersonWithPassword(office, { fullName: 'Contoh', username: 'contoh', roles: ['teller'] }, 'sokoguru-demo');
  assert.equal((await tryPassword('contoh', 'sokoguru-demo')).kind, 'staff');
  process.env['SOKOGURU_ENV'] = 'production';
  try {
    assert.equal(await refusal(tryPassword('contoh', 'sokoguru-demo')), 'demo_password');
  } finally {
    process.env['SOKOGURU_ENV'] = 'test';
  }
});

test('the code of an invitation sets the password once, and not a bad one', async () => {
  const { addPerson } = await import('./index.ts');
  await home.person(office, 'manajer', ['ketua']);
  const manager = await home.as(office, 'manajer');
  const invited = await addPerson(manager, { fullName: 'Baru Datang', username: 'baru', roles: ['teller'] });
  assert.equal(await refusal(home.signIn(office, 'baru')), 'sign_in_refused');
  const set = (password: string) =>
    activate(surroundings, { code: invited.code, password }, visitorAt({ address: '10.10.0.1' }));
  assert.equal(await refusal(set('rahasia123')), 'password_common');
  assert.equal(await refusal(set('baru datang')), 'password_personal');
  await set(PASSWORD);
  assert.equal(await refusal(set(PASSWORD)), 'code_refused');
  assert.equal((await home.signIn(office, 'baru')).kind, 'staff');
});

test('a code is worthless after a day, and a newer one makes the older worthless', async () => {
  const { addPerson, issueResetCode } = await import('./index.ts');
  const manager = await home.as(office, 'manajer');
  const invited = await addPerson(manager, { fullName: 'Lambat Datang', username: 'lambat', roles: ['teller'] });
  const renewed = await issueResetCode(manager, { personId: invited.personId });
  const set = (code: string) =>
    activate(surroundings, { code, password: PASSWORD }, visitorAt({ address: '10.10.0.2' }));
  assert.equal(await refusal(set(invited.code)), 'code_refused');
  clock.advance(24 * 3_600);
  assert.equal(await refusal(set(renewed.code)), 'code_refused');
});

test('the log of sign-ins keeps who, how and with what end, and cannot be changed', async () => {
  const rows = await surroundings.database.platform((tx) =>
    tx.rows<{ outcome: string; method: string }>(sql`
      select a.outcome, a.method from identity.sign_in_attempt a where a.cooperative_id = ${office.cooperative.id}`),
  );
  assert.ok(rows.some((row) => row.outcome === 'signed_in') && rows.some((row) => row.outcome === 'refused'));
  await assert.rejects(
    surroundings.database.platform((tx) => tx.run(sql`update identity.sign_in_attempt set outcome = 'refused'`)),
    /permission denied/,
  );
});
