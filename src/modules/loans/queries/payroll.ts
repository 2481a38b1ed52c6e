import sql from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal, parseDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { membersByNumber } from '#members';
import { PayrollPreviewInput } from '../repay-schema.ts';
import { type PayrollPart, splitDeduction } from '../rules/payroll.ts';
import { readPayrollRows, readPayrolls } from '../store/collections.ts';
import { activeLoansOf } from '../store/payments.ts';
import { bankAccounts } from './bank-accounts.ts';
import { type Debt, readDebts } from './debt.ts';

/** What a line of a payroll file would pay, or why it cannot. */
export type PlannedDeduction = {
  readonly line: number;
  readonly reference: string;
  readonly amountSen: bigint;
  readonly memberName: string | null;
  readonly parts: readonly PayrollPart[];
  /** Of the amount, what is more than these loans owe now: the product's rule decides where it goes. */
  readonly excessSen: bigint;
  readonly loans: string;
  readonly refusal: DomainError | null;
};

type Row = { readonly line: number; readonly reference: string; readonly amount: string };

/**
 * What each line would pay today: a line names a member (all running loans, oldest first) or one loan. Refusals of a line:
 * `reference_unknown`, `no_running_loan`, `duplicate_line`, `amount_format`, `amount_not_positive`.
 */
export async function planPayroll(scope: QueryScope, rows: readonly Row[]): Promise<PlannedDeduction[]> {
  const references = [...new Set(rows.map(({ reference }) => reference.toUpperCase()))];
  const [members, byNumber] = await Promise.all([
    membersByNumber(scope, [...new Set(rows.map(({ reference }) => reference))]),
    loansByNumber(scope, references),
  ]);
  const owned = await activeLoansOf(
    scope,
    [...members.values()].map(({ id }) => id),
  );
  const ofMember = Map.groupBy(owned, ({ memberId }) => memberId);
  const debts = await readDebts(scope, [...owned.map(({ id }) => id), ...byNumber.values()], scope.today);
  const seen = new Set<string>();
  return rows.map((row) => {
    const member = members.get(row.reference);
    const single = byNumber.get(row.reference.toUpperCase());
    const ids = member ? (ofMember.get(member.id) ?? []).map(({ id }) => id) : single ? [single] : [];
    const found = ids.flatMap((id) => debts.get(id) ?? []);
    const known = member !== undefined || single !== undefined;
    const twice = seen.has(row.reference.toUpperCase());
    seen.add(row.reference.toUpperCase());
    return plannedOf(row, { found, known, twice });
  });
}

function plannedOf(row: Row, of: { found: readonly Debt[]; known: boolean; twice: boolean }): PlannedDeduction {
  const base = { line: row.line, reference: row.reference, memberName: of.found[0]?.loan.memberName ?? null };
  const none = { ...base, parts: [], excessSen: 0n, loans: '' };
  let amountSen = 0n;
  try {
    amountSen = parseDecimal(row.amount);
    if (!of.known) throw refusal('reference_unknown', 'Nomor anggota atau nomor pinjaman ini tidak ada');
    if (of.twice) throw refusal('duplicate_line', 'Nomor ini sudah ada di baris sebelumnya');
    if (amountSen === 0n) throw refusal('amount_not_positive', 'Jumlah harus lebih dari nol');
    if (of.found.length === 0) throw refusal('no_running_loan', 'Anggota ini tidak punya pinjaman berjalan');
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ...none, amountSen, refusal: error };
  }
  const loans = of.found.map(({ loan, dueSen, runningSen }) => ({ loanId: loan.id, payableSen: dueSen + runningSen }));
  const payable = loans.reduce((sum, { payableSen }) => sum + payableSen, 0n);
  const parts = splitDeduction(loans, amountSen);
  const numbers = of.found.filter(({ loan }) => parts.some(({ loanId }) => loanId === loan.id));
  return {
    ...base,
    amountSen,
    parts,
    excessSen: amountSen > payable ? amountSen - payable : 0n,
    loans: numbers.map(({ loan }) => loan.number).join(', '),
    refusal: null,
  };
}

function refusal(reason: string, pesan: string): DomainError {
  return new DomainError('invalid', reason, pesan);
}

async function loansByNumber(scope: QueryScope, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await scope.tx.rows<{ id: string; number: string }>(sql`
    select l.id, l.number from loans.loan l
     where l.cooperative_id = ${scope.cooperativeId} and l.number = any(${[...numbers]}) and l.status = 'active'`);
  return new Map(rows.map(({ id, number }) => [number, id]));
}

/** A payroll file before it is posted: every line with what it pays or why not, and the control totals. */
export const previewPayroll = query({
  name: 'loans.previewPayroll',
  permission: 'loans.collect',
  input: PayrollPreviewInput,
  async run(scope, { rows }) {
    const planned = await planPayroll(scope, rows);
    const sum = (lines: readonly PlannedDeduction[]) => lines.reduce((total, { amountSen }) => total + amountSen, 0n);
    const good = planned.filter((row) => row.refusal === null);
    return {
      rows: planned.map((row) => ({
        line: row.line,
        reference: row.reference,
        amount: formatDecimal(row.amountSen),
        memberName: row.memberName,
        loans: row.loans,
        excess: formatDecimal(row.excessSen),
        reason: row.refusal?.reason ?? null,
        pesan: row.refusal?.pesan ?? null,
      })),
      total: formatDecimal(sum(planned)),
      postable: formatDecimal(sum(good)),
      postableRows: good.length,
    };
  },
});

/** The payroll files that were posted, newest first. */
export const payrollFiles = query({
  name: 'loans.payrollFiles',
  permission: 'loans.collect',
  input: z.strictObject({}),
  run: async (scope) => (await readPayrolls(scope)).map(fileView),
});

/** One posted file with its lines. Error: `collection_unknown`. */
export const payrollFile = query({
  name: 'loans.payrollFile',
  permission: 'loans.collect',
  input: z.strictObject({ id: idField }),
  async run(scope, { id }) {
    const [file] = await readPayrolls(scope, id);
    if (!file) throw new DomainError('not_found', 'collection_unknown', 'Berkas ini tidak ada');
    const rows = await readPayrollRows(scope, id);
    return {
      ...fileView(file),
      rows: rows.map(({ amountSen, ...row }) => ({ ...row, amount: formatDecimal(amountSen) })),
    };
  },
});

function fileView({ postedSen, refusedSen, ...file }: Awaited<ReturnType<typeof readPayrolls>>[number]) {
  return { ...file, posted: formatDecimal(postedSen), refused: formatDecimal(refusedSen) };
}

/** The bank and cash accounts that an employer's money may reach. */
export const payrollAccounts = query({
  name: 'loans.payrollAccounts',
  permission: 'loans.collect',
  input: z.strictObject({}),
  run: (scope) => bankAccounts(scope),
});
