import { formReport } from '#books';
import { cooperativeProfile } from '#cooperatives';
import { formatDecimal } from '#kernel/money';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { dateOf } from '../../ledger/range.ts';
import { fileHrefs } from '../download.ts';
import { brokenChecks, drawnRows } from '../figures.ts';
import type { PageServerLoad } from './$types';

/** A form of an authority filled from the chart's tags, the accounts behind each line, and those without a tag. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const form = event.url.searchParams.get('form') === 'kkpkk' ? 'kkpkk' : 'jkuk';
  const { date, unread } = dateOf(event.url, 'on', context.clock.today(context.cooperative.zone));
  const [{ table, accounts, untagged, choices }, profile] = await Promise.all([
    orErrorPage(formReport(context, { form, on: date })),
    orErrorPage(cooperativeProfile(context, {})),
  ]);
  const where = { startMonth: profile.bookYearStartMonth, branch: '', unit: '' };
  const labels = new Map(choices.map(({ code, label }) => [code, label]));
  const shown = ({ code, name, line, amounts }: (typeof accounts)[number]) => ({
    code,
    name,
    line,
    lineLabel: labels.get(line) ?? line,
    amount: formatDecimal(amounts[0] ?? 0n),
  });
  return {
    form,
    on: date,
    unread,
    title: table.title,
    subtitle: table.subtitle,
    headings: table.columns.map(({ heading }) => heading),
    rows: drawnRows(table, where),
    remarks: table.remarks,
    broken: brokenChecks(table),
    accounts: accounts.map(shown),
    untagged: untagged.map(shown),
    choices,
    mayTag: context.actor.permissions.has('ledger.chart'),
    files: fileHrefs(`/staff/reports/papers/${form}`, { on: date }),
  };
};
