import { figureEntries } from '#books';
import { organisation } from '#cooperatives';
import { addDays } from '#kernel/dates';
import { parseSignedDecimal } from '#kernel/money';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { dateOf, dimensionsOf } from '../../ledger/range.ts';
import type { PageServerLoad } from './$types';

/** The entries behind a figure of a statement; the address is written by the statement (see figures.ts). */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const { url } = event;
  const asked = (name: string) => url.searchParams.get(name) ?? undefined;
  const today = context.clock.today(context.cooperative.zone);
  const to = dateOf(url, 'to', today).date;
  const from = asked('from') ? dateOf(url, 'from', to).date : null;
  const input = {
    codes: (asked('codes') ?? '').split(',').filter((code) => code !== ''),
    from,
    before: addDays(to, 1),
    only: asked('only'),
    withoutClosing: asked('closing') === 'without' || undefined,
    cursor: asked('cursor'),
    ...dimensionsOf(url),
  };
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const [found, places] = await Promise.all([
    orErrorPage(figureEntries(context, given)),
    orErrorPage(organisation(context, {})),
  ]);
  const where = [...places.branches, ...places.units].filter(({ id }) => id === input.branchId || id === input.unitId);
  const [debit, credit] = [parseSignedDecimal(found.total) > 0n, parseSignedDecimal(found.total) < 0n];
  return {
    found,
    from,
    to,
    only: input.only?.startsWith('equity:') ? 'equity' : (input.only ?? 'all'),
    side: debit ? 'debit' : credit ? 'credit' : 'none',
    places: where.map(({ name }) => name),
  } as const;
};
