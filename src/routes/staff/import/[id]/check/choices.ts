import type { FormValues } from '#lib/server/form.ts';

/**
 * The lines taken and left after a page of check boxes: `shown` names the lines of the page, `take` those that are ticked.
 * Lines of other pages keep their choice.
 */
export function withChoices(
  before: { readonly takeLines: readonly number[]; readonly leaveLines: readonly number[] },
  values: FormValues,
): { take: number[]; leave: number[] } {
  const shown = new Set(lines(values['shown']));
  const ticked = new Set(lines(values['take']));
  const others = (list: readonly number[]) => list.filter((line) => !shown.has(line));
  return {
    take: [...others(before.takeLines), ...[...shown].filter((line) => ticked.has(line))],
    leave: [...others(before.leaveLines), ...[...shown].filter((line) => !ticked.has(line))],
  };
}

function lines(text: string | undefined): number[] {
  return (text ?? '')
    .split(',')
    .map(Number)
    .filter((line) => Number.isInteger(line) && line > 0);
}
