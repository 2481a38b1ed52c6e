import { z } from 'zod';
import { insertParameter, type ParameterInput } from '#cooperatives';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { dateField, textField } from '#kernel/fields';
import { query } from '#kernel/query';
import { ScorecardInput } from '../application-schema.ts';
import { APPLICATION_PARAMETERS, readScorecard } from '../queries/application-parameters.ts';
import type { Scorecard } from '../rules/scorecard.ts';

/** The scorecard in force, since when and by what; the usual one while the cooperative has set none. */
export const scorecard = query({
  name: 'loans.scorecard',
  permission: 'loans.read',
  input: z.strictObject({}),
  run: (scope) => readScorecard(scope, scope.today),
});

/**
 * Sets the points of the scorecard from a day on, with what decided them. Scores shown for earlier days are not kept: a score is a help for
 * the eye, worked out anew whenever it is looked at. Error: `scorecard_bands`.
 */
export const setScorecard = command({
  name: 'loans.setScorecard',
  permission: 'loans.products',
  input: z.strictObject({ card: ScorecardInput, effectiveFrom: dateField, legalBasis: textField(200) }),
  async run(scope, { card, effectiveFrom, legalBasis }) {
    requireOrder(card);
    const name = APPLICATION_PARAMETERS.scorecard;
    const value: Json = JSON.parse(JSON.stringify(card));
    return { id: await insertParameter(scope, { name, value, effectiveFrom, legalBasis }) };
  },
});

type Json = z.output<typeof ParameterInput>['value'];

function requireOrder({ factors, grades }: Scorecard): void {
  const once = new Set(factors.map(({ factor }) => factor)).size === factors.length;
  const falling = grades.every((grade, index) => index === 0 || grade.atLeast < (grades[index - 1]?.atLeast ?? 0));
  if (once && falling) return;
  const pesan = 'Tulis setiap unsur satu kali, dan huruf nilai dari poin tertinggi ke terendah';
  throw new DomainError('invalid', 'scorecard_bands', pesan);
}
