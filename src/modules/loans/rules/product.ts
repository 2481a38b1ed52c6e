import type { BusinessDate } from '#kernel/dates';
import { type DomainError, fieldError } from '#kernel/errors';
import { parseDecimal } from '#kernel/money';
import { add, compare, type Ratio, ratioOfDecimal, whole, ZERO } from '#kernel/ratio';
import type { ContractKind, ProductTerms } from '../terms.ts';
import { isAboveCap } from './law.ts';

/** Where each part of a product's money stands: codes of the chart. */
export type ProductCodes = {
  readonly principalCode: string;
  /** Interest earned and not yet paid. */
  readonly interestCode: string;
  readonly incomeCode: string;
  /** Late charges: income, or the social fund of a sharia product. */
  readonly penaltyCode: string;
  readonly allowanceCode: string;
  /** The expense that fills the allowance. */
  readonly expenseCode: string;
};

/** What these rules need of a chart line. */
export type ChartEntry = {
  readonly code: string;
  readonly kind: 'asset' | 'liability' | 'equity' | 'revenue' | 'expense';
  readonly normal: 'debit' | 'credit';
  readonly postable: boolean;
  readonly active: boolean;
};

type Wanted = { readonly kind: ChartEntry['kind']; readonly normal: ChartEntry['normal']; readonly words: string };

const WANTED: Readonly<Record<keyof ProductCodes, Wanted>> = {
  principalCode: { kind: 'asset', normal: 'debit', words: 'piutang (aset, saldo debit)' },
  interestCode: { kind: 'asset', normal: 'debit', words: 'piutang jasa (aset, saldo debit)' },
  incomeCode: { kind: 'revenue', normal: 'credit', words: 'pendapatan' },
  penaltyCode: { kind: 'revenue', normal: 'credit', words: 'pendapatan denda' },
  allowanceCode: { kind: 'asset', normal: 'credit', words: 'penyisihan (aset, saldo kredit)' },
  expenseCode: { kind: 'expense', normal: 'debit', words: 'beban' },
};

/** A sharia contract's late charge is kept for charity: a liability (DOMAIN 5.5). */
const SOCIAL_FUND: Wanted = {
  kind: 'liability',
  normal: 'credit',
  words: 'dana kebajikan (liabilitas), bukan pendapatan',
};

/**
 * Refuses chart codes that do not exist or are of another kind than their part needs. Pure.
 * Errors at the field: `chart_code_unknown`, `chart_code_kind`, `chart_codes_same`.
 */
export function checkCodes(contract: ContractKind, codes: ProductCodes, chart: readonly ChartEntry[]): void {
  for (const field of Object.keys(WANTED) as (keyof ProductCodes)[]) {
    const wanted = field === 'penaltyCode' && contract !== 'interest' ? SOCIAL_FUND : WANTED[field];
    checkCode(`codes.${field}`, codes[field], chart, wanted);
  }
  if (codes.principalCode === codes.interestCode) {
    throw fieldError(
      'codes.interestCode',
      'chart_codes_same',
      'Pilih akun piutang jasa yang lain dari piutang pokoknya',
    );
  }
}

function checkCode(field: string, code: string, chart: readonly ChartEntry[], wanted: Wanted): void {
  const line = chart.find((entry) => entry.code === code && entry.postable && entry.active);
  if (!line) throw fieldError(field, 'chart_code_unknown', `Akun ${code} tidak ada, atau hanya judul kelompok`);
  if (line.kind !== wanted.kind || line.normal !== wanted.normal) {
    throw fieldError(field, 'chart_code_kind', `Akun ${code} tidak cocok. Pilih akun ${wanted.words}`);
  }
}

/** What terms are judged against: the contract, the cap on rates in force, and the chart. */
export type TermsGround = {
  readonly contract: ContractKind;
  readonly capPercent: string;
  readonly chart: readonly ChartEntry[];
};

/** Refuses terms that contradict themselves or the law. Pure. Errors at the field: those of the checks below. */
export function checkTerms(terms: ProductTerms, ground: TermsGround): void {
  checkLimits(terms);
  checkRate(terms, ground);
  checkMethod(terms);
  checkRounding(terms);
  checkFees(terms, ground);
  checkPercents(terms);
  checkOrder(terms);
  checkApproval(terms);
}

