import type { Language } from '../statements/words.ts';

const INDONESIAN = {
  title: (year: number) => `Realisasi anggaran ${year}`,
  period: (from: string, to: string) => `${from} sampai ${to}`,
  budget: 'Anggaran',
  actual: 'Realisasi',
  difference: 'Selisih',
  percent: 'Persen',
  revenue: 'Pendapatan',
  expense: 'Beban',
  totalRevenue: 'Jumlah pendapatan',
  totalExpense: 'Jumlah beban',
  surplus: 'Sisa hasil usaha',
  noBudget: 'Belum ada anggaran untuk tahun ini',
  draft: (version: number) => `Terhadap rancangan anggaran versi ${version}, belum disahkan rapat anggota`,
  approved: (version: number, number: string) => `Terhadap anggaran versi ${version}, keputusan ${number}`,
  differenceRemark: 'Selisih = realisasi dikurangi anggaran. Beban di atas nol berarti lebih dari anggaran.',
};

type BudgetWords = {
  readonly [Key in keyof typeof INDONESIAN]: (typeof INDONESIAN)[Key] extends (...values: infer V) => string
    ? (...values: V) => string
    : string;
};

const ENGLISH: BudgetWords = {
  title: (year) => `Budget and actual ${year}`,
  period: (from, to) => `${from} to ${to}`,
  budget: 'Budget',
  actual: 'Actual',
  difference: 'Difference',
  percent: 'Percent',
  revenue: 'Revenue',
  expense: 'Expenses',
  totalRevenue: 'Total revenue',
  totalExpense: 'Total expenses',
  surplus: 'Surplus',
  noBudget: 'There is no budget for this year yet',
  draft: (version) => `Against the draft budget, version ${version}, not approved by the members yet`,
  approved: (version, number) => `Against the budget, version ${version}, resolution ${number}`,
  differenceRemark: 'Difference = actual less budget. An expense above zero is over the budget.',
};

/** The words of budget against actual. */
export function budgetWords(language: Language): BudgetWords {
  return language === 'id' ? INDONESIAN : ENGLISH;
}
