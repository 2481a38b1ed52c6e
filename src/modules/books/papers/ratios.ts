import type { RatioPart } from '#documents';
import { type QueryScope, query } from '#kernel/query';
import { loanClassesBefore } from '#loans';
import { flowClassOf, incomeGroupOf, termOf } from '../statements/rules/place.ts';
import { type Figure, readFigures, readUses, type Uses } from './figures.ts';
import { OnInput, type PaperPeriod, paperPeriod, periodText } from './period.ts';
import { portfolioSum, type Ratio, type RatioInput, type RatioInputs, ratiosOf } from './rules/ratios.ts';

/** Ratios of a book year up to a day, with the remarks that go with them and the range in which their accounts' entries lie. */
export type RatioReport = {
  readonly ratios: readonly Ratio[];
  readonly remarks: readonly string[];
  readonly period: PaperPeriod;
};

/** The ratios on a day's evening; surplus, income and cost are those of the book year up to it, not stretched to a whole year. */
export const ratioReport = query({
  name: 'books.ratioReport',
  permission: 'books.read',
  input: OnInput,
  run: async (scope, { on }) => readRatios(scope, await paperPeriod(scope, on)),
});

/** Step: the same, for whole reports. */
export async function readRatios(scope: QueryScope, period: PaperPeriod): Promise<RatioReport> {
  const [figures, uses, loans] = await Promise.all([
    readFigures(scope, period),
    readUses(scope),
    loanClassesBefore(scope, period.before),
  ]);
  const bad = loans?.classes.filter(({ collectability }) => BAD.has(collectability)) ?? [];
  const badLoans = loans && portfolioSum('bad', sumOf(bad));
  const runningLoans = loans && portfolioSum('running', sumOf(loans.classes));
  const unplaced = figures.filter(
    (figure) =>
      (figure.kind === 'asset' || figure.kind === 'liability') &&
      termOf(figure) === 'unplaced' &&
      figure.balanceSen !== 0n,
  );
  const remarks = [
    ...(period.whole ? [] : ['SHU, pendapatan, dan beban baru sebagian tahun buku, jadi belum setara setahun penuh.']),
    ...(unplaced.length === 0
      ? []
      : [`Belum dikelompokkan lancar atau tidak lancar: ${unplaced.map(({ code }) => code).join(', ')}.`]),
  ];
  return { ratios: ratiosOf({ ...inputsFrom(figures, uses), badLoans, runningLoans }), remarks, period };
}

const BAD: ReadonlySet<string> = new Set(['substandard', 'doubtful', 'loss']);

function sumOf(classes: readonly { outstandingSen: bigint }[]): bigint {
  return classes.reduce((sum, { outstandingSen }) => sum + outstandingSen, 0n);
}

/** Sums of the chart: assets and cost count on the debit side, the others on the credit side. */
function inputsFrom(figures: readonly Figure[], uses: Uses): Omit<RatioInputs, 'badLoans' | 'runningLoans'> {
  const balance = (label: string, sign: 1n | -1n, pick: (figure: Figure) => boolean) =>
    summed(label, 'balance', figures.filter(pick), (figure) => sign * figure.balanceSen);
  const moved = (label: string, sign: 1n | -1n, pick: (figure: Figure) => boolean) =>
    summed(label, 'period', figures.filter(pick), (figure) => sign * figure.movedSen);
  const income = ({ kind }: Figure) => kind === 'revenue' || kind === 'expense';
  const groups = (names: readonly string[]) => (figure: Figure) =>
    income(figure) && names.includes(incomeGroupOf(figure));
  const deposits = (figure: Figure) =>
    figure.kind === 'liability' && (uses.savingCodes.has(figure.code) || uses.termCodes.has(figure.code));
  return {
    cash: balance('Kas dan bank', 1n, (one) => one.kind === 'asset' && flowClassOf(one) === 'cash'),
    currentAssets: balance('Aset lancar', 1n, (one) => one.kind === 'asset' && termOf(one) === 'current'),
    assets: balance('Jumlah aset', 1n, ({ kind }) => kind === 'asset'),
    currentLiabilities: balance(
      'Kewajiban jangka pendek',
      -1n,
      (one) => one.kind === 'liability' && termOf(one) === 'current',
    ),
    liabilities: balance('Jumlah kewajiban', -1n, ({ kind }) => kind === 'liability'),
    // Revenue and expense that are not closed belong to the owners: equity with the running surplus.
    equity: balance('Jumlah ekuitas', -1n, (one) => one.kind === 'equity' || income(one)),
    ownCapital: balance('Modal sendiri', -1n, ({ ownCapital }) => ownCapital),
    surplus: moved('SHU setelah pajak', -1n, income),
    operatingCost: moved(
      'Beban pokok, beban usaha, dan beban perkoperasian',
      1n,
      groups(['member_cost', 'non_member_cost', 'cost', 'operating', 'cooperative']),
    ),
    operatingIncome: moved('Pendapatan usaha', -1n, groups(['member_revenue', 'non_member_revenue', 'revenue'])),
    loans: balance('Pokok pinjaman', 1n, ({ code }) => uses.loanCodes.has(code)),
    deposits: balance('Simpanan anggota yang menjadi kewajiban', -1n, deposits),
  };
}

function summed(
  label: string,
  basis: RatioInput['basis'],
  figures: readonly Figure[],
  value: (figure: Figure) => bigint,
): RatioInput {
  const moving = figures.filter((figure) => value(figure) !== 0n);
  const sen = moving.reduce((sum, figure) => sum + value(figure), 0n);
  return { label, sen, codes: moving.map(({ code }) => code), basis };
}

/** The ratios as a part of a printed report. */
export function ratioPart({ ratios, remarks, period }: RatioReport): RatioPart {
  return {
    kind: 'ratios',
    title: 'Rasio keuangan',
    subtitle: [periodText(period)],
    remarks: [...remarks, 'Nilai dibulatkan setengah ke atas pada perseratus persen.'],
    rows: ratios.map(({ label, formula, numerator, denominator, value, reason }) => ({
      label,
      formula,
      numeratorSen: numerator.sen,
      denominatorSen: denominator.sen,
      value,
      reason,
    })),
  };
}
