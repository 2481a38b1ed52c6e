import sql from 'sql-template-tag';
import { parameterOn } from '#cooperatives';
import { dateText } from '#documents';
import { addDays, addMonths, type BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { type QueryScope, query } from '#kernel/query';
import { chartBalances } from '#ledger';
import { incomeGroupOf } from '../statements/rules/place.ts';
import type { StatementTable } from '../statements/table.ts';
import { type Figure, readFigures, readUses, type Uses } from './figures.ts';
import { LPEA_PARAMETERS, type ReferenceName } from './lpea-parameters.ts';
import { lpeaRows, type Reference } from './lpea-rows.ts';
import { OnInput, type PaperPeriod, paperPeriod, periodText } from './period.ts';
import { ppmOfPercent, type Stretch } from './rules/lpea.ts';

/** The promotion of members' economy (LPEA) of a book year up to a day: what being a member was worth. */
export const lpeaTable = query({
  name: 'books.lpeaTable',
  permission: 'books.read',
  input: OnInput,
  run: async (scope, { on }) => readLpea(scope, await paperPeriod(scope, on)),
});

/** Step: the same, for whole reports. */
export async function readLpea(scope: QueryScope, period: PaperPeriod): Promise<StatementTable> {
  const [figures, uses] = await Promise.all([readFigures(scope, period), readUses(scope)]);
  const references = await readReferences(scope, addDays(period.before, -1));
  const moved = (sign: 1n | -1n, pick: (figure: Figure) => boolean) =>
    figures.filter(pick).reduce((sum, { movedSen }) => sum + sign * movedSen, 0n);
  const isDeposit = ({ code, kind }: { code: string; kind: string }) =>
    kind === 'liability' && (uses.savingCodes.has(code) || uses.termCodes.has(code));
  const [loans, deposits] = await stretchesOf(scope, period, [({ code }) => uses.loanCodes.has(code), isDeposit]);
  const { rows, remarks } = lpeaRows({
    references,
    purchasesSen: moved(-1n, isPurchase),
    salesSen: moved(1n, ({ regulatory }) => regulatory['lpea'] === 'sale'),
    loans: loans ?? [],
    interestPaidSen: moved(-1n, ({ code }) => uses.loanIncomeCodes.has(code)),
    deposits: (deposits ?? []).map(turned),
    interestReceivedSen: moved(1n, (figure) => paysSavers(figure, uses)),
    memberShuSen: await memberShare(scope, period, figures),
  });
  return {
    key: 'lpea',
    title: 'Laporan promosi ekonomi anggota',
    subtitle: [periodText(period), 'Disajikan dalam rupiah'],
    columns: [
      { key: 'now', heading: `Tahun buku ${period.year} (Rp)`, range: { from: period.from, before: period.before } },
    ],
    rows,
    remarks,
  };
}

/** Sales to members are their joint purchase; a chart of one's own says so by the tag `lpea: purchase`. */
function isPurchase(figure: Figure): boolean {
  if (figure.kind !== 'revenue') return false;
  if (figure.regulatory['lpea'] === 'purchase') return true;
  return incomeGroupOf(figure) === 'member_revenue' && /penjualan/i.test(figure.name);
}

function paysSavers(figure: Figure, uses: Uses): boolean {
  return figure.kind === 'expense' && figure.party !== 'non_member' && uses.savingInterestCodes.has(figure.code);
}

function turned(stretch: Stretch): Stretch {
  return { ...stretch, openingSen: -stretch.openingSen, closingSen: -stretch.closingSen };
}

type Pick = (line: { code: string; kind: string }) => boolean;

/** What stood on some lines at each month's beginning and end within the period, debit above zero; one list for each choice of lines. */
async function stretchesOf(scope: QueryScope, period: PaperPeriod, picks: readonly Pick[]): Promise<Stretch[][]> {
  const bounds: BusinessDate[] = [];
  for (let day = period.from; day < period.before; day = addMonths(day, 1)) bounds.push(day);
  bounds.push(period.before);
  const sums: bigint[][] = [];
  for (const before of bounds) {
    const lines = (await chartBalances(scope, { before })).filter(({ postable }) => postable);
    sums.push(picks.map((pick) => lines.filter(pick).reduce((sum, { amountSen }) => sum + amountSen, 0n)));
  }
  return picks.map((_, choice) =>
    bounds.slice(1).map((before, place) => ({
      from: bounds[place] ?? period.from,
      before,
      openingSen: sums[place]?.[choice] ?? 0n,
      closingSen: sums[place + 1]?.[choice] ?? 0n,
    })),
  );
}

async function readReferences(scope: QueryScope, on: BusinessDate): Promise<Record<ReferenceName, Reference | null>> {
  const read = async (name: ReferenceName): Promise<Reference | null> => {
    const set = await parameterOn(scope, LPEA_PARAMETERS[name], on);
    if (!set) return null;
    assert(typeof set.value === 'string', `${LPEA_PARAMETERS[name]} is a decimal percent`);
    const since = dateText(set.effectiveFrom);
    return {
      ratePpm: ppmOfPercent(set.value),
      percent: set.value.replace('.', ','),
      basis: `${set.legalBasis}, sejak ${since}`,
    };
  };
  return {
    goods: await read('goods'),
    sales: await read('sales'),
    loans: await read('loans'),
    savings: await read('savings'),
  };
}

/** The members' share of the year's surplus, as the meeting's approval booked it in the year after; null while it did not. */
async function memberShare(scope: QueryScope, period: PaperPeriod, figures: readonly Figure[]): Promise<bigint | null> {
  const codes = figures.filter(isMemberFund).map(({ code }) => code);
  if (!period.whole || codes.length === 0) return null;
  const { amount } = await scope.tx.one<{ amount: bigint | null }>(sql`
    select -sum(l.amount_sen)::bigint as amount
      from ledger.entry e
      join ledger.line l on l.cooperative_id = e.cooperative_id and l.entry_id = e.id
      join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
     where e.cooperative_id = ${scope.cooperativeId} and e.number > 0 and starts_with(e.source, 'shu.approve')
       and e.business_date >= ${period.before}::date and e.business_date < ${addMonths(period.before, 12)}::date
       and a.chart_code = any(${codes}::text[])`);
  return amount;
}

function isMemberFund({ kind, regulatory, name }: Figure): boolean {
  if (kind !== 'liability') return false;
  return regulatory['lpea'] === 'member_shu' || regulatory['jkuk'] === '2120' || /bagian shu anggota/i.test(name);
}
