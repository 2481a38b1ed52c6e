import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reviewApplication } from '#loans';
import { deposit, memberSavings } from '#savings';
import { testProduct } from '../../src/modules/loans/loans.fixture.ts';
import { admittedMember, apiOf, savingsCooperative } from '../support/people.ts';
import { asStaff, testWorld } from '../support/world.ts';

const world = await testWorld();
const api = apiOf(world);
const context = await savingsCooperative(world);
const clerk = await api.signIn(context, ['teller']);
const chair = await api.signIn(context, ['ketua']);
const treasurer = await api.signIn(context, ['bendahara']);
const productId = await testProduct(context, 'UJI', { documents: ['ktp'] });

/** An active member; the savings of all of them are the own capital that ceilings are counted from. */
async function borrower(): Promise<string> {
  const memberId = await admittedMember(context);
  const savings = await memberSavings(context, { memberId });
  const idOf = (code: string) => savings.find(({ productCode }) => productCode === code)?.id ?? '';
  await deposit(context, { accountId: idOf('SP'), amount: '100000.00' });
  await deposit(context, { accountId: idOf('SW'), amount: '50000000.00' });
  return memberId;
}

const bodyFor = (memberId: string, more: object = {}) => ({
  memberId,
  productId,
  amount: '6000000.00',
  tenor: 12,
  purpose: 'business',
  income: '5000000.00',
  papersSeen: ['ktp'],
  ...more,
});
const enter = (body: object, key = api.key()) => api.call('POST', '/loans/applications', { token: clerk, key, body });

test('an application is entered once, read with its score, and voted on by two people', async () => {
  const body = bodyFor(await borrower());
  const key = api.key();
  const sent = await enter(body, key);
  assert.equal(sent.status, 201, sent.text);
  assert.equal((await enter(body, key)).text, sent.text);
  const { id, number } = sent.body;
  const listed = await api.call('GET', '/loans/applications?stage=submitted&limit=5', { token: chair });
  assert.ok(
    listed.body.items.some((one: { number: string }) => one.number === number),
    listed.text,
  );
  const officer = asStaff(context, ['loans.review'], 'Pemeriksa');
  const review = { id, surveyNote: 'Usaha berjalan baik', amount: '6000000.00', tenor: 12, send: true };
  await reviewApplication(officer, review);
  const shown = await api.call('GET', `/loans/applications/${id}`, { token: chair });
  const { application, score, findings } = shown.body;
  assert.deepEqual([application.status, application.approvalsNeeded, score.max], ['in_committee', 2, 100]);
  assert.deepEqual(findings, []);
  const vote = (token: string, more: object = {}) =>
    api.call('POST', `/loans/applications/${id}/votes`, {
      token,
      key: api.key(),
      body: { decision: 'approve', payloadHash: application.payloadHash, ...more },
    });
  assert.equal((await vote(clerk)).status, 403);
  assert.equal((await vote(chair, { payloadHash: 'f'.repeat(64) })).body.code, 'application_changed');
  assert.equal((await vote(chair)).body.outcome, 'open');
  assert.equal((await vote(chair)).body.code, 'already_voted');
  const approved = await vote(treasurer);
  assert.deepEqual([approved.status, approved.body.outcome], [201, 'approved']);
  assert.deepEqual(api.bugs, []);
});

test('what is wrong is told with a stable code and its field, and nothing is entered', async () => {
  const memberId = await borrower();
  const problem = async (more: object) => {
    const { status, body } = await enter(bodyFor(memberId, more));
    return [status, body.code, body.errors?.[0]?.field];
  };
  assert.deepEqual(await problem({ tenor: 0 }), [400, 'too_small', 'tenor']);
  assert.deepEqual(await problem({ tenor: 601 }), [400, 'too_big', 'tenor']);
  assert.deepEqual(await problem({ amount: 6000000 }), [400, 'invalid_type', 'amount']);
  assert.deepEqual(await problem({ amount: '99999999.00' }), [422, 'loan_amount_above', 'amount']);
  assert.deepEqual(await problem({ papersSeen: [] }), [422, 'documents_missing', 'documents']);
  const bare = await api.call('POST', '/loans/applications', { token: clerk, body: bodyFor(memberId) });
  assert.equal(bare.body.code, 'idempotency_key_missing');
  const { body } = await api.call('GET', `/loans/applications?memberId=${memberId}`, { token: chair });
  assert.deepEqual(body.items, []);
});

test("another cooperative's application is not there", async () => {
  const { body } = await enter(bodyFor(await borrower()));
  const other = await savingsCooperative(world);
  const stranger = await api.signIn(other, ['ketua']);
  const answer = await api.call('GET', `/loans/applications/${body.id}`, { token: stranger });
  assert.deepEqual([answer.status, answer.body.code], [404, 'application_unknown']);
});
