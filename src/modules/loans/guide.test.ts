import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { DEFAULT_LOAN_PRODUCTS } from './commands/default-products.ts';
import { allocateTo, type Payable, payableRows } from './rules/allocation.ts';
import { feesOf, payoutOf } from './rules/fees.ts';
import { penaltyThrough } from './rules/penalty.ts';
import { requiredAllowance } from './rules/provision.ts';
import { PROVISION_DEFAULT } from './rules/quality-defaults.ts';
import { settlementQuote } from './rules/settlement.ts';
import { effectiveAnnualPercent, makeSchedule, parseSchedule, ScheduleRequest } from './schedule/index.ts';
import { ProductTerms } from './terms.ts';

// Every figure of the guide for loan officers, computed again from the products that a cooperative begins with.
const guides = new URL('../../../docs/guides/', import.meta.url);
const loans = await readFile(new URL('pinjaman.md', guides), 'utf8');
const care = await readFile(new URL('pinjaman-menagih.md', guides), 'utf8');

const day = (text: string) => text as BusinessDate;
const PRINCIPAL = 600_000_000n;
const rupiah = (sen: bigint) => (sen / 100n).toString().replace(/\B(?=(\d{3})+$)/g, '.');

function says(guide: string, ...words: readonly (bigint | string)[]): void {
  for (const word of words) {
    const text = typeof word === 'bigint' ? rupiah(word) : word;
    assert.ok(guide.includes(text), `the guide does not say ${text}`);
  }
}

function productOf(code: string) {
  const product = DEFAULT_LOAN_PRODUCTS.ksp.find((one) => one.code === code);
  assert.ok(product);
  const request = parseSchedule(
    ScheduleRequest.parse({
      ...product.terms.calculation,
      principal: '6000000.00',
      instalments: 12,
      disbursedOn: '2026-01-15',
      firstDueOn: '2026-02-15',
    }),
  );
  return { terms: ProductTerms.parse(product.terms), request, ...makeSchedule(request) };
}

/** Six million for a year as it is paid: the first `paid` instalments on their days. */
function payable(paid: number): { rows: Payable[]; payments: Parameters<typeof settlementQuote>[2] } {
  const { rows } = productOf('PU');
  const payments = rows.slice(0, paid).flatMap(({ no, dueOn: on, principalSen, interestSen }) => [
    { no, on, component: 'principal' as const, amountSen: principalSen },
    { no, on, component: 'interest' as const, amountSen: interestSen },
  ]);
  return {
    payments,
    rows: rows.map(({ no, dueOn, principalSen, interestSen }) => ({
      no,
      startsOn: rows[no - 2]?.dueOn ?? day('2026-01-15'),
      dueOn,
      principalSen,
      interestSen,
      penaltySen: 0n,
      paidPenaltySen: 0n,
      waivedPenaltySen: 0n,
      paidPrincipalSen: no <= paid ? principalSen : 0n,
      paidInterestSen: no <= paid ? interestSen : 0n,
      settledOn: no <= paid ? dueOn : null,
    })),
  };
}

test('the guide computes flat, falling and annuity instalments as the program does', () => {
  for (const [code, shown] of [
    ['PU', [1]],
    ['PM', [1, 2, 12]],
    ['PA', [1, 12]],
  ] as const) {
    const { rows, totals, request } = productOf(code);
    for (const no of shown) {
      const row = rows[no - 1];
      assert.ok(row);
      says(loans, row.principalSen + row.interestSen);
    }
    says(loans, totals.interestSen, `${Number(effectiveAnnualPercent(request, rows)).toFixed(2).replace('.', ',')}%`);
  }
  const [first, second] = productOf('PA').rows;
  assert.ok(first && second);
  says(loans, first.interestSen, first.principalSen, first.balanceAfterSen, second.interestSen, second.principalSen);
});

test('the guide takes the fees off as the program does', () => {
  const fees = feesOf(productOf('PU').terms, PRINCIPAL);
  const payout = payoutOf(PRINCIPAL, fees);
  says(loans, ...fees.map(({ amountSen }) => amountSen), payout.deductedSen, payout.netSen);
});

test('the guide shares a late payment out, and charges for lateness, as the program does', () => {
  const { penalty, paymentOrder } = productOf('PU').terms;
  const { rows } = payable(0);
  const [first] = rows;
  assert.ok(first);
  const late = allocateTo(payableRows(rows, [], penalty, day('2026-02-25')), paymentOrder, 30_000_000n);
  says(loans, ...late.parts.map(({ amountSen }) => amountSen), 29_413_000n);
  const more = allocateTo(payableRows(rows, [], penalty, day('2026-02-15')), paymentOrder, 70_000_000n);
  says(loans, more.leftSen);
  for (const on of ['2026-02-19', '2026-02-25', '2026-03-15', '2026-06-30']) {
    says(care, `Rp ${rupiah(penaltyThrough(first, [], penalty, day(on)))} |`);
  }
  assert.equal(penaltyThrough(first, [], penalty, day('2026-02-18')), 0n);
});

test('the guide settles early as the program does', () => {
  const { terms } = productOf('PU');
  const { rows, payments } = payable(6);
  for (const settlement of [
    { interest: 'current_period', extraPeriods: 0 },
    terms.settlement,
    { interest: 'all', extraPeriods: 0 },
  ] as const) {
    const quote = settlementQuote({ ...terms, settlement }, rows, payments, day('2026-08-01'));
    says(loans, quote.interestSen, quote.totalSen);
  }
});

test('the guide sets aside what the program does', () => {
  const of = (collectability: Parameters<typeof requiredAllowance>[1]['class'], collateralSen = 0n) => ({
    class: collectability,
    outstandingSen: 400_000_000n,
    collateralSen,
  });
  for (const one of ['current', 'special_mention', 'substandard', 'doubtful', 'loss'] as const) {
    says(care, `Rp ${rupiah(requiredAllowance(PROVISION_DEFAULT.value, of(one)))} |`);
  }
  const counted = { percent: 70, classes: ['doubtful'] as const };
  says(care, requiredAllowance({ ...PROVISION_DEFAULT.value, collateral: counted }, of('doubtful', 200_000_000n)));
});
