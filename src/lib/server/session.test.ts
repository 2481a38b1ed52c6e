import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPersonWithPassword, signOut } from '#identity';
import { newId } from '#kernel/ids';
import { identityWorld } from '../../modules/identity/identity.fixture.ts';
import { cookieName, deviceTokens, keepDevice, keepSession } from './cookies.ts';
import { fakeBrowser, outcomeOf } from './event.fixture.ts';
import { draft, headers, session } from './handles.ts';
import { runtimeOf, useRuntime } from './runtime.ts';
import { draftFor, enter, requireMember, requireStaff } from './session.ts';

const home = await identityWorld();
useRuntime(runtimeOf(home.surroundings));
const office = await home.office();
await home.person(office, 'teller', ['teller']);
await home.person(office, 'ketua', ['ketua']);
await addPersonWithPassword(
  office,
  { fullName: 'Siti', username: 'siti', roles: ['anggota'], memberId: newId() },
  'perahu kuning di sawah',
);

/** Sends an event through the hooks, as the server does, and answers it with the response. */
async function through(browser: ReturnType<typeof fakeBrowser>, path: string, options = {}) {
  const event = browser.request(path, options);
  const page = async () => new Response('ok');
  const inner = () => session({ event, resolve: async () => draft({ event, resolve: page }) });
  const response = await headers({ event, resolve: async () => inner() });
  return { event, response };
}

async function signedInBrowser(username: string) {
  const browser = fakeBrowser();
  const event = browser.request('/sign-in');
  const next = enter(event, await home.signIn(office, username));
  return { browser, next };
}

test('nobody signed in goes to the sign-in page and comes back to where they wanted to be', async () => {
  const browser = fakeBrowser();
  assert.equal(
    await outcomeOf(requireStaff(browser.request('/staff/people?q=a'))),
    '-> /sign-in?next=%2Fstaff%2Fpeople%3Fq%3Da',
  );
  assert.equal(
    await outcomeOf(requireMember(browser.request('/me/savings'))),
    '-> /sign-in/member?next=%2Fme%2Fsavings',
  );
});

test('staff and members are each shown their own side, and a missing permission is told', async () => {
  const staff = await home.as(office, 'teller');
  const member = await home.as(office, 'siti');
  const browser = fakeBrowser();
  assert.equal(await outcomeOf(requireStaff(browser.request('/staff', { context: member }))), '-> /me');
  assert.equal(await outcomeOf(requireMember(browser.request('/me', { context: staff }))), '-> /staff');
  assert.equal(await outcomeOf(requireStaff(browser.request('/staff/people', { context: staff }), 'people.read')), 403);
  assert.equal(await outcomeOf(requireStaff(browser.request('/staff', { context: staff }), 'savings.deposit')), staff);
  assert.ok((await requireMember(browser.request('/me', { context: member }))).actor.memberId);
});

test('after signing in the person goes to the page they wanted, never to another site', async () => {
  const go = async (username: string, query: string) =>
    enter(fakeBrowser().request(`/sign-in${query}`), await home.signIn(office, username));
  assert.equal(await go('teller', '?next=/staff/savings'), '/staff/savings');
  for (const next of ['https://jahat.test', '//jahat.test', '/\\jahat.test', '/sign-in', '/me']) {
    assert.equal(await go('teller', `?next=${encodeURIComponent(next)}`), '/staff', next);
  }
  assert.equal(await go('siti', '?next=/staff'), '/me');
});

test('a token planted in the browser before sign-in is not the one after it', async () => {
  const browser = fakeBrowser();
  const planted = (await home.signIn(office, 'ketua')).token;
  browser.jar.set('sokoguru', planted);
  enter(browser.request('/sign-in'), await home.signIn(office, 'teller'));
  assert.notEqual(browser.jar.get('sokoguru'), planted);
  const { event } = await through(browser, '/staff');
  assert.equal(event.locals.context?.actor.name, 'Nama teller');
});

