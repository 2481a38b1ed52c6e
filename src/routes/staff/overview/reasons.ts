import { count, dateText, percent } from '#lib/formats.ts';
import type { Locale } from '#lib/text/index.ts';
import type { oversightText } from '#lib/text/oversight.ts';
import type { Decision } from '#oversight';

/** The sentence that says why the board is asked. */
export function reasonOf(decision: Decision, words: (typeof oversightText)['id']['reason'], locale: Locale): string {
  const n = count(decision.count ?? 0, locale);
  const on = decision.on ? dateText(decision.on, locale) : '';
  // A tenth of a percent is enough to decide on.
  const part = percent(Math.round((decision.ppm ?? 0) / 1000) * 1000, locale);
  switch (decision.code) {
    case 'approvals':
    case 'month_open':
    case 'applications':
      return words[decision.code](n, on);
    case 'year_open':
    case 'surplus_undecided':
      return words[decision.code](String(decision.count ?? ''), on);
    case 'liquidity_low':
    case 'loans_late':
      return words[decision.code](part);
    case 'write_off':
    case 'members_waiting':
      return words[decision.code](n);
    case 'budget_exceeded':
      return words.budget_exceeded(decision.name ?? '', part);
  }
}