/** Errors: `amount_limits`, `tenor_limits`, `grace_too_long`. */
function checkLimits({ amount, tenor, calculation: { grace } }: ProductTerms): void {
  if (amount.min > amount.max) {
    throw fieldError('terms.amount.max', 'amount_limits', 'Plafon tertinggi tidak boleh di bawah plafon terendah');
  }
  if (tenor.min > tenor.max) {
    throw fieldError('terms.tenor.max', 'tenor_limits', 'Jangka terpanjang tidak boleh di bawah jangka terpendek');
  }
  if (grace && grace.principal >= tenor.min) {
    throw fieldError(
      'terms.calculation.grace.principal',
      'grace_too_long',
      'Masa tenggang pokok harus lebih pendek dari jangka terpendek',
    );
  }
}

/** Errors: `rate_above_cap`, `qardh_without_rate`, `profit_share_missing`, `profit_share_unused`. */
function checkRate({ calculation, profitSharePercent }: ProductTerms, { contract, capPercent }: TermsGround): void {
  if (isAboveCap(calculation, capPercent)) {
    throw fieldError(
      'terms.calculation.rate',
      'rate_above_cap',
      `Jasa setahun paling tinggi ${capPercent.replace('.', ',')} %. Turunkan persennya`,
    );
  }
  const percent = 'annualPercent' in calculation.rate ? calculation.rate.annualPercent : calculation.rate.periodPercent;
  if (contract === 'qardh' && ratioOfDecimal(percent).n !== 0n) {
    throw fieldError('terms.calculation.rate', 'qardh_without_rate', 'Qardh tidak memakai jasa. Isi 0');
  }
  const shares = contract === 'mudharabah' || contract === 'musyarakah';
  if (shares && profitSharePercent === undefined) {
    throw fieldError('terms.profitSharePercent', 'profit_share_missing', 'Isi nisbah bagi hasil untuk koperasi');
  }
  if (!shares && profitSharePercent !== undefined) {
    throw fieldError('terms.profitSharePercent', 'profit_share_unused', 'Akad ini tidak memakai nisbah. Kosongkan');
  }
}

/** Errors: `balloon_missing`, `shares_missing`, `shares_sum`, `shares_tenor`. */
function checkMethod({ calculation: { method, balloonPercent, shares }, tenor }: ProductTerms): void {
  if (
    method === 'balloon' &&
    (balloonPercent === undefined || isAbove(balloonPercent, 100n) || isZero(balloonPercent))
  ) {
    throw fieldError(
      'terms.calculation.balloonPercent',
      'balloon_missing',
      'Isi bagian pokok di akhir, 0 sampai 100 %',
    );
  }
  if (method !== 'shares') return;
  const field = 'terms.calculation.shares';
  if (!shares || shares.length === 0) throw fieldError(field, 'shares_missing', 'Isi bagian pokok setiap angsuran');
  if (compare(sumOf(shares), whole(100n)) !== 0) {
    throw fieldError(field, 'shares_sum', 'Jumlah bagian semua angsuran harus tepat 100 %');
  }
  if (tenor.min !== shares.length || tenor.max !== shares.length) {
    throw fieldError('terms.tenor.max', 'shares_tenor', `Jangkanya harus ${shares.length}, sebanyak bagian angsuran`);
  }
}

/** Errors: `rounding_step_too_large`, `rounding_step_zero`. The smallest instalment is the smallest loan's over the longest tenor. */
function checkRounding({ calculation: { rounding, method }, amount, tenor }: ProductTerms): void {
  for (const key of ['interest', 'principal', 'instalment'] as const) {
    const step = rounding?.[key];
    if (step === undefined) continue;
    const stepSen = parseDecimal(step);
    const field = `terms.calculation.rounding.${key}`;
    if (stepSen === 0n) throw fieldError(field, 'rounding_step_zero', 'Pembulatan harus lebih dari nol');
    const parts = method === 'bullet' || method === 'balloon' ? 1 : tenor.max;
    if (stepSen > amount.min / BigInt(parts)) {
      throw fieldError(field, 'rounding_step_too_large', 'Pembulatan tidak boleh lebih besar dari angsuran terkecil');
    }
  }
}

