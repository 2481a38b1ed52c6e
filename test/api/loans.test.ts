import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { accountsOfMembers } from '#savings';
import { runningLoan, testProduct } from '../../src/modules/loans/loans.fixture.ts';
import { admittedMember, apiOf, savingsCooperative } from '../support/people.ts';
import { read, testWorld } from '../support/world.ts';

const world = await testWorld();
const api = apiOf(world);
const context = await savingsCooperative(world);
const teller = await api.signIn(context, ['teller', 'kolektor']);
const productId = await testProduct(context, 'UJI');

/** A loan of 1,200,000 in twelve, whose first instalment of 118,000 is due today. */
async function dueLoan(): Promise<{ id: string; memberId: string }> {
  const memberId = await admittedMember(context);
  const accounts = await read(context, (scope) => accountsOfMembers(scope, [memberId]));
  const of = (code: string) => accounts.find(({ productCode }) => productCode === code)?.id ?? '';
  const saver = { memberId, SP: of('SP'), SW: of('SW'), SS: of('SS') };
  const on = '2026-10-20' as BusinessDate;
  const { id } = await runningLoan(context, { productId, rupiah: 1_200_000, tenor: 12, on, saver });
  return { id, memberId };
}

test('a repayment answers 201 with its parts, and the same again byte for byte', async () => {
  const { id } = await dueLoan();
  const sent = { token: teller, key: api.key(), body: { amount: '118000.00' } };
  const answer = await api.call('POST', `/loans/${id}/repayments`, sent);
  assert.equal(answer.status, 201, answer.text);
  const { principal, interest, penalty, remaining, nextDueOn } = answer.body;
  assert.deepEqual(
    [principal, interest, penalty, remaining, nextDueOn],
    ['100000.00', '18000.00', '0.00', '1100000.00', '2026-12-20'],
  );
  assert.equal((await api.call('POST', `/loans/${id}/repayments`, sent)).text, answer.text);
  const other = await api.call('POST', `/loans/${id}/repayments`, { ...sent, body: { amount: '1.00' } });
  assert.equal(other.status, 422);
  const bare = await api.call('POST', `/loans/${id}/repayments`, { token: teller, body: { amount: '1.00' } });
  assert.equal(bare.body.code, 'idempotency_key_missing');
});

test('more than the debt is refused with the exact figure, and nothing is written', async () => {
  const { id, memberId } = await dueLoan();
  const body = { amount: '9000000.00' };
  const answer = await api.call('POST', `/loans/${id}/repayments`, { token: teller, key: api.key(), body });
  assert.equal(answer.status, 400, answer.text);
  assert.equal(answer.body.code, 'amount_over_debt');
  assert.match(answer.body.detail, /Rp 1\.218\.000/);
  const { body: accounts } = await api.call('GET', `/members/${memberId}/accounts`, { token: teller });
  assert.deepEqual(
    accounts.loans.map((loan: { outstanding: string; due: string }) => [loan.outstanding, loan.due]),
    [['1200000.00', '118000.00']],
  );
});

test('the settlement is quoted, taken at its figure, and the loan is settled', async () => {
  const { id } = await dueLoan();
  const quote = await api.call('GET', `/loans/${id}/settlement?on=2026-11-25`, { token: teller });
  assert.equal(quote.status, 200, quote.text);
  assert.deepEqual([quote.body.on, quote.body.principal], ['2026-11-25', '1200000.00']);
  const today = await api.call('GET', `/loans/${id}/settlement`, { token: teller });
  const body = { expected: today.body.total };
  const paid = await api.call('POST', `/loans/${id}/settlement`, { token: teller, key: api.key(), body });
  assert.equal(paid.status, 201, paid.text);
  assert.deepEqual([paid.body.settled, paid.body.remaining], [true, '0.00']);
});

test('a collector sends what was taken on the road, each with its own outcome', async () => {
  const { id } = await dueLoan();
  const item = (amount: string) => ({
    command: 'loans.repay',
    key: api.key(),
    capturedAt: '2026-11-20T02:00:00Z',
    input: { loanId: id, amount, channel: 'collector' },
  });
  const items = [item('50000.00'), item('0.00'), item('68000.00')];
  const { body } = await api.call('POST', '/commands:batch', { token: teller, body: { items } });
  assert.deepEqual(
    body.items.map((one: { outcome: string; reason?: string }) => one.reason ?? one.outcome),
    ['posted', 'input_invalid', 'posted'],
  );
  assert.equal(body.items[2].result.remaining, '1100000.00');
  const balances = await read(context, (scope) =>
    scope.tx.prepared<{ balance: bigint }>(
      'test.collector',
      `select coalesce(sum(l.amount_sen), 0)::bigint as balance from ledger.line l
         join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
        where l.cooperative_id = $1 and a.chart_code = '1.1.03'`,
      [scope.cooperativeId],
    ),
  );
  assert.equal(balances[0]?.balance, 11_800_000n);
});
