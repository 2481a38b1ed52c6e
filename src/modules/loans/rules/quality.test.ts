import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, type BusinessDate, parseDate } from '#kernel/dates';
import {
  CLASSES,
  type ClassFacts,
  classify,
  compareClasses,
  isPerforming,
  type PeriodClass,
  periodClassOf,
} from './collectability.ts';
import { requiredAllowance } from './provision.ts';
import { BANK_DEFAULT, bankClasses, COOPERATIVE_CLASSES, PROVISION_DEFAULT } from './quality-defaults.ts';
import { type Due, daysPastDueOn, standingOf } from './standing.ts';

const d = parseDate;
const DUE = d('2026-01-31');

function due(dueOn: BusinessDate, principalSen: bigint, interestSen: bigint, paid: [bigint, bigint] = [0n, 0n]): Due {
  return { dueOn, principalSen, interestSen, paidPrincipalSen: paid[0], paidInterestSen: paid[1] };
}

describe('the standing of a loan', () => {
  const rows = [
    due(d('2026-01-10'), 100n, 10n, [100n, 10n]),
    due(d('2026-02-10'), 100n, 10n, [60n, 10n]),
    due(d('2026-03-10'), 100n, 10n, [0n, 4n]),
    due(d('2026-04-10'), 100n, 10n),
  ];
  test('counts days from the oldest date of which something is unpaid', () => {
    assert.deepEqual(standingOf(rows, d('2026-03-20')), {
      daysPastDue: 38,
      overduePrincipalSen: 140n,
      overdueInterestSen: 6n,
      overdueSince: '2026-02-10',
      principalOverdueSince: '2026-02-10',
      interestOverdueSince: '2026-03-10',
      nextDueOn: '2026-02-10',
      monthsInArrears: 1,
    });
  });
  test('is not late on the due date itself, and one day late the day after', () => {
    const one = [due(DUE, 100n, 10n)];
    const { daysPastDue, overdueSince, overduePrincipalSen, overdueInterestSen } = standingOf(one, DUE);
    assert.deepEqual([daysPastDue, overdueSince, overduePrincipalSen, overdueInterestSen], [0, null, 0n, 0n]);
    assert.equal(standingOf(one, DUE).nextDueOn, DUE);
    assert.equal(standingOf(one, addDays(DUE, 1)).daysPastDue, 1);
  });
  test('owes nothing for a row of nothing, nor once all is paid', () => {
    const none = standingOf([due(d('2026-01-10'), 0n, 0n), due(d('2026-02-10'), 5n, 0n, [5n, 0n])], d('2026-12-01'));
    assert.deepEqual([none.daysPastDue, none.overdueSince, none.nextDueOn, none.monthsInArrears], [0, null, null, 0]);
  });
  test('is known on every later day from the date it waits for, as long as nothing is paid', () => {
    const gap = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 8 }), fc.nat(300), fc.nat(60), (gaps, first, later) => {
        let day = d('2026-01-01');
        const plan = gaps.map((days) => {
          day = addDays(day, days);
          return due(day, 10n, 1n);
        });
        const on = addDays(d('2026-01-01'), first);
        const then = addDays(on, later);
        assert.equal(daysPastDueOn(standingOf(plan, on).nextDueOn, then), standingOf(plan, then).daysPastDue);
      }),
    );
    assert.equal(daysPastDueOn(null, DUE), 0);
  });
});

const CLEAN: ClassFacts = {
  standing: { overdueSince: null, principalOverdueSince: null, interestOverdueSince: null },
  period: 'monthly',
  prospect: 'rescuable',
  debtSen: 1_000n,
  collateralSen: 1_000n,
  restructuredOn: null,
  override: null,
};
const COOPERATIVE = COOPERATIVE_CLASSES.value;
const BANK = BANK_DEFAULT.value;

function behind(part: 'principal' | 'interest', period: PeriodClass, change: Partial<ClassFacts> = {}): ClassFacts {
  const standing = { ...CLEAN.standing, overdueSince: DUE, [`${part}OverdueSince`]: DUE };
  return { ...CLEAN, period, standing, ...change };
}

