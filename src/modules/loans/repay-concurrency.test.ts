import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { rupiah } from '#kernel/money';
import { step, testWorld } from '../../../test/support/world.ts';
import { repay, repayStep } from './commands/repay.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { loanState } from './repay.fixture.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
const ROUNDS = 4;
const AT_ONCE = 50;

function oneInstalment() {
  return runningLoan(context, { productId, rupiah: 100_000, tenor: 1, on: '2026-10-20' as BusinessDate });
}

test('fifty payments of one loan at once never take more than the debt, and what is refused is told why', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const loan = await oneInstalment();
    // 101,500 are owed: 33 payments of 3,000 fit, and one of the rest is more than is left.
    const paid = Array.from({ length: AT_ONCE }, () => repay(context, { loanId: loan.id, amount: '3000.00' }));
    const outcomes = await Promise.allSettled(paid);
    const taken = outcomes.filter(({ status }) => status === 'fulfilled').length;
    assert.equal(taken, 33);
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue;
      assert.ok(outcome.reason instanceof DomainError && outcome.reason.reason === 'amount_over_debt');
    }
    const { loan: after, rows } = await loanState(context, loan.id);
    assert.equal(after.outstandingSen, 250_000n);
    assert.equal(rows[0] && rows[0].paidPrincipalSen + rows[0].paidInterestSen, 9_900_000n);
  }
});

test('two tellers who send the whole debt at once: one settles the loan, the other hears that it is settled', async () => {
  for (let round = 0; round < 25; round += 1) {
    const loan = await oneInstalment();
    const [a, b] = await Promise.allSettled([
      repay(context, { loanId: loan.id, amount: '101500.00' }),
      // The till's way: a transaction of its own, on another connection.
      step(context, (scope) => repayStep(scope, { loanId: loan.id, amountSen: rupiah(101_500), channel: 'cash' })),
    ]);
    const refused = [a, b].flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    assert.equal(refused.length, 1);
    assert.equal(refused[0] instanceof DomainError && refused[0].reason, 'loan_settled');
    assert.equal((await loanState(context, loan.id)).loan.outstandingSen, 0n);
  }
});

test('the same key sent many times at once takes the money once and always answers alike', async () => {
  const loan = await oneInstalment();
  const asked = { loanId: loan.id, amount: '1500.00' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => repay(context, asked, { key: 'sekali' })));
  assert.equal(new Set(answers.map(({ answer }) => answer)).size, 1);
  assert.equal((await loanState(context, loan.id)).rows[0]?.paidInterestSen, 150_000n);
});
