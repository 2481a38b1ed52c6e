import sql, { type Sql } from 'sql-template-tag';
import { assert } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** A share before it is kept. */
export type NewShare = {
  readonly memberId: string;
  readonly number: string;
  readonly months: number;
  readonly held: boolean;
  readonly weights: readonly bigint[];
  readonly shares: readonly bigint[];
  readonly totalSen: bigint;
};

/** Shares written in one statement. */
const CHUNK = 20_000;

/** Keeps the shares of a calculation, in the order given, which is that of member numbers. */
export async function insertShares(scope: Scope, calculationId: string, shares: readonly NewShare[]): Promise<void> {
  for (let start = 0; start < shares.length; start += CHUNK) {
    const part = shares.slice(start, start + CHUNK);
    const list = (values: readonly bigint[]) => `{${values.join(',')}}`;
    const written = await scope.tx.run(sql`
      insert into shu.share (cooperative_id, calculation_id, member_id, position, number, months, held, weights, shares, total_sen)
      select c.cooperative_id, c.id, n.member_id, ${start}::int + n.place, n.number, n.months, n.held, n.weights::bigint[],
             n.shares::bigint[], n.total
        from unnest(${part.map(({ memberId }) => memberId)}::uuid[], ${part.map(({ number }) => number)}::text[],
                    ${part.map(({ months }) => months)}::smallint[], ${part.map(({ held }) => held)}::boolean[],
                    ${part.map(({ weights }) => list(weights))}::text[], ${part.map((one) => list(one.shares))}::text[],
                    ${part.map(({ totalSen }) => totalSen)}::bigint[])
             with ordinality as n (member_id, number, months, held, weights, shares, total, place)
        join shu.calculation c on c.cooperative_id = ${scope.cooperativeId} and c.id = ${calculationId}`);
    assert(written === part.length, 'every share is kept with its calculation');
  }
}

/** A kept share with what became of it. `finalSen` is the right after what was set by hand. Amounts in sen. */
export type Share = NewShare & {
  readonly position: number;
  readonly memberName: string;
  readonly memberStatus: string;
  readonly finalSen: bigint;
  readonly finalReason: string | null;
  readonly finalByName: string | null;
  readonly paymentId: string | null;
  readonly paidWay: 'savings' | 'cash' | 'offset' | null;
  readonly paidOn: string | null;
};

/** Which shares: by member, by a piece of name or number, unpaid only, after a position. */
export type ShareFilter = {
  readonly memberIds?: readonly string[];
  readonly search?: string | undefined;
  readonly unpaid?: boolean;
  readonly after?: number;
  readonly limit: number;
};

/** Shares of a calculation in the order of member numbers, with the right as it stands and the payment that stands. */
export async function readShares(scope: QueryScope, calculationId: string, filter: ShareFilter): Promise<Share[]> {
  const rows = await scope.tx.rows<ShareRow>(sql`
    ${SHARE_COLUMNS}
     where s.cooperative_id = ${scope.cooperativeId} and s.calculation_id = ${calculationId} and s.position > ${filter.after ?? 0}
       ${filter.memberIds ? sql`and s.member_id = any(${[...filter.memberIds]}::uuid[])` : sql``}
       ${filter.search ? searched(filter.search) : sql``}
       ${filter.unpaid ? sql`and p.id is null and coalesce(f.final_sen, s.total_sen) > 0` : sql``}
     order by s.position limit ${filter.limit}`);
  return rows.map((row) => ({ ...row, weights: row.weights.map(BigInt), shares: row.shares.map(BigInt) }));
}

// Arrays of bigint come as text.
type ShareRow = Omit<Share, 'weights' | 'shares'> & { readonly weights: string[]; readonly shares: string[] };

// What each share is, who it is of, what was set by hand, and the payment that stands.
const SHARE_COLUMNS = sql`
  select s.member_id as "memberId", s.position, s.number, s.months, s.held, s.weights, s.shares, s.total_sen as "totalSen",
         m.full_name as "memberName", m.status as "memberStatus", coalesce(f.final_sen, s.total_sen) as "finalSen",
         f.reason as "finalReason", f.set_by_name as "finalByName", p.id as "paymentId", p.way as "paidWay", p.happened_on as "paidOn"
    from shu.share s
    join members.member m on m.cooperative_id = s.cooperative_id and m.id = s.member_id
    left join shu.final_right f
      on f.cooperative_id = s.cooperative_id and f.calculation_id = s.calculation_id and f.member_id = s.member_id
    left join shu.payment p
      on p.cooperative_id = s.cooperative_id and p.calculation_id = s.calculation_id and p.member_id = s.member_id and p.reversed_at is null`;

