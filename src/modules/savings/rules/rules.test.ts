import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addMonths, parseDate } from '#kernel/dates';
import { rupiahText } from '#kernel/money';
import { mandatoryDues } from './dues.ts';
import {
  type AccountFacts,
  availableSen,
  checkDeposit,
  checkWithdrawal,
  isWithdrawable,
  needsApproval,
} from './movement.ts';
import { accountNumber } from './number.ts';
import { splitPayroll } from './payroll.ts';
import { matureTerm, maturityOf, rateOfTenor } from './term.ts';

const d = parseDate;
const TODAY = d('2026-11-20');
const ACCOUNT: AccountFacts = {
  number: 'SS-000001',
  kind: 'voluntary',
  status: 'open',
  memberStatus: 'active',
  openedOn: d('2026-01-05'),
  interestThrough: d('2026-11-01'),
  goalOn: null,
  blockedSen: 0n,
  minBalanceSen: 1_000_000n,
  minDepositSen: 1_000_000n,
  depositSenMax: 1_000_000_000n,
  withdrawalSenMax: 500_000_000n,
  approvalAboveSen: 200_000_000n,
  dueSen: null,
  productActive: true,
};
const movement = (amountSen: bigint, balanceSen = 100_000_000n, on = TODAY) => ({
  amountSen,
  balanceSen,
  on,
  today: TODAY,
});

describe('a deposit', () => {
  const refused: [string, Partial<AccountFacts>, ReturnType<typeof movement>, string][] = [
    ['to a closed saving', { status: 'closed' }, movement(2_000_000n), 'account_closed'],
    ['to a blocked saving', { status: 'blocked' }, movement(2_000_000n), 'account_blocked'],
    ['of a suspended member to sukarela', { memberStatus: 'suspended' }, movement(2_000_000n), 'member_not_served'],
    ['of somebody who left', { memberStatus: 'exited', kind: 'mandatory' }, movement(2_000_000n), 'member_not_served'],
    ['to a product no longer offered', { productActive: false }, movement(2_000_000n), 'member_not_served'],
    ['before the saving was opened', {}, movement(2_000_000n, 0n, d('2026-01-04')), 'before_opening'],
    ['on days whose interest is paid', {}, movement(2_000_000n, 0n, d('2026-10-31')), 'interest_already_posted'],
    ['below the least', {}, movement(999_999n), 'amount_under_minimum'],
    ['above the most', {}, movement(1_000_000_001n), 'amount_over_limit'],
    ['to a running term', { kind: 'term' }, movement(2_000_000n), 'term_takes_no_deposit'],
    [
      'to a paid principal',
      { kind: 'principal', dueSen: 10_000_000n },
      movement(1_000_000n, 10_000_000n),
      'principal_already_paid',
    ],
    [
      'above the rest of the principal',
      { kind: 'principal', dueSen: 10_000_000n },
      movement(6_000_000n, 5_000_000n),
      'amount_over_remaining',
    ],
  ];
  for (const [name, change, asked, reason] of refused) {
    test(`${name} is refused`, () => assert.throws(() => checkDeposit({ ...ACCOUNT, ...change }, asked), { reason }));
  }
  test('of an accepted person to pokok or wajib is taken', () => {
    for (const kind of ['principal', 'mandatory'] as const) {
      checkDeposit({ ...ACCOUNT, kind, memberStatus: 'accepted', dueSen: 10_000_000n }, movement(5_000_000n, 0n));
    }
  });
});

describe('a withdrawal', () => {
  const refused: [string, Partial<AccountFacts>, ReturnType<typeof movement>, string][] = [
    ['of pokok', { kind: 'principal' }, movement(1n), 'not_withdrawable'],
    ['of a term deposit', { kind: 'term' }, movement(1n), 'term_not_matured'],
    ['of a goal saving before its day', { kind: 'goal', goalOn: d('2026-11-21') }, movement(1n), 'goal_locked'],
    ['above the most', {}, movement(500_000_001n, 900_000_000n), 'amount_over_limit'],
    ['into the least balance', {}, movement(99_000_001n), 'balance_not_enough'],
    ['of what is blocked', { blockedSen: 60_000_000n }, movement(40_000_001n), 'balance_not_enough'],
  ];
  for (const [name, change, asked, reason] of refused) {
    test(`${name} is refused`, () =>
      assert.throws(() => checkWithdrawal({ ...ACCOUNT, ...change }, asked), { reason }));
  }
  test('of a goal saving on its day is paid', () => {
    const goal = { ...ACCOUNT, kind: 'goal' as const, goalOn: TODAY };
    checkWithdrawal(goal, movement(1_000_000n));
    assert.equal(isWithdrawable(goal, TODAY), true);
  });
  test('of exactly the limit needs nobody else, one sen more does', () => {
    assert.deepEqual([needsApproval(ACCOUNT, 200_000_000n), needsApproval(ACCOUNT, 200_000_001n)], [false, true]);
    assert.equal(needsApproval({ approvalAboveSen: null }, 10n ** 15n), false);
  });
  test('never takes more than is free, and what is free never more than the balance', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, amount, amount, (balanceSen, blockedSen, minBalanceSen) => {
        const free = availableSen({ blockedSen, minBalanceSen }, balanceSen);
        assert.ok(free >= 0n && free <= balanceSen);
        if (free > 0n) assert.ok(balanceSen - free >= blockedSen && balanceSen - free >= minBalanceSen);
      }),
    );
  });
});

