import { cumulativeFigures } from './figures-cumulative.fixture.ts';
import { openCbsFigures } from './figures-opencbs.fixture.ts';

/** A schedule printed elsewhere: each row is `dueOn principal interest balanceAfter`; `-` or a missing cell was not printed. */
export type Figure = { readonly id: string; readonly request: object; readonly rows: readonly string[] };

/** apache/fineract: ProgressiveEMICalculatorTest and LoanInstallmentMultiplesOfTest@4198b0bcf9, EMICalculation-Part1.feature@80821e8a68, LoanMonthEndDueDateStrategy.feature@5b1f06e8c7. */
const PROGRESSIVE = {
  principal: '100.00',
  rate: { annualPercent: '9.4822' },
  method: 'annuity',
  instalments: 6,
  disbursedOn: '2024-01-01',
};

const WEEKLY = {
  principal: '10000.00',
  rate: { annualPercent: '24' },
  method: 'annuity',
  instalments: 4,
  frequency: { every: 1, unit: 'week' },
  disbursedOn: '2024-01-01',
};
const HUNDREDS = {
  principal: '10000000.00',
  rate: { periodPercent: '2' },
  method: 'equal_principal',
  instalments: 24,
  disbursedOn: '2014-06-02',
  rounding: { interest: '100.00', principal: '100.00' },
};

