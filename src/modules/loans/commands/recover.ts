import type { z } from 'zod';
import { issueReceipts, OFFICE_SERIES } from '#documents';
import { command } from '#kernel/command';
import { assert, DomainError, fieldError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { type Books, generalAccountId, loadBooks, planPosting, writePosting } from '#ledger';
import { checkWithdrawal, readCashAccounts, readTellerAccounts } from '#savings';
import { RecoverInput } from '../quality-schema.ts';
import { leftToRecover } from '../rules/write-off.ts';
import { type Channel, insertLoanEvents } from '../store/events.ts';
import { type Loan, requireLoan } from '../store/loans.ts';
import { readRecoveryCode } from '../store/quality-parameters.ts';
import { readWrittenOff } from '../store/recovered.ts';

/**
 * Takes money for a loan that was written off: Dr cash, bank or saving, Cr the recovery line (DOMAIN 3.6), with what is left to claim.
 * Errors: `loan_unknown`, `loan_not_written_off`, `amount_over_remaining`, `bank_account_needed`, `cash_account_unknown`,
 * `savings_account_unknown`, those of a withdrawal and of the ledger.
 */
export const recover = command({
  name: 'loans.recover',
  permission: 'loans.collect',
  input: RecoverInput,
  run: (scope, { accountId, amount, ...input }) =>
    recoverStep(scope, { ...input, amountSen: amount, ...(accountId === undefined ? {} : { accountId }) }),
});

export type AskedRecovery = Omit<z.output<typeof RecoverInput>, 'amount' | 'accountId'> & {
  readonly amountSen: bigint;
  readonly accountId?: string;
  /** The counter that issues the receipt; tills are named by the payments module only, which knows whose they are. */
  readonly series?: string;
  readonly mayUseTill?: boolean;
};

/** Step: the same inside another command, such as the till's. Errors: those of `recover`. */
export async function recoverStep(scope: Scope, asked: AskedRecovery) {
  const code = await readRecoveryCode(scope, scope.today);
  const { byId, general } = await readCashAccounts(scope, asked.accountId === undefined ? [] : [asked.accountId]);
  const incomeId = await generalAccountId(scope, code);
  const cash = asked.accountId === undefined ? general : byId.get(asked.accountId);
  const ids = [asked.loanId, incomeId, asked.accountId ?? general?.id ?? incomeId];
  const books = await loadBooks(scope, ids);
  const loan = await requireLoan(scope, asked.loanId);
  const leftSen = await requireLeft(scope, loan, asked.amountSen);
  const sourceId =
    asked.channel === 'savings'
      ? await savingsSource(scope, { books, loan, asked })
      : cashSource(asked, cash && (asked.mayUseTill || cash.ownerKind === 'general') ? cash.id : undefined);
  const [entry] = planPosting(books, [
    {
      description: `Penerimaan pinjaman hapus buku ${loan.number}`,
      businessDate: scope.today,
      source: 'loans.recover',
      lines: [
        { accountId: sourceId, amountSen: asked.amountSen },
        { accountId: incomeId, amountSen: -asked.amountSen },
      ],
    },
  ]);
  assert(entry, 'one entry was planned');
  await writePosting(scope, books, [entry]);
  const [receipt] = await issueReceipts(scope, [
    {
      series: asked.series ?? OFFICE_SERIES,
      kind: 'loan_recovery',
      entryId: entry.id,
      amountSen: asked.amountSen,
      businessDate: scope.today,
    },
  ]);
  assert(receipt, 'a recovery has its receipt');
  const remaining = formatDecimal(leftSen - asked.amountSen);
  const [id] = await noteRecovery(scope, { loan, asked, entryId: entry.id, receiptId: receipt.id, remaining });
  return {
    id: id ?? '',
    entryId: entry.id,
    receiptId: receipt.id,
    receiptNumber: receipt.number,
    checkCode: receipt.checkCode,
    remaining,
  };
}

function noteRecovery(
  scope: Scope,
  of: { loan: Loan; asked: AskedRecovery; entryId: string; receiptId: string; remaining: string },
): Promise<string[]> {
  const { loan, asked, entryId, receiptId, remaining } = of;
  const channel: Channel = asked.channel;
  return insertLoanEvents(scope, [
    {
      loanId: loan.id,
      kind: 'recovered',
      on: scope.today,
      version: loan.version,
      amountSen: asked.amountSen,
      channel,
      entryId,
      receiptId,
      note: asked.note,
      detail: { remaining },
    },
  ]);
}

async function requireLeft(scope: Scope, loan: Loan, amountSen: bigint): Promise<bigint> {
  const claim = loan.status === 'written_off' ? await readWrittenOff(scope, loan.id) : undefined;
  if (!claim) throw new DomainError('refused', 'loan_not_written_off', 'Pinjaman ini belum dihapus buku');
  const leftSen = leftToRecover(claim.owedSen, claim.recoveredSen);
  if (amountSen <= leftSen) return leftSen;
  throw fieldError('amount', 'amount_over_remaining', `Sisa yang masih ditagih ${rupiahText(leftSen)}`);
}

function cashSource(asked: AskedRecovery, cashId: string | undefined): string {
  if (asked.channel === 'transfer' && asked.accountId === undefined) {
    throw fieldError('accountId', 'bank_account_needed', 'Pilih rekening bank yang menerima transfer ini');
  }
  if (cashId === undefined) throw new DomainError('not_found', 'cash_account_unknown', 'Kas atau bank ini tidak ada');
  return cashId;
}

async function savingsSource(
  scope: Scope,
  { books, loan, asked }: { books: Books; loan: Loan; asked: AskedRecovery },
): Promise<string> {
  const accounts = await readTellerAccounts(scope, asked.accountId === undefined ? [] : [asked.accountId]);
  const account = accounts.get(asked.accountId ?? '');
  if (account?.memberId !== loan.memberId) {
    throw fieldError('accountId', 'savings_account_unknown', 'Pilih simpanan milik peminjam ini');
  }
  const balanceSen = books.accounts.get(account.id)?.balanceSen ?? 0n;
  checkWithdrawal(account, { amountSen: asked.amountSen, on: scope.today, balanceSen, today: scope.today });
  return account.id;
}
