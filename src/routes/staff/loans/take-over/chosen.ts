import { fieldError } from '#kernel/errors';
import type { FormValues } from '#lib/server/form.ts';

/** The ticked loans of the form with their instalments left. Errors: `nothing_chosen`; `count_range` at a loan's own field. */
export function chosenLoans(
  values: FormValues,
  texts: { nothing: string; remainingNeeded: string },
): { positionId: string; remaining: number }[] {
  const ids = (values['take'] ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw fieldError('take', 'nothing_chosen', texts.nothing);
  return ids.map((positionId) => {
    const text = values[`remaining-${positionId}`] ?? '';
    const remaining = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    if (remaining < 1 || remaining > 600) {
      throw fieldError(`remaining-${positionId}`, 'count_range', texts.remainingNeeded);
    }
    return { positionId, remaining };
  });
}

/** `12`, `12 bln`, `2 tahun` as a count of instalments to begin with; empty when the file's term says none. */
export function remainingGuess(tenor: string): string {
  const match = /^(\d{1,3})\s*(th|thn|tahun)?/i.exec(tenor);
  if (!match) return '';
  const count = Number(match[1]) * (match[2] ? 12 : 1);
  return count >= 1 && count <= 600 ? String(count) : '';
}
