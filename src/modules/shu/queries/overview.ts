import { z } from 'zod';
import { type BookYearState, bookYears } from '#books';
import { addDays } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { batchView } from '../commands/batch.ts';
import { usableFunds } from '../commands/by-laws.ts';
import { memberPools } from '../rules/by-laws.ts';
import { basisWords } from '../rules/letter.ts';
import { byLawsOn, readByLaws } from '../store/by-laws.ts';
import { type Calculation, latestCalculation, readLossCover } from '../store/calculations.ts';
import { readBatch } from '../store/payments.ts';
import { readShares, type Share, shareSums } from '../store/shares.ts';
import { whereItWent } from './member-shu.ts';

/** How far each book year's surplus is, the youngest first. Amounts are decimal strings; a year that is open has none. */
export const shuYears = query({
  name: 'shu.years',
  permission: 'shu.read',
  input: z.strictObject({}),
  async run(scope) {
    const years = (await bookYears(scope)).filter(({ from }) => from <= scope.today).reverse();
    return Promise.all(years.map((year) => yearRow(scope, year)));
  },
});

/** A year in the list: its state, its surplus, and the calculation that counts. */
export type ShuYearRow = {
  readonly year: number;
  readonly from: string;
  readonly lastDay: string;
  /** Where it stands: books open, to be calculated, calculated, approved, a loss, a covered loss. */
  readonly step: 'open' | 'closed' | 'calculated' | 'approved' | 'loss' | 'loss_covered';
  readonly surplus: string | null;
  readonly members: string | null;
  readonly resolutionNumber: string | null;
};

async function yearRow(scope: QueryScope, { year, from, lastDay, closed }: BookYearState): Promise<ShuYearRow> {
  const [calculation, cover] = await Promise.all([latestCalculation(scope, year), readLossCover(scope, year)]);
  const surplusSen = closed?.surplusSen ?? null;
  return {
    year,
    from,
    lastDay,
    step: stepOf(surplusSen, calculation, cover !== undefined),
    surplus: surplusSen === null ? null : formatDecimal(surplusSen),
    members: calculation ? formatDecimal(calculation.membersSen) : null,
    resolutionNumber: calculation?.approval?.resolutionNumber ?? cover?.resolutionNumber ?? null,
  };
}

function stepOf(surplusSen: bigint | null, calculation: Calculation | undefined, covered: boolean): ShuYearRow['step'] {
  if (surplusSen === null) return 'open';
  if (surplusSen <= 0n) return covered ? 'loss_covered' : 'loss';
  if (calculation?.approval) return 'approved';
  return calculation ? 'calculated' : 'closed';
}

/** Everything about one year's surplus: its row, by-laws, the calculation that counts, how far the distribution is. */
export const shuYear = query({
  name: 'shu.year',
  permission: 'shu.read',
  input: z.strictObject({ year: z.coerce.number().int() }),
  async run(scope, { year }) {
    const found = (await bookYears(scope)).find((one) => one.year === year);
    if (!found) return null;
    const [row, calculation, byLaws] = await Promise.all([
      yearRow(scope, found),
      latestCalculation(scope, year),
      byLawsOn(scope, addDays(found.before, -1)),
    ]);
    const rules = byLaws && {
      version: byLaws.version,
      legalBasis: byLaws.legalBasis,
      effectiveFrom: byLaws.effectiveFrom,
    };
    if (!calculation) return { row, byLaws: rules ?? null, calculation: null, distribution: null };
    const [sums, batch] = await Promise.all([
      shareSums(scope, calculation.id),
      readBatch(scope, { calculationId: calculation.id }),
    ]);
    return {
      row,
      byLaws: rules ?? null,
      calculation: calculationView(calculation),
      distribution: {
        paidCount: sums.paidCount,
        paid: formatDecimal(sums.paidSen),
        tax: formatDecimal(sums.taxSen),
        unpaidCount: sums.unpaidCount,
        unpaid: formatDecimal(sums.finalSen - sums.paidSen),
        batch: batch ? batchView(batch) : null,
      },
    };
  },
});

/** A calculation as pages and answers show it. Amounts are decimal strings. */
export function calculationView(calculation: Calculation) {
  const pools = memberPools(calculation.rules);
  return {
    id: calculation.id,
    year: calculation.year,
    version: calculation.version,
    surplus: formatDecimal(calculation.surplusSen),
    nonMember: formatDecimal(calculation.nonMemberSen),
    members: formatDecimal(calculation.membersSen),
    rest: formatDecimal(calculation.restSen),
    memberCount: calculation.memberCount,
    excludedCount: calculation.excludedCount,
    throughNumber: calculation.throughNumber.toString(),
    checksum: calculation.checksum,
    calculatedBy: calculation.calculatedByName,
    calculatedAt: calculation.calculatedAt,
    approval: calculation.approval,
    method: calculation.rules.rounding.method,
    memberPools: pools.map(({ code, name, basis }) => ({ code, name, basis: basisWords(basis) })),
    pools: calculation.pools.map(({ code, name, percent, of, tree, credits, amountSen, fallback }) => ({
      code,
      name,
      percent,
      of,
      tree,
      credits,
      amount: formatDecimal(amountSen),
      fallback,
    })),
    where: whereItWent(calculation),
  };
}

const PAGE = 50;

/** The shares of a year in the order of member numbers, 50 a page; `search` is a number or a piece of a name. */
export const shuShares = query({
  name: 'shu.shares',
  permission: 'shu.read',
  input: z.strictObject({
    year: z.coerce.number().int(),
    search: z.string().trim().max(60).optional(),
    unpaid: z.boolean().default(false),
    after: z.coerce.number().int().min(0).default(0),
  }),
  async run(scope, { year, search, unpaid, after }) {
    const calculation = await latestCalculation(scope, year);
    if (!calculation) return { items: [], next: null };
    const found = await readShares(scope, calculation.id, {
      search: search || undefined,
      unpaid,
      after,
      limit: PAGE + 1,
    });
    const items = found.slice(0, PAGE);
    return { items: items.map(shareView), next: found.length > PAGE ? (items.at(-1)?.position ?? null) : null };
  },
});

function shareView(share: Share) {
  const { memberId, number, memberName, months, held, finalReason, finalByName, paymentId, paidWay, paidOn } = share;
  return {
    memberId,
    number,
    memberName,
    months,
    held,
    shares: share.shares.map(formatDecimal),
    total: formatDecimal(share.totalSen),
    final: formatDecimal(share.finalSen),
    finalReason,
    finalByName,
    paymentId,
    paidWay,
    paidOn,
  };
}

/** Every version of the by-laws' rules, the youngest first, and the accounts that a fund may be credited to. */
export const byLawsVersions = query({
  name: 'shu.byLaws',
  permission: 'shu.read',
  input: z.strictObject({}),
  run: async (scope) => ({ versions: await readByLaws(scope), funds: await usableFunds(scope) }),
});
