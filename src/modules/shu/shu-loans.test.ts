import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { checkBooks } from '#ledger';
import { closeDays, loanDues, repay, reverseRepayment } from '#loans';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { on } from '../books/closing/closing.fixture.ts';
import { runningLoan, testProduct } from '../loans/loans.fixture.ts';
import { balanceOf } from '../savings/savings.fixture.ts';
import { approveShu } from './commands/approve.ts';
import { finishBatch, startBatch } from './commands/batch.ts';
import { calculateShu } from './commands/calculate.ts';
import { payCash, payOffset, payToSavings } from './commands/pay.ts';
import { measureMembers } from './queries/bases.ts';
import { BY_LAWS, close2026, resolve, type ShuWorld, setRules, yearOfSavings } from './shu.fixture.ts';

const world = await testWorld({ today: '2026-01-05' });
const YEAR = { from: '2026-01-01', before: '2027-01-01' } as Parameters<typeof measureMembers>[1];

/** Two savers; the first borrowed 1,200,000 on 10 November and paid its first instalment, 18,000 of it interest. */
async function borrowed() {
  const made = await yearOfSavings(world, [100_000, 100_000]);
  const productId = await testProduct(on(made.context, '2026-01-05'), 'PU');
  const [saver] = made.members;
  assert.ok(saver, 'a member was made');
  const loan = await runningLoan(on(made.context, '2026-11-10'), { productId, rupiah: 1_200_000, tenor: 12, saver });
  const paid = await repay(on(made.context, '2026-12-10'), { loanId: loan.id, amount: '118000.00' });
  return { ...made, saver, loan, paid: paid.result };
}

const interestOf = ({ context }: ShuWorld) =>
  read(context, async (scope) => {
    const units = [{ unit: 'loan_interest' as const, weightPercent: 50 }];
    const found = await measureMembers(scope, YEAR, [{ kind: 'transactions', units }]);
    return found.map(({ raws }) => raws[0]);
  });

test('interest paid in the year counts by its weight; a payment taken back within the year was never paid', async () => {
  const made = await borrowed();
  assert.deepEqual(await interestOf(made), [1_800_000n * 50n, 0n]);
  await reverseRepayment(on(made.context, '2026-12-20'), { eventId: made.paid.id, reason: 'Salah catat' });
  assert.deepEqual(await interestOf(made), [0n, 0n]);
});

test('a share of somebody in arrears is held, and set off only with consent; the rest stays in the saving', async () => {
  const made = await borrowed();
  await closeDays(on(made.context, '2027-01-01'));
  await close2026(made.context);
  await setRules(made.maker, { ...BY_LAWS, eligibility: { ...BY_LAWS.eligibility, arrears: 'hold' } });
  const { memberId, SS } = made.saver;
  await step(made.context, async ({ tx, cooperativeId }) => {
    await tx.run(
      sql`update loans.loan set days_past_due = 10 where cooperative_id = ${cooperativeId} and id = ${made.loan.id}`,
    );
  });
  const { result } = await calculateShu(made.maker, { year: 2026 });
  await resolve(made.context, '1/RAT/2027');
  await approveShu(made.checker, { calculationId: result.id, resolutionNumber: '1/RAT/2027' });
  await assert.rejects(payToSavings(made.maker, { year: 2026, memberId }), { reason: 'share_held' });
  await assert.rejects(payCash(made.maker, { year: 2026, memberId }), { reason: 'share_held' });
  const { result: batch } = await startBatch(made.maker, { year: 2026 });
  await finishBatch(made.maker, batch.id);
  assert.equal(await balanceOf(made.context, made.saver, SS), '0.00');
  const ask = {
    year: 2026,
    memberId,
    loanId: made.loan.id,
    consentedOn: '2027-01-19',
    consentedBy: 'Anggota Nomor Satu',
  };
  await assert.rejects(payOffset(made.maker, { ...ask, consentedOn: '2027-02-01' }), { reason: 'consent_in_future' });
  const other = made.members[1]?.memberId ?? '';
  await assert.rejects(payOffset(made.maker, { ...ask, memberId: other }), (error: { reason: string }) =>
    ['loan_unknown', 'share_paid'].includes(error.reason),
  );
  const due = (await loanDues(made.context, { loanIds: [made.loan.id] }))[0]?.due;
  const { result: paid } = await payOffset(made.maker, ask);
  assert.equal(paid.offset, due);
  const net = Number(paid.net) - Number(due);
  assert.equal(await balanceOf(made.context, made.saver, SS), `${net.toFixed(2)}`);
  const [after] = await loanDues(made.context, { loanIds: [made.loan.id] });
  assert.equal(after?.due, '0.00');
  assert.equal((await read(made.context, checkBooks)).firstBad, null);
});

test('a loan without arrears is not set off', async () => {
  const made = await borrowed();
  await repay(on(made.context, '2026-12-30'), { loanId: made.loan.id, amount: '118000.00' });
  await closeDays(on(made.context, '2027-01-01'));
  await close2026(made.context);
  await setRules(made.maker, BY_LAWS);
  const { result } = await calculateShu(made.maker, { year: 2026 });
  await resolve(made.context, '1/RAT/2027');
  await approveShu(made.checker, { calculationId: result.id, resolutionNumber: '1/RAT/2027' });
  const { memberId } = made.saver;
  const ask = { year: 2026, memberId, loanId: made.loan.id, consentedOn: '2027-01-19', consentedBy: 'Anggota' };
  await assert.rejects(payOffset(made.maker, ask), { reason: 'loan_not_in_arrears' });
});
