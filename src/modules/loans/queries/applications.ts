import { z } from 'zod';
import { addDays, type BusinessDate, daysBetween, tryDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { isId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { ApplicationInput, ApplicationListInput } from '../application-schema.ts';
import { type Condition, conditionsOf } from '../commands/approved-application.ts';
import { stepsOf } from '../rules/application-stage.ts';
import { committeeOutcome } from '../rules/committee.ts';
import { documentsNeeded, needsCollateral, needsSecurity } from '../rules/eligibility.ts';
import { type ApplicationEvent, readApplicationEvents, readPapers, readVotes } from '../store/application-trail.ts';
import {
  type Application,
  applicationsOfMember,
  countApplications,
  listApplications,
  requireApplication,
  unknownApplication,
} from '../store/applications.ts';

import { checkApplication } from './application-check.ts';
import { offerOf, simulationView } from './loan-offers.ts';

/** An application as lists and pages show it. Money as decimal strings. */
export type ApplicationView = Omit<
  Application,
  'amountSen' | 'incomeSen' | 'otherInstalmentsSen' | 'decidedAmountSen' | 'conditions' | 'terms'
> & {
  readonly amount: string | null;
  readonly income: string | null;
  readonly otherInstalments: string | null;
  readonly decidedAmount: string | null;
  /** Days since it was sent; null for a draft. */
  readonly ageDays: number | null;
};

/** An application in the shape of screens and programs. */
export function viewOf(application: Application, today: BusinessDate): ApplicationView {
  const {
    amountSen,
    incomeSen,
    otherInstalmentsSen,
    decidedAmountSen,
    conditions: _,
    terms: _terms,
    ...rest
  } = application;
  const decimal = (amount: bigint | null) => (amount === null ? null : formatDecimal(amount));
  return {
    ...rest,
    amount: decimal(amountSen),
    income: decimal(incomeSen),
    otherInstalments: decimal(otherInstalmentsSen),
    decidedAmount: decimal(decidedAmountSen),
    ageDays: rest.submittedOn ? daysBetween(rest.submittedOn, today) : null,
  };
}

/** Sent applications, the longest waiting first, with how many stand in each stage. Error: `cursor_invalid`. */
export const applicationList = query({
  name: 'loans.applicationList',
  permission: 'loans.read',
  input: ApplicationListInput,
  async run(scope, { cursor, limit, olderThanDays, ...filter }) {
    const sentBy = olderThanDays === undefined ? undefined : addDays(scope.today, -olderThanDays);
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const [rows, counts] = await Promise.all([
      listApplications(scope, { ...filter, sentBy, after, limit: limit + 1 }),
      countApplications(scope),
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => viewOf(row, scope.today)),
      counts: Object.fromEntries(counts.map(({ stage, count }) => [stage, Number(count)])),
      nextCursor: rows.length > limit && last ? `${last.submittedOn} ${last.id}` : null,
    };
  },
});

/** Everything about one application but the credit view: papers, conditions, votes, what happened. Error: `application_unknown`. */
export const applicationDetail = query({
  name: 'loans.applicationDetail',
  permission: 'loans.read',
  input: ApplicationInput,
  async run(scope, { id }) {
    const application = await requireApplication(scope, id);
    return { ...(await detailOf(scope, application)), events: await readApplicationEvents(scope, id) };
  },
});

/** The applications of the member who asks, drafts included, newest first. */
export const ownApplications = query({
  name: 'loans.ownApplications',
  permission: 'self.read',
  input: z.strictObject({}),
  async run(scope) {
    const { memberId } = scope.context.actor;
    if (memberId === null) return [];
    const rows = await applicationsOfMember(scope, memberId);
    return rows.map((row) => memberView(row, scope.today));
  },
});

/** One application of the member who asks: its stages, its papers, conditions and what is next. Error: `application_unknown`. */
export const ownApplication = query({
  name: 'loans.ownApplication',
  permission: 'self.read',
  input: ApplicationInput,
  async run(scope, { id }) {
    const application = await requireApplication(scope, id);
    if (application.memberId !== scope.context.actor.memberId) throw unknownApplication();
    const [events, papers, conditions, checked] = await Promise.all([
      readApplicationEvents(scope, id),
      readPapers(scope, id),
      conditionsForMember(scope, application),
      checkApplication(scope, application),
    ]);
    const secured = needsSecurity(checked.terms, application.amountSen ?? 0n);
    return {
      application: memberView(application, scope.today),
      offer: offerOf(checked.product),
      simulation: checked.simulation && simulationView(checked.simulation),
      steps: stepsOf(secured),
      needsCollateral: needsCollateral(checked.terms, application.amountSen ?? 0n),
      documents: documentsNeeded(checked.terms, application.amountSen ?? 0n),
      // Before it is sent the member sees what is missing, and what the committee will look at.
      findings: application.status === 'draft' ? checked.findings : [],
      papers: papers.map(({ id: paperId, code, fileId }) => ({ id: paperId, code, isFile: fileId !== null })),
      conditions,
      // Who of the office did something stays with the office; the note is the reason of a decision or a condition.
      events: events.filter(({ seenByMember }) => seenByMember).map(eventForMember),
    };
  },
});

function eventForMember({ id, kind, on, note }: ApplicationEvent) {
  return { id, kind, on, note };
}

async function detailOf(scope: QueryScope, application: Application) {
  const [papers, conditions, votes] = await Promise.all([
    readPapers(scope, application.id),
    conditionsOf(scope, application),
    readVotes(scope, application.id),
  ]);
  const { payloadHash, approvalsNeeded } = application;
  const counted = payloadHash === null ? null : committeeOutcome(votes, payloadHash, approvalsNeeded ?? 1);
  return {
    application: viewOf(application, scope.today),
    rate: rateOf(application),
    papers,
    conditions,
    votes: votes.map((vote) => ({ ...vote, counts: vote.payloadHash === payloadHash })),
    approvals: counted?.approvals ?? 0,
  };
}

/** The rate and grace that were decided for this member; null before the review. */
function rateOf({ terms }: Application) {
  if (!terms) return null;
  const { rate, grace } = terms.calculation;
  return 'annualPercent' in rate
    ? { percent: rate.annualPercent, per: 'year' as const, gracePrincipal: Number(grace?.principal ?? 0) }
    : { percent: rate.periodPercent, per: 'instalment' as const, gracePrincipal: Number(grace?.principal ?? 0) };
}

/** What a member reads of an application: not the officer's notes, and what was recommended only once it is decided. */
function memberView(application: Application, today: BusinessDate) {
  const {
    surveyNote: _note,
    payloadHash: _hash,
    enteredBy: _by,
    enteredByName: _name,
    ...view
  } = viewOf(application, today);
  const { reviewedBy: _reviewer, reviewedByName: _reviewerName, approvalsNeeded: _needed, ...rest } = view;
  const told = ['approved', 'contracted', 'expired'].includes(rest.status);
  return {
    ...rest,
    guarantors: rest.guarantors.map((one) => ({ ...one, name: shortName(one.name) })),
    decidedAmount: told ? rest.decidedAmount : null,
    decidedTenor: told ? rest.decidedTenor : null,
  };
}

/** Enough of a name to see that the number was typed well, and no way to read the register number by number: `Sri W.`. */
function shortName(name: string): string {
  const [first = '', ...others] = name.split(' ');
  return [first, ...others.map((word) => `${word.slice(0, 1)}.`)].join(' ');
}

async function conditionsForMember(scope: QueryScope, application: Application): Promise<Condition[]> {
  if (!['approved', 'contracted', 'expired'].includes(application.status)) return [];
  return conditionsOf(scope, application);
}

function readCursor(cursor: string): { submittedOn: string; id: string } {
  const [submittedOn = '', id = ''] = cursor.split(' ');
  if (tryDate(submittedOn) && isId(id)) return { submittedOn, id };
  throw new DomainError('invalid', 'cursor_invalid', 'Halaman ini sudah usang. Mulai lagi dari halaman pertama');
}
