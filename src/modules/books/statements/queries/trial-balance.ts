import { z } from 'zod';
import { dateField } from '#kernel/fields';
import { query } from '#kernel/query';
import { chartBalances } from '#ledger';
import { trialRows } from '../layout/trial-balance.ts';
import { withHeadings } from '../rules/place.ts';
import type { StatementColumn, StatementTable } from '../table.ts';
import { wordsIn } from '../words.ts';
import { type Period, type Place, PlaceInput, periodOf, periodText, placeRemarks, subtitleOf } from './head.ts';

/**
 * Trial balance (neraca saldo) of a period, both days included: opening, movement and closing of every chart line, debit and credit. Asked
 * `withoutClosing` it leaves out the entries that close a year in it.
 */
export const trialBalanceTable = query({
  name: 'books.trialBalanceTable',
  permission: 'ledger.read',
  input: z.strictObject({
    from: dateField,
    to: dateField,
    withoutClosing: z.union([z.boolean(), z.stringbool()]).default(false),
    ...PlaceInput,
  }),
  async run(scope, { from, to, withoutClosing, ...place }): Promise<StatementTable> {
    const words = wordsIn(place.language);
    const period = periodOf({ from, to });
    const { branchId, unitId } = place;
    const [opening, moved] = await Promise.all([
      chartBalances(scope, { before: period.from, branchId, unitId }),
      chartBalances(scope, { ...period, branchId, unitId, withoutClosing }),
    ]);
    const lines = withHeadings(moved).map((line, index) => ({ ...line, openingSen: opening[index]?.amountSen ?? 0n }));
    return {
      key: 'trial-balance',
      title: withoutClosing ? words.trialBalanceUnclosed : words.trialBalance,
      subtitle: await subtitleOf(scope, { days: periodText(period, place.language), before: period.before, place }),
      columns: columnsOf(period, place),
      rows: trialRows(lines, words),
      remarks: placeRemarks(place, words),
    };
  },
});

function columnsOf({ from, before }: Period, { language }: Place): StatementColumn[] {
  const words = wordsIn(language);
  const pairs = [
    { key: 'opening', name: words.opening, range: { from: null, before: from } },
    { key: 'movement', name: words.movement, range: { from, before } },
    { key: 'closing', name: words.closing, range: { from: null, before } },
  ];
  return pairs.flatMap(({ key, name, range }) => [
    { key: `${key}_debit`, heading: `${name}, ${words.debit}`, range },
    { key: `${key}_credit`, heading: `${name}, ${words.credit}`, range },
  ]);
}