describe('wajib', () => {
  const terms = [
    { effectiveFrom: d('2026-01-01'), dueSen: 5_000_000n, dueDay: 10 },
    { effectiveFrom: d('2026-09-01'), dueSen: 7_500_000n, dueDay: 10 },
  ];
  const account = { duesFrom: d('2026-07-05'), broughtInSen: 0n, balanceSen: 0n };

  test('is due each month by the terms of that month, once its day has come', () => {
    // July, August at 50,000; September, October at 75,000; November 9th is too early for November
    assert.equal(mandatoryDues(account, terms, d('2026-11-09')).dueSen, 25_000_000n);
    assert.equal(mandatoryDues(account, terms, d('2026-11-10')).dueSen, 32_500_000n);
  });
  test('payments fill the oldest month first', () => {
    const dues = mandatoryDues({ ...account, balanceSen: 12_000_000n }, terms, TODAY);
    assert.deepEqual([dues.arrearsSen, dues.monthsBehind, dues.monthlySen], [20_500_000n, 3, 7_500_000n]);
  });
  test('paid ahead there are no arrears', () => {
    const dues = mandatoryDues({ ...account, balanceSen: 90_000_000n }, terms, TODAY);
    assert.deepEqual([dues.arrearsSen, dues.monthsBehind], [0n, 0]);
  });
  test('what was brought in from older books pays no new month', () => {
    const dues = mandatoryDues({ ...account, broughtInSen: 80_000_000n, balanceSen: 85_000_000n }, terms, TODAY);
    assert.equal(dues.paidSen, 5_000_000n);
  });
  test('arrears never fall as time goes by without paying', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.integer({ min: 0, max: 60 }), (balanceSen, months) => {
        const on = (count: number) =>
          mandatoryDues({ ...account, balanceSen }, terms, addMonths(d('2026-07-20'), count)).arrearsSen;
        assert.ok(on(months + 1) >= on(months));
      }),
    );
  });
});

describe('payroll', () => {
  const wajib = { accountId: 'w', arrearsSen: 10_000_000n, monthlySen: 5_000_000n };
  test('fills arrears of wajib first, the rest goes to sukarela', () => {
    assert.deepEqual(splitPayroll(15_000_000n, wajib, 's'), [
      { accountId: 'w', amountSen: 10_000_000n },
      { accountId: 's', amountSen: 5_000_000n },
    ]);
    assert.deepEqual(splitPayroll(3_000_000n, wajib, 's'), [{ accountId: 'w', amountSen: 3_000_000n }]);
  });
  test('without arrears one month of wajib; without sukarela all of it; without either nothing', () => {
    assert.equal(splitPayroll(15_000_000n, { ...wajib, arrearsSen: 0n }, 's')[0]?.amountSen, 5_000_000n);
    assert.deepEqual(splitPayroll(15_000_000n, wajib, undefined), [{ accountId: 'w', amountSen: 15_000_000n }]);
    assert.deepEqual(splitPayroll(15_000_000n, undefined, undefined), []);
  });
  test('the parts are always the whole', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, amount, amount, (amountSen, arrearsSen, monthlySen) => {
        const parts = splitPayroll(amountSen, { accountId: 'w', arrearsSen, monthlySen }, 's');
        assert.equal(
          parts.reduce((sum, part) => sum + part.amountSen, 0n),
          amountSen,
        );
        assert.ok(parts.every((part) => part.amountSen > 0n));
      }),
    );
  });
});

describe('term deposits', () => {
  test('end on the same day of the month, or on its last', () => {
    assert.equal(maturityOf(d('2026-11-30'), 3), '2027-02-28');
    assert.equal(maturityOf(d('2028-02-29'), 12), '2029-02-28');
  });
  test('earn the rate of a term that is offered', () => {
    assert.equal(rateOfTenor([{ months: 3, ratePpm: 50_000 }], 3), 50_000);
    assert.throws(() => rateOfTenor([], 3), { reason: 'tenor_not_offered' });
  });
  test('pay out and keep together exactly what there is', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.constantFrom('none', 'principal', 'principal_interest'),
        (principal, interest, rollover) => {
          const { paidOutSen, keptSen, rolls } = matureTerm(principal, interest, rollover as 'none');
          assert.equal(paidOutSen + keptSen, principal + interest);
          assert.equal(rolls, rollover !== 'none');
        },
      ),
    );
  });
});

test('numbers and amounts are written as people know them', () => {
  assert.equal(accountNumber('SS', 42n), 'SS-000042');
  assert.deepEqual([0n, 123_456_789n, -5_000n].map(rupiahText), ['Rp 0', 'Rp 1.234.567,89', '-Rp 50']);
});
