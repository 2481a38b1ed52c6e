import { DomainError, fieldError } from '#kernel/errors';
import { checkPools, type Pool, percentMicrosOf, type ShareMethod } from './pools.ts';

/** How a saving counts: its balance on the year's last day, averaged over its days, or over its month ends (a deposit of May counts 8/12). */
export const SAVINGS_MEASURES = ['year_end', 'average', 'monthly'] as const;
export type SavingsMeasure = (typeof SAVINGS_MEASURES)[number];

/** What members do with their cooperative that can be counted. The shop's purchases and margin join when there is a shop. */
export const TRANSACTION_UNITS = ['loan_interest'] as const;
export type TransactionUnit = (typeof TRANSACTION_UNITS)[number];

/** The savings that may count (kinds of #savings). */
export type CountedKind = 'principal' | 'mandatory' | 'voluntary' | 'term' | 'goal';

/** What members share a pool by. */
export type YearBasis =
  | { readonly kind: 'savings'; readonly measure: SavingsMeasure; readonly kinds: readonly CountedKind[] }
  | {
      readonly kind: 'transactions';
      /** What of each unit counts, in percent: a shop's turnover weighs less than interest. */
      readonly units: readonly { readonly unit: TransactionUnit; readonly weightPercent: number }[];
    }
  | { readonly kind: 'equal' };

/** What happens to a members' pool when nobody has any of its basis. */
export const WHEN_ZERO = ['refuse', 'equal', 'reserve'] as const;
export type WhenZero = (typeof WHEN_ZERO)[number];

/** A pool as the by-laws write it: percent of the parent ("2.5"); a fund names the chart code it is credited to, a members' pool its basis. */
export type YearPool = {
  readonly code: string;
  readonly name: string;
  readonly percent: string;
  readonly of?: string | undefined;
  readonly credits?: string | undefined;
  readonly basis?: YearBasis | undefined;
  readonly whenZero?: WhenZero | undefined;
};

/** Who takes part. */
export type Eligibility = {
  /** Joined within the year: like everybody, by months of membership, or not at all. */
  readonly joiners: 'full' | 'pro_rata' | 'none';
  /** Left within the year: nothing, or by months of membership. */
  readonly leavers: 'none' | 'pro_rata';
  /** Fewer months of membership in the year: no share. */
  readonly minMonths: number;
  /** Behind with a loan on the last day: the share is kept until the arrears are paid or set off. */
  readonly arrears: 'ignore' | 'hold';
  /** Whether associate members (anggota luar biasa) take part. */
  readonly associates: boolean;
};

/** The by-laws' rules of the surplus: JSON-native, so that a calculation keeps exactly what it was made by. */
export type ByLaws = {
  readonly pools: readonly YearPool[];
  /** How surplus from non-members is divided, into funds only (UU 25/1992 Ps 45); empty: like the rest. */
  readonly nonMemberPools: readonly YearPool[];
  readonly eligibility: Eligibility;
  readonly rounding: { readonly step: string; readonly method: ShareMethod };
  /** Withheld from members' shares: 0 since the surplus of a cooperative is no object of tax for its members (UU PPh Ps 4(3)). */
  readonly tax: { readonly percent: string; readonly legalBasis: string };
  /** Shares not taken after so many years go where the meeting said. */
  readonly unclaimed: { readonly years: number; readonly to: string };
};

/** The pools of one tree as the rules of division read them. */
export function poolTree(pools: readonly YearPool[]): Pool<YearBasis>[] {
  return pools.map(({ code, percent, of, basis }) => ({
    code,
    percentMicros: percentMicrosOf(percent),
    of: of ?? null,
    basis: basis ?? null,
  }));
}

/**
 * Refuses by-laws that could not divide a surplus. Errors: those of `checkPools`, `pool_use_missing` (a pool without parts is neither a fund
 * nor shared by a basis), `pool_use_double`, `pool_non_member_basis`, `pool_members_missing`, `pool_code_double` over both trees.
 */
export function checkByLaws({ pools, nonMemberPools }: ByLaws): void {
  checkPools(poolTree(pools));
  if (nonMemberPools.length > 0) checkPools(poolTree(nonMemberPools));
  checkUses(pools);
  checkUses(nonMemberPools);
  const shared = nonMemberPools.find(({ basis }) => basis !== undefined);
  if (shared) {
    throw poolFault(
      'pool_non_member_basis',
      `Bagian ${shared.name} berasal dari bukan anggota, jadi tidak bisa dibagi kepada anggota. Masukkan ke cadangan atau dana`,
    );
  }
  const codes = [...pools, ...nonMemberPools].map(({ code }) => code);
  if (new Set(codes).size < codes.length) {
    throw new DomainError('refused', 'pool_code_double', 'Satu kode bagian SHU dipakai dua kali');
  }
  if (!pools.some(({ basis }) => basis !== undefined)) {
    throw poolFault('pool_members_missing', 'Belum ada bagian untuk anggota. Beri satu bagian dasar pembagian');
  }
}

function checkUses(pools: readonly YearPool[]): void {
  for (const { code, name, basis, credits } of pools) {
    const divided = pools.some(({ of }) => of === code);
    if (divided && credits !== undefined) {
      throw poolFault('pool_use_double', `Bagian ${name} dibagi lagi, jadi tidak punya akun sendiri`);
    }
    if (divided) continue;
    if (basis === undefined && credits === undefined) {
      throw poolFault(
        'pool_use_missing',
        `Bagian ${name} belum punya tujuan. Pilih dasar pembagian untuk anggota, atau akun dana yang menerimanya`,
      );
    }
    if (basis !== undefined && credits !== undefined) {
      throw poolFault('pool_use_double', `Bagian ${name} untuk anggota atau untuk dana? Pilih salah satu`);
    }
  }
}

function poolFault(reason: string, pesan: string): DomainError {
  return fieldError('pools', reason, pesan);
}

/** The members' pools of a tree, in its order: a share has one amount for each of them. */
export function memberPools(byLaws: ByLaws): (YearPool & { readonly basis: YearBasis })[] {
  return byLaws.pools.filter((pool): pool is YearPool & { readonly basis: YearBasis } => pool.basis !== undefined);
}
