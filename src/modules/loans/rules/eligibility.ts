import { DomainError } from '#kernel/errors';
import { divideRounded, rupiahText } from '#kernel/money';
import { compare, ratioOfDecimal } from '#kernel/ratio';
import type { ProductTerms } from '../terms.ts';

/**
 * What is checked of an application. `law`: never overruled. `product`: the product's own limits, never overruled. The others the committee
 * may overrule with a reason, unless the cooperative's parameter `loans.checks` makes them hard.
 */
export const CHECKS = {
  loan_amount_below: 'product',
  loan_amount_above: 'product',
  loan_tenor_range: 'product',
  member_not_served: 'law',
  ceiling_related_party: 'law',
  ceiling_single_borrower: 'law',
  membership_too_short: 'product',
  too_many_loans: 'product',
  loan_in_arrears: 'hard',
  income_missing: 'product',
  income_share_exceeded: 'warning',
  savings_multiple_exceeded: 'warning',
  savings_in_arrears: 'warning',
  documents_missing: 'product',
  guarantors_missing: 'product',
  collateral_missing: 'product',
  collateral_too_low: 'product',
} as const;
export type Check = keyof typeof CHECKS;

/** The checks that `loans.checks` may make hard or soften. */
export const ADJUSTABLE = [
  'loan_in_arrears',
  'income_share_exceeded',
  'savings_multiple_exceeded',
  'savings_in_arrears',
] as const;
export type Adjustable = (typeof ADJUSTABLE)[number];
export type CheckLevels = Partial<Readonly<Record<Adjustable, 'hard' | 'warning'>>>;

/** One limit that is passed: in words for people, the input it is about, and whether it stops the application. */
export type Finding = {
  readonly code: Check;
  readonly level: 'hard' | 'warning';
  readonly field: string;
  readonly pesan: string;
};

/** What is asked, with what it would cost a month. Amounts in sen. */
export type Asked = {
  readonly amountSen: bigint;
  readonly tenor: number;
  readonly incomeSen: bigint | null;
  /** Everything the household would pay a month for loans, this one included, in parts per ten thousand of income. */
  readonly incomeSharePerMyriad: number | null;
  readonly guarantors: number;
  readonly collateralSen: bigint;
  readonly collateralItems: number;
  readonly documents: readonly string[];
};

/** What is known of who asks. Amounts in sen. */
export type Borrower = {
  readonly servable: boolean;
  readonly membershipMonths: number;
  readonly savingsSen: bigint;
  readonly mandatoryMonthsBehind: number;
  readonly runningOfProduct: number;
  readonly daysPastDue: number;
  readonly outstandingSen: bigint;
  /** The law's ceiling for this member: a part of own capital, so nothing where there is none. */
  readonly ceiling: { readonly ceilingSen: bigint; readonly related: boolean };
};

/** Every limit that this application passes, hard ones first, in a fixed order. */
export function findings(terms: ProductTerms, borrower: Borrower, asked: Asked, levels: CheckLevels = {}): Finding[] {
  const found = [
    ...amountFindings(terms, asked),
    ...memberFindings(terms, borrower),
    ...ceilingFindings(borrower, asked),
    ...capacityFindings(terms, borrower, asked),
    ...securityFindings(terms, asked),
  ].map((finding) => ({ ...finding, level: levelOf(finding.code, levels) }));
  return [...found.filter(({ level }) => level === 'hard'), ...found.filter(({ level }) => level === 'warning')];
}

/** Refuses when a hard limit is passed: the reason is the first one's, the fields name all of them. */
export function requireNoHard(found: readonly Finding[]): void {
  const hard = found.filter(({ level }) => level === 'hard');
  const [first] = hard;
  if (!first) return;
  const fields = hard.map(({ field, code, pesan }) => ({ field, code, pesan }));
  throw new DomainError('refused', first.code, first.pesan, fields);
}

/** The product's own limits of amount and tenor, told as soon as they are typed. */
export function amountFindings(terms: ProductTerms, asked: Pick<Asked, 'amountSen' | 'tenor'>): Draft[] {
  const { amount, tenor } = terms;
  const found: Draft[] = [];
  if (asked.amountSen < amount.min) {
    found.push(of('loan_amount_below', 'amount', `Pinjaman ini paling sedikit ${rupiahText(amount.min)}`));
  }
  if (asked.amountSen > amount.max) {
    found.push(of('loan_amount_above', 'amount', `Pinjaman ini paling banyak ${rupiahText(amount.max)}`));
  }
  if (asked.tenor < tenor.min || asked.tenor > tenor.max) {
    found.push(of('loan_tenor_range', 'tenor', `Pilih ${tenor.min} sampai ${tenor.max} kali angsuran`));
  }
  return found;
}

type Draft = Omit<Finding, 'level'>;

function memberFindings(terms: ProductTerms, borrower: Borrower): Draft[] {
  const { membershipMonths, loansAtOnce } = terms.eligibility;
  const found: Draft[] = [];
  if (!borrower.servable) {
    found.push(of('member_not_served', '', 'Hanya anggota aktif yang bisa meminjam'));
  }
  if (borrower.membershipMonths < membershipMonths) {
    const pesan = `Pinjaman ini untuk yang sudah ${membershipMonths} bulan menjadi anggota; baru ${borrower.membershipMonths} bulan`;
    found.push(of('membership_too_short', '', pesan));
  }
  if (borrower.runningOfProduct >= loansAtOnce) {
    const pesan = `Paling banyak ${loansAtOnce} pinjaman jenis ini sekaligus. Lunasi dulu yang masih berjalan`;
    found.push(of('too_many_loans', '', pesan));
  }
  if (borrower.daysPastDue > 0) {
    const pesan = `Masih ada pinjaman yang menunggak ${borrower.daysPastDue} hari. Bayar dulu tunggakannya`;
    found.push(of('loan_in_arrears', '', pesan));
  }
  if (borrower.mandatoryMonthsBehind > 0) {
    found.push(of('savings_in_arrears', '', `Simpanan wajib menunggak ${borrower.mandatoryMonthsBehind} bulan`));
  }
  return found;
}

