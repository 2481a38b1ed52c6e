import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideHeld } from '#kernel/approval';
import type { Context } from '#kernel/context';
import { addDays, addMonths, parseDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { Held } from '#kernel/held';
import { parseDecimal } from '#kernel/money';
import { generalAccountId, post } from '#ledger';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';
import { disburseLoan } from './commands/disburse.ts';
import { reportProfit } from './commands/report-profit.ts';
import { changeRate, moveDueDate, restructureLoan, topUpLoan } from './commands/restructure.ts';
import { linesOf } from './contract.fixture.ts';
import { loanWorld, runningLoan, TEST_TERMS, testProduct } from './loans.fixture.ts';
import { loanDetail, loanVersion } from './queries/loan-detail.ts';
import { insertLoanProduct, insertProductTerms } from './store/products.ts';

const world = await testWorld();
const DAY = parseDate('2026-11-20');
const manager = (context: Context) => asStaff(context, ['loans.manage', 'loans.read', 'ledger.read'], 'Manajer');
const board = (context: Context) => asStaff(context, ['loans.approve', 'approvals.decide'], 'Ketua');

const refusedAs = (reason: string, field?: string) => (error: unknown) =>
  error instanceof DomainError && (field ? error.fields.some((one) => one.field === field) : error.reason === reason);

type Act = (context: Context, input: unknown) => Promise<unknown>;

/** Asks for a change as the manager and agrees to it as the chair. */
async function agreed(context: Context, act: Act, input: object): Promise<void> {
  const held = await act(manager(context), input).catch((error: unknown) => error);
  assert.ok(held instanceof Held, `waits for a second person, not ${held instanceof DomainError ? held.reason : held}`);
  const { payloadHash } = JSON.parse(held.answer) as { payloadHash: string };
  const decision = { approvalId: held.approvalId, payloadHash, decision: 'approved' as const, reason: 'Setuju' };
  await step(board(context), (scope) => decideHeld(scope, decision, async () => true));
}

const seen = (context: Context, loanId: string) => loanDetail(manager(context), { loanId });
const ANNUITY = {
  calculation: {
    rate: { annualPercent: '12' },
    method: 'annuity' as const,
    frequency: { every: 1, unit: 'month' as const },
  },
};

test('a longer tenor: past rows stay, what is owed is planned anew, the old schedule is still read', async () => {
  const { context, productId } = await loanWorld(world, ANNUITY);
  const { id } = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: addMonths(DAY, -2) });
  await agreed(context, restructureLoan, { loanId: id, instalments: 24, arrears: 'move', reason: 'Panen gagal' });
  const { loan, instalments, versions, events } = await seen(context, id);
  assert.deepEqual(
    versions.map(({ version, reason }) => [version, reason]),
    [
      [1, 'contract'],
      [2, 'restructured'],
    ],
  );
  assert.deepEqual([instalments.length, instalments[0]?.principal, instalments[1]?.principal], [26, '0.00', '0.00']);
  assert.equal(sumOf(instalments.map(({ principal }) => principal)), '12000000.00');
  assert.deepEqual([instalments[2]?.dueOn, instalments.at(-1)?.balanceAfter], ['2026-12-20', '0.00']);
  assert.deepEqual(
    [loan.outstanding, loan.restructuredOn, events[0]?.kind],
    ['12000000.00', '2026-11-20', 'restructured'],
  );
  const old = await loanVersion(manager(context), { loanId: id, version: 1 });
  assert.deepEqual([old.instalments.length, old.inForce], [12, 2]);
});

test('overdue interest that becomes principal: Dr principal, Cr what the books had earned, the rest Cr income', async () => {
  const { context, productId } = await loanWorld(world);
  const { id } = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: addMonths(DAY, -3) });
  await earn(context, id, '200000.00');
  await agreed(context, restructureLoan, { loanId: id, arrears: 'capitalise', reason: 'Sakit lama' });
  const { loan, events, instalments } = await seen(context, id);
  assert.deepEqual([loan.outstanding, loan.receivable], ['12540000.00', '0.00']);
  assert.deepEqual(await linesOf(context, events[0]?.entryId ?? ''), [
    ['1.1.20', '540000.00'],
    ['1.1.30', '-200000.00'],
    ['4.1.01', '-340000.00'],
  ]);
  assert.equal(sumOf(instalments.map(({ principal }) => principal)), '12540000.00');
  assert.ok(instalments.slice(0, 3).every(({ interest }) => interest === '0.00'));
  assert.equal(loan.daysPastDue, 0);
});

test('arrears that stay are not planned again, and the loan stays late', async () => {
  const { context, productId } = await loanWorld(world, ANNUITY);
  const { id } = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: addMonths(DAY, -3) });
  const before = await seen(context, id);
  await agreed(context, restructureLoan, { loanId: id, instalments: 20, arrears: 'keep', reason: 'Usaha lesu' });
  const { loan, instalments } = await seen(context, id);
  assert.deepEqual(
    instalments.slice(0, 3).map(({ total, state }) => [total, state]),
    before.instalments.slice(0, 3).map(({ total, state }) => [total, state]),
  );
  assert.equal(sumOf(instalments.map(({ principal }) => principal)), '12000000.00');
  assert.ok(loan.daysPastDue > 0);
});

