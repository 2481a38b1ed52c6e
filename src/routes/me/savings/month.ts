import { addMonths, type BusinessDate, startOfMonth, tryDate } from '#kernel/dates';

/** The month an address asks for (`?month=2026-10`), or the one of today; its first day, the next month's, and its neighbours. */
export function askedMonth(params: URLSearchParams, today: BusinessDate) {
  const asked = tryDate(`${params.get('month') ?? ''}-01`);
  const from = asked && asked <= today ? asked : startOfMonth(today);
  const to = addMonths(from, 1);
  const earlier = addMonths(from, -1).slice(0, 7);
  return { from, to, earlier, later: to <= today ? to.slice(0, 7) : null };
}
