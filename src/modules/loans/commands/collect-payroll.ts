import { createHash } from 'node:crypto';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import { type PlannedDeduction, planPayroll } from '../queries/payroll.ts';
import { PayrollInput } from '../repay-schema.ts';
import { checkRepayable } from '../rules/repayable.ts';
import { insertPayroll, type PayrollRow } from '../store/collections.ts';
import { askerOf } from './repay.ts';
import { decideRepayment } from './repay-decide.ts';
import { type AskedRepayment, type Asker, requireWorking } from './repay-entry.ts';
import { loadRepayments, type RepayState, type RepayWrite, writeRepayments } from './repay-state.ts';

/**
 * Posts what an employer deducted for its workers to their loans, once a month's file. Each line is posted or refused by itself, with the
 * reason, in one transaction. Answers `{ id, posted, refused, amount }`. Errors: `file_already_collected`, `control_total_differs`,
 * `cash_account_unknown`; of a line: those of `planPayroll` and of a repayment.
 */
export const collectPayroll = command({
  name: 'loans.collectPayroll',
  permission: 'loans.collect',
  input: PayrollInput,
  async run(scope, { fileName, rows, cashAccountId, controlTotal, happenedOn }) {
    const on = happenedOn ?? scope.today;
    const planned = await planPayroll(scope, rows);
    const total = planned.reduce((sum, { amountSen }) => sum + amountSen, 0n);
    if (controlTotal !== undefined && controlTotal !== total) {
      throw fieldError(
        'controlTotal',
        'control_total_differs',
        `Jumlah semua baris ${rupiahText(total)}, bukan ${rupiahText(controlTotal)}. Periksa berkasnya`,
      );
    }
    const wanted = planned.flatMap(({ parts }) =>
      parts.map(({ loanId }) => ({ loanId, channel: 'payroll' as const, cashAccountId })),
    );
    const state = await loadRepayments(scope, wanted.length > 0 ? wanted : []);
    if (state.cash.get(cashAccountId)?.ownerKind !== 'general' && wanted.length > 0) {
      throw fieldError('cashAccountId', 'cash_account_unknown', 'Kas atau bank ini tidak ada');
    }
    const asker = askerOf(scope);
    const decided = planned.map((row) => decideLine(state, row, { on, cashAccountId, note: fileName }, asker));
    const writes = decided.flatMap((line) => line.writes);
    const results = await writeRepayments(scope, writes, state);
    const receipts = new Map(writes.map((write, index) => [write, results[index]?.receiptNumber ?? '']));
    const kept = decided.map(
      ({ row, writes: own }): PayrollRow => ({
        ...row,
        receipts: own.map((write) => receipts.get(write)).join(', '),
      }),
    );
    const contentHash = createHash('sha256')
      .update(JSON.stringify([on.slice(0, 7), rows]))
      .digest('hex');
    const id = await insertPayroll(scope, { fileName, contentHash, happenedOn: on, cashAccountId, rows: kept });
    const posted = kept.filter(({ outcome }) => outcome === 'posted');
    return {
      id,
      posted: posted.length,
      refused: kept.length - posted.length,
      amount: formatDecimal(posted.reduce((sum, { amountSen }) => sum + amountSen, 0n)),
    };
  },
});

type Deciding = Pick<AskedRepayment, 'on' | 'cashAccountId' | 'note'>;

// A line is taken whole or not at all: what could refuse a later part is asked of every loan before the first is decided.
function decideLine(
  state: RepayState,
  planned: PlannedDeduction,
  asked: Deciding,
  asker: Asker,
): { row: PayrollRow; writes: RepayWrite[] } {
  const { line, reference, amountSen, memberName, loans } = planned;
  const row = { line, reference, amountSen, memberName, loans, receipts: '', reason: null, pesan: null };
  try {
    if (planned.refusal) throw planned.refusal;
    for (const { loanId } of planned.parts) {
      const { loan, lastOn } = requireWorking(state, loanId);
      checkRepayable(loan, asked.on, lastOn);
    }
    const writes = planned.parts.map((part) =>
      decideRepayment(state, { ...asked, ...part, channel: 'payroll' }, asker),
    );
    return { row: { ...row, outcome: 'posted' }, writes };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { row: { ...row, outcome: 'refused', reason: error.reason, pesan: error.pesan }, writes: [] };
  }
}
