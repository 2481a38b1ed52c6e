import type { ProductCodes } from '../rules/product.ts';
import type { ContractKind, ProductTermsJson } from '../terms.ts';

/** A product as a new cooperative begins with it; it changes every figure later. */
export type DefaultProduct = {
  readonly code: string;
  readonly name: string;
  readonly contract: ContractKind;
  readonly codes: ProductCodes;
  readonly terms: ProductTermsJson;
  readonly legalBasis: string;
};

type Fees = NonNullable<ProductTermsJson['fees']>;
type Penalty = ProductTermsJson['penalty'];

const BY_LAW = 'Peraturan Khusus Simpan Pinjam (Permenkop 8/2023)';
const FATWA = 'Peraturan Khusus Pembiayaan Syariah, fatwa DSN-MUI';

/** Where a savings and loan cooperative keeps what members owe. */
const KSP_CODES: ProductCodes = {
  principalCode: '1.1.20',
  interestCode: '1.1.30',
  incomeCode: '4.1.01',
  penaltyCode: '4.1.05',
  allowanceCode: '1.1.39',
  expenseCode: '6.1.13',
};

/** The same of a consumer cooperative that also lends. */
const KONSUMEN_CODES: ProductCodes = {
  principalCode: '1.1.14',
  interestCode: '1.1.15',
  incomeCode: '4.1.11',
  penaltyCode: '4.1.15',
  allowanceCode: '1.1.18',
  expenseCode: '6.1.13',
};

/** A sharia contract's: its own receivable, margin as income, late charges to the fund of kindness (never income). */
function shariaCodes(principalCode: string): ProductCodes {
  return { ...KSP_CODES, principalCode, incomeCode: '4.1.06', penaltyCode: '2.1.16' };
}

const ADMIN_ONLY = (adminCode: string): Fees => [
  { code: 'admin', name: 'Biaya administrasi', kind: 'flat', amount: '25000.00', chartCode: adminCode },
];

/** Provisi and administration are income; the premium and the duty stamp are held for others (DOMAIN 5.3, 2.10). */
const FULL_FEES = (codes: { provision: string; admin: string }): Fees => [
  { code: 'provisi', name: 'Provisi', kind: 'percent', percent: '1', chartCode: codes.provision },
  { code: 'admin', name: 'Biaya administrasi', kind: 'flat', amount: '25000.00', chartCode: codes.admin },
  { code: 'asuransi', name: 'Premi asuransi jiwa', kind: 'percent', percent: '0.3', chartCode: '2.1.23' },
  { code: 'meterai', name: 'Meterai', kind: 'flat', amount: '10000.00', chartCode: '2.1.24' },
];

const DAILY_PENALTY: Penalty = { kind: 'percent_per_day', percent: '0.1', graceDays: 3, capPercent: '10' };
/** Paid by who can pay and does not, to the fund of kindness (fatwa DSN 17/2000). */
const TAZIR: Penalty = { kind: 'flat_per_day', amount: '1000.00', graceDays: 7, capPercent: '2' };

const MONTHLY = { every: 1, unit: 'month' as const };
const WHOLE_RUPIAH = { interest: '1.00', principal: '1.00', mode: 'half_up' as const, residual: 'last' as const };
const TO_HUNDREDS = { ...WHOLE_RUPIAH, instalment: '100.00' };

const COMMITTEE: ProductTermsJson['approval'] = [
  { upTo: '5000000.00', approvals: 1 },
  { upTo: '50000000.00', approvals: 2 },
  { approvals: 3 },
];

const SECURED: Pick<ProductTermsJson, 'security' | 'eligibility' | 'documents' | 'approval'> = {
  security: { collateralAbove: '10000000.00', collateralPercent: '125', guarantors: 1 },
  eligibility: { incomePercent: '40', membershipMonths: 3, loansAtOnce: 1 },
  documents: ['ktp', 'kk', 'slip_gaji'],
  approval: COMMITTEE,
};

/** The interest products of both charts. */
function interestProducts(codes: ProductCodes, income: { provision: string; admin: string }): DefaultProduct[] {
  return [...monthlyProducts(codes, income), ...plannedProducts(codes, income), ...smallProducts(codes, income)];
}

