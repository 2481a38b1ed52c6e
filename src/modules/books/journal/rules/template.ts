import { allocate, divideRounded, formatDecimal, parseDecimal, type Sen, sumSen } from '#kernel/money';

/** A line of a template; `percent` is a decimal percentage of the total asked for. */
export type TemplatePart = {
  readonly account: string;
  readonly side: 'debit' | 'credit';
  readonly amount?: string | undefined;
  readonly percent?: string | undefined;
  readonly note?: string | undefined;
};

/** A line as the form shows it; `open` is the side that is still to be filled in. */
export type FilledLine = {
  readonly account: string;
  readonly debit: string;
  readonly credit: string;
  readonly note: string;
  readonly open: 'debit' | 'credit' | null;
};

const SHARE_OF_ALL = 1_000_000n;

/** A percentage in parts per million: `12.5` -> 125_000n. */
export function shareOf(percent: string): bigint {
  const [whole = '0', fraction = ''] = percent.split('.');
  return BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0'));
}

/** Sides whose percentages come to more than the whole: a template cannot have them. */
export function overfullSides(lines: readonly TemplatePart[]): ('debit' | 'credit')[] {
  return (['debit', 'credit'] as const).filter((side) => sumOfShares(lines, side) > SHARE_OF_ALL);
}

/** Whether a total has to be asked for before the template is used. */
export function asksTotal(lines: readonly TemplatePart[]): boolean {
  return lines.some((line) => line.percent !== undefined);
}

/**
 * The lines of an entry made from a template. Percentages of one side are shared out by largest remainder, so that 100 % is exactly the
 * total; together they are rounded half up to the sen. Without a total they stay open. Pure.
 */
export function fillTemplate(lines: readonly TemplatePart[], totalSen: bigint | null): FilledLine[] {
  const shares = new Map<TemplatePart, Sen>();
  for (const side of ['debit', 'credit'] as const) {
    const parts = lines.filter((line) => line.side === side && line.percent !== undefined);
    if (totalSen === null || sumOfShares(parts, side) === 0n) continue;
    const whole = divideRounded(totalSen * sumOfShares(parts, side), SHARE_OF_ALL, 'half_up');
    const amounts = allocate(
      whole,
      parts.map((part) => shareOf(part.percent ?? '0')),
    );
    parts.forEach((part, index) => {
      const amount = amounts[index];
      if (amount !== undefined) shares.set(part, amount);
    });
  }
  return lines.map((line) => {
    const sen = line.amount === undefined ? shares.get(line) : parseDecimal(line.amount);
    const amount = sen === undefined || sen === 0n ? '' : formatDecimal(sen);
    return {
      account: line.account,
      debit: line.side === 'debit' ? amount : '',
      credit: line.side === 'credit' ? amount : '',
      note: line.note ?? '',
      open: amount === '' ? line.side : null,
    };
  });
}

function sumOfShares(lines: readonly TemplatePart[], side: 'debit' | 'credit'): bigint {
  return sumSen(lines.filter((line) => line.side === side).map((line) => shareOf(line.percent ?? '0')));
}
