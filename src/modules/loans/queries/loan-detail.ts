import { z } from 'zod';
import { receiptsOfEntries } from '#documents';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { feesOf, payoutOf } from '../rules/fees.ts';
import { instalmentViews } from '../rules/instalment-view.ts';
import { missingSigners } from '../rules/signing.ts';
import { daysPastDueOn } from '../rules/standing.ts';
import { effectiveAnnualPercent, makeSchedule, parseEvents, parseSchedule } from '../schedule/index.ts';
import { type LoanEvent, readEvents } from '../store/events.ts';
import { type Loan, requireLoan } from '../store/loans.ts';
import { type AgreementVersion, readVersionRows, readVersions } from '../store/schedules.ts';
import { securityBehind } from '../store/security.ts';
import { readSignatures } from '../store/signatures.ts';
import { readDebts } from './debt.ts';

/** A loan as pages and the API show it. Money as decimal strings. */
export type LoanView = ReturnType<typeof loanView>;

/** The facts of a loan without its schedule. */
export function loanView(loan: Loan, today: BusinessDate) {
  const { calculation } = loan.terms;
  return {
    id: loan.id,
    number: loan.number,
    memberId: loan.memberId,
    memberName: loan.memberName,
    memberNumber: loan.memberNumber,
    productId: loan.productId,
    productName: loan.productName,
    contract: loan.contract,
    applicationId: loan.applicationId,
    status: loan.status,
    principal: formatDecimal(loan.principalSen),
    disbursed: formatDecimal(loan.disbursedSen),
    undisbursed: formatDecimal(loan.principalSen - loan.disbursedSen),
    outstanding: formatDecimal(loan.outstandingSen),
    receivable: formatDecimal(loan.receivableSen),
    purpose: loan.purpose,
    officerName: loan.officerName,
    savingsAccountId: loan.savingsAccountId,
    standingOrder: loan.standingOrder,
    drawnOn: loan.drawnOn,
    signedOn: loan.signedOn,
    disbursedOn: loan.disbursedOn,
    maturesOn: loan.maturesOn,
    closedOn: loan.closedOn,
    nextDueOn: loan.nextDueOn,
    daysPastDue: loan.status === 'active' ? daysPastDueOn(loan.nextDueOn, today) : loan.daysPastDue,
    collectability: loan.override ?? loan.collectability,
    restructuredOn: loan.restructuredOn,
    version: loan.version,
    method: calculation.method,
    rate: calculation.rate,
    rounding: calculation.rounding ?? null,
    penalty: loan.terms.penalty.kind,
    profitSharePercent: loan.terms.profitSharePercent ?? null,
  };
}

/** What happened to a loan, as its timeline shows it. Money as decimal strings. */
function eventView(event: LoanEvent, receiptNumber: string | null) {
  return {
    id: event.id,
    kind: event.kind,
    on: event.on,
    amount: formatDecimal(event.amountSen),
    principal: formatDecimal(event.principalSen),
    interest: formatDecimal(event.interestSen),
    penalty: formatDecimal(event.penaltySen),
    fee: formatDecimal(event.feeSen),
    channel: event.channel,
    version: event.version,
    entryId: event.entryId,
    receiptId: event.receiptId,
    receiptNumber,
    reversed: event.reversedById !== null,
    note: event.note,
    personName: event.personName,
    writtenAt: event.writtenAt,
  };
}

function versionView({ version, reason, madeOn, madeAt, request }: AgreementVersion) {
  return {
    version,
    reason,
    madeOn,
    madeAt,
    principal: request.principal,
    instalments: request.instalments,
    method: request.method,
    rate: request.rate,
  };
}

/** The yearly effective rate of an agreement as its engine computes it, "23.6984", or null where there is none. */
export function effectiveOf(request: AgreementVersion['request']): string | null {
  const terms = parseSchedule(request);
  return effectiveAnnualPercent(terms, makeSchedule(terms, parseEvents(request)).rows) ?? null;
}

