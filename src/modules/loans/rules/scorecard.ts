/**
 * The scorecard: a sum of points that an officer can check by hand. It shows where an application is strong or weak and never decides: no
 * rule reads its answer. Points are data (by-law parameter `loans.scorecard`); these are the usual ones, by the five Cs of lending that the
 * supervisor's questions ask for (DOMAIN 2.6, P14): character, capacity, capital, collateral, conditions.
 */
export const FACTORS = [
  'membership_months',
  'mandatory_months_behind',
  'savings_share',
  'settled_loans',
  'worst_days_late',
  'days_past_due',
  'income_share',
  'security_share',
  'dependants',
] as const;
export type Factor = (typeof FACTORS)[number];

/** From `atLeast`, or up to `atMost`, so many points. Figures are whole numbers: months, days, counts, percents. */
export type Band = {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly points: number;
};

/** A factor's bands in the order they are tried: the first that fits gives its points, none gives nought. */
export type ScoreFactor = { readonly factor: Factor; readonly bands: readonly Band[] };

/** From so many points on, this letter. In falling order. */
export type Grade = { readonly atLeast: number; readonly grade: string };

export type Scorecard = { readonly factors: readonly ScoreFactor[]; readonly grades: readonly Grade[] };

/** What the figures of an application are; null where it is not known, which earns nothing. */
export type ScoreFigures = Readonly<Record<Factor, number | null>>;

/** One line of the score: the figure, the band it fell in, and what it could have earned. */
export type ScoreLine = {
  readonly factor: Factor;
  readonly figure: number | null;
  /** The band that gave the points; null where none fitted. */
  readonly band: Band | null;
  readonly points: number;
  readonly max: number;
};

export type Score = {
  readonly lines: readonly ScoreLine[];
  readonly points: number;
  readonly max: number;
  readonly grade: string;
};

/** The usual card: 100 points. */
export const USUAL_SCORECARD: Scorecard = {
  factors: [
    {
      factor: 'membership_months',
      bands: [
        { atLeast: 60, points: 10 },
        { atLeast: 24, points: 7 },
        { atLeast: 12, points: 4 },
      ],
    },
    {
      factor: 'mandatory_months_behind',
      bands: [
        { atMost: 0, points: 15 },
        { atMost: 1, points: 8 },
        { atMost: 2, points: 3 },
      ],
    },
    {
      factor: 'savings_share',
      bands: [
        { atLeast: 50, points: 15 },
        { atLeast: 30, points: 10 },
        { atLeast: 15, points: 5 },
      ],
    },
    {
      factor: 'settled_loans',
      bands: [
        { atLeast: 3, points: 10 },
        { atLeast: 1, points: 6 },
      ],
    },
    {
      factor: 'worst_days_late',
      bands: [
        { atMost: 0, points: 15 },
        { atMost: 7, points: 10 },
        { atMost: 30, points: 5 },
      ],
    },
    { factor: 'days_past_due', bands: [{ atMost: 0, points: 5 }] },
    {
      factor: 'income_share',
      bands: [
        { atMost: 20, points: 20 },
        { atMost: 30, points: 14 },
        { atMost: 40, points: 7 },
      ],
    },
    {
      factor: 'security_share',
      bands: [
        { atLeast: 125, points: 7 },
        { atLeast: 50, points: 4 },
      ],
    },
    {
      factor: 'dependants',
      bands: [
        { atMost: 2, points: 3 },
        { atMost: 4, points: 1 },
      ],
    },
  ],
  grades: [
    { atLeast: 80, grade: 'A' },
    { atLeast: 65, grade: 'B' },
    { atLeast: 50, grade: 'C' },
    { atLeast: 0, grade: 'D' },
  ],
};

/** The score of an application by a card, line by line. Pure. */
export function scoreOf(card: Scorecard, figures: ScoreFigures): Score {
  const lines = card.factors.map(({ factor, bands }): ScoreLine => {
    const figure = figures[factor];
    const band = figure === null ? undefined : bands.find((one) => fits(one, figure));
    const max = Math.max(0, ...bands.map(({ points }) => points));
    return { factor, figure, band: band ?? null, points: band?.points ?? 0, max };
  });
  const points = lines.reduce((sum, line) => sum + line.points, 0);
  const max = lines.reduce((sum, line) => sum + line.max, 0);
  const grade = card.grades.find(({ atLeast }) => points >= atLeast)?.grade ?? '';
  return { lines, points, max, grade };
}

function fits(band: Band, figure: number): boolean {
  return (band.atLeast === undefined || figure >= band.atLeast) && (band.atMost === undefined || figure <= band.atMost);
}
