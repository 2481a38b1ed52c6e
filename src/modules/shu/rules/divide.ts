import { assert, DomainError } from '#kernel/errors';
import { divideRounded, parseDecimal, sumSen } from '#kernel/money';
import { type ByLaws, memberPools, poolTree, type YearPool } from './by-laws.ts';
import { type Cut, percentMicrosOf, poolAmounts, shareOut } from './pools.ts';

/** A pool with what it got, in sen. `weight` is the sum of what its members were measured by; `restSen` what stayed undivided. */
export type DividedPool = {
  readonly code: string;
  readonly name: string;
  readonly percent: string;
  readonly of: string | null;
  readonly tree: 'members' | 'non_members';
  readonly credits: string | null;
  readonly amountSen: bigint;
  /** Set for members' pools only. */
  readonly weight: bigint | null;
  readonly restSen: bigint;
  /** Nobody had any of the basis: divided equally, or kept for the reserves, as the by-laws say. */
  readonly fallback: 'equal' | 'reserve' | null;
};

/** What one person is measured by, in the order of the members' pools, and the months that an equal share would count. */
export type Measured = { readonly weights: readonly bigint[]; readonly months: number };

/** A divided surplus: pools, funds and shares and the rest are the surplus to the sen. */
export type Division = {
  readonly pools: readonly DividedPool[];
  /** For each person, in the order given: the share of each members' pool. */
  readonly shares: readonly (readonly bigint[])[];
  /** What was used as each person's weight, pool by pool (differs from what was given when a pool fell back to equal shares). */
  readonly weights: readonly (readonly bigint[])[];
  readonly membersSen: bigint;
  /** What rounding and undivided pools leave for the reserves. */
  readonly restSen: bigint;
};

/**
 * Divides a surplus: what came from non-members into its own funds where the by-laws keep it apart, the rest down the tree of pools, and each
 * members' pool by its basis. Members stand in the order of their numbers. Errors: `surplus_not_positive`, `basis_zero`.
 */
export function divideSurplus(asked: {
  readonly surplusSen: bigint;
  readonly nonMemberSen: bigint;
  readonly byLaws: ByLaws;
  readonly members: readonly Measured[];
}): Division {
  const { surplusSen, byLaws, members } = asked;
  if (surplusSen <= 0n) throw noSurplus();
  const cut: Cut = { stepSen: parseDecimal(byLaws.rounding.step), method: byLaws.rounding.method };
  const apartSen = keptApart(asked);
  const inner = poolAmounts(surplusSen - apartSen, poolTree(byLaws.pools), cut);
  const outer = poolAmounts(apartSen, poolTree(byLaws.nonMemberPools), cut);
  const shared = memberPools(byLaws).map((pool, place) =>
    sharePool(pool, inner.amounts.get(pool.code) ?? 0n, { members, place, cut }),
  );
  const byCode = new Map(shared.map((one) => [one.code, one]));
  const row = (pool: YearPool, tree: DividedPool['tree'], amounts: ReadonlyMap<string, bigint>): DividedPool => {
    const divided = byCode.get(pool.code);
    return {
      code: pool.code,
      name: pool.name,
      percent: pool.percent,
      of: pool.of ?? null,
      tree,
      credits: pool.credits ?? null,
      amountSen: amounts.get(pool.code) ?? 0n,
      weight: divided?.weight ?? null,
      restSen: divided?.restSen ?? 0n,
      fallback: divided?.fallback ?? null,
    };
  };
  const membersSen = sumSen(shared.flatMap(({ shares }) => [sumSen(shares)]));
  const restSen = inner.restSen + outer.restSen + sumSen(shared.map((one) => one.restSen));
  const division = {
    pools: [
      ...byLaws.pools.map((pool) => row(pool, 'members', inner.amounts)),
      ...byLaws.nonMemberPools.map((pool) => row(pool, 'non_members', outer.amounts)),
    ],
    shares: members.map((_, index) => shared.map(({ shares }) => shares[index] ?? 0n)),
    weights: members.map((_, index) => shared.map(({ weights }) => weights[index] ?? 0n)),
    membersSen,
    restSen,
  };
  assert(fundsSen(division.pools) + membersSen + restSen === surplusSen, 'funds, shares and the rest are the surplus');
  return division;
}

/** What a loss year is told. */
export function noSurplus(): DomainError {
  return new DomainError('refused', 'surplus_not_positive', 'SHU nol atau rugi. Tidak ada yang bisa dibagi');
}

function keptApart({ surplusSen, nonMemberSen, byLaws }: Parameters<typeof divideSurplus>[0]): bigint {
  if (byLaws.nonMemberPools.length === 0 || nonMemberSen <= 0n) return 0n;
  return nonMemberSen < surplusSen ? nonMemberSen : surplusSen;
}

type SharedPool = {
  readonly code: string;
  readonly shares: readonly bigint[];
  readonly weights: readonly bigint[];
  readonly weight: bigint;
  readonly restSen: bigint;
  readonly fallback: 'equal' | 'reserve' | null;
};

function sharePool(
  pool: YearPool,
  amountSen: bigint,
  { members, place, cut }: { members: readonly Measured[]; place: number; cut: Cut },
): SharedPool {
  const { code } = pool;
  const own = members.map(({ weights }) => weights[place] ?? 0n);
  const weight = sumSen(own);
  if (amountSen === 0n) return { code, shares: [], weights: own, weight, restSen: 0n, fallback: null };
  if (weight > 0n) return { code, weights: own, weight, ...shareOut(amountSen, own, cut), fallback: null };
  const equal = members.map(({ months }) => BigInt(months));
  const heads = sumSen(equal);
  if (pool.whenZero === 'equal' && heads > 0n) {
    return { code, weights: equal, weight: heads, ...shareOut(amountSen, equal, cut), fallback: 'equal' };
  }
  if (pool.whenZero === 'reserve') {
    return { code, shares: [], weights: own, weight, restSen: amountSen, fallback: 'reserve' };
  }
  throw new DomainError(
    'refused',
    'basis_zero',
    `Jumlah dasar pembagian "${pool.name}" nol. Di aturan SHU, pilih "bagi rata" atau "ke cadangan" untuk bagian ini`,
  );
}

/** What goes to funds: the leaves of both trees that are not for members. In sen. */
export function fundsSen(pools: readonly DividedPool[]): bigint {
  return sumSen(pools.filter(({ credits }) => credits !== null).map(({ amountSen }) => amountSen));
}

/** The tax withheld from a share: percent of it, cut down to whole rupiah. */
export function taxOn(shareSen: bigint, percent: string): bigint {
  return divideRounded(shareSen * percentMicrosOf(percent), 100_000_000n * 100n, 'down') * 100n;
}
