import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { formatDecimal } from '#kernel/money';
import { type QueryScope, query } from '#kernel/query';
import { unitsOf } from '../measure.ts';
import { memberPools } from '../rules/by-laws.ts';
import { taxOn } from '../rules/divide.ts';
import { type LetterPool, poolSentence } from '../rules/letter.ts';
import { approvedCalculations, type Calculation, latestCalculation } from '../store/calculations.ts';
import { type Payment, paymentsOfMember } from '../store/payments.ts';
import { readShares, type Share } from '../store/shares.ts';

/** One members' pool in a member's letter; amounts are decimal strings, weights as they are shown. */
export type LetterLine = {
  readonly name: string;
  readonly basis: LetterPool['basis'];
  readonly equal: boolean;
  readonly amount: string;
  /** The member's own and everybody's measure: an amount, or months for an equal share. */
  readonly own: string;
  readonly all: string;
  readonly share: string;
  readonly sentence: string;
};

/** A member's part of a year's surplus, with how it was calculated and where the rest went. Amounts are decimal strings. */
export type MemberShu = {
  readonly year: number;
  readonly from: string;
  readonly before: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly number: string;
  readonly months: number;
  readonly surplus: string;
  readonly lines: readonly LetterLine[];
  readonly total: string;
  readonly final: string;
  readonly finalReason: string | null;
  readonly tax: string;
  readonly taxBasis: string;
  readonly net: string;
  readonly where: readonly { readonly name: string; readonly amount: string; readonly members: boolean }[];
  readonly resolutionNumber: string;
  readonly approvedOn: string;
  readonly payment: { readonly way: Payment['way']; readonly on: string; readonly offset: string | null } | null;
};

/** What a member got of every approved surplus, the youngest year first. Years without a share are left out. */
export async function memberShuOf(scope: QueryScope, memberId: string): Promise<MemberShu[]> {
  const found: MemberShu[] = [];
  for (const calculation of await approvedCalculations(scope)) {
    const one = await letterOf(scope, calculation, memberId);
    if (one) found.push(one);
  }
  return found;
}

/** A signed-in member's own shares. */
export const ownShu = query({
  name: 'shu.own',
  permission: 'self.read',
  input: z.strictObject({}),
  run: (scope) => memberShuOf(scope, ownId(scope)),
});

/** The member who is signed in. Error: `members_only`. */
export function ownId(scope: QueryScope): string {
  const { memberId } = scope.context.actor;
  if (memberId !== null) return memberId;
  throw new DomainError('forbidden', 'members_only', 'Halaman ini untuk anggota');
}

/** A member's share of a year as staff see it, with every payment. Errors: `shu_not_approved`, `share_unknown`. */
export const memberShu = query({
  name: 'shu.member',
  permission: 'shu.read',
  input: z.strictObject({ year: z.coerce.number().int(), memberId: idField }),
  async run(scope, { year, memberId }) {
    const calculation = await requireDecided(scope, year);
    const letter = await requireLetter(scope, calculation, memberId);
    const payments = await paymentsOfMember(scope, { calculationId: calculation.id, memberId });
    return { letter, payments: payments.map(paymentView) };
  },
});

/** The approved calculation of a year, for reading. Error: `shu_not_approved`. */
export async function requireDecided(scope: QueryScope, year: number): Promise<Calculation> {
  const calculation = await latestCalculation(scope, year);
  if (calculation?.approval) return calculation;
  throw new DomainError('refused', 'shu_not_approved', `SHU tahun buku ${year} belum disetujui rapat anggota`);
}

/** A member's letter of an approved year. Error: `share_unknown`. */
export async function requireLetter(scope: QueryScope, calculation: Calculation, memberId: string): Promise<MemberShu> {
  const letter = await letterOf(scope, calculation, memberId);
  if (letter) return letter;
  throw new DomainError('not_found', 'share_unknown', 'Anggota ini tidak mendapat bagian SHU tahun ini');
}

