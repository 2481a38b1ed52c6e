/** What an address asks of budget against actual: `?year=&from=&to=&version=`; what cannot be read is as usual. */
export function askedBudget(
  url: URL,
  usual: { year: number; month: number },
): { year: number; fromMonth: number; toMonth: number; versionId?: string } {
  const asked = url.searchParams;
  const year = asked.get('year') ?? '';
  const version = asked.get('version') ?? '';
  const month = (name: string, otherwise: number) => {
    const typed = Number(asked.get(name) ?? otherwise);
    return Number.isInteger(typed) && typed >= 1 && typed <= 12 ? typed : otherwise;
  };
  const chosen = /^(19|20|21)\d\d$/.test(year) ? Number(year) : usual.year;
  return {
    year: chosen,
    fromMonth: month('from', 1),
    toMonth: month('to', chosen === usual.year ? usual.month : 12),
    ...(/^[0-9a-f-]{36}$/.test(version) && { versionId: version }),
  };
}

/** Which month of its book year a month of the calendar is, from 1. */
export function monthOfYear(calendarMonth: number, startMonth: number): number {
  return ((calendarMonth - startMonth + 12) % 12) + 1;
}
