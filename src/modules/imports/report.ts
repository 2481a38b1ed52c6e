import { formatDecimal, parseSignedDecimal, sumSen } from '#kernel/money';
import type { TableKind } from './layout/fields.ts';
import type { Remark } from './plan/issues.ts';
import type { Tally } from './plan/loan-types.ts';
import type { Plan, PlanRow } from './plan/types.ts';

/** A row that was agreed to and could not be written, and why. */
export type WriteRefusal = { readonly line: number; readonly reason: string; readonly pesan: string };

/** Sum of one thing that was written: `savings:mandatory`, `loan`, `mutation:voluntary`, `account`. Money as decimal strings. */
export type PostedSum = { readonly what: string; readonly rows: number; readonly amount: string };

/** What was written of loans: running ones, those kept apart, and how their control lines stand in the books since. */
export type LoanReport = {
  readonly running: { readonly count: number; readonly amount: string };
  readonly apart: { readonly count: number; readonly amount: string };
  readonly lines: readonly { readonly code: string; readonly balance: string }[];
};

/** What an import did. It names rows by their line only, so that it can be kept after the file is gone. */
export type Report = {
  readonly kind: TableKind;
  readonly asOf: string;
  readonly rows: {
    readonly written: number;
    readonly refused: number;
    readonly left: number;
    readonly known: number;
    readonly changed: number;
  };
  readonly members: { readonly added: number; readonly existing: number };
  readonly posted: readonly PostedSum[];
  readonly entries: number;
  readonly firstEntryNumber: string | null;
  readonly lastEntryNumber: string | null;
  readonly difference: string;
  /** The loans in the file (its printed total, else its rows), what was written of them, and the difference. */
  readonly loans?: LoanReport & {
    readonly inFile: { readonly count: number; readonly amount: string };
    readonly known: { readonly count: number; readonly amount: string };
    readonly difference: string;
  };
  readonly controls: readonly {
    readonly field: string;
    readonly heading: string;
    readonly rows: string;
    readonly taken: string;
    readonly printed: string | null;
  }[];
  readonly arithmetic: readonly {
    readonly line: number;
    readonly heading: string;
    readonly what: string;
    readonly printed: string;
    readonly computed: string;
  }[];
  readonly remarks: readonly Remark[];
  readonly refusals: readonly WriteRefusal[];
  /** Doubtful, refused and changed rows of the plan, with their reasons. */
  readonly remarked: readonly {
    readonly line: number;
    readonly status: string;
    readonly taken: boolean;
    readonly reasons: readonly string[];
  }[];
};

/** What one part of the writing made, or all parts together. Entry numbers as text. */
export type Progress = {
  readonly membersAdded: number;
  readonly entries: number;
  readonly firstEntry: string | null;
  readonly lastEntry: string | null;
  readonly refusals: readonly WriteRefusal[];
  readonly loans?: LoanReport;
};

/** The progress of a part: entries are numbered in the order they were posted. */
export function progressOf(made: {
  membersAdded: number;
  entryNumbers: readonly bigint[];
  refusals: readonly WriteRefusal[];
}): Progress {
  return {
    membersAdded: made.membersAdded,
    entries: made.entryNumbers.length,
    firstEntry: made.entryNumbers[0]?.toString() ?? null,
    lastEntry: made.entryNumbers.at(-1)?.toString() ?? null,
    refusals: made.refusals,
  };
}

/** Two parts as one; the earlier one may be missing. */
export function joinProgress(before: Partial<Progress>, next: Progress): Progress {
  return {
    membersAdded: (before.membersAdded ?? 0) + next.membersAdded,
    entries: (before.entries ?? 0) + next.entries,
    firstEntry: before.firstEntry ?? next.firstEntry,
    lastEntry: next.lastEntry ?? before.lastEntry ?? null,
    refusals: [...(before.refusals ?? []), ...next.refusals],
    ...((next.loans ?? before.loans) ? { loans: next.loans ?? before.loans } : {}),
  };
}

const LISTED_MAX = 5_000;

/** Puts together the report of a finished import: the plan, less what could not be written. */
export function makeReport(plan: Plan, facts: Progress, asOf: string): Report {
  const refusedLines = new Set(facts.refusals.map((refusal) => refusal.line));
  const written = plan.rows.filter((row) => row.take && !refusedLines.has(row.line));
  const left = plan.rows.filter((row) => !row.take && (row.status === 'taken' || row.status === 'doubtful'));
  const members = new Set(written.flatMap((row) => (row.member ? [row.member.key] : []))).size;
  return {
    kind: plan.kind,
    asOf,
    rows: {
      written: written.length,
      refused: plan.counts.refused + facts.refusals.length,
      left: left.length,
      known: plan.counts.known,
      changed: plan.counts.changed,
    },
    members: { added: facts.membersAdded, existing: Math.max(0, members - facts.membersAdded) },
    posted: postedSums(written),
    entries: facts.entries,
    firstEntryNumber: facts.firstEntry,
    lastEntryNumber: facts.lastEntry,
    difference: formatDecimal(plan.difference),
    ...loansOf(plan, facts),
    controls: plan.controls.map((control) => ({
      field: control.field,
      heading: control.heading,
      rows: formatDecimal(control.rows),
      taken: formatDecimal(control.taken),
      printed: control.printed === null ? null : formatDecimal(control.printed),
    })),
    arithmetic: plan.arithmetic.slice(0, LISTED_MAX).map((error) => ({
      line: error.line,
      heading: error.heading,
      what: error.what,
      printed: formatDecimal(error.printed),
      computed: formatDecimal(error.computed),
    })),
    remarks: plan.remarks,
    refusals: facts.refusals.slice(0, LISTED_MAX),
    remarked: plan.rows
      .filter((row) => row.issues.length > 0 && row.status !== 'taken')
      .slice(0, LISTED_MAX)
      .map((row) => ({
        line: row.line,
        status: row.status,
        taken: row.take,
        reasons: row.issues.map((issue) => issue.reason),
      })),
  };
}

function loansOf({ loans }: Plan, facts: Progress): Pick<Report, 'loans'> {
  if (!loans || !facts.loans) return {};
  const { running, apart } = facts.loans;
  const file = loans.printed ?? loans.inFile.sum;
  const written = parseSignedDecimal(running.amount) + parseSignedDecimal(apart.amount);
  const tally = ({ count, sum }: Tally) => ({ count, amount: formatDecimal(sum) });
  return {
    loans: {
      ...facts.loans,
      inFile: { count: loans.inFile.count, amount: formatDecimal(file) },
      known: tally(loans.known),
      difference: formatDecimal(file - written - loans.known.sum),
    },
  };
}

function postedSums(rows: readonly PlanRow[]): PostedSum[] {
  const sums = new Map<string, bigint[]>();
  for (const row of rows) {
    for (const { item } of row.items) {
      const what = 'savings' in item ? `${item.part}:${item.savings}` : item.part;
      const amounts = sums.get(what) ?? [];
      amounts.push(item.amount);
      sums.set(what, amounts);
    }
  }
  return [...sums].map(([what, amounts]) => ({ what, rows: amounts.length, amount: formatDecimal(sumSen(amounts)) }));
}
