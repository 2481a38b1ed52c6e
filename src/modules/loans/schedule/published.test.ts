import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { answerLoanSchedule, ScheduleRequest } from './index.ts';

const FOLDER = new URL('../../../../../shared/data/', import.meta.url);
const SHA256 = {
  'loan-schedules.json': 'cf7e23999215de44e19a07c28e97ceba4a77cb354438b0ef31ed891763708e01',
  'loans-indonesia.json': '2b1e95faa228cf5153d5b1012c96d6dbe22c207795243f9daf3e029090c8d6d6',
};

/** The bytes are frozen, so that an expected value is never "mended". */
function readFrozen(name: keyof typeof SHA256): unknown {
  const bytes = readFileSync(new URL(name, FOLDER));
  assert.equal(createHash('sha256').update(bytes).digest('hex'), SHA256[name], `${name} is not the frozen file`);
  return JSON.parse(bytes.toString('utf8'));
}

const present = existsSync(new URL('loan-schedules.json', FOLDER));
const options = { skip: present ? false : 'skipped: ../shared/data is not beside this repository' };

const answer = (request: object) => answerLoanSchedule(ScheduleRequest.parse(request));

type Case = { id: string; request: object; expected: Record<string, string | number>[] };

describe('the published loan schedules', options, () => {
  const cases = present ? (readFrozen('loan-schedules.json') as Case[]) : [];
  for (const { id, request, expected } of cases) {
    test(`${id} gives every published cell`, () => {
      const { schedule, totals } = answer(request);
      const ours = schedule.map((row, index) =>
        Object.fromEntries(Object.keys(expected[index] ?? {}).map((cell) => [cell, row[cell as keyof typeof row]])),
      );
      assert.deepEqual(ours, expected);
      assert.equal(totals.principal, (request as { principal: string }).principal);
    });
  }
});

type Local = { id: string; inputs: Inputs; expected: Record<string, unknown> };
type Inputs = {
  principal: number;
  tenorMonths: number;
  rate: number;
  rateBasis: string;
  segments: { saldo: number; hari: number }[];
};
type Row = ReturnType<typeof answer>['schedule'][number];

const money = (amount: number) => `${amount}.00`;

/** A monthly loan of the pages: whole rupiah, rates of a month or of a year. */
function askLocal({ inputs }: Local, method: string, rounding: object = {}) {
  const percent = String(Number((inputs.rate * 100).toFixed(6)));
  return answer({
    principal: money(inputs.principal),
    rate: inputs.rateBasis === 'annual' ? { annualPercent: percent } : { periodPercent: percent },
    method,
    instalments: inputs.tenorMonths,
    disbursedOn: '2026-01-01',
    rounding: { interest: '1.00', principal: '1.00', mode: 'half_up', ...rounding },
  });
}

/** Where each printed figure stands in our answer, case by case. */
const checks: Record<string, (published: Local) => void> = {
  'menurun-ilmusoftware': (published) => {
    const { schedule, totals } = askLocal(published, 'equal_principal');
    const printed = published.expected['schedule'] as Record<string, number>[];
    assert.deepEqual(
      schedule.map(({ no, principal, interest, total }) => [no, principal, interest, total]),
      printed.map((row) => [row['ke'], money(row['pokok'] ?? 0), money(row['bunga'] ?? 0), money(row['total'] ?? 0)]),
    );
    const before = schedule.map((row) => Number(row.balanceAfter) + Number(row.principal));
    assert.deepEqual(
      before,
      printed.map((row) => row['saldoAwal']),
    );
    assert.equal(totals.interest, money(published.expected['totalInterest'] as number));
  },
  'flat-dari-menurun-barang': (published) => {
    const declining = askLocal(published, 'equal_principal');
    assert.equal(declining.totals.total, money(published.expected['hargaJual'] as number));
    const sale = answer({
      principal: declining.totals.total,
      rate: { annualPercent: '0' },
      method: 'flat',
      instalments: published.inputs.tenorMonths,
      disbursedOn: '2026-01-01',
    });
    assert.ok(sale.schedule.every(({ total }) => total === money(published.expected['installment'] as number)));
    const before = sale.schedule.map((row) => Number(row.balanceAfter) + Number(row.principal));
    assert.deepEqual(before, published.expected['balances']);
  },
  'harian-rc': ({ inputs, expected }) => {
    const interests = inputs.segments.map(({ saldo, hari }) =>
      answer({
        principal: money(saldo),
        rate: { annualPercent: '12' },
        method: 'bullet',
        dayCount: 'actual/360',
        interestPeriod: 'daily',
        instalments: 1,
        frequency: { every: hari, unit: 'day' },
        disbursedOn: '2026-01-01',
      }),
    );
    assert.deepEqual(
      interests.map(({ totals }) => Number(totals.interest)),
      expected['interestPerSegment'],
    );
  },
  'flat-30jt-wadah': (published) => {
    const { schedule, totals } = askLocal(published, 'flat');
    sameParts(schedule, published);
    assert.deepEqual(
      schedule.map(({ balanceAfter }) => Number(balanceAfter)),
      published.expected['balances'],
    );
    assert.equal(totals.interest, money(published.expected['totalInterest'] as number));
    assert.equal(totals.total, money(published.expected['totalPaid'] as number));
  },
  'flat-andi': (published) => sameParts(askLocal(published, 'flat').schedule, published),
  // This page counts in sen and prints whole rupiah: 4.166.666,67 + 916.666,67 is printed as 5.083.333.
  'efektif-100jt': (published) =>
    sameCells(askLocal(published, 'equal_principal', { interest: '0.01', principal: '0.01' }).schedule, published),
  'efektif-12jt-trunc': (published) =>
    sameCells(askLocal(published, 'equal_principal', { mode: 'down' }).schedule, published),
  'anuitas-120jt': (published) => {
    const { schedule } = askLocal(published, 'annuity');
    assert.equal(schedule[0]?.total, money(published.expected['installmentApprox'] as number));
  },
};

function sameParts(schedule: readonly Row[], { expected }: Local): void {
  for (const { principal, interest, total } of schedule) {
    assert.deepEqual(
      [Number(principal), Number(interest), Number(total)],
      [expected['principalPart'], expected['interestPart'], expected['installment']],
    );
  }
}

function sameCells(schedule: readonly Row[], { expected }: Local): void {
  const printed = (amount: string | undefined) => Math.round(Number(amount));
  assert.equal(printed(schedule[0]?.principal), expected['principalPart']);
  for (const [no, interest] of Object.entries(expected['interest'] as Record<string, number>)) {
    assert.equal(printed(schedule[Number(no) - 1]?.interest), interest);
  }
  for (const [no, total] of Object.entries(expected['installment'] as Record<string, number>)) {
    assert.equal(printed(schedule[Number(no) - 1]?.total), total);
  }
}

describe('loans printed on Indonesian pages', options, () => {
  const cases = present ? (readFrozen('loans-indonesia.json') as { cases: Local[] }).cases : [];

  test('every case of the file is checked', () => {
    assert.deepEqual(cases.map(({ id }) => id).sort(), present ? Object.keys(checks).sort() : []);
  });

  for (const published of cases) {
    test(`${published.id} gives its printed figures`, () => checks[published.id]?.(published));
  }
});