test('a rate from a day of the running period: declining by days, flat in proportion from the next period', async () => {
  const { context, productId } = await loanWorld(world, ANNUITY);
  const flat = await testProduct(context, 'FL', {});
  const one = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: DAY });
  const two = await runningLoan(context, { productId: flat, rupiah: 12_000_000, tenor: 12, on: DAY });
  await agreed(context, changeRate, { loanId: one.id, from: DAY, ratePercent: '6', reason: 'Keputusan RAT' });
  await agreed(context, changeRate, { loanId: two.id, from: DAY, ratePercent: '1', reason: 'Keputusan RAT' });
  const declining = await seen(context, one.id);
  assert.deepEqual([declining.instalments[0]?.interest, declining.loan.rate], ['60000.00', { annualPercent: '6' }]);
  const flatRows = (await seen(context, two.id)).instalments;
  assert.deepEqual(
    [flatRows[0]?.interest, flatRows[11]?.interest, flatRows[0]?.principal],
    ['120000.00', '120000.00', '1000000.00'],
  );
});

test('a moved due date keeps the amounts, the later ones follow when that was asked', async () => {
  const { context, productId } = await loanWorld(world);
  const { id } = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: DAY });
  await agreed(context, moveDueDate, { loanId: id, no: 1, dueOn: '2026-12-25', following: true, reason: 'Gajian' });
  const { instalments, loan, versions } = await seen(context, id);
  assert.deepEqual(
    instalments.slice(0, 2).map(({ dueOn, total }) => [dueOn, total]),
    [
      ['2026-12-25', '1180000.00'],
      ['2027-01-25', '1180000.00'],
    ],
  );
  assert.deepEqual([loan.nextDueOn, versions.at(-1)?.reason], ['2026-12-25', 'due_date_moved']);
});

test('a top-up is agreed first and paid out as a part, which joins the plan', async () => {
  const { context, productId } = await loanWorld(world, ANNUITY);
  await step(context, async (scope) => {
    const [bank, grants] = [await generalAccountId(scope, '1.1.05'), await generalAccountId(scope, '3.1.06')];
    const amountSen = parseDecimal('900000000.00');
    await post(scope, [
      {
        description: 'Hibah',
        businessDate: DAY,
        source: 'test',
        lines: [
          { accountId: bank, amountSen },
          { accountId: grants, amountSen: -amountSen },
        ],
      },
    ]);
  });
  const { id, borrower } = await runningLoan(context, {
    productId,
    rupiah: 10_000_000,
    tenor: 12,
    on: addMonths(DAY, -1),
  });
  await agreed(context, topUpLoan, { loanId: id, amount: '5000000.00', reason: 'Tambah modal' });
  const payer = asStaff(context, ['loans.disburse'], 'Teller');
  await disburseLoan(payer, { loanId: id, channel: 'savings', savingsAccountId: borrower.SS });
  const { loan, instalments, versions } = await seen(context, id);
  assert.deepEqual([loan.principal, loan.outstanding, loan.undisbursed], ['15000000.00', '15000000.00', '0.00']);
  assert.equal(sumOf(instalments.map(({ principal }) => principal)), '15000000.00');
  assert.equal(versions.at(-1)?.reason, 'tranche');
  assert.equal(instalments.length, 12);
});

test('a profit that was reported takes the place of what was expected', async () => {
  const { context } = await loanWorld(world);
  const productId = await shariaProduct(context, 'MDH', 'mudharabah', { ...ANNUITY, profitSharePercent: '40' });
  const { id } = await runningLoan(context, { productId, rupiah: 6_000_000, tenor: 6, on: DAY });
  await agreed(context, reportProfit, { loanId: id, no: 1, profit: '333333.00', reason: 'Laporan usaha November' });
  const { instalments, versions } = await seen(context, id);
  assert.deepEqual([instalments[0]?.interest, versions.at(-1)?.reason], ['133333.00', 'profit_reported']);
});

test('a sharia price is never raised: no new rate, no interest on arrears, and the margin that is left stays', async () => {
  const { context } = await loanWorld(world);
  const productId = await shariaProduct(context, 'MBH', 'murabahah', {});
  const { id } = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: DAY });
  const ask = (input: object) => restructureLoan(manager(context), { loanId: id, reason: 'Coba', ...input });
  await assert.rejects(ask({ ratePercent: '2' }), refusedAs('contract_price_fixed'));
  await assert.rejects(ask({ arrears: 'capitalise' }), refusedAs('contract_price_fixed'));
  await assert.rejects(
    changeRate(manager(context), { loanId: id, from: DAY, ratePercent: '2', reason: 'Coba' }),
    refusedAs('contract_price_fixed'),
  );
  const before = sumOf((await seen(context, id)).instalments.map(({ interest }) => interest));
  await agreed(context, restructureLoan, { loanId: id, instalments: 18, reason: 'Tenor lebih panjang' });
  const after = await seen(context, id);
  assert.deepEqual([after.instalments.length, sumOf(after.instalments.map(({ interest }) => interest))], [18, before]);
  await assert.rejects(
    reportProfit(manager(context), { loanId: id, no: 1, profit: '1.00', reason: 'Coba' }),
    refusedAs('not_profit_sharing'),
  );
});

