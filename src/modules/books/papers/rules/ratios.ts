import { divideRounded } from '#kernel/money';

/** A sum that a ratio is made of, in sen, with the chart codes behind it (none: it stands in the portfolio); a balance, or what moved in the period. */
export type RatioInput = {
  readonly label: string;
  readonly sen: bigint;
  readonly codes: readonly string[];
  readonly basis: 'balance' | 'period';
};

/** What ratios are made of: sums on the last evening and over the book year up to it. */
export type RatioInputs = Record<
  | 'cash'
  | 'currentAssets'
  | 'assets'
  | 'currentLiabilities'
  | 'liabilities'
  | 'equity'
  | 'ownCapital'
  | 'surplus'
  | 'operatingCost'
  | 'operatingIncome'
  | 'loans'
  | 'deposits',
  RatioInput
> & {
  /** Principal of loans in the three worst classes, and of all running loans, on the last closed day; null while none was closed. */
  readonly badLoans: RatioInput | null;
  readonly runningLoans: RatioInput | null;
};

/** One ratio. `value` in ten-thousandths (hundredths of a percent), rounded half up; null with a reason when it cannot be told. */
export type Ratio = {
  readonly key: string;
  readonly label: string;
  readonly formula: string;
  readonly numerator: RatioInput;
  readonly denominator: RatioInput;
  readonly value: bigint | null;
  readonly reason: string | null;
};

/** What bad loans are measured by: the portfolio on the last closed day, so there are no accounts behind it. */
export function portfolioSum(of: 'bad' | 'running', sen: bigint): RatioInput {
  const label = of === 'bad' ? 'Pokok pinjaman kurang lancar, diragukan, dan macet' : 'Pokok seluruh pinjaman berjalan';
  return { label, sen, codes: [], basis: 'balance' };
}

/** The ratios that the Dinas' quick analysis (ALK) and the usual analysis of a cooperative ask for. The formulas stand in DOMAIN 3.5 and 6.2. */
export function ratiosOf(inputs: RatioInputs): Ratio[] {
  const { currentAssets, currentLiabilities, assets, liabilities, equity, ownCapital, surplus, cash } = inputs;
  return [
    ratio('likuiditas', 'Likuiditas (rasio lancar)', currentAssets, currentLiabilities),
    ratio('kas', 'Kas terhadap kewajiban jangka pendek', cash, currentLiabilities),
    ratio('solvabilitas', 'Solvabilitas', assets, liabilities),
    ratio('rentabilitas', 'Rentabilitas modal sendiri', surplus, ownCapital),
    ratio('roa', 'Hasil atas aset (ROA)', surplus, assets),
    ratio('roe', 'Hasil atas ekuitas (ROE)', surplus, equity),
    ratio('bopo', 'Beban terhadap pendapatan operasional (BOPO)', inputs.operatingCost, inputs.operatingIncome),
    ratio('ldr', 'Pinjaman terhadap simpanan', inputs.loans, inputs.deposits),
    ratio('modal_aset', 'Modal sendiri terhadap aset', ownCapital, assets),
    inputs.badLoans === null || inputs.runningLoans === null
      ? {
          ...ratio('npl', NPL, portfolioSum('bad', 0n), portfolioSum('running', 0n)),
          reason: 'belum ada hari pinjaman yang ditutup pada masa ini; jalankan tutup hari',
        }
      : ratio('npl', NPL, inputs.badLoans, inputs.runningLoans),
  ];
}

const NPL = 'Pinjaman bermasalah (NPL)';

function ratio(key: string, label: string, numerator: RatioInput, denominator: RatioInput): Ratio {
  const formula = `${numerator.label} dibagi ${lowerFirst(denominator.label)}`;
  const told = denominator.sen > 0n;
  return {
    key,
    label,
    formula,
    numerator,
    denominator,
    value: told ? divideRounded(numerator.sen * 10_000n, denominator.sen, 'half_up') : null,
    reason: told ? null : `${lowerFirst(denominator.label)} ${denominator.sen === 0n ? 'nol' : 'di bawah nol'}`,
  };
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
