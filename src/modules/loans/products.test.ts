import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { insertParameter } from '#cooperatives';
import type { Context } from '#kernel/context';
import { addDays, parseDate } from '#kernel/dates';
import {
  addProduct,
  changeTerms,
  installLoans,
  loanProductDetail,
  loanProductList,
  readLoanProducts,
  requireLoanProduct,
  setProductOffer,
} from '#loans';
import { asStaff, read, step, TEST_DAY, testWorld } from '../../../test/support/world.ts';
import { type LoanWorld, loanWorld, runningLoan, TEST_TERMS } from './loans.fixture.ts';
import { refusal } from './security.fixture.ts';

const world = await testWorld();

const CODES = {
  principalCode: '1.1.20',
  interestCode: '1.1.30',
  incomeCode: '4.1.01',
  penaltyCode: '4.1.05',
  allowanceCode: '1.1.39',
  expenseCode: '6.1.13',
};

let made = 0;
function wish(changes: Record<string, unknown> = {}, terms: Record<string, unknown> = {}) {
  made += 1;
  return {
    code: `T${made}`,
    name: 'Pinjaman Uji',
    contract: 'interest',
    codes: CODES,
    effectiveFrom: '2026-11-01',
    legalBasis: 'Persus pasal 3',
    ...changes,
    terms: { ...TEST_TERMS, ...terms },
  };
}

describe('the usual loan products', () => {
  for (const [what, options] of [
    ['a savings and loan cooperative', { template: 'ksp' }],
    ['a consumer cooperative', { template: 'konsumen' }],
    ['a sharia cooperative', { template: 'ksp', sharia: true }],
  ] as const) {
    test(`are there for ${what}, each within the law`, async () => {
      const context = await world.cooperative({ template: options.template });
      await step(context, (scope) => installLoans(scope, options));
      const products = await read(context, (scope) => readLoanProducts(scope, scope.today));
      assert.ok(products.length >= 5);
      const sharia = 'sharia' in options;
      assert.ok(products.every(({ contract }) => (contract === 'interest') !== sharia));
      assert.ok(products.every(({ penaltyCode }) => (penaltyCode === '2.1.16') === sharia));
    });
  }

  test('show the effective yearly rate beside the flat one', async () => {
    const context = await world.cooperative();
    await step(context, (scope) => installLoans(scope));
    const flat = (await loanProductList(context, {})).find(({ code }) => code === 'PU');
    assert.equal(flat?.yearlyPercent, '18.00');
    assert.ok(Number(flat?.effectivePercent) > 30);
  });
});

