import { type BusinessDate, parseDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { rupiah } from '#kernel/money';
import type { IncomeRates } from './income.ts';
import type { Layer, WithholdingRate, WithholdingTax } from './withholding.ts';

/** A value with the day from which it holds, and the law that says so. */
export type Dated<Value> = { readonly from: BusinessDate; readonly legalBasis: string; readonly value: Value };

/** What is taxed when a cooperative pays: `code` is stable, `name` stands on the slip. */
export type TaxObject = {
  readonly code: string;
  readonly tax: WithholdingTax;
  readonly name: string;
  readonly rates: readonly Dated<WithholdingRate>[];
};

const day = parseDate;
const flat = (ppm: number, surchargePpm: number): WithholdingRate => ({ kind: 'flat', ppm, surchargePpm });
const PPH23 = 'UU 36/2008 Ps 23; PMK 141/PMK.03/2015';

const LAYERS_2009: readonly Layer[] = [
  { upToSen: rupiah(50_000_000), ppm: 50_000 },
  { upToSen: rupiah(250_000_000), ppm: 150_000 },
  { upToSen: rupiah(500_000_000), ppm: 250_000 },
  { upToSen: null, ppm: 300_000 },
];
const LAYERS_2022: readonly Layer[] = [
  { upToSen: rupiah(60_000_000), ppm: 50_000 },
  { upToSen: rupiah(250_000_000), ppm: 150_000 },
  { upToSen: rupiah(500_000_000), ppm: 250_000 },
  { upToSen: rupiah(5_000_000_000), ppm: 300_000 },
  { upToSen: null, ppm: 350_000 },
];
const nonEmployee = (layers: readonly Layer[]): WithholdingRate => ({
  kind: 'layers',
  basePpm: 500_000,
  layers,
  surchargePpm: 200_000,
});

/** What may be withheld, with the rates of the law. A cooperative sets another flat rate by the parameter `tax.rate.<code>`. */
export const TAX_OBJECTS: readonly TaxObject[] = [
  {
    code: 'non_employee',
    tax: 'pph21',
    name: 'Imbalan bukan pegawai (tenaga ahli, pengajar, jasa perorangan)',
    rates: [
      {
        from: day('2009-01-01'),
        legalBasis: 'UU 36/2008 Ps 17 dan 21(5a); PER-16/PJ/2016',
        value: nonEmployee(LAYERS_2009),
      },
      {
        from: day('2022-01-01'),
        legalBasis: 'UU 7/2021 Ps 17; PMK 168/2023',
        value: nonEmployee(LAYERS_2022),
      },
    ],
  },
  {
    code: 'employee',
    tax: 'pph21',
    name: 'Gaji dan honor pegawai, pengurus, dan pengawas (tarif efektif)',
    rates: [
      {
        from: day('2024-01-01'),
        legalBasis: 'PP 58/2023; PMK 168/2023',
        value: { kind: 'given', surchargePpm: 200_000 },
      },
    ],
  },
  {
    code: 'services',
    tax: 'pph23',
    name: 'Jasa badan usaha (teknik, manajemen, konsultan, dan lain-lain)',
    rates: [{ from: day('2009-01-01'), legalBasis: PPH23, value: flat(20_000, 1_000_000) }],
  },
  {
    code: 'equipment_rent',
    tax: 'pph23',
    name: 'Sewa harta selain tanah dan bangunan',
    rates: [{ from: day('2009-01-01'), legalBasis: PPH23, value: flat(20_000, 1_000_000) }],
  },
  {
    code: 'interest_dividend',
    tax: 'pph23',
    name: 'Bunga, dividen, atau royalti kepada badan usaha',
    rates: [{ from: day('2009-01-01'), legalBasis: 'UU 36/2008 Ps 23(1)a', value: flat(150_000, 1_000_000) }],
  },
  {
    code: 'building_rent',
    tax: 'pph4_2',
    name: 'Sewa tanah dan bangunan',
    rates: [{ from: day('1996-01-01'), legalBasis: 'PP 29/1996; PP 34/2017', value: flat(100_000, 0) }],
  },
];

const FACILITY = {
  facilityPpm: 500_000,
  facilityTurnoverSen: rupiah(4_800_000_000),
  turnoverSenMax: rupiah(50_000_000_000),
};

/** The general income tax of a body, as it was and is. */
export const CORPORATE_RATES: readonly Dated<IncomeRates>[] = [
  { from: day('2009-01-01'), legalBasis: 'UU 36/2008 Ps 17(1)b dan 31E', value: { ratePpm: 280_000, ...FACILITY } },
  { from: day('2010-01-01'), legalBasis: 'UU 36/2008 Ps 17(2a) dan 31E', value: { ratePpm: 250_000, ...FACILITY } },
  {
    from: day('2020-01-01'),
    legalBasis: 'UU 2/2020; UU 7/2021 Ps 17(1)b; Ps 31E',
    value: { ratePpm: 220_000, ...FACILITY },
  },
];

/** Final tax on turnover: rate, the turnover of a year up to which it may be chosen, and for how many years a cooperative may. */
export const TURNOVER_RATES: readonly Dated<{ ratePpm: number; turnoverSenMax: bigint; yearsMax: number }>[] = [
  {
    from: day('2018-07-01'),
    legalBasis: 'PP 23/2018; PP 55/2022 Ps 56-59',
    value: { ratePpm: 5_000, turnoverSenMax: rupiah(4_800_000_000), yearsMax: 4 },
  },
];

/** The day of the next month by which a withheld tax is paid. */
export const DUE_DAYS: readonly Dated<number>[] = [
  { from: day('2000-01-01'), legalBasis: 'PMK 242/PMK.03/2014', value: 10 },
  { from: day('2025-01-01'), legalBasis: 'PMK 81/2024', value: 15 },
];

/** The value in force on a day; the earliest one for days before it. */
export function inForce<Value>(values: readonly Dated<Value>[], on: BusinessDate): Dated<Value> {
  const found = values.findLast(({ from }) => from <= on) ?? values[0];
  assert(found, 'a table of dated values has at least one');
  return found;
}
