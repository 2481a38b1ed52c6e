import { DomainError } from '#kernel/errors';
import { allocate, sumSen } from '#kernel/money';

/** What members' shares of a pool are measured by. */
export const BASES = ['savings', 'transactions', 'equal'] as const;
export type Basis = (typeof BASES)[number];

/** `largest_remainder`: the sum of shares is the pool. `floor_to_reserve`: shares are cut down, what is left goes to reserves. */
export const SHARE_METHODS = ['largest_remainder', 'floor_to_reserve'] as const;
export type ShareMethod = (typeof SHARE_METHODS)[number];

/** A pool of the by-laws: a part of the surplus, or of another pool. With a basis it is shared among members; else it is a fund. */
export type Pool<AnyBasis = Basis> = {
  readonly code: string;
  /** Percent of the parent, in millionths of a percent. */
  readonly percentMicros: bigint;
  readonly of: string | null;
  readonly basis: AnyBasis | null;
};

/** How amounts are cut: to multiples of `stepSen`, by a method. */
export type Cut = { readonly stepSen: bigint; readonly method: ShareMethod };

const WHOLE = 100_000_000n;

/**
 * Refuses a tree that cannot be shared out. Errors: `pool_missing`, `pool_code_double`, `pool_parent_unknown`, `pool_loop`, `pool_percent_sum`
 * (the parts of one parent must make 100), `pool_basis_on_parent` (only a pool without parts can be shared among members).
 */
export function checkPools(pools: readonly Pool<unknown>[]): void {
  if (pools.length === 0) throw refusal('pool_missing', 'Tulis paling sedikit satu bagian SHU');
  const byCode = new Map(pools.map((pool) => [pool.code, pool]));
  if (byCode.size < pools.length) throw refusal('pool_code_double', 'Satu kode bagian SHU dipakai dua kali');
  for (const pool of pools) {
    checkParents(pool, byCode);
    if (pool.basis !== null && pools.some(({ of }) => of === pool.code)) {
      throw refusal('pool_basis_on_parent', `Bagian ${pool.code} dibagi lagi, jadi tidak bisa langsung untuk anggota`);
    }
  }
  for (const [parent, parts] of Map.groupBy(pools, ({ of }) => of)) {
    const sum = parts.reduce((total, { percentMicros }) => total + percentMicros, 0n);
    if (sum === WHOLE) continue;
    const name = parent === null ? 'SHU' : `bagian ${parent}`;
    throw refusal('pool_percent_sum', `Persen pembagian ${name} berjumlah ${percentText(sum)}. Harus tepat 100`);
  }
}

function checkParents(pool: Pool<unknown>, byCode: ReadonlyMap<string, Pool<unknown>>): void {
  const seen = new Set<string>([pool.code]);
  for (let of = pool.of; of !== null; ) {
    const parent = byCode.get(of);
    if (!parent) throw refusal('pool_parent_unknown', `Bagian ${pool.code} mengacu ke ${of}, yang tidak ada`);
    if (seen.has(of)) throw refusal('pool_loop', `Bagian ${pool.code} dan ${of} saling mengacu`);
    seen.add(of);
    of = parent.of;
  }
}

/** The amount of each pool by code, from the whole surplus down, and what cutting left over. The tree was checked. */
export function poolAmounts(
  surplusSen: bigint,
  pools: readonly Pool<unknown>[],
  cut: Cut,
): { amounts: ReadonlyMap<string, bigint>; restSen: bigint } {
  const amounts = new Map<string, bigint>();
  let restSen = 0n;
  const divide = (parent: string | null, wholeSen: bigint): void => {
    const parts = pools.filter(({ of }) => of === parent);
    if (parts.length === 0) return;
    const { shares, restSen: left } = shareOut(
      wholeSen,
      parts.map(({ percentMicros }) => percentMicros),
      cut,
    );
    restSen += left;
    parts.forEach(({ code }, index) => {
      amounts.set(code, shares[index] ?? 0n);
      divide(code, shares[index] ?? 0n);
    });
  };
  divide(null, surplusSen);
  return { amounts, restSen };
}

/**
 * Shares an amount by weights in multiples of the step (UU 25/1992 Ps 45: in proportion). Ties of the largest remainder go to the earlier
 * weight: give members in the order of their numbers. What is left over is answered, never lost. Error: `basis_zero`.
 */
export function shareOut(
  totalSen: bigint,
  weights: readonly bigint[],
  { stepSen, method }: Cut,
): { shares: readonly bigint[]; restSen: bigint } {
  const weightSum = sumSen(weights);
  if (weightSum === 0n) {
    throw refusal('basis_zero', 'Jumlah dasar pembagian nol. Bagian ini tidak bisa dibagi kepada anggota');
  }
  const divisible = totalSen - (totalSen % stepSen);
  const shares =
    method === 'largest_remainder'
      ? allocate(divisible, weights, stepSen)
      : weights.map((weight) => ((totalSen * weight) / (weightSum * stepSen)) * stepSen);
  return { shares, restSen: totalSen - sumSen(shares) };
}

/** A percent as it is written in the by-laws ("25", "2.5", at most six decimals) in millionths of a percent. */
export function percentMicrosOf(text: string): bigint {
  const [units = '0', decimals = ''] = text.split('.');
  return BigInt(units + decimals.padEnd(6, '0'));
}

/** Millionths of a percent as people read them: "25", "2,5". */
export function percentText(micros: bigint): string {
  const decimals = (micros % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '');
  return `${micros / 1_000_000n}${decimals === '' ? '' : `,${decimals}`}`;
}

function refusal(reason: string, pesan: string): DomainError {
  return new DomainError('refused', reason, pesan);
}