const progressiveFigures: readonly Figure[] = [
  {
    id: 'Fineract a second payout on a due date',
    request: {
      ...PROGRESSIVE,
      principal: '200.00',
      disbursements: [
        { on: '2024-01-01', amount: '100.00' },
        { on: '2024-03-01', amount: '100.00' },
      ],
    },
    rows: [
      '- 16.34 0.79 83.66',
      '- 16.47 0.66 167.19',
      '- 41.31 1.32 125.88',
      '- 41.64 0.99 84.24',
      '- 41.96 0.67 42.28',
      '- 42.28 0.33 0.00',
    ],
  },
  {
    id: 'Fineract a second payout in the first period',
    request: {
      ...PROGRESSIVE,
      principal: '300.00',
      disbursements: [
        { on: '2024-01-01', amount: '100.00' },
        { on: '2024-01-08', amount: '200.00' },
      ],
    },
    rows: [
      '- 49.31 2.02 250.69',
      '- 49.35 1.98 201.34',
      '- 49.74 1.59 151.60',
      '- 50.13 1.20 101.47',
      '- 50.53 0.80 50.94',
      '- 50.94 0.40 0.00',
    ],
  },
  {
    id: 'Fineract a second payout in the second period',
    request: {
      ...PROGRESSIVE,
      principal: '200.00',
      disbursements: [
        { on: '2024-01-01', amount: '100.00' },
        { on: '2024-02-15', amount: '100.00' },
      ],
    },
    rows: [
      '- 16.34 0.79 83.66',
      '- 36.46 1.07 147.20',
      '- 36.37 1.16 110.83',
      '- 36.65 0.88 74.18',
      '- 36.94 0.59 37.24',
      '- 37.24 0.29 0.00',
    ],
  },
  {
    id: 'Fineract payouts after the loan began',
    request: {
      ...PROGRESSIVE,
      principal: '175.00',
      disbursements: [
        { on: '2024-01-05', amount: '100.00' },
        { on: '2024-01-08', amount: '50.00' },
        { on: '2024-01-08', amount: '25.00' },
      ],
    },
    rows: [
      '- 28.79 1.15 146.21',
      '- 28.78 1.16 117.43',
      '- 29.01 0.93 88.42',
      '- 29.24 0.70 59.18',
      '- 29.47 0.47 29.71',
      '- 29.71 0.23 0.00',
    ],
  },
  {
    id: 'Fineract another rate from 1 February',
    request: {
      ...PROGRESSIVE,
      rate: { annualPercent: '7' },
      events: [{ type: 'rate_change', on: '2024-02-01', rate: { annualPercent: '4' } }],
    },
    rows: [
      '- 16.43 0.58 83.57',
      '- 16.60 0.28 66.97',
      '- 16.66 0.22 50.31',
      '- 16.71 0.17 33.60',
      '- 16.77 0.11 16.83',
      '- 16.83 0.06 0.00',
    ],
  },
  {
    id: 'Fineract another rate within a period',
    request: {
      ...PROGRESSIVE,
      rate: { annualPercent: '7' },
      events: [{ type: 'rate_change', on: '2024-02-14', rate: { annualPercent: '4' } }],
    },
    rows: [
      '- 16.43 0.58 83.57',
      '- 16.53 0.37 67.04',
      '- 16.68 0.22 50.36',
      '- 16.73 0.17 33.63',
      '- 16.79 0.11 16.84',
      '- 16.84 0.06 0.00',
    ],
  },
  {
    id: 'Fineract actual/actual over a year end',
    request: { ...PROGRESSIVE, disbursedOn: '2023-12-12', dayCount: 'actual/actual', interestPeriod: 'daily' },
    rows: [
      '- 16.33 0.80 83.67',
      '- 16.46 0.67 67.21',
      '- 16.63 0.50 50.58',
      '- 16.72 0.41 33.86',
      '- 16.87 0.26 16.99',
      '- 16.99 0.14 0.00',
    ],
  },
  {
    id: 'Fineract C3152',
    request: {
      ...PROGRESSIVE,
      principal: '10000.00',
      rate: { annualPercent: '12' },
      disbursedOn: '2023-12-12',
      dayCount: 'actual/actual',
      interestPeriod: 'daily',
    },
    rows: [
      '- 1623.75 101.81 8376.25',
      '- 1640.42 85.14 6735.83',
      '- 1661.51 64.05 5074.32',
      '- 1673.98 51.58 3400.34',
      '- 1692.11 33.45 1708.23',
      '- 1708.23 17.36 0.00',
    ],
  },
  {
    id: 'Fineract C3164',
    request: {
      ...PROGRESSIVE,
      principal: '331.77',
      rate: { annualPercent: '10.65' },
      instalments: 5,
      disbursedOn: '2023-12-12',
      dayCount: 'actual/actual',
      interestPeriod: 'daily',
    },
    rows: [
      '- 65.14 3.00 266.63',
      '- 65.73 2.41 200.90',
      '- 66.44 1.70 134.46',
      '- 66.93 1.21 67.53',
      '- 67.53 0.59 0.00',
    ],
  },
  {
    id: 'Fineract every 15 days',
    request: { ...PROGRESSIVE, dayCount: 'actual/360', interestPeriod: 'daily', frequency: { every: 15, unit: 'day' } },
    rows: [
      '- 16.50 0.40 83.50',
      '- 16.57 0.33 66.93',
      '- 16.64 0.26 50.29',
      '- 16.70 0.20 33.59',
      '- 16.77 0.13 16.82',
      '- 16.82 0.07 0.00',
    ],
  },
  {
    id: 'Fineract every 2 weeks',
    request: {
      ...PROGRESSIVE,
      dayCount: 'actual/364',
      interestPeriod: 'daily',
      instalments: 3,
      frequency: { every: 2, unit: 'week' },
    },
    rows: ['- 33.21 0.36 66.79', '- 33.33 0.24 33.46', '- 33.46 0.12 0.00'],
  },
  {
    id: 'Fineract due dates moved by half a month',
    request: { ...PROGRESSIVE, events: [{ type: 'moved_due_date', no: 2, dueOn: '2024-03-15', following: true }] },
    rows: [
      '- 16.34 0.79 83.66',
      '- 16.47 0.66 67.19',
      '- 16.60 0.53 50.59',
      '- 16.73 0.40 33.86',
      '- 16.86 0.27 17.00',
      '- 17.00 0.13 0.00',
    ],
  },
  {
    id: 'Fineract month end UC1, rolled',
    request: {
      ...PROGRESSIVE,
      principal: '10000.00',
      rate: { annualPercent: '12' },
      instalments: 3,
      disbursedOn: '2025-01-31',
      dayCount: 'actual/actual',
      interestPeriod: 'daily',
      dueDateRule: 'roll',
    },
    rows: ['- 3303.22 95.34 6696.78', '- 3332.51 66.05 3364.27', '- 3364.27 34.29 0.00'],
  },
  {
    id: 'Fineract month end UC3, 30/360',
    request: {
      ...PROGRESSIVE,
      principal: '10000.00',
      rate: { annualPercent: '12' },
      instalments: 3,
      disbursedOn: '2025-01-31',
      interestPeriod: 'daily',
      dueDateRule: 'roll',
    },
    rows: ['- 3300.22 100.00 6699.78', '- 3333.22 67.00 3366.56', '- 3366.56 33.67 0.00'],
  },
  {
    id: 'Fineract flat in steps of 20',
    request: {
      ...PROGRESSIVE,
      principal: '1250.00',
      method: 'flat',
      rate: { annualPercent: '12' },
      instalments: 3,
      rounding: { instalment: '20.00' },
    },
    rows: ['- 427.50 12.50 822.50', '- 427.50 12.50 395.00', '- 395.00 12.50 0.00'],
  },
  {
    id: 'Fineract flat without interest',
    request: {
      ...PROGRESSIVE,
      principal: '1250.00',
      method: 'flat',
      rate: { annualPercent: '0' },
      instalments: 4,
      rounding: { instalment: '1.00' },
    },
    rows: ['- 312.00 0.00 938.00', '- 312.00 0.00 626.00', '- 312.00 0.00 314.00', '- 314.00 0.00 0.00'],
  },
  {
    id: 'Fineract amounts in steps of 100',
    request: {
      ...PROGRESSIVE,
      principal: '10000000.00',
      method: 'equal_principal',
      rate: { annualPercent: '0' },
      instalments: 24,
      rounding: { principal: '100.00' },
    },
    rows: ['- 416700.00 0.00 9583300.00'],
  },
  {
    id: 'Fineract C3165',
    request: { ...PROGRESSIVE, principal: '75.00', rate: { annualPercent: '12.3' }, instalments: 5 },
    rows: ['- 14.70 0.77 60.30', '- 14.85 0.62 45.45', '- 15.00 0.47 30.45', '- 15.16 0.31 15.29', '- 15.29 0.16 0.00'],
  },
  {
    id: 'Fineract C3157, every 2 months',
    request: { ...PROGRESSIVE, rate: { annualPercent: '12' }, instalments: 3, frequency: { every: 2, unit: 'month' } },
    rows: ['- 32.68 2.00 67.32', '- 33.33 1.35 33.99', '- 33.99 0.68 0.00'],
  },
  {
    id: 'Fineract C3158, every 2 weeks of a year of 360 days',
    request: { ...PROGRESSIVE, interestPeriod: 'daily', frequency: { every: 2, unit: 'week' } },
    rows: [
      '- 16.51 0.37 83.49',
      '- 16.57 0.31 66.92',
      '- 16.63 0.25 50.29',
      '- 16.69 0.19 33.60',
      '- 16.76 0.12 16.84',
      '- 16.84 0.06 0.00',
    ],
  },
  {
    id: 'Fineract month end UC6, a leap day rolled',
    request: { ...PROGRESSIVE, instalments: 12, disbursedOn: '2024-02-29', dueDateRule: 'roll' },
    rows: [
      '2024-03-29',
      '2024-04-29',
      '2024-05-29',
      '2024-06-29',
      '2024-07-29',
      '2024-08-29',
      '2024-09-29',
      '2024-10-29',
      '2024-11-29',
      '2024-12-29',
      '2025-01-29',
      '2025-03-01',
    ],
  },
  {
    id: 'Fineract month end UC7, the 30th rolled',
    request: { ...PROGRESSIVE, instalments: 3, disbursedOn: '2025-01-30', dueDateRule: 'roll' },
    rows: ['2025-03-01', '2025-03-30', '2025-04-30'],
  },
  {
    id: 'Fineract ClientLoanIntegrationTest, weekly',
    request: { ...WEEKLY },
    rows: ['- 2482.76 46.15', '- 2494.22 34.69', '- 2505.73 23.18', '- 2517.29 11.62'],
  },
  {
    id: 'Fineract ClientLoanIntegrationTest, weekly, paid ahead by the instalment',
    request: {
      ...WEEKLY,
      recalculation: 'per_instalment',
      events: [
        { type: 'repayment', on: '2024-01-08', amount: '2528.91' },
        { type: 'repayment', on: '2024-01-12', amount: '4000.00' },
      ],
    },
    rows: ['- 2482.76 46.15', '- 3965.31 34.69', '- 1771.88 16.39', '- 1780.05 8.22'],
  },
  {
    id: 'Fineract ClientLoanIntegrationTest, all amounts in hundreds',
    request: { ...HUNDREDS },
    rows: [
      '2014-07-02 416700.00 200000.00',
      '- 416700.00 191700.00',
      '- 416700.00 183300.00',
      '- 416700.00 175000.00',
      '- 416700.00 166700.00',
      '- 416700.00 158300.00',
    ],
  },
  {
    id: 'Fineract ClientLoanIntegrationTest, all amounts in hundreds, with grace',
    request: { ...HUNDREDS, grace: { principal: 5 } },
    rows: [
      '- 0.00 200000.00',
      '- 0.00 200000.00',
      '- 0.00 200000.00',
      '- 0.00 200000.00',
      '- 0.00 200000.00',
      '- 526300.00 200000.00',
      '- 526300.00 189500.00',
    ],
  },
];

export const figures: readonly Figure[] = [...progressiveFigures, ...cumulativeFigures, ...openCbsFigures];