describe('a loan product', () => {
  let ready: Promise<LoanWorld> | undefined;
  const office = async (): Promise<Context> => {
    ready ??= loanWorld(world);
    return (await ready).context;
  };

  test('keeps its terms as they were typed, with who set them', async () => {
    const context = await office();
    const input = wish(
      {},
      { fees: [{ code: 'admin', name: 'Admin', kind: 'flat', amount: '25000.00', chartCode: '4.1.02' }] },
    );
    await addProduct(context, input);
    const detail = await loanProductDetail(context, { code: input.code });
    assert.equal(detail?.versions.length, 1);
    assert.equal(detail?.versions[0]?.termsJson.fees?.[0]?.amount, '25000.00');
    assert.equal(detail?.versions[0]?.setByName, 'Penguji');
    assert.equal(detail?.example.rows.at(-1)?.no, detail?.example.tenor);
  });

  for (const [what, input, expected] of [
    ['a limit below its minimum', wish({}, { amount: { min: '2.00', max: '1.00' } }), 'terms.amount.max amount_limits'],
    ['a tenor that ends before it begins', wish({}, { tenor: { min: 9, max: 3 } }), 'terms.tenor.max tenor_limits'],
    ['a tenor of nothing', wish({}, { tenor: { min: 0, max: 3 } }), 'terms.tenor.min too_small'],
    [
      'a grace as long as the loan',
      wish({}, { tenor: { min: 3, max: 6 }, calculation: { ...TEST_TERMS.calculation, grace: { principal: 3 } } }),
      'terms.calculation.grace.principal grace_too_long',
    ],
    [
      'a rate above the cap of 24 % a year',
      wish({}, { calculation: { ...TEST_TERMS.calculation, rate: { periodPercent: '2.1' } } }),
      'terms.calculation.rate rate_above_cap',
    ],
    [
      'a weekly rate above the cap',
      wish(
        {},
        {
          calculation: {
            ...TEST_TERMS.calculation,
            rate: { periodPercent: '0.5' },
            frequency: { every: 1, unit: 'week' },
          },
        },
      ),
      'terms.calculation.rate rate_above_cap',
    ],
    [
      'a balloon without its part',
      wish({}, { calculation: { ...TEST_TERMS.calculation, method: 'balloon' } }),
      'terms.calculation.balloonPercent balloon_missing',
    ],
    [
      'agreed shares that are not given',
      wish({}, { calculation: { ...TEST_TERMS.calculation, method: 'shares' } }),
      'terms.calculation.shares shares_missing',
    ],
    [
      'agreed shares that do not make a whole',
      wish({}, { calculation: { ...TEST_TERMS.calculation, method: 'shares', shares: ['50', '49'] } }),
      'terms.calculation.shares shares_sum',
    ],
    [
      'agreed shares for another tenor',
      wish({}, { calculation: { ...TEST_TERMS.calculation, method: 'shares', shares: ['50', '50'] } }),
      'terms.tenor.max shares_tenor',
    ],
    [
      'a rounding step above the smallest instalment',
      wish({}, { calculation: { ...TEST_TERMS.calculation, rounding: { instalment: '5000.00' } } }),
      'terms.calculation.rounding.instalment rounding_step_too_large',
    ],
    [
      'a rounding step of nothing',
      wish({}, { calculation: { ...TEST_TERMS.calculation, rounding: { interest: '0' } } }),
      'terms.calculation.rounding.interest rounding_step_zero',
    ],
    [
      'a fee without its percent',
      wish({}, { fees: [{ code: 'provisi', name: 'Provisi', kind: 'percent', chartCode: '4.1.03' }] }),
      'terms.fees.0.percent fee_percent_missing',
    ],
    [
      'a fee without its amount',
      wish({}, { fees: [{ code: 'admin', name: 'Admin', kind: 'flat', chartCode: '4.1.02' }] }),
      'terms.fees.0.amount fee_amount_missing',
    ],
    [
      'two fees of one code',
      wish(
        {},
        {
          fees: ['1', '2'].map((percent) => ({
            code: 'provisi',
            name: 'P',
            kind: 'percent',
            percent,
            chartCode: '4.1.03',
          })),
        },
      ),
      'terms.fees.1.code fee_code_twice',
    ],
    [
      'fees that eat the loan',
      wish({}, { fees: [{ code: 'provisi', name: 'P', kind: 'percent', percent: '100', chartCode: '4.1.03' }] }),
      'terms.fees fee_too_high',
    ],
    [
      'a fee on a line that is not there',
      wish({}, { fees: [{ code: 'admin', name: 'A', kind: 'flat', amount: '1.00', chartCode: '9.9.99' }] }),
      'terms.fees.0.chartCode chart_code_unknown',
    ],
    [
      'a fee on an asset',
      wish({}, { fees: [{ code: 'admin', name: 'A', kind: 'flat', amount: '1.00', chartCode: '1.1.01' }] }),
      'terms.fees.0.chartCode chart_code_kind',
    ],
    [
      'an instalment above the whole income',
      wish({}, { eligibility: { incomePercent: '101' } }),
      'terms.eligibility.incomePercent percent_above_100',
    ],
    [
      'an order of payment that forgets the principal',
      wish({}, { paymentOrder: ['penalty', 'interest', 'interest'] }),
      'terms.paymentOrder payment_order',
    ],
    [
      'a last approval with a limit',
      wish({}, { approval: [{ upTo: '5.00', approvals: 1 }] }),
      'terms.approval.0.upTo approval_last_limited',
    ],
    [
      'approval levels that do not rise',
      wish({}, { approval: [{ upTo: '5.00', approvals: 1 }, { upTo: '5.00', approvals: 1 }, { approvals: 2 }] }),
      'terms.approval.1.upTo approval_not_rising',
    ],
    [
      'fewer approvals for more money',
      wish({}, { approval: [{ upTo: '5.00', approvals: 2 }, { approvals: 1 }] }),
      'terms.approval.1.approvals approval_not_rising',
    ],
    [
      'a receivable that is not in the chart',
      wish({ codes: { ...CODES, principalCode: '1.1.99' } }),
      'codes.principalCode chart_code_unknown',
    ],
    [
      'a heading as its receivable',
      wish({ codes: { ...CODES, principalCode: '1.1' } }),
      'codes.principalCode chart_code_unknown',
    ],
    [
      'income on an asset line',
      wish({ codes: { ...CODES, incomeCode: '1.1.20' } }),
      'codes.incomeCode chart_code_kind',
    ],
    [
      'principal and interest on one line',
      wish({ codes: { ...CODES, interestCode: '1.1.20' } }),
      'codes.interestCode chart_codes_same',
    ],
    [
      'late charges of a sharia contract as income',
      wish({ contract: 'murabahah' }),
      'codes.penaltyCode chart_code_kind',
    ],
    [
      'qardh with a charge',
      wish({ contract: 'qardh', codes: { ...CODES, penaltyCode: '2.1.16' } }),
      'terms.calculation.rate qardh_without_rate',
    ],
    [
      'mudharabah without a share of the profit',
      wish({ contract: 'mudharabah', codes: { ...CODES, penaltyCode: '2.1.16' } }),
      'terms.profitSharePercent profit_share_missing',
    ],
    [
      'a share of profit where none is shared',
      wish({}, { profitSharePercent: '40' }),
      'terms.profitSharePercent profit_share_unused',
    ],
    ['terms that begin tomorrow', wish({ effectiveFrom: '2026-11-21' }), 'effectiveFrom terms_in_future'],
    [
      'a rate below zero',
      wish({}, { calculation: { ...TEST_TERMS.calculation, rate: { annualPercent: '-1' } } }),
      'terms.calculation.rate.annualPercent percent_below_zero',
    ],
  ] as const) {
    test(`refuses ${what}`, async () => {
      assert.equal(await refusal(addProduct(await office(), input)), expected);
    });
  }

  test('has a code of its own', async () => {
    const input = wish();
    await addProduct(await office(), input);
    assert.equal(await refusal(addProduct(await office(), input)), 'code product_code_taken');
  });

  test('follows the cap that the cooperative set itself, from its day on', async () => {
    const context = await world.cooperative();
    await step(context, (scope) =>
      insertParameter(scope, {
        name: 'loans.rate_cap_percent',
        value: '12',
        effectiveFrom: parseDate('2026-11-10'),
        legalBasis: 'Keputusan RAT',
      }),
    );
    assert.equal(await refusal(addProduct(context, wish())), 'no refusal');
    assert.equal(
      await refusal(addProduct(context, wish({ effectiveFrom: '2026-11-10' }))),
      'terms.calculation.rate rate_above_cap',
    );
  });

  test('needs the right to set products', async () => {
    const teller = asStaff(await office(), ['loans.read']);
    assert.equal(await refusal(addProduct(teller, wish())), 'permission_missing');
  });
});

