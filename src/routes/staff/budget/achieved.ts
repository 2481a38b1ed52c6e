import type { BudgetTable } from '#books';
import type { RatioPart } from '#documents';
import { divideRounded } from '#kernel/money';

/** The percents of budget against actual as ratios, so that a workbook divides again. */
export function achievedPart(
  { table, achieved }: BudgetTable,
  words: { achievedTitle: string; actualOver: string; noBudget: string },
): RatioPart {
  const rows = table.rows
    .filter(({ kind }) => kind !== 'heading')
    .map(({ key, label, values: [budget, actual] }) => {
      const ppm = achieved[key] ?? null;
      return {
        ...{ label, formula: words.actualOver, numeratorSen: actual ?? 0n, denominatorSen: budget ?? 0n },
        value: ppm === null ? null : divideRounded(BigInt(ppm), 100n, 'half_up'),
        reason: ppm === null ? words.noBudget : null,
      };
    });
  return { kind: 'ratios', title: words.achievedTitle, subtitle: table.subtitle, rows, remarks: [] };
}

/** Parts per million to the tenth of a percent, rounded half up; null stays null. */
export function roundedPercent(ppm: string | null): string | null {
  return ppm === null ? null : (divideRounded(BigInt(ppm), 1000n, 'half_up') * 1000n).toString();
}
