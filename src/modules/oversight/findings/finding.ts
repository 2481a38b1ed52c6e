import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import type { Thresholds } from '../rules/thresholds.ts';

/** What supervisors look for. Each rule is one file beside this one. */
export const FINDING_RULES = [
  'round_amount',
  'late_night',
  'backdated',
  'reversal',
  'dormant_withdrawal',
  'split_withdrawal',
  'unmasked',
  'reopened',
] as const;
export type FindingRule = (typeof FINDING_RULES)[number];

/** One exception: a thing worth a look, never an accusation. */
export type Finding = {
  readonly rule: FindingRule;
  /** Names the thing: the same each time it is looked for. */
  readonly key: string;
  readonly on: BusinessDate;
  /** When it was written, RFC 3339. */
  readonly at: string;
  readonly person: string;
  readonly amountSen: bigint | null;
  /** What it is about: an entry's description, a command, a period. */
  readonly what: string;
  /** The measure that made it one: hour, days, count. */
  readonly measure: number | null;
  readonly entryId: string | null;
  readonly entryNumber: bigint | null;
};

/** Days looked at, half-open, and from where on. */
export type Search = {
  readonly from: BusinessDate;
  readonly before: BusinessDate;
  readonly thresholds: Thresholds;
  /** Hours the cooperative's zone is ahead of UTC. */
  readonly offsetHours: number;
};

/** Each rule answers at most so many; a page says when there are more. */
export const FINDINGS_MAX = 200;

/** Finds what one rule looks for, newest first. */
export type Finder = (scope: QueryScope, search: Search) => Promise<Omit<Finding, 'rule'>[]>;