describe('the table of Permen 14/2009 (DOMAIN 5.4)', () => {
  // From when (months after the due date) substandard, doubtful with enough collateral, loss after 21 months of it.
  const published: [PeriodClass, 'principal' | 'interest', number, number, number][] = [
    ['short', 'principal', 1, 2, 23],
    ['short', 'interest', 1, 3, 24],
    ['monthly', 'principal', 3, 6, 27],
    ['monthly', 'interest', 3, 6, 27],
    ['half_yearly', 'principal', 6, 12, 33],
    ['half_yearly', 'interest', 3, 6, 27],
    ['single', 'principal', 0, 3, 24],
    ['single', 'interest', 3, 6, 27],
  ];
  for (const [period, part, ...months] of published) {
    const classes = ['current', 'substandard', 'doubtful', 'loss'] as const;
    test(`${part} of a ${period} loan passes ${months.join(', ')} months`, () => {
      months.forEach((count, index) => {
        const last = addMonths(DUE, count);
        const at = (on: BusinessDate) => classify(COOPERATIVE, behind(part, period), on).class;
        assert.equal(at(last), count === 0 ? 'current' : classes[index]);
        assert.equal(at(addDays(last, 1)), classes[index + 1]);
      });
    });
  }
  test('says which arrears, since when, and what they passed', () => {
    assert.deepEqual(classify(COOPERATIVE, behind('interest', 'monthly'), d('2026-05-01')), {
      class: 'substandard',
      reason: 'interest_arrears',
      since: DUE,
      over: 3,
      unit: 'month',
    });
  });
  const doubtful = addDays(addMonths(DUE, 6), 1);
  const withCollateral = (collateralSen: bigint, prospect: ClassFacts['prospect'] = 'rescuable') => {
    const { class: found, reason } = classify(
      COOPERATIVE,
      behind('principal', 'monthly', { collateralSen, prospect }),
      doubtful,
    );
    return [found, reason];
  };
  test('a debt that can be saved is doubtful with 75 percent of it in collateral, a loss with a sen less', () => {
    assert.deepEqual(withCollateral(750n), ['doubtful', 'principal_arrears']);
    assert.deepEqual(withCollateral(749n), ['loss', 'collateral_short']);
  });
  test('one that cannot be saved needs all of it in collateral', () => {
    assert.deepEqual(withCollateral(1_000n, 'not_rescuable'), ['doubtful', 'principal_arrears']);
    assert.deepEqual(withCollateral(999n, 'not_rescuable'), ['loss', 'collateral_short']);
  });
  test('what was handed to a court is a loss whatever its arrears', () => {
    const handed = classify(COOPERATIVE, { ...CLEAN, prospect: 'handed_over' }, DUE);
    assert.deepEqual([handed.class, handed.reason], ['loss', 'handed_over']);
  });
});

describe('bank days', () => {
  const at = (variant: Parameters<typeof bankClasses>[0], days: number) =>
    classify(bankClasses(variant), behind('principal', 'monthly'), addDays(DUE, days)).class;
  const published: [Parameters<typeof bankClasses>[0], number[]][] = [
    ['ojk', [0, 90, 120, 180]],
    ['siskop', [30, 90, 120, 180]],
    ['gintoeng', [40, 90, 120, 180]],
  ];
  for (const [variant, days] of published) {
    test(`of ${variant} are ${days.join(' / ')}`, () => {
      days.forEach((last, index) => {
        assert.equal(at(variant, last), CLASSES[index]);
        assert.equal(at(variant, last + 1), CLASSES[index + 1]);
      });
    });
  }
  test('ask no collateral', () => {
    const facts = behind('principal', 'monthly', { collateralSen: 0n, prospect: 'not_rescuable' });
    assert.equal(classify(BANK, facts, addDays(DUE, 150)).class, 'doubtful');
  });
});

