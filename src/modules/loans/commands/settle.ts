import { OFFICE_SERIES } from '#documents';
import { command } from '#kernel/command';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import type { ApprovalNeed } from '#kernel/held';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { checkDate } from '#ledger';
import { SettleInput } from '../repay-schema.ts';
import { chargedThrough, owedOf, type Part, partSums, withParts } from '../rules/allocation.ts';
import { checkRepayable } from '../rules/repayable.ts';
import { type SettlementQuote, settlementQuote } from '../rules/settlement.ts';
import type { Channel } from '../store/events.ts';
import type { Instalment } from '../store/instalments.ts';
import { askerOf } from './repay.ts';
import { eventDetail, figuresOf, leave, scheduleOf } from './repay-decide.ts';
import { type Asker, planEntry, receivableOf, repaymentLines, requireWorking, sourceOf } from './repay-entry.ts';
import {
  loadRepayments,
  type RepayResult,
  type RepayState,
  type RepayWrite,
  repayAnswer,
  type WorkingLoan,
  writeRepayments,
} from './repay-state.ts';

/** A settlement that somebody asks for. Discounts in sen. */
export type SettleStep = {
  readonly loanId: string;
  readonly channel: Exclude<Channel, 'collateral'>;
  readonly expectedSen?: bigint | undefined;
  readonly interestDiscountSen?: bigint;
  readonly penaltyDiscountSen?: bigint;
  readonly cashAccountId?: string | undefined;
  readonly savingsAccountId?: string | undefined;
  readonly receiptSeries?: string;
  readonly on?: BusinessDate;
  readonly note?: string | undefined;
};

/**
 * Settles a loan early at the quote of the day; a discount of interest or late charge waits for a second person. Answers as `repay`.
 * Errors: those of `settleStep`.
 */
export const settle = command({
  name: 'loans.settle',
  permission: 'loans.collect',
  input: SettleInput,
  approval: (scope, input) => settlementApproval(scope, stepOf(input)),
  run: async (scope, input) => repayAnswer(await settleStep(scope, stepOf(input))),
});

function stepOf({ expected, interestDiscount, penaltyDiscount, happenedOn, ...rest }: SettleInput): SettleStep {
  const on = happenedOn === undefined ? {} : { on: happenedOn };
  return {
    ...rest,
    ...on,
    expectedSen: expected,
    interestDiscountSen: interestDiscount,
    penaltyDiscountSen: penaltyDiscount,
  };
}

/** Step: why a settlement waits for a second person, or null. What would be refused anyway is refused now. */
export async function settlementApproval(scope: Scope, asked: SettleStep): Promise<ApprovalNeed | null> {
  const discountSen = (asked.interestDiscountSen ?? 0n) + (asked.penaltyDiscountSen ?? 0n);
  if (discountSen === 0n) return null;
  const state = await loadRepayments(scope, [asked]);
  const working = requireWorking(state, asked.loanId);
  checkRepayable(working.loan, asked.on ?? scope.today, working.lastOn);
  discounted(quoteOf(working, asked.on ?? scope.today), asked);
  if (!asked.note) throw fieldError('note', 'discount_needs_reason', 'Tulis alasan potongan ini');
  const { number, memberName } = working.loan;
  return {
    rule: 'loans.settlement_discount',
    summary: `Potongan ${rupiahText(discountSen)} untuk pelunasan pinjaman ${number}, ${memberName}: ${asked.note}`,
    amountSen: discountSen,
    permission: 'loans.approve',
  };
}

/**
 * Step: settles a loan, also at a till. Errors: `loan_unknown`, those of `checkRepayable`, `quote_changed`, `discount_too_large`,
 * `approval_needed`, those of the source of the money and of the ledger.
 */
export async function settleStep(scope: Scope, asked: SettleStep): Promise<RepayResult> {
  if ((asked.interestDiscountSen ?? 0n) + (asked.penaltyDiscountSen ?? 0n) > 0n && scope.approvalId === null) {
    throw new DomainError('refused', 'approval_needed', 'Potongan menunggu persetujuan orang kedua');
  }
  const state = await loadRepayments(scope, [asked]);
  const write = decideSettlement(state, { ...asked, on: asked.on ?? scope.today }, askerOf(scope));
  const [result] = await writeRepayments(scope, [write], state);
  assert(result, 'one settlement was written');
  return result;
}

function quoteOf({ loan, rows, payments }: WorkingLoan, on: BusinessDate): SettlementQuote {
  return settlementQuote(loan.terms, rows, payments, on);
}

type Discounts = Pick<SettleStep, 'interestDiscountSen' | 'penaltyDiscountSen'>;

function discounted(quote: SettlementQuote, { interestDiscountSen = 0n, penaltyDiscountSen = 0n }: Discounts) {
  const over = (field: string, most: bigint) =>
    fieldError(field, 'discount_too_large', `Potongan paling banyak ${rupiahText(most)}`);
  if (interestDiscountSen > quote.interestSen) throw over('interestDiscount', quote.interestSen);
  if (penaltyDiscountSen > quote.penaltySen) throw over('penaltyDiscount', quote.penaltySen);
  const interestSen = quote.interestSen - interestDiscountSen;
  const penaltySen = quote.penaltySen - penaltyDiscountSen;
  const totalSen = quote.principalSen + interestSen + penaltySen;
  if (totalSen === 0n) {
    throw fieldError('interestDiscount', 'discount_too_large', 'Potongan ini tidak menyisakan apa pun untuk dibayar');
  }
  return { interestSen, penaltySen, totalSen };
}

