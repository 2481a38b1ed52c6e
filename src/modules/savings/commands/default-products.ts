import { type BusinessDate, parseDate } from '#kernel/dates';
import { rupiah } from '#kernel/money';
import { ProductInput } from '../schema.ts';

/** Final tax on savings interest of cooperative members: 10 % of a month's interest above Rp 240,000. */
export const INTEREST_TAX = {
  effectiveFrom: parseDate('2009-01-01'),
  exemptPerMonthSen: rupiah(240_000),
  ratePpm: 100_000,
  legalBasis: 'PP 15/2009 jo. PPh Pasal 4 ayat (2)',
};

type Draft = Record<string, unknown>;
type MakeProduct = (effectiveFrom: BusinessDate) => ProductInput;

function make(product: Draft, terms: Draft): MakeProduct {
  return (effectiveFrom) =>
    ProductInput.parse({ ...product, terms: { effectiveFrom, legalBasis: 'Keputusan pengurus', ...terms } });
}

const PRINCIPAL = make(
  { code: 'SP', name: 'Simpanan Pokok', kind: 'principal', chartCode: '3.1.01', opensOnAdmission: true },
  { due: '100000.00', legalBasis: 'Anggaran Dasar' },
);
const MANDATORY = make(
  { code: 'SW', name: 'Simpanan Wajib', kind: 'mandatory', chartCode: '3.1.02', opensOnAdmission: true },
  { due: '50000.00', legalBasis: 'Anggaran Rumah Tangga' },
);

/** A savings and loan cooperative's lines: interest expense, tax payable, administration revenue. */
const KSP_EARNING = { interestChartCode: '5.1.01', taxChartCode: '2.1.32', feeChartCode: '4.1.02' };

const KSP: readonly MakeProduct[] = [
  PRINCIPAL,
  MANDATORY,
  make(
    {
      code: 'SS',
      name: 'Simpanan Sukarela',
      kind: 'voluntary',
      chartCode: '2.1.01',
      opensOnAdmission: true,
      ...KSP_EARNING,
    },
    { ratePpm: 30_000, minDeposit: '10000.00', minBalance: '10000.00', approvalAbove: '25000000.00' },
  ),
  make(
    { code: 'SH', name: 'Simpanan Hari Raya', kind: 'goal', chartCode: '2.1.02', ...KSP_EARNING },
    { ratePpm: 40_000, minDeposit: '10000.00' },
  ),
  make(
    {
      code: 'SB',
      name: 'Simpanan Berjangka',
      kind: 'term',
      chartCode: '2.1.03',
      ...KSP_EARNING,
      interestChartCode: '5.1.02',
    },
    {
      posting: 'maturity',
      minDeposit: '1000000.00',
      tenors: [
        { months: 3, ratePpm: 50_000 },
        { months: 6, ratePpm: 55_000 },
        { months: 12, ratePpm: 60_000 },
      ],
    },
  ),
];

const KONSUMEN: readonly MakeProduct[] = [
  PRINCIPAL,
  MANDATORY,
  make(
    { code: 'SS', name: 'Simpanan Sukarela', kind: 'voluntary', chartCode: '2.1.03', opensOnAdmission: true },
    { minDeposit: '10000.00', minBalance: '10000.00' },
  ),
];

/** A usual set of savings by chart template; the wizard lets the cooperative change every figure. */
export const DEFAULT_PRODUCTS: Readonly<Record<'ksp' | 'konsumen', readonly MakeProduct[]>> = {
  ksp: KSP,
  konsumen: KONSUMEN,
};
