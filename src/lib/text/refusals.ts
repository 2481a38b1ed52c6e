import type { Locale } from './index.ts';
import { REFUSALS_EN } from './refusals-en.ts';

/**
 * A refusal in the reader's language: the module's own Indonesian, or the English of its reason with the figures of
 * the Indonesian text. A reason without English keeps its Indonesian: half a message is better than none.
 */
export function refusalText(refusal: { readonly reason: string; readonly pesan: string }, locale: Locale): string {
  const english = locale === 'en' ? REFUSALS_EN[refusal.reason] : undefined;
  if (english === undefined) return refusal.pesan;
  const amounts = refusal.pesan.match(/-?Rp \d[\d.]*(?:,\d\d)?/g) ?? [];
  const number = /\d[\d.,]*\d|\d/.exec(refusal.pesan)?.[0] ?? '';
  const filled = english.replace('{rp}', amounts.join(', ')).replace('{n}', number);
  return amounts.length > 0 && !english.includes('{rp}') ? `${filled} (${amounts.join(', ')})` : filled;
}