function decideSettlement(state: RepayState, asked: SettleStep & { on: BusinessDate }, asker: Asker): RepayWrite {
  const working = requireWorking(state, asked.loanId);
  const { loan } = working;
  const { on } = asked;
  checkRepayable(loan, on, working.lastOn);
  checkDate(state.books, on);
  const quote = quoteOf(working, on);
  const owed = discounted(quote, asked);
  if (asked.expectedSen !== undefined && asked.expectedSen !== owed.totalSen) {
    throw fieldError(
      'expected',
      'quote_changed',
      `Jumlah pelunasan sekarang ${rupiahText(owed.totalSen)}. Periksa lagi`,
    );
  }
  const { receiptSeries, ...payment } = asked;
  const source = {
    ...payment,
    amountSen: owed.totalSen,
    series: receiptSeries,
    mayUseTill: receiptSeries !== undefined,
  };
  const sourceId = sourceOf(state, working, source);
  const parts = partsOf(working, quote, owed);
  const after = settledRows(working, parts, on);
  const lines = [
    { accountId: sourceId, amountSen: owed.totalSen },
    ...repaymentLines(state, working, { ...partSums(parts), closes: true }),
  ].filter(({ amountSen }) => amountSen !== 0n);
  const description = `Pelunasan pinjaman ${loan.number}`;
  const entry = planEntry(state, working, { asked, asker, lines, description, source: 'loans.settle' });
  const schedule = after.remade ? scheduleOf(working, { rows: after.rows, on, reason: 'prepayment' }) : undefined;
  leave(working, { ...after, parts, on, settles: true });
  const result = figuresOf(state, working, { parts, excessSen: 0n });
  return {
    entry,
    loanId: loan.id,
    receipt: {
      series: receiptSeries ?? OFFICE_SERIES,
      kind: 'loan_settlement',
      entryId: entry.id,
      amountSen: owed.totalSen,
      businessDate: on,
      issuedBy: asker.personId,
    },
    event: {
      ...settledEvent(working, asked, { result, parts, amountSen: owed.totalSen }),
      detail: {
        ...eventDetail(result, { previousVersion: loan.version, receivableSen: receivableOf(entry, loan) }),
        interestDiscount: formatDecimal(quote.interestSen - owed.interestSen),
        penaltyDiscount: formatDecimal(quote.penaltySen - owed.penaltySen),
        waived: after.waived,
      },
      by: asker,
    },
    ...(schedule ? { schedule } : {}),
    result,
  };
}

function settledEvent(
  { loan }: WorkingLoan,
  asked: SettleStep & { on: BusinessDate },
  paid: { result: ReturnType<typeof figuresOf>; parts: Part[]; amountSen: bigint },
) {
  const { principalSen, interestSen, penaltySen } = paid.result;
  return {
    loanId: loan.id,
    kind: 'settled' as const,
    on: asked.on,
    version: loan.version,
    amountSen: paid.amountSen,
    principalSen,
    interestSen,
    penaltySen,
    channel: asked.channel,
    note: asked.note ?? '',
    allocations: paid.parts,
  };
}

/** All principal; interest and charge oldest first, so that a discount is of the newest. */
function partsOf(
  { rows }: WorkingLoan,
  quote: SettlementQuote,
  owed: { interestSen: bigint; penaltySen: bigint },
): Part[] {
  let [interestLeft, penaltyLeft] = [owed.interestSen, owed.penaltySen];
  return rows.flatMap((row): Part[] => {
    const interest = smaller(quote.interestOf.get(row.no) ?? 0n, interestLeft);
    const penalty = smaller(quote.penaltyOf.get(row.no) ?? 0n, penaltyLeft);
    interestLeft -= interest;
    penaltyLeft -= penalty;
    const parts: Part[] = [
      { no: row.no, component: 'penalty', amountSen: penalty },
      { no: row.no, component: 'interest', amountSen: interest },
      { no: row.no, component: 'principal', amountSen: row.principalSen - row.paidPrincipalSen },
    ];
    return parts.filter(({ amountSen }) => amountSen > 0n);
  });
}

/** Every row paid in full: its interest is what was paid of it, and what is left of its charge is forgiven. */
function settledRows({ loan, rows, payments }: WorkingLoan, parts: readonly Part[], on: BusinessDate) {
  const charge = (row: Instalment) => chargedThrough(row, payments, loan.terms.penalty, on);
  const cut = rows.map((row) => {
    const paid = parts.find(({ no, component }) => no === row.no && component === 'interest')?.amountSen ?? 0n;
    const interestSen = row.paidInterestSen + paid;
    return interestSen === row.interestSen ? row : { ...row, interestSen };
  });
  const charged = new Map(rows.map((row) => [row.no, charge(row)]));
  const after = withParts(cut, parts, on, (row) => charged.get(row.no) ?? 0n).map((row) => {
    const chargedSen = charged.get(row.no) ?? 0n;
    const open = owedOf(row, chargedSen).penalty;
    const full = row.settledOn === null ? { ...row, settledOn: on, penaltySen: chargedSen } : row;
    return open === 0n ? full : { ...full, waivedPenaltySen: full.waivedPenaltySen + open };
  });
  const waived = after.flatMap((row, index) => {
    const more = row.waivedPenaltySen - (rows[index]?.waivedPenaltySen ?? 0n);
    return more === 0n ? [] : [{ no: row.no, amount: formatDecimal(more) }];
  });
  return { rows: after, waived, remade: cut.some((row, index) => row !== rows[index]) };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