function ceilingFindings(borrower: Borrower, asked: Asked): Draft[] {
  const { ceiling, outstandingSen } = borrower;
  if (outstandingSen + asked.amountSen <= ceiling.ceilingSen) return [];
  const left = ceiling.ceilingSen > outstandingSen ? ceiling.ceilingSen - outstandingSen : 0n;
  const code = ceiling.related ? 'ceiling_related_party' : 'ceiling_single_borrower';
  return [of(code, 'amount', `Batas maksimum pinjaman untuk anggota ini tinggal ${rupiahText(left)}`)];
}

function capacityFindings(terms: ProductTerms, borrower: Borrower, asked: Asked): Draft[] {
  const { savingsMultiple, incomePercent } = terms.eligibility;
  const found: Draft[] = [];
  if (incomePercent !== undefined && asked.incomeSharePerMyriad === null) {
    found.push(of('income_missing', 'income', 'Tulis penghasilan sebulan. Pinjaman ini dinilai dari penghasilan'));
  } else if (
    incomePercent !== undefined &&
    compare(ratioOf(asked.incomeSharePerMyriad ?? 0), ratioOfDecimal(incomePercent)) > 0
  ) {
    const share = percentText(asked.incomeSharePerMyriad ?? 0);
    const pesan = `Semua angsuran menjadi ${share} dari penghasilan; batasnya ${incomePercent.replace('.', ',')}%`;
    found.push(of('income_share_exceeded', 'income', pesan));
  }
  if (savingsMultiple !== undefined) {
    const most = savingsLimit(borrower.savingsSen, savingsMultiple);
    if (borrower.outstandingSen + asked.amountSen > most) {
      const pesan = `Semua pinjaman paling banyak ${savingsMultiple.replace('.', ',')} kali simpanan, yaitu ${rupiahText(most)}`;
      found.push(of('savings_multiple_exceeded', 'amount', pesan));
    }
  }
  return found;
}

/** So many times the savings, in sen, rounded down. */
export function savingsLimit(savingsSen: bigint, multiple: string): bigint {
  const { n, d } = ratioOfDecimal(multiple);
  return divideRounded(savingsSen * n, d, 'down');
}

function securityFindings(terms: ProductTerms, asked: Asked): Draft[] {
  const { guarantors, collateralPercent } = terms.security;
  const found: Draft[] = [];
  const missing = documentsNeeded(terms, asked.amountSen).filter((code) => !asked.documents.includes(code));
  if (missing.length > 0) {
    found.push(of('documents_missing', 'documents', `Masih kurang ${missing.length} berkas. Foto dulu semuanya`));
  }
  if (asked.guarantors < guarantors) {
    found.push(of('guarantors_missing', 'guarantors', `Pinjaman ini perlu ${guarantors} penjamin`));
  }
  if (!needsCollateral(terms, asked.amountSen)) return found;
  if (asked.collateralItems === 0) {
    found.push(of('collateral_missing', 'collateral', 'Pinjaman sebesar ini perlu agunan. Tulis agunannya'));
    return found;
  }
  const least = collateralLeast(asked.amountSen, collateralPercent);
  if (asked.collateralSen < least) {
    found.push(of('collateral_too_low', 'collateral', `Nilai agunan paling sedikit ${rupiahText(least)}`));
  }
  return found;
}

/** The code of the paper that proves the collateral. */
const COLLATERAL_PAPER = 'agunan';

/** The papers that a loan of this amount must bring: that of the collateral only where there is to be collateral. */
export function documentsNeeded(terms: ProductTerms, amountSen: bigint): string[] {
  return terms.documents.filter((code) => code !== COLLATERAL_PAPER || needsCollateral(terms, amountSen));
}

/** True when a loan of this amount needs collateral. */
export function needsCollateral(terms: ProductTerms, amountSen: bigint): boolean {
  const { collateralAbove } = terms.security;
  return collateralAbove !== undefined && amountSen > collateralAbove;
}

/** The least value of collateral for an amount, in sen, rounded up; without a percent any value will do. */
function collateralLeast(amountSen: bigint, percent: string | undefined): bigint {
  if (percent === undefined) return 0n;
  const { n, d } = ratioOfDecimal(percent);
  return divideRounded(amountSen * n, d * 100n, 'up');
}

function levelOf(code: Check, levels: CheckLevels): 'hard' | 'warning' {
  const kind = CHECKS[code];
  if (kind === 'law' || kind === 'product') return 'hard';
  return levels[code as Adjustable] ?? kind;
}

function of(code: Check, field: string, pesan: string): Draft {
  return { code, field, pesan };
}

function ratioOf(perMyriad: number) {
  return { n: BigInt(perMyriad), d: 100n };
}

/** Parts per ten thousand as a percent in Indonesian: 4512 -> `45,12%`. */
function percentText(perMyriad: number): string {
  return `${(perMyriad / 100)
    .toFixed(2)
    .replace(/\.?0+$/, '')
    .replace('.', ',')}%`;
}

/** True where the member is asked for guarantors or collateral at all. */
export function needsSecurity(terms: ProductTerms, amountSen: bigint): boolean {
  return terms.security.guarantors > 0 || needsCollateral(terms, amountSen);
}
