import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BusinessDate } from '#kernel/dates';
import type { DomainError } from '#kernel/errors';
import { parseInput } from '#kernel/input';
import { rupiah } from '#kernel/money';
import { TEST_TERMS } from '../loans.fixture.ts';
import { ProductTerms, type ProductTermsJson } from '../terms.ts';
import { APPLY_STEPS, requireStage, STAGES, stepAfter, stepsOf } from './application-stage.ts';
import { firstDueAfter, heaviestInstalment, incomeShare, monthlyOf, monthsBetween } from './capacity.ts';
import { agreedTerms, approvalsNeeded, committeeOutcome, requireMayVote } from './committee.ts';
import { type Asked, type Borrower, findings, requireNoHard } from './eligibility.ts';
import { simulate } from './simulation.ts';

const day = (text: string) => text as BusinessDate;
const termsOf = (more: Partial<ProductTermsJson> = {}) => parseInput(ProductTerms, { ...TEST_TERMS, ...more });

const GOOD: Borrower = {
  servable: true,
  membershipMonths: 40,
  savingsSen: rupiah(2_000_000),
  mandatoryMonthsBehind: 0,
  runningOfProduct: 0,
  daysPastDue: 0,
  outstandingSen: 0n,
  ceiling: { ceilingSen: rupiah(15_000_000), related: false },
};
const ASKED: Asked = {
  amountSen: rupiah(4_000_000),
  tenor: 10,
  incomeSen: rupiah(5_000_000),
  incomeSharePerMyriad: 1000,
  guarantors: 0,
  collateralSen: 0n,
  collateralItems: 0,
  documents: [],
};
const codes = (terms: Partial<ProductTermsJson>, borrower: Partial<Borrower> = {}, asked: Partial<Asked> = {}) =>
  findings(termsOf(terms), { ...GOOD, ...borrower }, { ...ASKED, ...asked }).map(
    ({ code, level }) => `${code} ${level}`,
  );

test('an application inside every limit finds nothing', () => {
  assert.deepEqual(codes({}), []);
});

test('the limits of the product and of the law are hard', () => {
  assert.deepEqual(codes({}, {}, { amountSen: rupiah(99_999) }), ['loan_amount_below hard']);
  assert.deepEqual(
    codes({}, { ceiling: { ceilingSen: rupiah(90_000_000), related: false } }, { amountSen: rupiah(50_000_001) }),
    ['loan_amount_above hard'],
  );
  assert.deepEqual(codes({}, {}, { tenor: 61 }), ['loan_tenor_range hard']);
  assert.deepEqual(codes({}, { servable: false }), ['member_not_served hard']);
  assert.deepEqual(codes({ eligibility: { membershipMonths: 41 } }), ['membership_too_short hard']);
  assert.deepEqual(codes({}, { runningOfProduct: 1 }), ['too_many_loans hard']);
  assert.deepEqual(codes({}, { daysPastDue: 1 }), ['loan_in_arrears hard']);
});

test('what is owed and what is asked together stay under the ceiling of own capital, to the sen', () => {
  const left = { outstandingSen: rupiah(11_000_000) };
  assert.deepEqual(codes({}, left), []);
  assert.deepEqual(codes({}, left, { amountSen: rupiah(4_000_000) + 1n }), ['ceiling_single_borrower hard']);
  const none = { ceiling: { ceilingSen: 0n, related: false } };
  assert.deepEqual(codes({}, none), ['ceiling_single_borrower hard'], 'without own capital nothing is lent');
  const board = { ...left, ceiling: { ceilingSen: rupiah(10_000_000), related: true } };
  assert.deepEqual(codes({}, board), ['ceiling_related_party hard']);
});

test('capacity and savings are warnings that the committee may overrule', () => {
  const terms = { eligibility: { incomePercent: '35', savingsMultiple: '1.5' } };
  assert.deepEqual(codes(terms, {}, { incomeSharePerMyriad: 3500, amountSen: rupiah(3_000_000) }), []);
  assert.deepEqual(codes(terms, {}, { incomeSharePerMyriad: 3501 }), [
    'income_share_exceeded warning',
    'savings_multiple_exceeded warning',
  ]);
  assert.deepEqual(codes({}, { mandatoryMonthsBehind: 2 }), ['savings_in_arrears warning']);
  assert.deepEqual(codes(terms, {}, { incomeSharePerMyriad: null, amountSen: rupiah(1_000_000) }), [
    'income_missing hard',
  ]);
});

