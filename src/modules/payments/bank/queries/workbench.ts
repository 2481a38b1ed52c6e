import sql from 'sql-template-tag';
import { z } from 'zod';
import { addDays, type BusinessDate } from '#kernel/dates';
import { dateField, idField } from '#kernel/fields';
import { query } from '#kernel/query';
import { type Pool, pairsOf, readPool } from '../pool.ts';
import { combine } from '../rules/combining.ts';
import { type Finding, findingsOf } from '../rules/findings.ts';
import { type Candidate, keyOf, type Side } from '../rules/pairing.ts';
import { mayPostAlone, ruleFor } from '../rules/posting-rules.ts';
import { autoPostLimitSen, unidentifiedCode } from '../settings.ts';
import { accountLabel, readAccount } from '../store/accounts.ts';
import type { BankLine, BookLine } from '../store/lines.ts';
import { readRules, type StoredRule } from '../store/rules.ts';
import { readSpans } from '../store/statements.ts';

const SUGGESTIONS_MAX = 3;

/** One way to settle an open bank line: the movements it is matched with, and why. */
export type Suggestion = {
  readonly lineIds: readonly string[];
  readonly entries: readonly BookLine[];
  readonly score: number;
  readonly reasons: readonly string[];
  readonly certain: boolean;
};

/** An open bank line with everything that can be done about it. */
export type WorkLine = {
  readonly line: BankLine;
  readonly suggestions: readonly Suggestion[];
  readonly rule: Pick<StoredRule, 'id' | 'name' | 'chartCode' | 'description'> | null;
  /** The rule would book it by itself. */
  readonly automatic: boolean;
  readonly finding: Finding | null;
};

/** An open line of the books, with what is probably the matter and the bank lines that together are it. */
export type WorkEntry = {
  readonly entry: BookLine;
  readonly finding: Finding | null;
  readonly group: { readonly lineIds: readonly string[]; readonly reasons: readonly string[] } | null;
};

const WorkbenchInput = z.strictObject({
  accountId: idField,
  to: dateField.optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(40),
});

/**
 * What of an account has no partner: bank lines with suggestions, lines of the books beside them, how many pairs need no second
 * thought. Error: `bank_account_unknown`.
 */
export const bankWorkbench = query({
  name: 'payments.bankWorkbench',
  permission: 'bank.read',
  input: WorkbenchInput,
  run: async (scope, input) => {
    const account = await readAccount(scope, input.accountId);
    const pool = await readPool(scope, account, input.to === undefined ? undefined : addDays(input.to, 1));
    const [rules, limitSen, unidentified] = [
      await readRules(scope, account.id),
      await autoPostLimitSen(scope),
      await unidentifiedCode(scope),
    ];
    const { candidates, certain } = pairsOf(pool);
    const findings = new Map(findingsOf(...partnered(pool, certain)).map((finding) => [finding.id, finding]));
    const open = pool.lines.filter((side) => !side.matched);
    const entries = pool.entries.filter((side) => !side.matched);
    const ofLine = Map.groupBy(candidates, (candidate) => candidate.line.id);
    const sure = new Map(certain.map((candidate) => [candidate.line.id, candidate]));
    const lines = open.slice(input.offset, input.offset + input.limit).flatMap((side): WorkLine[] => {
      const line = pool.bankLines.get(side.id);
      if (!line) return [];
      const rule = ruleFor(rules, { text: side.text, amountSen: side.amountSen });
      const suggestions = suggestionsFor(side, { pool, ofLine, sure, entries });
      const finding = sure.has(side.id) ? null : (findings.get(side.id) ?? null);
      return [
        {
          line,
          suggestions,
          rule: rule ?? null,
          automatic: rule ? mayPostAlone(rule, side.amountSen, limitSen) : false,
          finding,
        },
      ];
    });
    const paired = new Set(certain.map(({ entry }) => entry.id));
    return {
      account: {
        id: account.id,
        label: accountLabel(account),
        name: account.name,
        chartCode: account.chartCode,
        startsOn: account.startsOn,
      },
      lines,
      entries: entries
        .slice(0, input.limit)
        .flatMap((side): WorkEntry[] => entryOf(side, { pool, open, findings, paired })),
      openLines: open.length,
      openEntries: entries.length,
      certain: certain.length,
      automatic: open.filter((side) => {
        const rule = ruleFor(rules, { text: side.text, amountSen: side.amountSen });
        return rule ? mayPostAlone(rule, side.amountSen, limitSen) : false;
      }).length,
      unidentified,
      /** Whether the bank has said anything yet. */
      begun: (await readSpans(scope, account.id)).length > 0,
      nextOffset: input.offset + input.limit < open.length ? input.offset + input.limit : null,
    };
  },
});

