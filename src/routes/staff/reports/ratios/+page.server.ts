import { type RatioInput, ratioReport } from '#books';
import { addDays } from '#kernel/dates';
import { amountText, formatDecimal } from '#kernel/money';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { dateOf } from '../../ledger/range.ts';
import { fileHrefs } from '../download.ts';
import type { PageServerLoad } from './$types';

/** The ratios of a book year up to a day, each with its formula and the figures it is made of. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'books.read');
  const { date, unread } = dateOf(event.url, 'on', context.clock.today(context.cooperative.zone));
  const { ratios, remarks, period } = await orErrorPage(ratioReport(context, { on: date }));
  const inputOf = ({ label, sen, codes, basis }: RatioInput) => ({
    label,
    amount: formatDecimal(sen),
    // Bad loans are sums of the portfolio, not of the chart.
    href:
      codes.length === 0 && sen !== 0n
        ? '/staff/loans/portfolio'
        : hrefOf(codes, basis === 'period' ? period.from : null),
  });
  const hrefOf = (codes: readonly string[], from: string | null) => {
    if (codes.length === 0) return null;
    const params = new URLSearchParams({ codes: codes.join(','), to: addDays(period.before, -1) });
    if (from !== null) {
      params.set('from', from);
      params.set('closing', 'without');
    }
    return `/staff/reports/entries?${params}`;
  };
  return {
    on: date,
    unread,
    remarks,
    ratios: ratios.map(({ key, label, formula, numerator, denominator, value, reason }) => ({
      key,
      label,
      formula,
      numerator: inputOf(numerator),
      denominator: inputOf(denominator),
      value: value === null ? null : `${amountText(value, true)}%`,
      reason,
    })),
    files: fileHrefs('/staff/reports/papers/ratios', { on: date }),
  };
};
