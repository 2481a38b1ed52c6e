import sql from 'sql-template-tag';
import { z } from 'zod';
import type { BusinessDate } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import type { CONTACT_KINDS, CONTACT_RESULTS } from '../quality-schema.ts';
import { classify } from '../rules/collectability.ts';
import { promiseState } from '../rules/promise.ts';
import { leftToRecover, proposalState } from '../rules/write-off.ts';
import { readClassChanges } from '../store/class-changes.ts';
import { readEvents } from '../store/events.ts';
import { readClaims } from '../store/guarantee-claims.ts';
import { readGuarantors } from '../store/guarantors.ts';
import { requireLoan } from '../store/loans.ts';
import { readQuality } from '../store/quality-facts.ts';
import { readWrittenOff } from '../store/recovered.ts';
import { readProposals } from '../store/write-offs.ts';

type ContactRow = {
  readonly id: string;
  readonly kind: (typeof CONTACT_KINDS)[number];
  readonly result: (typeof CONTACT_RESULTS)[number];
  readonly on: BusinessDate;
  readonly note: string;
  readonly promiseOn: BusinessDate | null;
  readonly promiseSen: bigint | null;
  readonly paidSen: bigint;
  readonly latitude: string | null;
  readonly longitude: string | null;
  readonly personName: string;
};

/** Everything about the quality of one loan: class and why, its history, notes and promises, claims, proposals, what is left to recover. */
export const loanQuality = query({
  name: 'loans.quality',
  permission: 'loans.read',
  input: z.strictObject({ loanId: idField }),
  async run(scope, { loanId }) {
    const loan = await requireLoan(scope, loanId);
    const [qualities, changes, contacts, proposals, claims, guarantors, writtenOff, events, collateral] =
      await Promise.all([
        readQuality(scope, [loanId], scope.today),
        readClassChanges(scope, loanId),
        readContacts(scope, loanId),
        readProposals(scope, { loanId }),
        readClaims(scope, { loanId }),
        readGuarantors(scope, { loanId }),
        readWrittenOff(scope, loanId),
        readEvents(scope, [loanId]),
        pledged(scope, loanId),
      ]);
    const quality = qualities.get(loanId);
    const { id, number, memberId, memberName, status, collectability, override, groupId, savingsAccountId } = loan;
    return {
      loan: {
        ...{ id, number, memberId, memberName, status, collectability, override, groupId, savingsAccountId },
        since: loan.collectabilitySince,
        officerId: loan.officerId,
        officerName: loan.officerName,
        outstanding: formatDecimal(loan.outstandingSen),
        overduePrincipal: formatDecimal(quality?.standing.overduePrincipalSen ?? 0n),
        overdueInterest: formatDecimal(quality?.standing.overdueInterestSen ?? 0n),
        daysPastDue: quality?.standing.daysPastDue ?? 0,
        classRule: loan.terms.classes,
        prospect: quality?.facts.prospect ?? 'rescuable',
      },
      collateral,
      byRule: quality ? classify(quality.rule, { ...quality.facts, override: null }, scope.today) : null,
      changes,
      overrides: events
        .filter(({ kind }) => kind === 'class_overridden')
        .map(({ on, note, personName, detail }) => ({ on, note, personName, detail })),
      contacts: contacts.map((row) => shownContact(row, scope.today)),
      proposals: proposals.map(({ principalSen, ...proposal }) => ({
        ...proposal,
        principal: formatDecimal(principalSen),
        state: proposalState(proposal.votes),
      })),
      claims: claims.map(({ amountSen, paidSen, ...claim }) => ({
        ...claim,
        amount: formatDecimal(amountSen),
        left: formatDecimal(amountSen - paidSen),
      })),
      guarantors: guarantors
        .filter(({ releasedOn, memberId: member }) => releasedOn === null && member !== null)
        .map(({ memberId: member, name, amountSen }) => ({
          memberId: member ?? '',
          name,
          amount: formatDecimal(amountSen),
        })),
      writtenOff: writtenOff && {
        owed: formatDecimal(writtenOff.owedSen),
        principal: formatDecimal(writtenOff.owed.principalSen),
        interest: formatDecimal(writtenOff.owed.interestSen),
        penalty: formatDecimal(writtenOff.owed.penaltySen),
        recovered: formatDecimal(writtenOff.recoveredSen),
        left: formatDecimal(leftToRecover(writtenOff.owedSen, writtenOff.recoveredSen)),
      },
    };
  },
});

function readContacts(scope: QueryScope, loanId: string): Promise<ContactRow[]> {
  return scope.tx.rows<ContactRow>(sql`
    select c.id, c.kind, c.result, c.happened_on as "on", c.note, c.promise_on as "promiseOn", c.promise_sen as "promiseSen",
           c.latitude::text, c.longitude::text, c.person_name as "personName",
           coalesce((select sum(e.amount_sen) from loans.event e
                      where e.cooperative_id = c.cooperative_id and e.loan_id = c.loan_id and e.kind in ('repaid', 'settled', 'recovered')
                        and e.happened_on between c.happened_on and c.promise_on
                        and not exists (select 1 from loans.event r
                                         where r.cooperative_id = e.cooperative_id and r.reverses_id = e.id)), 0)::bigint as "paidSen"
      from loans.contact c
     where c.cooperative_id = ${scope.cooperativeId} and c.loan_id = ${loanId}
     order by c.written_at desc, c.id desc limit 100`);
}

function shownContact({ promiseOn, promiseSen, paidSen, ...row }: ContactRow, today: BusinessDate) {
  const promise = promiseOn !== null && promiseSen !== null ? { on: promiseOn, amountSen: promiseSen, paidSen } : null;
  return {
    ...row,
    promise: promise && {
      on: promise.on,
      amount: formatDecimal(promise.amountSen),
      paid: formatDecimal(promise.paidSen),
      state: promiseState(promise, today),
    },
  };
}

function pledged(
  scope: QueryScope,
  loanId: string,
): Promise<{ id: string; label: string; description: string; value: string }[]> {
  return scope.tx
    .rows<{ id: string; label: string; description: string; valueSen: bigint }>(sql`
      select c.id, c.label, c.description, c.value_sen as "valueSen"
        from loans.pledge p
        join loans.collateral c on c.cooperative_id = p.cooperative_id and c.id = p.collateral_id and c.status = 'active'
       where p.cooperative_id = ${scope.cooperativeId} and p.loan_id = ${loanId} and p.released_on is null
       order by c.label`)
    .then((rows) => rows.map(({ valueSen, ...row }) => ({ ...row, value: formatDecimal(valueSen) })));
}