// What has a certain partner counts as settled: only the rest is in question.
function partnered(pool: Pool, certain: readonly Candidate[]): [Side[], Side[]] {
  const sure = new Set(certain.flatMap(({ line, entry }) => [`b${line.id}`, `e${entry.id}`]));
  return [
    pool.lines.map((side) => (sure.has(`b${side.id}`) ? { ...side, matched: true } : side)),
    pool.entries.map((side) => (sure.has(`e${side.id}`) ? { ...side, matched: true } : side)),
  ];
}

type Around = {
  readonly pool: Pool;
  readonly ofLine: ReadonlyMap<string, readonly Candidate[]>;
  readonly sure: ReadonlyMap<string, Candidate>;
  readonly entries: readonly Side[];
};

function suggestionsFor(side: Side, { pool, ofLine, sure, entries }: Around): Suggestion[] {
  const own = sure.get(side.id);
  const pairs = [
    ...(own ? [own] : []),
    ...(ofLine.get(side.id) ?? []).filter((one) => one !== own && !one.entry.matched),
  ];
  const seen = new Set<string>();
  const suggested = pairs.flatMap((candidate): Suggestion[] => {
    const entry = pool.bookLines.get(candidate.entry.id);
    // Entries that cannot be told apart are one suggestion.
    if (!entry || seen.has(keyOf(candidate.entry))) return [];
    seen.add(keyOf(candidate.entry));
    const { score, reasons } = candidate;
    return [{ lineIds: [side.id], entries: [entry], score, reasons, certain: candidate === own }];
  });
  if (suggested.length > 0) return suggested.slice(0, SUGGESTIONS_MAX);
  const split = combine(side, entries);
  if (!split) return [];
  const parts = split.parts.flatMap((part) => pool.bookLines.get(part.id) ?? []);
  return [{ lineIds: [side.id], entries: parts, score: 45, reasons: split.reasons, certain: false }];
}

function entryOf(
  side: Side,
  around: {
    readonly pool: Pool;
    readonly open: readonly Side[];
    readonly findings: ReadonlyMap<string, Finding>;
    readonly paired: ReadonlySet<string>;
  },
): WorkEntry[] {
  const entry = around.pool.bookLines.get(side.id);
  if (!entry) return [];
  if (around.paired.has(side.id)) return [{ entry, finding: null, group: null }];
  const sameAmount = around.open.some((line) => line.amountSen === side.amountSen);
  const group = sameAmount ? undefined : combine(side, around.open);
  return [
    {
      entry,
      finding: around.findings.get(side.id) ?? null,
      group: group ? { lineIds: group.parts.map((part) => part.id), reasons: group.reasons } : null,
    },
  ];
}

/** A match that was made, as the list shows it. */
export type MatchRow = {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly matchedAt: string;
  readonly matchedByName: string;
  readonly undoneByName: string | null;
  readonly undoneReason: string | null;
  readonly amountSen: bigint;
  readonly bank: string | null;
  readonly bankOn: BusinessDate | null;
  readonly entryNumber: bigint | null;
};

/** The latest matches of an account, undone ones included. */
export const bankMatches = query({
  name: 'payments.bankMatches',
  permission: 'bank.read',
  input: z.strictObject({ accountId: idField, limit: z.coerce.number().int().min(1).max(200).default(50) }),
  run: async (scope, { accountId, limit }) =>
    scope.tx.rows<MatchRow>(sql`
      select m.id, m.kind, m.reason, m.matched_at as "matchedAt", m.matched_by_name as "matchedByName",
             m.undone_by_name as "undoneByName", m.undone_reason as "undoneReason", coalesce(l.amount, 0)::bigint as "amountSen",
             l.text as bank, l.day as "bankOn", e.number as "entryNumber"
        from bank.match m
        left join lateral (
          select sum(b.amount_sen) as amount, min(b.description) as text, min(b.booked_on) as day
            from bank.match_line p join bank.line b on b.cooperative_id = p.cooperative_id and b.id = p.line_id
           where p.cooperative_id = m.cooperative_id and p.match_id = m.id) l on true
        left join lateral (
          select min(n.number) as number
            from bank.match_entry p join ledger.entry n on n.cooperative_id = p.cooperative_id and n.id = p.entry_id
           where p.cooperative_id = m.cooperative_id and p.match_id = m.id) e on true
       where m.cooperative_id = ${scope.cooperativeId} and m.account_id = ${accountId}
       order by m.matched_at desc, m.id desc limit ${limit}`),
});
