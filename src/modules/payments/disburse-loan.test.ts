import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBranches } from '#cooperatives';
import { DomainError } from '#kernel/errors';
import { step, testWorld } from '../../../test/support/world.ts';
import { type Lending, lending, linesOf, signed } from '../loans/contract.fixture.ts';
import { disburseAnywhere, tillDisburseLoan } from './disburse-loan.ts';
import { sessionReport } from './queries.ts';
import { receiptForPrint } from './receipt-print.ts';
import { installTill, openTill } from './sessions.ts';
import { cash, key } from './till.fixture.ts';

const world = await testWorld();
const refusedAs = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;

const FEES = [
  {
    code: 'provisi',
    name: 'Provisi',
    kind: 'percent' as const,
    percent: '1',
    chartCode: '4.1.02',
    taken: 'deducted' as const,
  },
  {
    code: 'meterai',
    name: 'Meterai',
    kind: 'flat' as const,
    amount: '10000.00',
    chartCode: '2.1.24',
    taken: 'cash' as const,
  },
];

/** A teller at an open drawer that was counted with this much in it. */
async function atTill(of: Lending, counted: string): Promise<string> {
  const { id } = await step(of.context, async (scope) => {
    const [branch] = await readBranches(scope);
    return installTill(scope, { code: 'KDS1', name: 'Kas 1', kind: 'drawer', branchId: branch?.id ?? '' });
  });
  return (await openTill(of.payer, { tillId: id, pieces: cash(counted), note: 'Kas awal' }, key())).result.sessionId;
}

test("cash leaves the teller's own drawer, fees in cash go into it, and the day says so", async () => {
  const of = await lending(world, { fees: FEES });
  const sessionId = await atTill(of, '3000000.00');
  const loan = await signed(of, { amount: '2000000.00', tenor: 10 });
  const { result } = await tillDisburseLoan(of.payer, { loanId: loan.id, channel: 'cash' }, key());
  assert.deepEqual([result.net, result.fees], ['1980000.00', '30000.00']);
  assert.match(result.receiptNumber, /-KDS1-/);
  assert.deepEqual(await linesOf(of.context, result.entryId), [
    ['1.1.20', '2000000.00'],
    ['1.1.01', '-1980000.00'],
    ['1.1.01', '10000.00'],
    ['4.1.02', '-20000.00'],
    ['2.1.24', '-10000.00'],
  ]);
  const report = await sessionReport(withReading(of), { id: sessionId });
  const last = report.movements.at(-1);
  assert.deepEqual([last?.kind, last?.amountSen, report.outsideSen], ['loan_disbursement', -197_000_000n, 0n]);
  const { print } = await receiptForPrint(withReading(of), { id: result.id, site: 'https://contoh.id' });
  assert.deepEqual([print.title, print.amountSen], ['Bukti pencairan pinjaman', 198_000_000n]);
});

test('a drawer that lacks the cash, or no drawer, pays nothing', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  const pay = () => tillDisburseLoan(of.payer, { loanId: loan.id, channel: 'cash' }, key());
  await assert.rejects(pay(), refusedAs('till_not_open'));
  await atTill(of, '1999900.00');
  await assert.rejects(pay(), refusedAs('balance_too_low'));
});

test('cash has no sen', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  await atTill(of, '3000000.00');
  const input = { loanId: loan.id, channel: 'cash', amount: '1000000.50' };
  await assert.rejects(tillDisburseLoan(of.payer, input, key()), refusedAs('cash_whole_rupiah'));
});

test('fees in cash go over the till also when the loan goes to a saving; without them no till is needed', async () => {
  const of = await lending(world, { fees: FEES });
  const loan = await signed(of);
  const input = { loanId: loan.id, channel: 'savings' };
  await assert.rejects(disburseAnywhere(of.payer, input, key()), refusedAs('till_not_open'));
  const sessionId = await atTill(of, '100000.00');
  await disburseAnywhere(of.payer, input, key());
  const report = await sessionReport(withReading(of), { id: sessionId });
  assert.deepEqual([report.movements.at(-1)?.amountSen, report.balanceSen], [1_000_000n, 11_000_000n]);
  const plain = await lending(world);
  const other = await signed(plain);
  const { result } = await disburseAnywhere(plain.payer, { loanId: other.id, channel: 'savings' }, key());
  assert.equal(result.net, '2000000.00');
});

function withReading(of: Lending): Lending['payer'] {
  const permissions = new Set([...of.payer.actor.permissions, 'savings.read' as const, 'documents.read' as const]);
  return { ...of.payer, actor: { ...of.payer.actor, permissions } };
}