/** One loan whole: facts, what is owed today, its schedule, what happened, versions, fees, signatures, security. Error: `loan_unknown`. */
export const loanDetail = query({
  name: 'loans.detail',
  permission: 'loans.read',
  input: z.strictObject({ loanId: idField }),
  run: (scope, { loanId }) => readLoanDetail(scope, loanId),
});

/** Step: as `loanDetail`. */
export async function readLoanDetail(scope: QueryScope, loanId: string) {
  const loan = await requireLoan(scope, loanId);
  const [debts, events, versions, signatures, security] = await Promise.all([
    readDebts(scope, [loan.id], scope.today),
    readEvents(scope, [loan.id]),
    readVersions(scope, loan.id),
    readSignatures(scope, loan.id),
    securityBehind(scope, { loanId: loan.id, applicationId: loan.applicationId }),
  ]);
  const debt = debts.get(loan.id);
  const rows = debt?.rows ?? [];
  const receipts = await receiptsOfEntries(
    scope,
    events.flatMap(({ entryId }) => (entryId === null ? [] : [entryId])),
  );
  const inForce = versions.find(({ version }) => version === loan.version);
  const fees = feesOf(loan.terms, loan.principalSen);
  const { netSen, broughtSen } = payoutOf(loan.principalSen, fees);
  const signed = signatures.filter(({ version }) => version === loan.version || loan.disbursedSen > 0n);
  const needed =
    loan.status === 'drawn'
      ? missingSigners(
          signed,
          security.guarantors.map(({ name }) => name),
        )
      : [];
  return {
    today: scope.today,
    loan: {
      ...loanView(loan, scope.today),
      tenor: rows.length,
      effectivePercent: inForce ? effectiveOf(inForce.request) : null,
    },
    owed: {
      due: formatDecimal(debt?.dueSen ?? 0n),
      duePrincipal: formatDecimal(debt?.due.principal ?? 0n),
      dueInterest: formatDecimal(debt?.due.interest ?? 0n),
      duePenalty: formatDecimal(debt?.due.penalty ?? 0n),
      running: formatDecimal(debt?.runningSen ?? 0n),
      runningDueOn: debt?.runningDueOn ?? null,
    },
    instalments: instalmentViews(rows, scope.today),
    events: events
      .toReversed()
      .map((event) => eventView(event, event.entryId === null ? null : (receipts.get(event.entryId)?.number ?? null))),
    versions: versions.map(versionView),
    fees: fees.map(({ name, taken, amountSen }) => ({ name, taken, amount: formatDecimal(amountSen) })),
    payout: { net: formatDecimal(netSen), brought: formatDecimal(broughtSen) },
    signatures,
    missingSigners: needed.map(({ role, name }) => ({ role, name: role === 'borrower' ? loan.memberName : name })),
    security: {
      collateral: security.collateral.map(({ valueSen, ...one }) => ({ ...one, value: formatDecimal(valueSen) })),
      guarantors: security.guarantors.map(({ amountSen, ...one }) => ({ ...one, amount: formatDecimal(amountSen) })),
    },
  };
}
export type LoanDetail = Awaited<ReturnType<typeof readLoanDetail>>;

/** One version of a loan's schedule, old ones too, with what was paid of it when the next replaced it. Error: `loan_unknown`. */
export const loanVersion = query({
  name: 'loans.version',
  permission: 'loans.read',
  input: z.strictObject({ loanId: idField, version: z.coerce.number().int().min(1).max(9999) }),
  async run(scope, { loanId, version }) {
    const loan = await requireLoan(scope, loanId);
    const made = (await readVersions(scope, loan.id)).find((one) => one.version === version);
    if (!made) throw unknownVersion();
    const rows = await readVersionRows(scope, loan.id, version);
    const { number, memberName } = loan;
    return {
      number,
      memberName,
      inForce: loan.version,
      ...versionView(made),
      instalments: instalmentViews(rows, scope.today),
    };
  },
});

function unknownVersion(): DomainError {
  return new DomainError('not_found', 'version_unknown', 'Pinjaman ini tidak punya jadwal versi itu');
}