describe('new terms', () => {
  test('hold from their day, and leave what was before as it was', async () => {
    const { context, productId } = await loanWorld(world);
    const terms = { ...TEST_TERMS, tenor: { min: 1, max: 24 } };
    await changeTerms(context, { productId, effectiveFrom: '2026-12-01', legalBasis: 'Keputusan pengurus', terms });
    const tenorOn = async (day: string) =>
      (await read(context, (scope) => requireLoanProduct(scope, productId, parseDate(day)))).terms.tenor.max;
    assert.deepEqual([await tenorOn('2026-11-30'), await tenorOn('2026-12-01')], [60, 24]);
    const again = { productId, effectiveFrom: '2026-12-01', legalBasis: 'Keputusan', terms };
    assert.equal(await refusal(changeTerms(context, again)), 'effectiveFrom terms_exist');
    const before = { ...again, effectiveFrom: '2026-11-25' };
    assert.equal(await refusal(changeTerms(context, before)), 'effectiveFrom terms_in_past');
  });

  test('do not reach back behind a contract that was made', async () => {
    const { context, productId } = await loanWorld(world);
    await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10 });
    const change = { productId, legalBasis: 'Keputusan', terms: TEST_TERMS };
    const on = (effectiveFrom: string) => changeTerms(context, { ...change, effectiveFrom });
    assert.equal(await refusal(on(TEST_DAY)), 'effectiveFrom terms_before_contract');
    assert.equal(await refusal(on(addDays(TEST_DAY, 1))), 'no refusal');
  });

  test('are judged like the first ones, and only for a product that is there', async () => {
    const { context, productId } = await loanWorld(world);
    const change = { productId, effectiveFrom: '2026-12-01', legalBasis: 'Keputusan', terms: TEST_TERMS };
    const dear = { ...TEST_TERMS, calculation: { ...TEST_TERMS.calculation, rate: { annualPercent: '25' } } };
    assert.equal(
      await refusal(changeTerms(context, { ...change, terms: dear })),
      'terms.calculation.rate rate_above_cap',
    );
    const unknown = { ...change, productId: context.cooperative.id };
    assert.equal(await refusal(changeTerms(context, unknown)), 'loan_product_unknown');
  });
});

test('a product is taken out of the offer and back', async () => {
  const { context, productId } = await loanWorld(world);
  const statusOf = async () => (await loanProductList(context, {})).find(({ id }) => id === productId)?.status;
  await setProductOffer(context, { productId, status: 'retired' });
  assert.equal(await statusOf(), 'retired');
  await setProductOffer(context, { productId, status: 'active' });
  assert.equal(await statusOf(), 'active');
  const unknown = setProductOffer(context, { productId: context.cooperative.id, status: 'active' });
  assert.equal(await refusal(unknown), 'loan_product_unknown');
});
