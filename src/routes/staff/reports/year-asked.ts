/** The book year an address asks for (`?year=2026`); anything else asks for none, which is the one of today. */
export function askedYear(url: URL): { year?: number } {
  const typed = url.searchParams.get('year') ?? '';
  return /^(19|2[0-8])\d{2}$/.test(typed) ? { year: Number(typed) } : {};
}
