import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApi } from '#api';
import { dismiss } from '#identity';
import { identityWorld, PASSWORD } from '../modules/identity/identity.fixture.ts';

const home = await identityWorld();
const office = await home.office();
const personId = await home.person(office, 'teller', ['teller']);
await home.person(office, 'ketua', ['ketua']);
const cooperative = office.cooperative.slug;
const { surroundings, authenticate } = home;
const bugs: unknown[] = [];
const api = createApi({
  surroundings,
  authenticate: (token) => authenticate(token ?? ''),
  logBug: (bug) => bugs.push(bug),
});

async function call(path: string, options: { body?: unknown; token?: string; address?: string } = {}) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (options.token) headers['authorization'] = `Bearer ${options.token}`;
  const request = new Request(`http://koperasi.test/api/v1${path}`, {
    method: options.body === undefined ? 'GET' : 'POST',
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const response = await api.fetch(request, { address: options.address ?? '10.70.0.1' });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const right = { cooperative, username: 'teller', password: PASSWORD };

async function token(): Promise<string> {
  return String((await call('/sessions', { body: right })).body['token']);
}

test('a program signs in and is told who it is', async () => {
  const { status, body } = await call('/sessions', { body: right });
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(body).sort(), ['expiresAt', 'person', 'roles', 'token']);
  assert.deepEqual(body['roles'], ['teller']);
  const me = await call('/me', { token: String(body['token']) });
  assert.equal(me.status, 200);
  assert.deepEqual(me.body['person'], { id: personId, name: 'Nama teller' });
  assert.equal((me.body['cooperative'] as { slug: string }).slug, cooperative);
  assert.ok((me.body['permissions'] as string[]).includes('savings.deposit'));
});

test('a wrong password, an unknown name and an unknown cooperative are one answer, byte for byte', async () => {
  const answers = await Promise.all([
    call('/sessions', { body: { ...right, password: 'salah sekali' }, address: '10.70.1.1' }),
    call('/sessions', { body: { ...right, username: 'hantu' }, address: '10.70.1.2' }),
    call('/sessions', { body: { ...right, cooperative: 'tidak-ada' }, address: '10.70.1.3' }),
  ]);
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal(answers[0]?.status, 401);
  assert.equal(answers[0]?.body['code'], 'sign_in_refused');
});

test('guessing is answered 429', async () => {
  const guess = () =>
    call('/sessions', { body: { ...right, username: 'ketua', password: 'salah sekali' }, address: '10.70.2.1' });
  for (let i = 0; i < 5; i += 1) assert.equal((await guess()).status, 401);
  const slowed = await guess();
  assert.equal(slowed.status, 429);
  assert.equal(slowed.body['code'], 'too_many_attempts');
});

test('without a token, with a wrong one, and after signing out the answer is 401', async () => {
  assert.equal((await call('/me')).status, 401);
  assert.equal((await call('/me', { token: 'nonsense' })).status, 401);
  const own = await token();
  assert.equal((await call('/sessions/end', { body: {}, token: own })).status, 200);
  assert.equal((await call('/me', { token: own })).body['code'], 'unauthenticated');
});

test('a missing field, a number for a password and a body that is no object are 400', async () => {
  for (const body of [{}, { cooperative }, { ...right, password: 1 }, { ...right, surprise: true }, []]) {
    assert.equal((await call('/sessions', { body })).status, 400, JSON.stringify(body));
  }
  assert.deepEqual(bugs, []);
});

test('the token of someone who was dismissed is refused at the next call', async () => {
  const own = await token();
  assert.equal((await call('/me', { token: own })).status, 200);
  await dismiss(await home.as(office, 'ketua'), { personId, reason: 'selesai kontrak' });
  assert.equal((await call('/me', { token: own })).status, 401);
});
