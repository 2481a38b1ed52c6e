import sql from 'sql-template-tag';
import { z } from 'zod';
import { parameterOn } from '#cooperatives';
import { addDays, type BusinessDate, offsetHours } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { dateField } from '#kernel/fields';
import { parseInput } from '#kernel/input';
import { type QueryScope, query } from '#kernel/query';
import { reopened, unmasked } from '../findings/acts.ts';
import { backdated, lateNight, reversals, roundAmounts } from '../findings/entries.ts';
import {
  FINDING_RULES,
  FINDINGS_MAX,
  type Finder,
  type Finding,
  type FindingRule,
  type Search,
} from '../findings/finding.ts';
import { dormantWithdrawals, splitWithdrawals } from '../findings/withdrawals.ts';
import { ThresholdsValue } from '../parameters.ts';
import { benford } from '../rules/benford.ts';
import { THRESHOLDS_PARAMETER, type Thresholds, USUAL_THRESHOLDS } from '../rules/thresholds.ts';

const FINDERS: Record<FindingRule, Finder> = {
  round_amount: roundAmounts,
  late_night: lateNight,
  backdated,
  reversal: reversals,
  dormant_withdrawal: dormantWithdrawals,
  split_withdrawal: splitWithdrawals,
  unmasked,
  reopened,
};

/** At most so many days are looked at in one go. */
const DAYS_MAX = 366;

export type Review = {
  readonly verdict: 'explained' | 'follow_up';
  readonly note: string;
  readonly person: string;
  readonly at: string;
};
export type Exceptions = {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly thresholds: Thresholds;
  readonly groups: readonly {
    readonly rule: FindingRule;
    readonly findings: readonly (Finding & { readonly review: Review | null })[];
    /** There are more than are shown. */
    readonly more: boolean;
  }[];
  readonly digits: ReturnType<typeof benford>;
};

/**
 * What the supervisors should look at, of the days asked (both included; the last 30 when none): round amounts, nights, back-dating, reversals,
 * sleeping savings, splits below a limit, unmasked data, reopened periods, and Benford's law as a hint. Errors: `dates_reversed`, `range_too_long`.
 */
export const exceptions = query({
  name: 'oversight.exceptions',
  permission: 'oversight.read',
  input: z.strictObject({
    from: dateField.optional(),
    to: dateField.optional(),
    rule: z.enum(FINDING_RULES).optional(),
  }),
  async run(scope, { from: asked, to = scope.today, rule }): Promise<Exceptions> {
    const from = asked ?? addDays(to, -29);
    if (from > to) throw new DomainError('invalid', 'dates_reversed', 'Tanggal awal harus sebelum tanggal akhir');
    if (addDays(from, DAYS_MAX) <= to)
      throw new DomainError('invalid', 'range_too_long', 'Paling lama satu tahun sekaligus');
    const thresholds = await readThresholds(scope);
    const hours = offsetHours(scope.context.cooperative.zone);
    const search: Search = { from, before: addDays(to, 1), thresholds, offsetHours: hours };
    const rules = FINDING_RULES.filter((one) => rule === undefined || one === rule);
    const found = await Promise.all(rules.map((one) => FINDERS[one](scope, search)));
    const reviews = await readReviews(scope, rules);
    const groups = rules.map((one, index) => ({
      rule: one,
      more: (found[index]?.length ?? 0) > FINDINGS_MAX,
      findings: (found[index] ?? []).slice(0, FINDINGS_MAX).map((finding) => ({
        ...finding,
        rule: one,
        review: reviews.get(`${one} ${finding.key}`) ?? null,
      })),
    }));
    return { from, to, thresholds, groups, digits: benford(await leadingDigits(scope, search)) };
  },
});

/** From where on something is an exception here: what the cooperative set, or usual practice. */
export async function readThresholds(scope: QueryScope): Promise<Thresholds> {
  const set = await parameterOn(scope, THRESHOLDS_PARAMETER, scope.today);
  return set === undefined ? USUAL_THRESHOLDS : parseInput(ThresholdsValue, set.value);
}

async function readReviews(scope: QueryScope, rules: readonly string[]): Promise<Map<string, Review>> {
  const rows = await scope.tx.rows<Review & { rule: string; key: string }>(sql`
    select distinct on (r.rule, r.finding_key) r.rule, r.finding_key as key, r.verdict, r.note, r.person_name as person, r.written_at as at
      from oversight.review r
     where r.cooperative_id = ${scope.cooperativeId} and r.rule = any(${[...rules]})
     order by r.rule, r.finding_key, r.id desc`);
  return new Map(rows.map(({ rule, key, ...review }) => [`${rule} ${key}`, review]));
}

/** How many debits of people's entries begin with 1 to 9. */
async function leadingDigits(scope: QueryScope, { from, before }: Search): Promise<number[]> {
  const rows = await scope.tx.rows<{ digit: string; count: number }>(sql`
    select left(l.amount_sen::text, 1) as digit, count(*)::int as count
      from ledger.entry e
      join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
      join kernel.command_log c on c.cooperative_id = e.cooperative_id and c.id = e.command_id
     where e.cooperative_id = ${scope.cooperativeId} and e.number > 0 and e.business_date >= ${from}::date and e.business_date < ${before}::date
       and l.amount_sen > 0 and c.actor_kind = 'staff'
     group by 1`);
  const byDigit = new Map(rows.map(({ digit, count }) => [Number(digit), count]));
  return Array.from({ length: 9 }, (_, index) => byDigit.get(index + 1) ?? 0);
}
