import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BusinessDate } from '#kernel/dates';
import { generalAccountId } from '#ledger';
import { membersById } from '#members';
import { read, testWorld } from '../../../test/support/world.ts';
import { collectPayroll } from './commands/collect-payroll.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { payrollFile, payrollFiles, previewPayroll } from './queries/payroll.ts';
import { loanState, refusal } from './repay.fixture.ts';
import { splitDeduction } from './rules/payroll.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
const bank = await read(context, (scope) => generalAccountId(scope, '1.1.05'));

async function borrower() {
  const on = '2026-10-20' as BusinessDate;
  const loan = await runningLoan(context, { productId, rupiah: 1_200_000, tenor: 12, on });
  const members = await read(context, (scope) => membersById(scope, [loan.borrower.memberId]));
  return { ...loan, memberNumber: members.get(loan.borrower.memberId)?.number ?? '' };
}

test('a deduction is shared over the loans of a member to the sen, and never more than is owed but in the first', () => {
  const loans = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(loans, fc.bigInt({ min: 1n, max: 50_000n }), (payable, amount) => {
      const parts = splitDeduction(
        payable.map((payableSen, index) => ({ loanId: `${index}`, payableSen })),
        amount,
      );
      assert.equal(
        parts.reduce((sum, { amountSen }) => sum + amountSen, 0n),
        amount,
      );
      for (const { loanId, amountSen } of parts.filter((part) => part.loanId !== '0')) {
        assert.ok(amountSen <= (payable[Number(loanId)] ?? 0n));
      }
    }),
  );
});

test('a payroll file is shown first, then posted line by line with receipts, and never twice in a month', async () => {
  const [one, two] = [await borrower(), await borrower()];
  const rows = [
    { line: 2, reference: one.memberNumber, amount: '118000.00' },
    { line: 3, reference: two.number, amount: '50000.00' },
    { line: 4, reference: 'X-404', amount: '118000.00' },
    { line: 5, reference: one.memberNumber, amount: '1.00' },
    { line: 6, reference: two.memberNumber, amount: '9000000.00' },
  ];
  const preview = await previewPayroll(context, { rows });
  assert.deepEqual(
    preview.rows.map(({ reason, loans }) => reason ?? loans),
    [one.number, two.number, 'reference_unknown', 'duplicate_line', two.number],
  );
  assert.equal(preview.total, '9286001.00');
  const asked = { fileName: 'gaji-november.xlsx', rows, cashAccountId: bank };
  const wrong = await refusal(collectPayroll(context, { ...asked, controlTotal: '1.00' }));
  assert.equal(wrong.reason, 'control_total_differs');
  const { result } = await collectPayroll(context, { ...asked, controlTotal: '9286001.00' });
  assert.deepEqual([result.posted, result.refused, result.amount], [2, 3, '168000.00']);
  const file = await payrollFile(context, { id: result.id });
  assert.deepEqual(
    file.rows.map(({ reason, receipts }) => reason ?? receipts.length > 0),
    [true, true, 'reference_unknown', 'duplicate_line', 'amount_over_debt'],
  );
  assert.equal((await loanState(context, one.id)).loan.outstandingSen, 110_000_000n);
  assert.equal((await refusal(collectPayroll(context, asked))).reason, 'file_already_collected');
  assert.equal((await payrollFiles(context, {})).length, 1);
});

test('money must reach a bank or cash account of the cooperative, and a member without a loan is named', async () => {
  const { memberNumber, borrower: saver, id } = await borrower();
  const rows = [{ line: 2, reference: memberNumber, amount: '118000.00' }];
  const asked = { fileName: 'a.csv', rows };
  const wrong = await refusal(collectPayroll(context, { ...asked, cashAccountId: saver.SS }));
  assert.equal(wrong.reason, 'cash_account_unknown');
  const loan = await loanState(context, id);
  assert.equal(loan.loan.outstandingSen, 120_000_000n);
  const whole = [{ line: 2, reference: memberNumber, amount: '0.00' }];
  assert.equal((await previewPayroll(context, { rows: whole })).rows[0]?.reason, 'amount_not_positive');
  const unknown = await refusal(payrollFile(context, { id }));
  assert.equal(unknown.reason, 'collection_unknown');
});