test('a cooperative may make a warning hard, but not soften law or product', () => {
  const found = findings(
    termsOf({ eligibility: { incomePercent: '35' } }),
    { ...GOOD, daysPastDue: 5, servable: false },
    { ...ASKED, incomeSharePerMyriad: 5000 },
    { income_share_exceeded: 'hard', loan_in_arrears: 'warning', ...({ member_not_served: 'warning' } as object) },
  );
  assert.deepEqual(
    found.map(({ code, level }) => `${code} ${level}`),
    ['member_not_served hard', 'income_share_exceeded hard', 'loan_in_arrears warning'],
  );
});

test('papers, guarantors and collateral that the product asks must be there', () => {
  const terms: Partial<ProductTermsJson> = {
    documents: ['ktp', 'kk'],
    security: { collateralAbove: '3000000.00', collateralPercent: '125', guarantors: 1 },
  };
  assert.deepEqual(codes(terms, {}, { documents: ['ktp'] }), [
    'documents_missing hard',
    'guarantors_missing hard',
    'collateral_missing hard',
  ]);
  const secured = { documents: ['kk', 'ktp'], guarantors: 1, collateralItems: 1 };
  assert.deepEqual(codes(terms, {}, { ...secured, collateralSen: rupiah(5_000_000) - 1n }), [
    'collateral_too_low hard',
  ]);
  assert.deepEqual(codes(terms, {}, { ...secured, collateralSen: rupiah(5_000_000) }), []);
});

test('the paper of the collateral is asked only where there is to be collateral', () => {
  const terms: Partial<ProductTermsJson> = {
    documents: ['ktp', 'agunan'],
    security: { collateralAbove: '3000000.00', guarantors: 0 },
  };
  assert.deepEqual(codes(terms, {}, { documents: ['ktp'], amountSen: rupiah(3_000_000) }), []);
  assert.deepEqual(codes(terms, {}, { documents: ['ktp'], collateralItems: 1 }), ['documents_missing hard']);
});

test('a refusal names the first hard limit and every field at fault; warnings alone refuse nothing', () => {
  const found = findings(termsOf({ documents: ['ktp'] }), { ...GOOD, daysPastDue: 3 }, ASKED);
  assert.throws(
    () => requireNoHard(found),
    (error: DomainError) =>
      error.reason === 'loan_in_arrears' && error.fields.map(({ code }) => code).includes('documents_missing'),
  );
  requireNoHard(found.map((one) => ({ ...one, level: 'warning' as const })));
});

test('the number of approvals follows the levels of the product, at their very edge', () => {
  const levels = termsOf({
    approval: [{ upTo: '5000000.00', approvals: 1 }, { upTo: '50000000.00', approvals: 2 }, { approvals: 3 }],
  }).approval;
  const needed = [5_000_000, 5_000_001, 50_000_000, 50_000_001].map((amount) =>
    approvalsNeeded(levels, rupiah(amount)),
  );
  assert.deepEqual(needed, [1, 2, 2, 3]);
});

test('votes on an earlier payload do not count, and one rejection rejects', () => {
  const vote = (approverId: string, payloadHash: string, decision: 'approve' | 'reject' = 'approve') => ({
    approverId,
    payloadHash,
    decision,
  });
  assert.deepEqual(committeeOutcome([vote('a', 'old'), vote('b', 'new')], 'new', 2), { outcome: 'open', approvals: 1 });
  assert.equal(committeeOutcome([vote('a', 'new'), vote('b', 'new')], 'new', 2).outcome, 'approved');
  assert.equal(committeeOutcome([vote('a', 'new'), vote('a', 'new')], 'new', 2).outcome, 'open');
  assert.equal(committeeOutcome([vote('a', 'new'), vote('b', 'new', 'reject')], 'new', 1).outcome, 'rejected');
  assert.equal(committeeOutcome([vote('b', 'old', 'reject'), vote('a', 'new')], 'new', 1).outcome, 'approved');
});

test('who entered or reviewed it, and who asks for it, has no vote; nobody votes twice', () => {
  const application = { memberId: 'm1', makerIds: ['clerk', 'reviewer'], payloadHash: 'h' };
  const reason = (personId: string, memberId: string | null = null, voted: string[] = []) => {
    try {
      const votes = voted.map((payloadHash) => ({ approverId: personId, payloadHash, decision: 'approve' as const }));
      requireMayVote({ personId, memberId }, application, votes);
      return 'may vote';
    } catch (error) {
      return (error as DomainError).reason;
    }
  };
  assert.equal(reason('ketua'), 'may vote');
  assert.equal(reason('clerk'), 'maker_cannot_check');
  assert.equal(reason('reviewer'), 'maker_cannot_check');
  assert.equal(reason('ketua', 'm1'), 'own_application');
  assert.equal(reason('ketua', 'm2', ['h']), 'already_voted');
  assert.equal(reason('ketua', 'm2', ['earlier']), 'may vote');
});

