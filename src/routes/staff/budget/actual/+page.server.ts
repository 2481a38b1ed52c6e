import { bookYearOf, budgetTable } from '#books';
import { cooperativeProfile } from '#cooperatives';
import { addDays } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { roundedPercent } from '../achieved.ts';
import { askedBudget, monthOfYear } from '../asked.ts';
import { monthNames } from '../months.ts';
import type { PageServerLoad } from './$types';

/** Budget against actual, for some months of a book year. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const profile = await orErrorPage(cooperativeProfile(context, {}));
  const today = context.clock.today(context.cooperative.zone);
  const { year } = bookYearOf(today, profile.bookYearStartMonth);
  const month = monthOfYear(Number(today.slice(5, 7)), profile.bookYearStartMonth);
  const asked = askedBudget(event.url, { year, month });
  const { locale } = event.locals;
  const { table, achieved, from, before } = await orErrorPage(budgetTable(context, { ...asked, language: locale }));
  return {
    asked,
    from,
    to: addDays(before, -1),
    months: monthNames(asked.year, profile.bookYearStartMonth, locale),
    title: table.title,
    subtitle: table.subtitle,
    headings: table.columns.map(({ heading }) => heading),
    remarks: table.remarks,
    rows: table.rows.map((row) => ({
      ...{ key: row.key, label: row.label, kind: row.kind, level: row.level, code: row.code },
      amounts: row.values.map((value) => (value === null ? null : formatDecimal(value))),
      achieved: roundedPercent(achieved[row.key] ?? null),
    })),
    empty: table.rows.every(({ kind }) => kind !== 'line'),
  };
};