/** Errors: `fee_code_twice`, `fee_percent_missing`, `fee_amount_missing`, `fee_too_high`, `chart_code_unknown`, `chart_code_kind`. */
function checkFees({ fees }: ProductTerms, { chart }: TermsGround): void {
  const seen = new Set<string>();
  let percents = ZERO;
  for (const [index, fee] of fees.entries()) {
    const at = (key: string) => `terms.fees.${index}.${key}`;
    if (seen.has(fee.code)) throw fieldError(at('code'), 'fee_code_twice', 'Setiap biaya memakai kode sendiri');
    seen.add(fee.code);
    if (fee.kind === 'percent' && fee.percent === undefined) {
      throw fieldError(at('percent'), 'fee_percent_missing', `Isi persen untuk ${fee.name}`);
    }
    if (fee.kind === 'flat' && (fee.amount === undefined || fee.amount === 0n)) {
      throw fieldError(at('amount'), 'fee_amount_missing', `Isi jumlah rupiah untuk ${fee.name}`);
    }
    if (fee.kind === 'percent' && fee.percent !== undefined) percents = add(percents, ratioOfDecimal(fee.percent));
    const line = chart.find((entry) => entry.code === fee.chartCode && entry.postable && entry.active);
    if (!line) throw fieldError(at('chartCode'), 'chart_code_unknown', `Akun ${fee.chartCode} tidak ada di bagan akun`);
    if (line.kind !== 'revenue' && line.kind !== 'liability') {
      throw fieldError(at('chartCode'), 'chart_code_kind', 'Biaya masuk ke akun pendapatan, atau titipan (liabilitas)');
    }
  }
  if (compare(percents, whole(100n)) >= 0) {
    throw fieldError('terms.fees', 'fee_too_high', 'Jumlah biaya harus di bawah 100 % pinjaman');
  }
}

/** Percents of a whole. Error: `percent_above_100`. */
function checkPercents({ penalty, eligibility, profitSharePercent }: ProductTerms): void {
  const parts: Record<string, string | undefined> = {
    'terms.eligibility.incomePercent': eligibility.incomePercent,
    'terms.profitSharePercent': profitSharePercent,
    'terms.penalty.percent': penalty.kind === 'none' || penalty.kind === 'flat_per_day' ? undefined : penalty.percent,
    'terms.penalty.capPercent': penalty.kind === 'none' ? undefined : penalty.capPercent,
  };
  for (const [field, percent] of Object.entries(parts)) {
    if (percent !== undefined && isAbove(percent, 100n)) {
      throw fieldError(field, 'percent_above_100', 'Persen ini paling tinggi 100');
    }
  }
}

/** Error: `payment_order`. */
function checkOrder({ paymentOrder }: ProductTerms): void {
  if (new Set(paymentOrder).size === paymentOrder.length) return;
  throw fieldError('terms.paymentOrder', 'payment_order', 'Denda, jasa dan pokok masing-masing satu kali');
}

/** Errors: `approval_not_rising`, `approval_last_limited`. */
function checkApproval({ approval }: ProductTerms): void {
  let floor = 0n;
  for (const [index, { upTo }] of approval.entries()) {
    const field = `terms.approval.${index}.upTo`;
    const last = index === approval.length - 1;
    if (last && upTo !== undefined) {
      throw fieldError(
        field,
        'approval_last_limited',
        'Kosongkan batas tingkat terakhir: ia berlaku untuk semua jumlah',
      );
    }
    if (!last && (upTo === undefined || upTo <= floor)) {
      throw fieldError(field, 'approval_not_rising', 'Batas setiap tingkat persetujuan harus naik');
    }
    const before = approval[index - 1];
    if (before && (approval[index]?.approvals ?? 0) < before.approvals) {
      throw fieldError(
        `terms.approval.${index}.approvals`,
        'approval_not_rising',
        'Jumlah lebih besar tidak boleh perlu persetujuan lebih sedikit',
      );
    }
    floor = upTo ?? floor;
  }
}

/**
 * Whether new terms may hold from a day on: not before the day after the last contract that was drawn with what held before, and not
 * before the terms that are there. Pure. Errors: `terms_before_contract`, `terms_exist`, `terms_in_past`.
 */
export function termsDateError(
  effectiveFrom: BusinessDate,
  { newest, lastDrawnOn }: { readonly newest: BusinessDate; readonly lastDrawnOn: BusinessDate | null },
): DomainError | null {
  const field = 'effectiveFrom';
  if (effectiveFrom === newest) return fieldError(field, 'terms_exist', 'Sudah ada ketentuan mulai tanggal ini');
  if (effectiveFrom < newest) {
    return fieldError(field, 'terms_in_past', `Ketentuan terbaru mulai ${newest}. Pilih tanggal sesudahnya`);
  }
  if (lastDrawnOn !== null && effectiveFrom <= lastDrawnOn) {
    return fieldError(
      field,
      'terms_before_contract',
      `Ada pinjaman yang dibuat ${lastDrawnOn} dengan ketentuan lama. Pilih tanggal sesudahnya`,
    );
  }
  return null;
}

function isAbove(percent: string, limit: bigint): boolean {
  return compare(ratioOfDecimal(percent), whole(limit)) > 0;
}

function isZero(percent: string): boolean {
  return ratioOfDecimal(percent).n === 0n;
}

function sumOf(percents: readonly string[]): Ratio {
  return percents.reduce((sum, percent) => add(sum, ratioOfDecimal(percent)), ZERO);
}
