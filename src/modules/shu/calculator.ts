import { DomainError } from '#kernel/errors';
import { formatDecimal, parseDecimal, parseSignedDecimal, sumSen } from '#kernel/money';
import type { ShuAnswer, ShuRequest } from './request.ts';
import { type Basis, type Cut, checkPools, type Pool, percentMicrosOf, poolAmounts, shareOut } from './rules/pools.ts';

type Member = { readonly id: string; readonly savings: bigint; readonly transactions: bigint };

/**
 * Answers `POST /tools/shu` of the public contract; pure and exact. Pools are parts of the surplus or of each other; members share by savings, by
 * transactions or equally, ties by member id. Whatever is not in a member's share or a fund is in `residual`: all together are the
 * surplus to the sen. Errors: `surplus_not_positive`, `member_double`, and those of `checkPools` and `shareOut`.
 */
export function answerShu(request: ShuRequest): ShuAnswer {
  const surplus = parseSignedDecimal(request.surplus);
  if (surplus <= 0n) {
    throw new DomainError('refused', 'surplus_not_positive', 'SHU nol atau rugi. Tidak ada yang bisa dibagi');
  }
  const pools = request.pools.map(readPool);
  checkPools(pools);
  const members = request.members.map(({ id, savings, transactions }) => ({
    id,
    savings: parseDecimal(savings),
    transactions: parseDecimal(transactions),
  }));
  if (new Set(members.map(({ id }) => id)).size < members.length) {
    throw new DomainError('refused', 'member_double', 'Satu anggota tertulis dua kali');
  }
  const cut: Cut = { stepSen: parseDecimal(request.rounding.step), method: request.rounding.method };
  const { amounts, restSen } = poolAmounts(surplus, pools, cut);
  const shares = memberShares(members, pools, amounts, cut);
  const { savings, transactions, equal } = shares.byBasis;
  return {
    pools: pools.map(({ code }) => ({ code, amount: formatDecimal(amounts.get(code) ?? 0n) })),
    members: members.map(({ id }) => {
      const parts = [savings, transactions, equal].map((basis) => basis.get(id) ?? 0n);
      return {
        id,
        bySavings: formatDecimal(parts[0] ?? 0n),
        byTransactions: formatDecimal(parts[1] ?? 0n),
        total: formatDecimal(sumSen(parts)),
      };
    }),
    residual: formatDecimal(restSen + shares.restSen),
  };
}

function readPool(pool: ShuRequest['pools'][number]): Pool {
  return {
    code: pool.code,
    percentMicros: percentMicrosOf(pool.percent),
    of: pool.of ?? null,
    basis: pool.basis ?? null,
  };
}

function memberShares(
  members: readonly Member[],
  pools: readonly Pool[],
  amounts: ReadonlyMap<string, bigint>,
  cut: Cut,
): { byBasis: Record<Basis, Map<string, bigint>>; restSen: bigint } {
  const ordered = [...members].sort((a, b) => compareIds(a.id, b.id));
  const byBasis = {
    savings: new Map<string, bigint>(),
    transactions: new Map<string, bigint>(),
    equal: new Map<string, bigint>(),
  };
  let restSen = 0n;
  for (const { code, basis } of pools) {
    if (basis === null) continue;
    const weights = ordered.map((member) => (basis === 'equal' ? 1n : member[basis]));
    const { shares, restSen: left } = shareOut(amounts.get(code) ?? 0n, weights, cut);
    restSen += left;
    ordered.forEach(({ id }, index) => {
      byBasis[basis].set(id, (byBasis[basis].get(id) ?? 0n) + (shares[index] ?? 0n));
    });
  }
  return { byBasis, restSen };
}

// Numbers by their value, so that member 9 comes before member 10; everything else as text.
function compareIds(a: string, b: string): number {
  const bothNumbers = /^\d+$/.test(a) && /^\d+$/.test(b);
  if (bothNumbers && BigInt(a) !== BigInt(b)) return BigInt(a) < BigInt(b) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