test('a token that somebody invented opens nothing', async () => {
  const browser = fakeBrowser();
  browser.jar.set('sokoguru', `skg_${'a'.repeat(64)}`);
  assert.equal((await through(browser, '/staff')).event.locals.context, null);
});

test('what was typed when the session had ended comes back to the same person, once, without the password', async () => {
  const { browser } = await signedInBrowser('teller');
  home.clock.advance(3_600);
  const typed = { fullName: 'Siti Rahayu', amount: '150.000', password: 'rahasia', _key: 'k' };
  const { event } = await through(browser, '/staff/members/new?/create', { form: typed });
  assert.equal(await outcomeOf(requireStaff(event)), '-> /sign-in?next=%2Fstaff%2Fmembers%2Fnew&ended=1');
  assert.match(browser.jar.get('sokoguru-draft') ?? '', /^skf_/);

  enter(browser.request('/sign-in'), await home.signIn(office, 'teller'));
  const elsewhere = await through(browser, '/staff');
  assert.equal(draftFor(elsewhere.event), null);
  const back = await through(browser, '/staff/members/new');
  assert.deepEqual({ ...draftFor(back.event) }, { fullName: 'Siti Rahayu', amount: '150.000', _key: 'k' });
  assert.equal(draftFor((await through(browser, '/staff/members/new')).event), null);
});

test('another person who signs in on the same computer does not see what was typed', async () => {
  const { browser } = await signedInBrowser('teller');
  home.clock.advance(3_600);
  const { event } = await through(browser, '/staff/members/new', { form: { fullName: 'Siti Rahayu' } });
  await outcomeOf(requireStaff(event));
  enter(browser.request('/sign-in'), await home.signIn(office, 'ketua'));
  assert.equal(draftFor((await through(browser, '/staff/members/new')).event), null);
});

test('after signing out on purpose, and for strangers, nothing that is posted is kept', async () => {
  const { browser } = await signedInBrowser('teller');
  await signOut(home.surroundings, browser.jar.get('sokoguru') ?? '');
  await outcomeOf(requireStaff(browser.request('/staff/members/new', { form: { fullName: 'X' } })));
  assert.equal(browser.jar.get('sokoguru-draft'), undefined);
  const stranger = fakeBrowser();
  await outcomeOf(requireStaff(stranger.request('/staff/members/new', { form: { fullName: 'X' } })));
  assert.equal(stranger.jar.size, 0);
});

test('pages of signed-in people are not kept by the browser, and every page forbids guessing types and framing sites', async () => {
  const { browser } = await signedInBrowser('teller');
  const { response } = await through(browser, '/staff');
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(response.headers.get('referrer-policy'), 'same-origin');
  assert.equal(response.headers.get('strict-transport-security'), null);
  const open = await through(fakeBrowser(), '/', { https: true });
  assert.equal(open.response.headers.get('cache-control'), null);
  assert.match(open.response.headers.get('strict-transport-security') ?? '', /max-age=31536000/);
});

test('on https the cookie is bound to the host by its name', () => {
  const browser = fakeBrowser();
  const event = browser.request('/', { https: true });
  assert.equal(cookieName('session', event.url), '__Host-sokoguru');
  keepSession(event, 'token', '2026-11-21T00:00:00Z');
  assert.equal(browser.jar.get('__Host-sokoguru'), 'token');
  assert.equal(browser.jar.get('sokoguru'), undefined);
});

test('a browser holds at most six device tokens, the newest first, and nothing that is none', () => {
  const browser = fakeBrowser();
  const event = browser.request('/');
  const token = (letter: string) => `skd_${letter.repeat(43)}`;
  for (const letter of 'abcdefgh') keepDevice(event, token(letter));
  assert.deepEqual(deviceTokens(event), [...'hgfedc'].map(token));
  browser.jar.set('sokoguru-device', `x.${token('a')}.<script>`);
  assert.deepEqual(deviceTokens(event), [token('a')]);
});