describe('a class', () => {
  test('is watched for three months after a restructuring, and not longer', () => {
    const facts = { ...CLEAN, restructuredOn: DUE };
    assert.equal(classify(BANK, facts, addMonths(DUE, 3)).reason, 'restructured');
    assert.equal(classify(BANK, facts, addDays(addMonths(DUE, 3), 1)).class, 'current');
  });
  test('given by a person counts where it is worse than the rule’s', () => {
    const facts = behind('principal', 'monthly', { override: 'doubtful' });
    assert.deepEqual(classify(BANK, facts, addDays(DUE, 10)).reason, 'override');
    assert.deepEqual(classify(BANK, facts, addDays(DUE, 200)).class, 'loss');
    assert.deepEqual(classify(BANK, facts, addDays(DUE, 200)).reason, 'arrears');
  });
  test('never improves while nothing is paid, in either set', () => {
    const period = fc.constantFrom<PeriodClass>('short', 'monthly', 'half_yearly', 'single');
    const rule = fc.constantFrom(COOPERATIVE, BANK);
    fc.assert(
      fc.property(
        rule,
        period,
        fc.nat(1200),
        fc.nat(90),
        fc.bigInt(0n, 1_500n),
        (table, of, day, later, collateralSen) => {
          const facts = { ...behind('principal', of, { collateralSen }) };
          const [before, after] = [day, day + later].map((days) => classify(table, facts, addDays(DUE, days)).class);
          assert.ok(before && after && compareClasses(after, before) >= 0);
        },
      ),
    );
  });
  test('stops the earning of interest from substandard on', () => {
    assert.deepEqual(CLASSES.map(isPerforming), [true, true, false, false, false]);
  });
});

describe('the period class', () => {
  const loan = (every: number, unit: 'day' | 'week' | 'month', method = 'flat', instalments = 12) =>
    periodClassOf({ method, instalments, frequency: { every, unit } });
  test('goes by the days between instalments', () => {
    assert.deepEqual([loan(1, 'day'), loan(1, 'week'), loan(29, 'day')], ['short', 'short', 'short']);
    assert.deepEqual([loan(1, 'month'), loan(3, 'month'), loan(5, 'month')], ['monthly', 'monthly', 'monthly']);
    assert.deepEqual(
      [loan(6, 'month'), loan(1, 'month', 'bullet'), loan(1, 'month', 'flat', 1)],
      ['half_yearly', 'single', 'single'],
    );
  });
});

describe('the allowance of a loan', () => {
  const rule = { ...PROVISION_DEFAULT.value, collateral: { percent: 50, classes: ['loss' as const] } };
  const cases: [string, Parameters<typeof requiredAllowance>[1], bigint][] = [
    ['0.5 % of a current one', { class: 'current', outstandingSen: 100_000_00n, collateralSen: 0n }, 500_00n],
    [
      '5 % under special mention',
      { class: 'special_mention', outstandingSen: 100_000_00n, collateralSen: 0n },
      5_000_00n,
    ],
    ['10 % of a substandard one', { class: 'substandard', outstandingSen: 100_000_00n, collateralSen: 0n }, 10_000_00n],
    [
      '50 % of a doubtful one',
      { class: 'doubtful', outstandingSen: 100_000_00n, collateralSen: 90_000_00n },
      50_000_00n,
    ],
    [
      'a loss less half its collateral',
      { class: 'loss', outstandingSen: 100_000_00n, collateralSen: 60_000_00n },
      70_000_00n,
    ],
    ['nothing where collateral covers it', { class: 'loss', outstandingSen: 100n, collateralSen: 1_000n }, 0n],
    ['rounded up to the sen', { class: 'current', outstandingSen: 1n, collateralSen: 0n }, 1n],
  ];
  for (const [name, facts, expected] of cases) test(name, () => assert.equal(requiredAllowance(rule, facts), expected));
  test('is between nothing and the balance, and rises with the class', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), fc.nat(1_000_000), (outstandingSen, collateral) => {
        const of = CLASSES.map((one) =>
          requiredAllowance(PROVISION_DEFAULT.value, { class: one, outstandingSen, collateralSen: BigInt(collateral) }),
        );
        of.forEach((amount, index) => {
          assert.ok(amount >= (of[index - 1] ?? 0n) && amount <= outstandingSen);
        });
      }),
    );
  });
});