async function letterOf(scope: QueryScope, calculation: Calculation, memberId: string): Promise<MemberShu | undefined> {
  const [[share], payments] = await Promise.all([
    readShares(scope, calculation.id, { memberIds: [memberId], limit: 1 }),
    paymentsOfMember(scope, { calculationId: calculation.id, memberId }),
  ]);
  return share && letter(calculation, share, payments);
}

/** The letter of a share, made from what was kept with the calculation. */
export function letter(calculation: Calculation, share: Share, payments: readonly Payment[]): MemberShu {
  const taxSen = taxOn(share.finalSen, calculation.rules.tax.percent);
  const paid = payments.find(({ reversedAt }) => reversedAt === null);
  return {
    year: calculation.year,
    from: calculation.from,
    before: calculation.before,
    memberId: share.memberId,
    memberName: share.memberName,
    number: share.number,
    months: share.months,
    surplus: formatDecimal(calculation.surplusSen),
    lines: letterLines(calculation, share),
    total: formatDecimal(share.totalSen),
    final: formatDecimal(share.finalSen),
    finalReason: share.finalReason,
    tax: formatDecimal(taxSen),
    taxBasis: calculation.rules.tax.legalBasis,
    net: formatDecimal(share.finalSen - taxSen),
    where: whereItWent(calculation),
    resolutionNumber: calculation.approval?.resolutionNumber ?? '',
    approvedOn: calculation.approval?.happenedOn ?? '',
    payment: paid
      ? { way: paid.way, on: paid.happenedOn, offset: paid.offsetSen === null ? null : formatDecimal(paid.offsetSen) }
      : null,
  };
}

function letterLines(calculation: Calculation, share: Share): LetterLine[] {
  const units = unitsOf(calculation.rules, calculation.pools, calculation);
  return memberPools(calculation.rules).map(({ code, name, basis }, place) => {
    const pool = calculation.pools.find((one) => one.code === code);
    const equal = basis.kind === 'equal' || pool?.fallback === 'equal';
    const part: LetterPool = {
      name,
      basis,
      equal,
      amountSen: pool?.amountSen ?? 0n,
      ownWeight: share.weights[place] ?? 0n,
      allWeight: pool?.weight ?? 0n,
      unit: units[place] ?? 1n,
      shareSen: share.shares[place] ?? 0n,
    };
    const shown = (weight: bigint) => (equal ? weight.toString() : formatDecimal(weight / part.unit));
    return {
      name,
      basis,
      equal,
      amount: formatDecimal(part.amountSen),
      own: shown(part.ownWeight),
      all: shown(part.allWeight),
      share: formatDecimal(part.shareSen),
      sentence: poolSentence(part, share.months),
    };
  });
}

/** Where a surplus went: members together, each fund, and what rounding left for the reserves; their sum is the surplus. */
export function whereItWent(calculation: Calculation): MemberShu['where'] {
  const rows = [
    { name: 'Bagian anggota', sen: calculation.membersSen, members: true },
    ...calculation.pools
      .filter(({ credits }) => credits !== null)
      .map(({ name, amountSen }) => ({ name, sen: amountSen, members: false })),
    { name: 'Sisa pembulatan ke cadangan', sen: calculation.restSen, members: false },
  ];
  return rows
    .filter(({ sen }) => sen > 0n)
    .map(({ name, sen, members }) => ({ name, amount: formatDecimal(sen), members }));
}

function paymentView(payment: Payment) {
  const { id, way, happenedOn, entryId, receiptId, paidByName, reversedAt, reversalReason, consentedOn, consentedBy } =
    payment;
  return {
    id,
    way,
    on: happenedOn,
    entryId,
    receiptId,
    net: formatDecimal(payment.grossSen - payment.taxSen),
    tax: formatDecimal(payment.taxSen),
    offset: payment.offsetSen === null ? null : formatDecimal(payment.offsetSen),
    consentedOn,
    consentedBy,
    by: paidByName,
    reversedAt,
    reversalReason,
  };
}
