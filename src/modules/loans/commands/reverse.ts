import { reverseReceipts } from '#documents';
import { command } from '#kernel/command';
import { assert, DomainError } from '#kernel/errors';
import { parseDecimal, rupiahText } from '#kernel/money';
import type { Scope } from '#kernel/scope';
import { lockAccounts, reverseEntry } from '#ledger';
import { ReverseRepaymentInput } from '../repay-schema.ts';
import { withParts } from '../rules/allocation.ts';
import { penaltyThrough } from '../rules/penalty.ts';
import { insertLoanEvents, type LoanEvent, readAllocations, readEvents } from '../store/events.ts';
import { type Instalment, insertSchedules, readInstalments, writePaid } from '../store/instalments.ts';
import { type Loan, requireLoan } from '../store/loans.ts';
import { findLoanOfEvent, MONEY_EVENTS, readLivePayments, readLoanHeads, writePaidLoans } from '../store/payments.ts';
import { readVersionRows, requireVersion } from '../store/schedules.ts';
import { withStanding } from './repay-state.ts';

/**
 * Undoes a payment or settlement: the ledger's entry is reversed today, what it paid is owed again, and the plan and standing are as they
 * were before it. Only the last thing that changed what the loan owes can be undone. Answers `{ id, entryId, number }`.
 * Errors: `repayment_unknown`, `repayment_reversed`, `later_event`, those of the ledger (`balance_too_low` when the saving that received an
 * excess no longer holds it).
 */
export const reverseRepayment = command({
  name: 'loans.reverseRepayment',
  permission: 'loans.reverse',
  input: ReverseRepaymentInput,
  async run(scope, { eventId, reason }) {
    const loanId = await loanOfEvent(scope, eventId);
    const head = (await readLoanHeads(scope, [loanId])).get(loanId);
    assert(head, 'an event is of a loan');
    await lockAccounts(scope, [head.id, head.interestAccountId]);
    const event = await requireReversible(scope, loanId, eventId);
    const posted = await reverseEntry(scope, { entryId: event.entryId, reason });
    await reverseReceipts(scope, [{ entryId: event.entryId, reason, reversalEntryId: posted.id }]);
    const loan = await requireLoan(scope, loanId);
    const allocations = (await readAllocations(scope, [loanId])).filter((one) => one.eventId === eventId);
    const back = allocations.map(({ no, component, amountSen }) => ({ no, component, amountSen: -amountSen }));
    const [id] = await insertLoanEvents(scope, [
      {
        loanId,
        kind: 'reversed',
        on: scope.today,
        version: event.remade ? loan.version + 1 : loan.version,
        amountSen: event.amountSen,
        principalSen: -event.principalSen,
        interestSen: -event.interestSen,
        penaltySen: -event.penaltySen,
        excessSen: -event.excessSen,
        ...(event.channel ? { channel: event.channel } : {}),
        entryId: posted.id,
        reversesId: eventId,
        note: reason,
        allocations: back,
      },
    ]);
    await giveBack(scope, loan, event, back);
    return { id, entryId: posted.id, number: posted.number.toString() };
  },
});

type Reversible = LoanEvent & { readonly entryId: string; readonly remade: boolean };

async function loanOfEvent(scope: Scope, eventId: string): Promise<string> {
  const loanId = await findLoanOfEvent(scope, eventId);
  if (loanId) return loanId;
  throw new DomainError('not_found', 'repayment_unknown', 'Pembayaran ini tidak ada');
}

async function requireReversible(scope: Scope, loanId: string, eventId: string): Promise<Reversible> {
  const events = await readEvents(scope, [loanId]);
  const at = events.findIndex(({ id }) => id === eventId);
  const event = events[at];
  if (!event?.entryId || (event.kind !== 'repaid' && event.kind !== 'settled')) {
    throw new DomainError('not_found', 'repayment_unknown', 'Pembayaran ini tidak ada');
  }
  if (event.reversedById) {
    throw new DomainError('conflict', 'repayment_reversed', 'Pembayaran ini sudah dibatalkan sebelumnya');
  }
  const later = events
    .slice(at + 1)
    .find(({ kind, reversedById }) => reversedById === null && (MONEY_EVENTS as readonly string[]).includes(kind));
  if (later) {
    const what =
      later.kind === 'repaid' || later.kind === 'settled' ? `pembayaran ${rupiahText(later.amountSen)}` : 'perubahan';
    throw new DomainError(
      'refused',
      'later_event',
      `Sesudahnya ada ${what} tanggal ${later.on}. Batalkan itu lebih dulu`,
    );
  }
  return { ...event, entryId: event.entryId, remade: event.detail['previousVersion'] !== event.version };
}

async function giveBack(
  scope: Scope,
  loan: Loan,
  event: Reversible,
  back: Parameters<typeof withParts>[1],
): Promise<void> {
  const before = event.remade
    ? await versionBefore(scope, loan.id, Number(event.detail['previousVersion']))
    : { rows: await rowsGivenBack(scope, loan, event, back), schedule: null };
  const live = (await readLivePayments(scope, [loan.id])).get(loan.id) ?? [];
  const rows = before.rows.map((row) => {
    if (row.settledOn !== null || loan.standingOn === null) return row;
    return { ...row, penaltySen: penaltyThrough(row, live, loan.terms.penalty, loan.standingOn) };
  });
  const version = before.schedule ? loan.version + 1 : loan.version;
  if (before.schedule) {
    await insertSchedules(scope, [
      { ...before.schedule, loanId: loan.id, version, reason: 'reversed', madeOn: scope.today, rows },
    ]);
  } else
    await writePaid(
      scope,
      rows.map((row) => ({ ...row, version })),
    );
  const maturesOn = rows.at(-1)?.dueOn ?? loan.maturesOn;
  await writePaidLoans(scope, [withStanding({ ...loan, version, maturesOn, status: 'active', closedOn: null }, rows)]);
}

async function versionBefore(scope: Scope, loanId: string, version: number) {
  const { termsJson: terms, request, engineVersion } = await requireVersion(scope, loanId, version);
  return { rows: await readVersionRows(scope, loanId, version), schedule: { terms, request, engineVersion } };
}

async function rowsGivenBack(
  scope: Scope,
  loan: Loan,
  event: Reversible,
  back: Parameters<typeof withParts>[1],
): Promise<Instalment[]> {
  const rows = (await readInstalments(scope, [loan.id])).get(loan.id) ?? [];
  const waived = (event.detail['waived'] ?? []) as { no: number; amount: string }[];
  return withParts(rows, back, event.on, () => 0n).map((row) => {
    const forgiven = waived.find(({ no }) => no === row.no);
    const waivedPenaltySen = row.waivedPenaltySen - (forgiven ? parseDecimal(forgiven.amount) : 0n);
    return {
      ...row,
      waivedPenaltySen,
      ...(loan.standingOn === null && row.settledOn === null ? { penaltySen: 0n } : {}),
    };
  });
}