/** Flat, and falling with the balance. */
function monthlyProducts(codes: ProductCodes, income: { provision: string; admin: string }): DefaultProduct[] {
  const product = { contract: 'interest' as const, codes, legalBasis: BY_LAW };
  const full = { fees: FULL_FEES(income), penalty: DAILY_PENALTY, ...SECURED };
  return [
    {
      ...product,
      code: 'PU',
      name: 'Pinjaman Umum',
      terms: {
        ...full,
        amount: { min: '500000.00', max: '50000000.00' },
        tenor: { min: 3, max: 36 },
        calculation: { rate: { periodPercent: '1.5' }, method: 'flat', frequency: MONTHLY, rounding: TO_HUNDREDS },
        settlement: { interest: 'current_period', extraPeriods: 1 },
      },
    },
    {
      ...product,
      code: 'PM',
      name: 'Pinjaman Menurun',
      terms: {
        ...full,
        amount: { min: '1000000.00', max: '100000000.00' },
        tenor: { min: 6, max: 60 },
        calculation: {
          rate: { periodPercent: '1.8' },
          method: 'equal_principal',
          frequency: MONTHLY,
          rounding: WHOLE_RUPIAH,
          prepayment: 'reduce_instalment',
        },
      },
    },
  ];
}

/** Equal instalments, and principal at harvest. */
function plannedProducts(codes: ProductCodes, income: { provision: string; admin: string }): DefaultProduct[] {
  const product = { contract: 'interest' as const, codes, legalBasis: BY_LAW };
  const full = { fees: FULL_FEES(income), penalty: DAILY_PENALTY, ...SECURED };
  return [
    {
      ...product,
      code: 'PA',
      name: 'Pinjaman Anuitas',
      terms: {
        ...full,
        amount: { min: '5000000.00', max: '250000000.00' },
        tenor: { min: 12, max: 120 },
        calculation: {
          rate: { annualPercent: '16' },
          method: 'annuity',
          frequency: MONTHLY,
          rounding: TO_HUNDREDS,
          prepayment: 'reduce_term',
        },
        security: { collateralAbove: '5000000.00', collateralPercent: '130', guarantors: 1 },
        documents: ['ktp', 'kk', 'slip_gaji', 'agunan'],
      },
    },
    {
      ...product,
      code: 'PS',
      name: 'Pinjaman Musiman',
      terms: {
        ...full,
        amount: { min: '1000000.00', max: '25000000.00' },
        tenor: { min: 3, max: 12 },
        calculation: { rate: { periodPercent: '1.5' }, method: 'bullet', frequency: MONTHLY, rounding: WHOLE_RUPIAH },
        documents: ['ktp', 'kk', 'surat_usaha'],
      },
    },
  ];
}

/** Without guarantor and collateral. */
function smallProducts(codes: ProductCodes, income: { provision: string; admin: string }): DefaultProduct[] {
  const product = { contract: 'interest' as const, codes, legalBasis: BY_LAW };
  const small = { fees: ADMIN_ONLY(income.admin), approval: COMMITTEE };
  return [
    {
      ...product,
      code: 'PW',
      name: 'Pinjaman Pasar Mingguan',
      terms: {
        ...small,
        amount: { min: '250000.00', max: '5000000.00' },
        tenor: { min: 10, max: 50 },
        calculation: {
          rate: { periodPercent: '0.35' },
          method: 'flat',
          frequency: { every: 1, unit: 'week' },
          rounding: TO_HUNDREDS,
        },
        penalty: { kind: 'flat_per_day', amount: '1000.00', graceDays: 2, capPercent: '10' },
        documents: ['ktp', 'surat_usaha'],
        eligibility: { membershipMonths: 1, loansAtOnce: 1 },
      },
    },
    {
      ...product,
      code: 'PD',
      name: 'Pinjaman Darurat',
      terms: {
        ...small,
        amount: { min: '100000.00', max: '3000000.00' },
        tenor: { min: 1, max: 10 },
        calculation: { rate: { periodPercent: '1' }, method: 'flat', frequency: MONTHLY, rounding: TO_HUNDREDS },
        penalty: { kind: 'none' },
        documents: ['ktp'],
        eligibility: { savingsMultiple: '3', membershipMonths: 1, loansAtOnce: 1 },
        settlement: { interest: 'to_date' },
      },
    },
  ];
}

