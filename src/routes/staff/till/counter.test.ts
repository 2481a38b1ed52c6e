import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#kernel/errors';
import type { CounterLoan } from '#loans';
import type { CounterSaving } from '#payments';
import { countOf } from './count.ts';
import { cashDue, likelyAct, patiently, readAct, readPieces } from './counter.ts';

const SAVING: CounterSaving = {
  id: 'ss',
  number: 'SS-000001',
  productName: 'Simpanan Sukarela',
  kind: 'voluntary',
  balance: '500000.00',
  available: '490000.00',
  due: '0.00',
  mayDeposit: true,
  mayWithdraw: true,
};
const LOAN: CounterLoan = {
  id: 'pu',
  number: 'PU-000001',
  productName: 'Pinjaman Umum',
  outstanding: '1200000.00',
  due: '118826.45',
  penalty: '826.45',
  running: '0.00',
  runningDueOn: null,
  daysPastDue: 10,
};
const PRINCIPAL = { ...SAVING, id: 'sp', kind: 'principal', due: '100000.00', mayWithdraw: false };

test('a count form is read by denomination; what is left empty is none', () => {
  const pieces = readPieces({ d100000: '12', d500: '', d50: '1.000' });
  const counted = pieces.filter((item) => item.pieces > 0);
  assert.deepEqual(counted, [
    { denomination: '100000.00', pieces: 12 },
    { denomination: '50.00', pieces: 1000 },
  ]);
});

test('a count that is no number is refused at its own field', () => {
  for (const typed of ['dua', '-1', '1,5', '9999999']) {
    const at = (error: unknown) => error instanceof DomainError && error.fields[0]?.field === 'd5000';
    assert.throws(() => readPieces({ d5000: typed }), at);
  }
});

test('a count is added up against the books before anything is booked', () => {
  assert.deepEqual(countOf({ d100000: '2' }, '205000.00'), {
    counted: '200000.00',
    expected: '205000.00',
    difference: '-5000.00',
  });
});

test('a second click waits for the first and takes its answer', async () => {
  let asked = 0;
  const answer = await patiently(async () => {
    asked += 1;
    if (asked < 3) throw new DomainError('conflict', 'idempotency_in_progress', 'Sedang diproses');
    return 'bukti';
  });
  assert.deepEqual([answer, asked], ['bukti', 3]);
});

test('a refusal is not tried again', async () => {
  let asked = 0;
  const refused = patiently(async () => {
    asked += 1;
    throw new DomainError('refused', 'balance_too_low', 'Saldo tidak cukup');
  });
  await assert.rejects(refused, DomainError);
  assert.equal(asked, 1);
});

test('a member usually comes to deposit; a new one to pay the principal, whose amount is known', () => {
  assert.deepEqual(likelyAct({ savings: [PRINCIPAL, SAVING], loans: [] }), { act: 'deposit:ss', amount: '' });
  const waiting = { ...SAVING, mayDeposit: false };
  assert.deepEqual(likelyAct({ savings: [PRINCIPAL, waiting], loans: [] }), { act: 'deposit:sp', amount: '100000.00' });
  assert.deepEqual(likelyAct({ savings: [], loans: [] }), { act: '', amount: '' });
});

test("only an act that the member's own savings allow is taken from the address", () => {
  assert.equal(readAct({ savings: [SAVING], loans: [] }, 'withdrawal:ss')?.kind, 'withdrawal');
  for (const choice of ['withdrawal:sp', 'deposit:other', 'transfer:ss', '', null]) {
    assert.equal(readAct({ savings: [SAVING, PRINCIPAL], loans: [LOAN] }, choice), undefined);
  }
});

test('an instalment that is due is offered first, and comes to whole rupiah', () => {
  assert.deepEqual(likelyAct({ savings: [SAVING], loans: [LOAN] }), { act: 'pay:pu', amount: '' });
  assert.equal(cashDue(LOAN), '118827.00');
  assert.equal(readAct({ savings: [], loans: [LOAN] }, 'pay:pu')?.kind, 'pay');
  assert.equal(cashDue({ due: '0.00', running: '118000.00' }), '118000.00');
});
