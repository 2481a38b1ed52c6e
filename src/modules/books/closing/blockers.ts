import { addMonths, startOfMonth } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { bankBlockers } from '#payments';
import { assetBlockers } from '../assets/queries/inventory.ts';
import { deferralBlockers } from '../deferrals/run.ts';
import { interBranchBlockers } from '../interbranch/balances.ts';
import { taxBlockers } from '../tax/recap.ts';
import {
  type ClosingRange,
  drafts,
  dueJournals,
  earlierYear,
  endOfDay,
  ledgerProof,
  loansProof,
  pendingApprovals,
  suspense,
  tills,
} from './own-blockers.ts';
import type { Blocker } from './rules/blockers.ts';

/** What one part of the program has against a close: an empty list when nothing. */
export type BlockerSource = (scope: QueryScope, range: ClosingRange) => Promise<readonly Blocker[]>;

/** What has to be done before any day is closed. */
const DAY_SOURCES: readonly BlockerSource[] = [tills, endOfDay];

/** What is posted on a month's last day: before that day is closed it has to be there. */
const LAST_DAY_SOURCES: readonly BlockerSource[] = [drafts, dueJournals, assetBlockers, deferralBlockers];

/** What has to be done, and what should be, before a month is closed. */
const MONTH_SOURCES: readonly BlockerSource[] = [
  ...DAY_SOURCES,
  ...LAST_DAY_SOURCES,
  pendingApprovals,
  bankBlockers,
  interBranchBlockers,
  taxBlockers,
  suspense,
  earlierYear,
];

/** Proofs of the whole books: no posting can change their answer, so they are asked before postings are held. */
const PROOFS: readonly ((scope: QueryScope) => Promise<Blocker[]>)[] = [ledgerProof, loansProof];

/** What has to be mended before days are closed; warnings are asked for with the month. */
export async function dayBlockers(scope: QueryScope, range: ClosingRange): Promise<Blocker[]> {
  const { endsBefore } = range;
  const wholeMonth = startOfMonth(endsBefore) === endsBefore;
  const found = await gather(wholeMonth ? [...DAY_SOURCES, ...LAST_DAY_SOURCES] : DAY_SOURCES, scope, {
    ...range,
    ...(wholeMonth && { startsOn: addMonths(endsBefore, -1) }),
  });
  return found.filter(({ severity }) => severity === 'stop');
}

/** Everything against closing a month but the proofs. */
export const monthBlockers = (scope: QueryScope, range: ClosingRange) => gather(MONTH_SOURCES, scope, range);

/** Where the books, or what stands beside them, prove wrong. */
export const proofBlockers = async (scope: QueryScope) =>
  inOrder((await Promise.all(PROOFS.map((proof) => proof(scope)))).flat());

async function gather(sources: readonly BlockerSource[], scope: QueryScope, range: ClosingRange): Promise<Blocker[]> {
  return inOrder((await Promise.all(sources.map((source) => source(scope, range)))).flat());
}

function inOrder(found: readonly Blocker[]): Blocker[] {
  const of = (wanted: Blocker['severity']) => found.filter(({ severity }) => severity === wanted);
  return [...of('stop'), ...of('warn')];
}
