import type { FormValues } from '#lib/server/form.ts';
import type { Scorecard } from '#loans';

/** The card in force with the limits and points that a form gives: `<factor>.<n>.limit`, `<factor>.<n>.points`, `grade.<n>`. */
export function cardOf(card: Scorecard, values: FormValues) {
  const number = (name: string, usual: number) => {
    const typed = values[name];
    return typed === undefined ? usual : typed === '' ? Number.NaN : Number(typed);
  };
  return {
    factors: card.factors.map(({ factor, bands }) => ({
      factor,
      bands: bands.map((band, index) => {
        const name = `${factor}.${index}`;
        const points = number(`${name}.points`, band.points);
        return band.atLeast === undefined
          ? { atMost: number(`${name}.limit`, band.atMost ?? 0), points }
          : { atLeast: number(`${name}.limit`, band.atLeast), points };
      }),
    })),
    grades: card.grades.map(({ grade, atLeast }, index) => ({ grade, atLeast: number(`grade.${index}`, atLeast) })),
  };
}
