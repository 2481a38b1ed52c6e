import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activate } from '#identity';
import { identityWorld, PASSWORD, refusal, visitorAt } from '../../modules/identity/identity.fixture.ts';
import { runUser } from './user.ts';

const home = await identityWorld();
const office = await home.office();
const cooperative = office.cooperative.slug;
const run = (words: string[], options: Record<string, string | string[]>) =>
  runUser(home.surroundings, { words, options });

test('the operator adds a person, who sets a password with the printed code and is then listed', async () => {
  const added = await run(['add'], { cooperative, name: 'Siti Rahayu', username: 'siti', role: ['teller', 'anggota'] });
  const { code } = added.json as { code: string };
  assert.ok(added.lines.some((line) => line.includes(code)));
  await activate(home.surroundings, { code, password: PASSWORD }, visitorAt());
  assert.deepEqual((await home.signIn(office, 'siti')).roles, ['teller', 'anggota']);
  const { lines } = await run(['list'], { cooperative });
  assert.match(lines[0] ?? '', /siti +active +teller,anggota +Siti Rahayu/);
});

test('the operator makes a code for who forgot the password', async () => {
  await home.person(office, 'lupa', ['ketua']);
  const { json } = await run(['reset-password'], { cooperative, username: 'lupa' });
  const { code } = json as { code: string };
  await activate(home.surroundings, { code, password: 'gunung lawu pagi' }, visitorAt());
  assert.equal(await refusal(home.signIn(office, 'lupa')), 'sign_in_refused');
});

test('an unknown order, cooperative or user is told in one line', async () => {
  await assert.rejects(run(['list'], {}), /--cooperative/);
  await assert.rejects(run(['list'], { cooperative: 'tidak-ada' }), /no such cooperative/);
  await assert.rejects(run(['reset-password'], { cooperative, username: 'hantu' }), /no such user/);
  await assert.rejects(run(['hapus'], { cooperative }), /list, add/);
  assert.equal(await refusal(run(['add'], { cooperative, name: 'X', username: 'x', role: 'teller' })), 'input_invalid');
});