test('a change that cannot be is refused before anybody is asked to agree', async () => {
  const { context, productId } = await loanWorld(world, ANNUITY);
  const { id } = await runningLoan(context, { productId, rupiah: 12_000_000, tenor: 12, on: addMonths(DAY, -1) });
  const ask = (input: object) => restructureLoan(manager(context), { loanId: id, reason: 'Coba', ...input });
  await assert.rejects(ask({}), refusedAs('nothing_to_change'));
  for (const instalments of [0, 601]) await assert.rejects(ask({ instalments }), refusedAs('', 'instalments'));
  await assert.rejects(ask({ ratePercent: '-1' }), refusedAs('', 'ratePercent'));
  await assert.rejects(ask({ ratePercent: '30' }), refusedAs('rate_above_cap'));
  await assert.rejects(ask({ firstDueOn: DAY }), refusedAs('first_due_not_after'));
  const move = (input: object) =>
    moveDueDate(manager(context), { loanId: id, no: 2, dueOn: addDays(DAY, 9), reason: 'Coba', ...input });
  await assert.rejects(move({ no: 1 }), refusedAs('instalment_not_open'));
  await assert.rejects(move({ dueOn: DAY }), refusedAs('first_due_not_after'));
  const rate = (from: string) => changeRate(manager(context), { loanId: id, from, ratePercent: '10', reason: 'Coba' });
  await assert.rejects(rate('2026-11-21'), refusedAs('rate_from_out_of_range'));
  await assert.rejects(rate('2026-11-01'), refusedAs('rate_from_out_of_range'));
  await assert.rejects(
    topUpLoan(manager(context), { loanId: id, amount: '40000000.00', reason: 'Coba' }),
    refusedAs('amount_over_product'),
  );
});

test('a loan that ended, or was not paid out, is not changed', async () => {
  const { context, productId } = await loanWorld(world);
  const { id } = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 2, on: DAY });
  for (const [status, reason] of [
    ['settled', 'loan_closed'],
    ['written_off', 'loan_closed'],
    ['signed', 'loan_not_active'],
  ] as const) {
    await step(context, (scope) =>
      scope.tx.prepared(
        'test.status',
        "update loans.loan set status = $3, closed_on = case when $3 = 'signed' then null else $4::date end where cooperative_id = $1 and id = $2",
        [scope.cooperativeId, id, status, DAY],
      ),
    );
    await assert.rejects(
      restructureLoan(manager(context), { loanId: id, instalments: 5, reason: 'Coba' }),
      refusedAs(reason),
    );
  }
});

function sumOf(amounts: readonly string[]): string {
  const sen = amounts.reduce((sum, amount) => sum + parseDecimal(amount), 0n);
  return `${sen / 100n}.${(sen % 100n).toString().padStart(2, '0')}`;
}

/** Books earned interest of a loan, as the end of day does. */
async function earn(context: Context, loanId: string, amount: string): Promise<void> {
  await step(context, async (scope) => {
    const { interestAccountId } = await scope.tx
      .prepared<{ interestAccountId: string }>(
        'test.interest',
        'select l.interest_account_id as "interestAccountId" from loans.loan l where l.cooperative_id = $1 and l.id = $2',
        [scope.cooperativeId, loanId],
      )
      .then(([row]) => row ?? { interestAccountId: '' });
    const amountSen = parseDecimal(amount);
    const lines = [
      { accountId: interestAccountId, amountSen },
      { accountId: await generalAccountId(scope, '4.1.01'), amountSen: -amountSen },
    ];
    await post(scope, [{ description: 'Jasa diakui', businessDate: DAY, source: 'loans.accrue', lines }]);
  });
}

function shariaProduct(
  context: Context,
  code: string,
  contract: 'murabahah' | 'mudharabah',
  terms: object,
): Promise<string> {
  return step(context, async (scope) => {
    const productId = await insertLoanProduct(scope, {
      principalCode: '1.1.20',
      interestCode: '1.1.30',
      incomeCode: '4.1.01',
      penaltyCode: '2.1.16',
      allowanceCode: '1.1.39',
      expenseCode: '6.1.13',
      code,
      name: `Pembiayaan ${code}`,
      contract,
    });
    const legalBasis = 'Akad uji';
    await insertProductTerms(scope, {
      productId,
      effectiveFrom: parseDate('2020-01-01'),
      terms: { ...TEST_TERMS, ...terms },
      legalBasis,
    });
    return productId;
  });
}
