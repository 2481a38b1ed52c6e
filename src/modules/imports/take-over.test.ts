import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { checkBooks } from '#ledger';
import { asStaff, read, testWorld } from '../../../test/support/world.ts';
import { testProduct } from '../loans/loans.fixture.ts';
import { agreeAndRun, balances, savingsCooperative, upload } from './imports.fixture.ts';
import { loanPositions } from './positions.ts';
import { takeOverPositions } from './take-over.ts';

const world = await testWorld();
const refusal = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;

const LIST = `No Anggota;Nama;No Pinjaman;Nominal Pinjaman;Sisa Pinjaman
A-1;Siti;PK-1;10.000.000;9.000.000
A-2;Budi;PK-2;5.000.000;1.000.000
A-3;Eko;PK-3;3.000.000;-250.000
`;

/** A cooperative that imported its loans before it had a product for them. */
async function withPositions(): Promise<{ context: Context; productId: string; ids: string[] }> {
  const context = await savingsCooperative(world);
  const preview = await upload(context, { fileName: 'pinjaman.csv', bytes: LIST }, { mapping: { asOf: '2026-09-30' } });
  await agreeAndRun(context, preview);
  const productId = await testProduct(context, 'PU');
  const { rows } = await loanPositions(context, {});
  return { context, productId, ids: rows.map(({ id }) => id) };
}

test('positions become loans by one entry of today that reverses nothing, and the control line stays as it was', async () => {
  const { context, productId, ids } = await withPositions();
  const before = await balances(context);
  const waiting = await loanPositions(context, {});
  assert.deepEqual(
    [waiting.total, waiting.sumSen, waiting.overpaid.length, waiting.rows[0]?.loanNumber],
    [2, 1_000_000_000n, 1, 'PK-1'],
  );
  const loans = [
    { positionId: ids[0], remaining: 9, instalment: '1150000.00' },
    { positionId: ids[1], remaining: 2 },
  ];
  const { result } = await takeOverPositions(context, { productId, firstDueOn: '2026-12-05', loans });
  assert.deepEqual(
    result.loans.map(({ number }) => number),
    ['PK-1', 'PK-2'],
  );
  assert.deepEqual(await balances(context), before);
  const made = await read(context, (scope) =>
    scope.tx.rows<{ number: string; owed: bigint; rows: bigint; lent: bigint; first: bigint }>(sql`
      select l.number, a.balance_sen as owed, l.principal_sen as lent, count(*) as rows, max(i.principal_sen) filter (where i.no = 1) as first
        from loans.loan l
        join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
        join loans.instalment i on i.cooperative_id = l.cooperative_id and i.loan_id = l.id
       where l.cooperative_id = ${scope.cooperativeId} group by l.number, a.balance_sen, l.principal_sen order by l.number`),
  );
  assert.deepEqual(made, [
    { number: 'PK-1', owed: 900_000_000n, lent: 1_000_000_000n, rows: 9n, first: 100_000_000n },
    { number: 'PK-2', owed: 100_000_000n, lent: 500_000_000n, rows: 2n, first: 50_000_000n },
  ]);
  assert.deepEqual(
    [(await loanPositions(context, {})).total, (await loanPositions(context, {})).overpaid.length],
    [0, 1],
  );
  const check = await read(context, (scope) => checkBooks(scope));
  assert.deepEqual([check.unbalanced, check.guardedMismatch, check.controlMismatch, check.negative], [0, 0, 0, 0]);
});

test('a position is taken over once, also when two people do it at the same time', async () => {
  const { context, productId, ids } = await withPositions();
  const input = { productId, firstDueOn: '2026-12-05', loans: [{ positionId: ids[0], remaining: 9 }] };
  const outcomes = await Promise.allSettled([takeOverPositions(context, input), takeOverPositions(context, input)]);
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  await assert.rejects(takeOverPositions(context, input), refusal('position_taken'));
});

test('what is no running loan, nobody knows, or has no sound schedule is refused and nothing is written', async () => {
  const { context, productId, ids } = await withPositions();
  const before = await balances(context);
  const [id = ''] = ids;
  const one = (loan: object, more: object = {}) => ({
    productId,
    firstDueOn: '2026-12-05',
    loans: [{ positionId: id, remaining: 9, ...loan }],
    ...more,
  });
  const overpaid = (await loanPositions(context, {})).overpaid[0]?.id;
  const cases: [object, string][] = [
    [one({ positionId: overpaid }), 'position_not_running'],
    [one({ positionId: productId }), 'position_unknown'],
    [one({ remaining: 0 }), 'input_invalid'],
    [one({ instalment: '1000.00' }), 'take_over_instalment'],
    [one({}, { firstDueOn: '2026-11-20' }), 'first_due_before_disbursement'],
    [one({}, { productId: id }), 'loan_product_unknown'],
    [
      one(
        {},
        {
          loans: [
            { positionId: id, remaining: 9 },
            { positionId: id, remaining: 9 },
          ],
        },
      ),
      'input_invalid',
    ],
    [one({}, { loans: [] }), 'input_invalid'],
  ];
  for (const [input, reason] of cases) {
    await assert.rejects(takeOverPositions(context, input as never), refusal(reason), reason);
  }
  assert.deepEqual(await balances(context), before);
});

test('another cooperative sees no positions, and who may not manage loans takes none over', async () => {
  const { context, productId, ids } = await withPositions();
  const other = await savingsCooperative(world);
  assert.equal((await loanPositions(other, {})).total, 0);
  const input = { productId, firstDueOn: '2026-12-05', loans: [{ positionId: ids[0], remaining: 9 }] };
  await assert.rejects(takeOverPositions(other, input), refusal('loan_product_unknown'));
  await assert.rejects(takeOverPositions(asStaff(context, ['imports.run']), input), refusal('permission_missing'));
});
