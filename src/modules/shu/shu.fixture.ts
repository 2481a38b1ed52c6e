import { recordResolution } from '#governance';
import type { Context } from '#kernel/context';
import { deposit } from '#savings';
import { asStaff, type World } from '../../../test/support/world.ts';
import { closeMonths, enter, on } from '../books/closing/closing.fixture.ts';
import { closeYear } from '../books/closing/years.ts';
import { type Saver, savers, savingsWorld } from '../savings/savings.fixture.ts';
import { approveShu } from './commands/approve.ts';
import { setByLaws } from './commands/by-laws.ts';
import { calculateShu } from './commands/calculate.ts';
import type { ByLaws } from './rules/by-laws.ts';

/** By-laws of a test: reserves 40, members 50 (savings half, loan interest half), education and social 10. */
export const BY_LAWS: ByLaws = {
  pools: [
    { code: 'cadangan', name: 'Cadangan', percent: '40', credits: '3.2.01' },
    { code: 'anggota', name: 'Bagian anggota', percent: '50' },
    {
      code: 'jasa_modal',
      name: 'Jasa modal',
      percent: '50',
      of: 'anggota',
      basis: { kind: 'savings', measure: 'year_end', kinds: ['principal', 'mandatory'] },
    },
    {
      code: 'jasa_usaha',
      name: 'Jasa usaha',
      percent: '50',
      of: 'anggota',
      basis: { kind: 'transactions', units: [{ unit: 'loan_interest', weightPercent: 100 }] },
    },
    { code: 'pendidikan', name: 'Dana pendidikan', percent: '5', credits: '2.1.11' },
    { code: 'sosial', name: 'Dana sosial', percent: '5', credits: '2.1.12' },
  ],
  nonMemberPools: [],
  eligibility: { joiners: 'pro_rata', leavers: 'none', minMonths: 0, arrears: 'ignore', associates: true },
  rounding: { step: '1.00', method: 'largest_remainder' },
  tax: { percent: '0', legalBasis: 'UU PPh Ps 4(3)' },
  unclaimed: { years: 3, to: '2.1.12' },
};

/** The same by-laws, divided equally where nobody paid interest on a loan. */
export const WITHOUT_LOANS: ByLaws = {
  ...BY_LAWS,
  pools: BY_LAWS.pools.map((pool) => (pool.code === 'jasa_usaha' ? { ...pool, whenZero: 'equal' } : pool)),
};

/** A cooperative in January 2027 whose year 2026 earned 1,000,000.00 (or `surplusSen`), with members who saved. */
export type ShuWorld = {
  readonly context: Context;
  readonly members: readonly Saver[];
  /** Who calculates, and who approves. */
  readonly maker: Context;
  readonly checker: Context;
};

/** Pokok that the members of a test saved, in rupiah: one each. */
export type Saved = readonly number[];

/** The day after New Year on which the tests calculate, approve and pay. */
export const SHU_DAY = '2027-01-20';

/** A cooperative whose book year 2026 is over but not closed; the world must stand in January 2026. */
export async function yearOfSavings(
  world: World,
  saved: Saved,
  { surplusSen = 100_000_000n, nonMemberSen = 0n }: { surplusSen?: bigint; nonMemberSen?: bigint } = {},
): Promise<ShuWorld> {
  const { context } = await savingsWorld(world);
  const members = await savers(context, saved.length);
  for (const [index, one] of members.entries()) {
    const rupiah = saved[index] ?? 0;
    if (rupiah > 0) await deposit(context, { accountId: one.SW, amount: `${rupiah}.00` });
  }
  const later = on(context, SHU_DAY);
  const moves = [
    { code: '4.1.01', amountSen: surplusSen - nonMemberSen },
    { code: '4.2.01', amountSen: nonMemberSen },
  ];
  await enter(
    later,
    moves
      .filter(({ amountSen }) => amountSen !== 0n)
      .map(({ code, amountSen }) =>
        amountSen > 0n
          ? { on: '2026-06-15', debit: '1.1.05', credit: code, amountSen }
          : { on: '2026-06-15', debit: '6.1.10', credit: '1.1.05', amountSen: -amountSen },
      ),
  );
  return {
    context: later,
    members,
    maker: asStaff(later, undefined, 'Akuntan Uji'),
    checker: asStaff(later, undefined, 'Ketua Uji'),
  };
}

/** Closes 2026: its months and the year. */
export async function close2026(context: Context): Promise<void> {
  await closeMonths(context, '2026-01-01', 11);
  await closeYear(context, { year: 2026 });
}

/** Sets by-laws that hold from the beginning of 2026. */
export async function setRules(context: Context, rules: ByLaws): Promise<void> {
  await setByLaws(context, { effectiveFrom: '2026-01-01', legalBasis: 'AD pasal 40', rules });
}

/** Records the meeting's resolution about 2026. */
export async function resolve(context: Context, number: string, kind: 'shu' | 'loss_cover' = 'shu'): Promise<void> {
  await recordResolution(context, {
    number,
    kind,
    bookYear: 2026,
    meeting: 'rat',
    decidedOn: '2027-01-18',
    place: 'Balai Desa',
    attended: 40,
    decision: 'SHU tahun buku 2026 dibagi menurut AD',
    chair: 'Siti',
    minutesTaker: 'Budi',
  });
}

/** A cooperative whose surplus of 2026 is approved and ready to be paid. */
export async function approvedYear(world: World, saved: Saved, rules: ByLaws = WITHOUT_LOANS): Promise<ShuWorld> {
  const made = await yearOfSavings(world, saved);
  await close2026(made.context);
  await setRules(made.maker, rules);
  const { result } = await calculateShu(made.maker, { year: 2026 });
  await resolve(made.context, '1/RAT/2027');
  await approveShu(made.checker, { calculationId: result.id, resolutionNumber: '1/RAT/2027' });
  return made;
}
