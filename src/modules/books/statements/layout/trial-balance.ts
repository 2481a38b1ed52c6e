import type { PlacedLine } from '../rules/place.ts';
import { type StatementRow, totalRow } from '../table.ts';
import type { Words } from '../words.ts';
import { lineRow, plus } from './groups.ts';

/** A chart line of a trial balance: its balance before the period (debit above zero) and both sides of what moved in it, in sen. */
export type TrialLine = PlacedLine & {
  readonly openingSen: bigint;
  readonly debitSen: bigint;
  readonly creditSen: bigint;
};

/** Rows of a trial balance: opening, movement and closing, debit and credit each; lines on which nothing ever stood are left out. */
export function trialRows(lines: readonly TrialLine[], words: Words): StatementRow[] {
  const rows = lines
    .filter((line) => line.postable && (line.openingSen !== 0n || line.debitSen !== 0n || line.creditSen !== 0n))
    .map((line) => {
      const { openingSen, debitSen, creditSen } = line;
      const closing = openingSen + debitSen - creditSen;
      const values = [...sides(openingSen), orNull(debitSen), orNull(creditSen), ...sides(closing)];
      return lineRow({ line, values }, 1);
    });
  return [...rows, totalRow({ key: 'total', label: words.total, level: 0, parts: plus(rows) }, 6)];
}

function sides(amount: bigint): [bigint | null, bigint | null] {
  return amount >= 0n ? [orNull(amount), null] : [null, -amount];
}

function orNull(amount: bigint): bigint | null {
  return amount === 0n ? null : amount;
}
