import type { BusinessDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatDecimal } from '#kernel/money';
import { parseRupiahInput } from '#lib/formats.ts';
import { dateOf } from './range.ts';

/** What the address of the journal asks for: input of the query, what to show in the fields again, and what could not be read. */
export type AskedJournal = {
  readonly input: Record<string, string>;
  readonly filters: Record<string, string>;
  readonly unreadDate: boolean;
  readonly unreadAmount: boolean;
  /** More is asked than number, words and days. */
  readonly full: boolean;
};

const TEXTS = ['q', 'account', 'person'] as const;
const STATES = ['valid', 'reversed', 'reversal'];

/** Reads the search of the journal from its address; what makes no sense is left out and told. */
export function askedOf(url: URL, today: BusinessDate): AskedJournal {
  const typed = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 80);
  const filters: Record<string, string> = {};
  const input: Record<string, string> = {};
  const ask = (name: string, value: string, shown = value) => {
    filters[name] = shown;
    if (value) input[name] = value;
  };
  for (const name of TEXTS) ask(name, typed(name));
  const [from, to] = [dateOf(url, 'from', today), dateOf(url, 'to', today)];
  ask('from', typed('from') && !from.unread ? from.date : '');
  ask('to', typed('to') && !to.unread ? to.date : '');
  let unreadAmount = false;
  for (const name of ['amountFrom', 'amountTo']) {
    const read = parseRupiahInput(typed(name));
    if ('sen' in read) ask(name, formatDecimal(read.sen), typed(name));
    else {
      filters[name] = typed(name);
      unreadAmount ||= typed(name) !== '';
    }
  }
  ask('source', /^[a-z_]{1,40}(\.[a-z_]{1,40}){0,3}$/.test(typed('source')) ? typed('source') : '');
  ask('state', STATES.includes(typed('state')) ? typed('state') : '');
  ask('attached', typed('attached') === 'yes' ? 'yes' : '');
  for (const [name, key] of [
    ['branch', 'branchId'],
    ['unit', 'unitId'],
  ] as const) {
    filters[name] = isId(typed(name)) ? typed(name) : '';
    if (filters[name]) input[key] = filters[name];
  }
  const few = ['q', 'from', 'to'];
  const full = Object.keys(input).some((name) => !few.includes(name)) || unreadAmount;
  return { input, filters, unreadDate: from.unread || to.unread, unreadAmount, full };
}