function searched(text: string): Sql {
  return sql`and (s.number = ${text.toUpperCase()} or strpos(lower(m.full_name), ${text.toLowerCase()}) > 0)`;
}

/** What a calculation's shares come to, and how far the distribution is. Amounts in sen. */
export type ShareSums = {
  readonly count: number;
  readonly totalSen: bigint;
  readonly finalSen: bigint;
  readonly poolSums: readonly bigint[];
  readonly paidCount: number;
  readonly paidSen: bigint;
  readonly taxSen: bigint;
  readonly unpaidCount: number;
  readonly byWay: Readonly<Record<string, { readonly count: number; readonly sen: string }>>;
};

/** Sums the kept shares again, pool by pool, from the rows themselves. */
export async function shareSums(scope: QueryScope, calculationId: string): Promise<ShareSums> {
  const { cooperativeId } = scope;
  const [whole, pools, ways] = await Promise.all([
    scope.tx.one<Omit<ShareSums, 'poolSums' | 'byWay'>>(sql`
      select count(*)::int as count, coalesce(sum(s.total_sen), 0)::bigint as "totalSen",
             coalesce(sum(coalesce(f.final_sen, s.total_sen)), 0)::bigint as "finalSen",
             count(p.id)::int as "paidCount", coalesce(sum(p.gross_sen), 0)::bigint as "paidSen",
             coalesce(sum(p.tax_sen), 0)::bigint as "taxSen",
             count(*) filter (where p.id is null and coalesce(f.final_sen, s.total_sen) > 0)::int as "unpaidCount"
        from shu.share s
        left join shu.final_right f
          on f.cooperative_id = s.cooperative_id and f.calculation_id = s.calculation_id and f.member_id = s.member_id
        left join shu.payment p
          on p.cooperative_id = s.cooperative_id and p.calculation_id = s.calculation_id and p.member_id = s.member_id and p.reversed_at is null
       where s.cooperative_id = ${cooperativeId} and s.calculation_id = ${calculationId}`),
    scope.tx.rows<{ sum: bigint }>(sql`
      select sum(u.share)::bigint as sum
        from shu.share s cross join lateral unnest(s.shares) with ordinality as u (share, place)
       where s.cooperative_id = ${cooperativeId} and s.calculation_id = ${calculationId}
       group by u.place order by u.place`),
    scope.tx.rows<{ way: string; count: number; sen: bigint }>(sql`
      select p.way, count(*)::int as count, sum(p.gross_sen)::bigint as sen from shu.payment p
       where p.cooperative_id = ${cooperativeId} and p.calculation_id = ${calculationId} and p.reversed_at is null group by p.way`),
  ]);
  return {
    ...whole,
    poolSums: pools.map(({ sum }) => sum),
    byWay: Object.fromEntries(ways.map(({ way, count, sen }) => [way, { count, sen: sen.toString() }])),
  };
}

/** Keeps rights set by hand; false when one of them was set before. */
export async function insertFinalRights(
  scope: Scope,
  calculationId: string,
  rights: readonly { memberId: string; finalSen: bigint }[],
  reason: string,
): Promise<boolean> {
  const { actor } = scope.context;
  const written = await scope.tx.run(sql`
    insert into shu.final_right (cooperative_id, calculation_id, member_id, final_sen, reason, set_by, set_by_name, set_at)
    select ${scope.cooperativeId}, ${calculationId}, n.member_id, n.final_sen, ${reason}, ${actor.personId}, ${actor.name}, ${scope.now}
      from unnest(${rights.map(({ memberId }) => memberId)}::uuid[], ${rights.map(({ finalSen }) => finalSen)}::bigint[])
           as n (member_id, final_sen)
    on conflict (cooperative_id, calculation_id, member_id) do nothing`);
  return written === rights.length;
}

/** Who set rights of a calculation by hand: none of them may approve it. */
export async function rightSetters(scope: QueryScope, calculationId: string): Promise<string[]> {
  const rows = await scope.tx.rows<{ id: string }>(sql`
    select distinct f.set_by as id from shu.final_right f
     where f.cooperative_id = ${scope.cooperativeId} and f.calculation_id = ${calculationId}`);
  return rows.map(({ id }) => id);
}
