import { issueReceipts, OFFICE_SERIES } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { assert, fieldError } from '#kernel/errors';
import { formatDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { generalAccountIds, lockAccounts, post } from '#ledger';
import { feesOf, type Payout, payoutLines, payoutOf } from '../rules/fees.ts';
import { replan } from '../rules/replan.ts';
import { ENGINE_VERSION, makeSchedule, parseSchedule } from '../schedule/index.ts';
import { insertLoanEvents } from '../store/events.ts';
import { type Instalment, insertSchedules, readInstalments } from '../store/instalments.ts';
import { type Loan, requireLoan, updateLoan } from '../store/loans.ts';
import { requireVersion } from '../store/schedules.ts';
import { unpaidRows } from './draw.ts';

/** Money that leaves for a loan. Amounts in sen. */
export type PayOut = {
  readonly loanId: string;
  readonly amountSen: bigint;
  readonly on: BusinessDate;
  readonly channel: 'cash' | 'savings' | 'transfer';
  /** The ledger account that gives: a till, the member's saving, a bank line. */
  readonly paidFromAccountId: string;
  /** Where fees are put that the member brings in cash; absent: nothing may be brought. */
  readonly cashAccountId?: string;
  readonly receiptSeries?: string;
  readonly note?: string;
};

/** What a payout came to, inside the program. `id` is the receipt's. Amounts in sen. */
export type PaidOut = Payout & {
  readonly id: string;
  readonly receiptNumber: string;
  readonly checkCode: string;
  readonly entryId: string;
  readonly eventId: string;
  readonly memberId: string;
  readonly description: string;
  /** Principal owed afterwards. */
  readonly balanceSen: bigint;
};

/**
 * Step: pays out a signed contract or a tranche of it: one balanced entry with its fees, the schedule from that day, the event, the receipt.
 * It asks for no approval and no security: `disburseStep` does, before it calls this. Fees are charged once, with the first payout.
 * Errors: `loan_unknown`, `fees_above_payout`, `fee_needs_till`, those of the engine and of the ledger.
 */
export async function payOut(scope: Scope, asked: PayOut): Promise<PaidOut> {
  const before = await requireLoan(scope, asked.loanId);
  const fees = before.disbursedSen > 0n ? [] : feesOf(before.terms, before.principalSen);
  const payout = payoutOf(asked.amountSen, fees);
  checkNet(payout, asked);
  const feeAccounts = await generalAccountIds(
    scope,
    fees.map(({ chartCode }) => chartCode),
  );
  await lockAccounts(scope, [before.id, asked.paidFromAccountId]);
  const loan = await requireLoan(scope, before.id);
  assert(loan.disbursedSen === before.disbursedSen, 'a loan is locked before it is paid out');
  const accountOf = (account: ReturnType<typeof payoutLines>[number]['account']): string => {
    if (account === 'principal') return loan.id;
    if (account === 'paid') return asked.paidFromAccountId;
    if (account === 'brought') return asked.cashAccountId ?? '';
    return feeAccounts.get(account.chartCode) ?? '';
  };
  const description = `Pencairan pinjaman ${loan.number}`;
  const [entry] = await post(scope, [
    {
      description,
      businessDate: asked.on,
      source: 'loans.disburse',
      ...(loan.branchId === null ? {} : { branchId: loan.branchId }),
      lines: payoutLines(payout, fees).map(({ account, amountSen, note = asked.note }) => ({
        accountId: accountOf(account),
        amountSen,
        ...(note === undefined ? {} : { note }),
      })),
    },
  ]);
  assert(entry, 'one entry was posted');
  const version = await scheduleOfPayout(scope, loan, asked);
  const [receipt] = await issueReceipts(scope, [
    {
      series: asked.receiptSeries ?? OFFICE_SERIES,
      kind: 'loan_disbursement',
      entryId: entry.id,
      amountSen: payout.netSen > 0n ? payout.netSen : payout.grossSen,
      businessDate: asked.on,
    },
  ]);
  assert(receipt, 'a payout has its receipt');
  const eventId = await notePayout(scope, loan, {
    asked,
    payout,
    version,
    entryId: entry.id,
    receiptId: receipt.id,
    fees,
  });
  return {
    ...payout,
    id: receipt.id,
    receiptNumber: receipt.number,
    checkCode: receipt.checkCode,
    entryId: entry.id,
    eventId,
    memberId: loan.memberId,
    description,
    balanceSen: loan.outstandingSen + asked.amountSen,
  };
}

function checkNet(payout: Payout, asked: PayOut): void {
  if (payout.netSen < 0n) {
    const pesan = `Biaya ${rupiahText(payout.deductedSen)} lebih besar dari yang dicairkan. Cairkan lebih banyak`;
    throw fieldError('amount', 'fees_above_payout', pesan);
  }
  if (payout.broughtSen > 0n && asked.cashAccountId === undefined) {
    const pesan = `Anggota membayar biaya ${rupiahText(payout.broughtSen)} tunai. Cairkan di kas teller yang terbuka`;
    throw fieldError('channel', 'fee_needs_till', pesan);
  }
}

type Noted = {
  readonly asked: PayOut;
  readonly payout: Payout;
  readonly version: number;
  readonly entryId: string;
  readonly receiptId: string;
  readonly fees: ReturnType<typeof feesOf>;
};

async function notePayout(scope: Scope, loan: Loan, noted: Noted): Promise<string> {
  const { asked, payout, version, entryId, receiptId, fees } = noted;
  const [eventId] = await insertLoanEvents(scope, [
    {
      loanId: loan.id,
      kind: 'disbursed',
      on: asked.on,
      version,
      amountSen: payout.grossSen,
      principalSen: payout.grossSen,
      feeSen: payout.deductedSen + payout.broughtSen,
      channel: asked.channel,
      entryId,
      receiptId,
      note: asked.note ?? '',
      detail: {
        net: formatDecimal(payout.netSen),
        brought: formatDecimal(payout.broughtSen),
        fees: fees.map(({ code, name, taken, amountSen }) => ({ code, name, taken, amount: formatDecimal(amountSen) })),
      },
    },
  ]);
  assert(eventId, 'one event was written');
  return eventId;
}

/** Sets the loan's row and, where amount or day differ from the contract's plan, a new version of its schedule. Answers the version. */
async function scheduleOfPayout(scope: Scope, loan: Loan, asked: PayOut): Promise<number> {
  const inForce = await requireVersion(scope, loan.id, loan.version);
  const { request } = inForce;
  const first = loan.disbursedSen === 0n;
  const paidSen = loan.disbursedSen + asked.amountSen;
  const asAgreed = first && asked.amountSen === loan.principalSen && request.disbursedOn === asked.on;
  const rows = (await readInstalments(scope, [loan.id])).get(loan.id) ?? [];
  const made = asAgreed ? { request, rows } : nextPlan({ loan, rows, request, asked, first });
  const version = asAgreed ? loan.version : loan.version + 1;
  if (!asAgreed) {
    const reason = first && paidSen === loan.principalSen ? ('recalculated' as const) : ('tranche' as const);
    await insertSchedules(scope, [
      {
        loanId: loan.id,
        version,
        terms: inForce.termsJson,
        request: made.request,
        engineVersion: ENGINE_VERSION,
        reason,
        madeOn: scope.today,
        rows: made.rows,
      },
    ]);
  }
  await updateLoan(scope, loan.id, {
    status: 'active',
    version,
    disbursedSen: paidSen,
    ...(first ? { disbursedOn: asked.on } : {}),
    maturesOn: made.rows.at(-1)?.dueOn ?? loan.maturesOn,
    nextDueOn: made.rows.find(({ settledOn }) => settledOn === null)?.dueOn ?? null,
  });
  return version;
}

type PlanInput = {
  readonly loan: Loan;
  readonly rows: readonly Instalment[];
  readonly request: Awaited<ReturnType<typeof requireVersion>>['request'];
  readonly asked: PayOut;
  readonly first: boolean;
};

/** The first payout sets the days of the contract's plan; a later tranche joins what is still owed from its day on. */
function nextPlan({ loan, rows, request, asked, first }: PlanInput) {
  if (first) {
    const { disbursements: _, ...rest } = request;
    const made = { ...rest, principal: formatDecimal(asked.amountSen), disbursedOn: asked.on };
    return { request: made, rows: unpaidRows(makeSchedule(parseSchedule(made)).rows, asked.on) };
  }
  return replan({
    rows,
    request,
    outstandingSen: loan.outstandingSen,
    on: asked.on,
    change: { arrears: 'keep', addedSen: asked.amountSen },
  });
}