const KSP_INCOME = { provision: '4.1.03', admin: '4.1.02' };

const SHARIA_TERMS = {
  fees: ADMIN_ONLY(KSP_INCOME.admin),
  penalty: TAZIR,
  paymentOrder: ['interest', 'principal', 'penalty'] as const,
  ...SECURED,
};
// A price that is agreed is not lowered by paying early: what is forgiven is the cooperative's kindness (fatwa DSN 23/2002).
const AGREED_PRICE = { interest: 'all' as const };
function shariaProduct(
  { principalCode, ...named }: Pick<DefaultProduct, 'code' | 'name' | 'contract'> & { principalCode: string },
  terms: Pick<ProductTermsJson, 'amount' | 'tenor' | 'calculation'> & Partial<ProductTermsJson>,
): DefaultProduct {
  return {
    legalBasis: FATWA,
    ...named,
    codes: shariaCodes(principalCode),
    terms: { ...SHARIA_TERMS, paymentOrder: [...SHARIA_TERMS.paymentOrder], ...terms },
  };
}

function flatMonthly(periodPercent: string): ProductTermsJson['calculation'] {
  return { rate: { periodPercent }, method: 'flat', frequency: MONTHLY, rounding: TO_HUNDREDS };
}

/** Pembiayaan of a sharia cooperative. */
function shariaProducts(): DefaultProduct[] {
  return [
    shariaProduct(
      { code: 'MBH', name: 'Pembiayaan Murabahah', contract: 'murabahah', principalCode: '1.1.25' },
      {
        amount: { min: '500000.00', max: '100000000.00' },
        tenor: { min: 3, max: 60 },
        calculation: flatMonthly('1.2'),
        settlement: AGREED_PRICE,
      },
    ),
    shariaProduct(
      { code: 'QRD', name: 'Qardh', contract: 'qardh', principalCode: '1.1.29' },
      {
        amount: { min: '100000.00', max: '5000000.00' },
        tenor: { min: 1, max: 12 },
        calculation: flatMonthly('0'),
        settlement: { interest: 'to_date' },
        security: { guarantors: 0 },
        documents: ['ktp'],
      },
    ),
    shariaProduct(
      { code: 'MDH', name: 'Pembiayaan Mudharabah', contract: 'mudharabah', principalCode: '1.1.27' },
      {
        amount: { min: '1000000.00', max: '50000000.00' },
        tenor: { min: 3, max: 24 },
        calculation: { ...flatMonthly('1.2'), method: 'bullet', rounding: WHOLE_RUPIAH },
        recognition: 'cash',
        settlement: { interest: 'to_date' },
        profitSharePercent: '40',
        documents: ['ktp', 'kk', 'surat_usaha'],
      },
    ),
    shariaProduct(
      { code: 'MSY', name: 'Pembiayaan Musyarakah', contract: 'musyarakah', principalCode: '1.1.28' },
      {
        amount: { min: '1000000.00', max: '100000000.00' },
        tenor: { min: 6, max: 36 },
        calculation: { ...flatMonthly('1.2'), method: 'equal_principal', rounding: WHOLE_RUPIAH },
        recognition: 'cash',
        settlement: { interest: 'to_date' },
        profitSharePercent: '30',
        documents: ['ktp', 'kk', 'surat_usaha'],
      },
    ),
    shariaProduct(
      { code: 'IJR', name: 'Pembiayaan Ijarah', contract: 'ijarah', principalCode: '1.1.29' },
      {
        amount: { min: '500000.00', max: '25000000.00' },
        tenor: { min: 3, max: 24 },
        calculation: flatMonthly('1.2'),
        settlement: AGREED_PRICE,
      },
    ),
  ];
}

/** A usual set of loans by chart; a sharia cooperative (kind `sharia_savings`) gets contracts without interest instead. */
export const DEFAULT_LOAN_PRODUCTS: Readonly<Record<'ksp' | 'konsumen' | 'sharia', readonly DefaultProduct[]>> = {
  ksp: interestProducts(KSP_CODES, KSP_INCOME),
  konsumen: interestProducts(KONSUMEN_CODES, { provision: '4.1.13', admin: '4.1.12' }),
  sharia: shariaProducts(),
};
