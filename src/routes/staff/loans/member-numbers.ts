import type { Context } from '#kernel/context';
import { fieldError } from '#kernel/errors';
import type { Locale } from '#lib/text/index.ts';
import { pick } from '#lib/text/index.ts';
import { loanSecurityText } from '#lib/text/loan-security.ts';
import { findMembers } from '#members';

/** The ids of members by the numbers that were typed, in their order. Error at the field: `member_unknown`. */
export async function memberIdsOf(
  context: Context,
  { text, field, locale }: { text: string | undefined; field: string; locale: Locale },
): Promise<string[]> {
  const numbers = (text ?? '').split(/[\s,;]+/).filter((number) => number !== '');
  const ids: string[] = [];
  for (const number of numbers.slice(0, 100)) {
    const { items } = await findMembers(context, { q: number, limit: 20 });
    const found = items.find((item) => item.number?.toLowerCase() === number.toLowerCase());
    if (!found) throw fieldError(field, 'member_unknown', pick(loanSecurityText, locale).memberUnknown(number));
    ids.push(found.id);
  }
  return ids;
}