test('a rate may be decided below the product, never above it', () => {
  const lower = agreedTerms(TEST_TERMS, { ratePercent: '1.25', gracePrincipal: 2 });
  assert.deepEqual(lower.calculation.rate, { periodPercent: '1.25' });
  assert.equal(lower.calculation.grace?.principal, 2);
  assert.throws(
    () => agreedTerms(TEST_TERMS, { ratePercent: '1.500001' }),
    (error: DomainError) => error.reason === 'rate_above_product',
  );
  assert.deepEqual(agreedTerms(TEST_TERMS, {}), TEST_TERMS);
});

test('instalments of weeks and days are counted as a month', () => {
  assert.equal(monthlyOf(rupiah(100_000), { every: 1, unit: 'month' }), rupiah(100_000));
  assert.equal(monthlyOf(rupiah(300_000), { every: 3, unit: 'month' }), rupiah(100_000));
  assert.equal(monthlyOf(rupiah(30_000), { every: 1, unit: 'week' }), rupiah(130_000));
  assert.equal(monthlyOf(rupiah(12_000), { every: 1, unit: 'day' }), rupiah(365_000));
  assert.equal(incomeShare([rupiah(1), rupiah(2)], rupiah(9)), 3334);
  assert.equal(incomeShare([rupiah(1)], 0n), null);
});

test('the last instalment of a bullet loan is not a month of income', () => {
  const rows = [rupiah(10), rupiah(10), rupiah(1010)].map((interestSen) => ({ principalSen: 0n, interestSen }));
  assert.equal(heaviestInstalment(rows, 'bullet'), rupiah(10));
  assert.equal(heaviestInstalment(rows, 'flat'), rupiah(1010));
  assert.equal(heaviestInstalment(rows.slice(2), 'bullet'), rupiah(1010));
});

test('membership is counted in whole months, and the first instalment is one period away', () => {
  assert.equal(monthsBetween(day('2026-01-31'), day('2026-02-27')), 0);
  assert.equal(monthsBetween(day('2026-01-31'), day('2026-02-28')), 1);
  assert.equal(monthsBetween(day('2024-11-20'), day('2026-11-20')), 24);
  assert.equal(monthsBetween(day('2026-11-20'), day('2026-11-19')), 0);
  assert.equal(firstDueAfter({ every: 1, unit: 'month' }, day('2026-01-31')), '2026-02-28');
  assert.equal(firstDueAfter({ every: 2, unit: 'week' }, day('2026-01-31')), '2026-02-14');
});

test('a simulation is the schedule of the engine: flat 1.5 % a month of 4 million in 10', () => {
  const product = { terms: termsOf(), termsJson: TEST_TERMS };
  const told = simulate(product, { amountSen: rupiah(4_000_000), tenor: 10, on: day('2026-11-20') });
  assert.equal(told.instalmentSen, rupiah(460_000));
  assert.equal(told.monthlySen, rupiah(460_000));
  assert.deepEqual([told.interestSen, told.totalSen], [rupiah(600_000), rupiah(4_600_000)]);
  assert.deepEqual([told.firstDueOn, told.rows.length, told.netSen], ['2026-12-20', 10, rupiah(4_000_000)]);
});

test('any amount and tenor a product allows can be simulated, and its principal sums to the amount', () => {
  const product = { terms: termsOf(), termsJson: TEST_TERMS };
  fc.assert(
    fc.property(fc.integer({ min: 100_000, max: 50_000_000 }), fc.integer({ min: 1, max: 60 }), (amount, tenor) => {
      const { rows } = simulate(product, { amountSen: rupiah(amount), tenor, on: day('2026-11-20') });
      const principal = rows.reduce((sum, { principalSen }) => sum + principalSen, 0n);
      assert.equal(principal, rupiah(amount));
    }),
    { numRuns: 50 },
  );
});

test('each act is open in its stages only', () => {
  const reasonOf = (stage: (typeof STAGES)[number], act: 'vote' | 'submit' | 'withdraw') => {
    try {
      requireStage(stage, act);
      return 'open';
    } catch (error) {
      return (error as DomainError).reason;
    }
  };
  assert.deepEqual(
    STAGES.filter((stage) => reasonOf(stage, 'vote') === 'open'),
    ['in_committee'],
  );
  assert.deepEqual(
    [reasonOf('draft', 'vote'), reasonOf('rejected', 'vote')],
    ['application_stage', 'application_decided'],
  );
  assert.equal(reasonOf('contracted', 'withdraw'), 'application_decided');
});

test('a loan without security has five steps, another six', () => {
  assert.equal(stepsOf(true).length, 6);
  assert.deepEqual(
    stepsOf(false),
    APPLY_STEPS.filter((step) => step !== 'security'),
  );
  assert.equal(stepAfter('income', false), 'documents');
  assert.equal(stepAfter('income', true), 'security');
  assert.equal(stepAfter('review', true), 'review');
});
