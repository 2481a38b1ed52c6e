import { z } from 'zod';
import { command } from '#kernel/command';
import type { Context } from '#kernel/context';
import type { BusinessDate } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import { addChartLine, generalAccountIds, post, postEntries, YEAR_CLOSE_SOURCE } from '#ledger';
import type { Published, PublishedLine } from './published-reports.fixture.ts';

/** Books of one cooperative, kept from its published reports: its own chart lines, opening balances, movements. */
export type PublishedBooks = {
  readonly context: Context;
  readonly codes: Map<string, string>;
  /** What stands on each line, in sen, debit above zero. */
  readonly balances: Map<string, bigint>;
  year: number | null;
};

const CASH = 'cash:published';
const SURPLUS = 'equity:surplus of earlier years';
const SUSPENSE = 'liability:difference';

export const newBooks = (context: Context): PublishedBooks => ({
  context,
  codes: new Map(),
  balances: new Map(),
  year: null,
});

/**
 * Enters a report by commands: the first as opening balances on the first day of its year, less what its revenue and expense then move in cash; a
 * later one by what changed. Revenue and expense are entries of their own; a new year closes the one before.
 */
export async function enterReport(books: PublishedBooks, report: Published): Promise<void> {
  if (books.year !== null && books.year !== report.year) await closeYear(books);
  const first = books.year === null;
  books.year = report.year;
  await addLines(books, report);
  const cash = cashOf(report);
  const moves = resultChanges(books, report).map(
    ([key, change]): Amounts =>
      new Map([
        [key, change],
        [cash, -change],
      ]),
  );
  if (first) await postAll(books, openingOf(report, { cash, moves }), `${report.year}-01-01`);
  await postAll(books, moves, report.periodEnd);
  if (!first) await postAll(books, [differences(books, report)], report.periodEnd);
}

/** What moved on revenue and expense since the report before of the same year; a line that this one has under another name goes back to nothing. */
function resultChanges(books: PublishedBooks, report: Published): [string, bigint][] {
  const now = new Map(report.lines.filter(isResult).map((line) => [line.key, signed(line)]));
  const keys = new Set([...now.keys(), ...[...books.balances.keys()].filter((key) => /^(revenue|expense):/.test(key))]);
  return [...keys]
    .map((key): [string, bigint] => [key, (now.get(key) ?? 0n) - (books.balances.get(key) ?? 0n)])
    .filter(([, change]) => change !== 0n);
}

export function isResult({ kind }: PublishedLine): boolean {
  return kind === 'revenue' || kind === 'expense';
}

function signed({ kind, amount }: PublishedLine): bigint {
  return kind === 'asset' || kind === 'expense' ? amount : -amount;
}

function cashOf(report: Published): string {
  return report.lines.find(({ kind, name }) => kind === 'asset' && /^kas/i.test(name))?.key ?? CASH;
}

type Amounts = Map<string, bigint>;

function openingOf(report: Published, { cash, moves }: { cash: string; moves: readonly Amounts[] }): Amounts[] {
  const opening: Amounts = new Map(
    report.lines.filter((line) => !isResult(line)).map((line) => [line.key, signed(line)]),
  );
  if (opening.size === 0) return [];
  const moved = moves.reduce((sum, move) => sum + (move.get(cash) ?? 0n), 0n);
  opening.set(cash, (opening.get(cash) ?? 0n) - moved);
  return [withSuspense(opening)];
}

/** What a published balance sheet lacks on one side is parked on a line that says so; it would not be accepted otherwise. */
function withSuspense(amounts: Amounts): Amounts {
  const rest = [...amounts.values()].reduce((sum, amount) => sum + amount, 0n);
  return rest === 0n ? amounts : new Map([...amounts, [SUSPENSE, -rest]]);
}

function differences(books: PublishedBooks, report: Published): Amounts {
  const target = new Map(report.lines.filter((line) => !isResult(line)).map((line) => [line.key, signed(line)]));
  const keys = [...new Set([...target.keys(), ...books.balances.keys()])].filter(
    (key) => !/^(revenue|expense):/.test(key),
  );
  return withSuspense(new Map(keys.map((key) => [key, (target.get(key) ?? 0n) - (books.balances.get(key) ?? 0n)])));
}

async function addLines(books: PublishedBooks, report: Published): Promise<void> {
  const wanted = [
    ...report.lines,
    { key: CASH, name: 'Kas', kind: 'asset', heading: '', amount: 0n },
    { key: SURPLUS, name: 'SHU tahun lalu', kind: 'equity', heading: '', amount: 0n },
    { key: SUSPENSE, name: 'Selisih neraca yang diterbitkan', kind: 'liability', heading: '', amount: 0n },
  ] as const;
  for (const line of wanted) {
    if (books.codes.has(line.key)) continue;
    const normal = line.kind === 'asset' || line.kind === 'expense' ? 'debit' : 'credit';
    const headingKey = `heading:${line.kind}:${line.heading}`;
    if (line.heading !== '' && !books.codes.has(headingKey)) {
      books.codes.set(headingKey, `H${books.codes.size}`);
      await addChartLine(books.context, {
        code: books.codes.get(headingKey),
        name: line.heading,
        kind: line.kind,
        normal,
        postable: false,
        parentCode: null,
      });
    }
    books.codes.set(line.key, `P${books.codes.size}`);
    await addChartLine(books.context, {
      code: books.codes.get(line.key),
      name: line.name.slice(0, 160),
      kind: line.kind,
      normal,
      postable: true,
      parentCode: books.codes.get(headingKey) ?? null,
    });
  }
}

async function postAll(books: PublishedBooks, entries: readonly Amounts[], on: string): Promise<void> {
  const written = entries.filter((amounts) => [...amounts.values()].some((amount) => amount !== 0n));
  if (written.length === 0) return;
  await postEntries(books.context, {
    entries: written.map((amounts) => ({
      happenedOn: on,
      description: 'Laporan yang diterbitkan',
      lines: [...amounts].filter(([, amount]) => amount !== 0n).map(([key, amount]) => lineOf(books, key, amount)),
    })),
  });
  for (const [key, amount] of written.flatMap((amounts) => [...amounts])) {
    books.balances.set(key, (books.balances.get(key) ?? 0n) + amount);
  }
}

function lineOf(books: PublishedBooks, key: string, amount: bigint) {
  const account = books.codes.get(key);
  return amount > 0n ? { account, debit: formatDecimal(amount) } : { account, credit: formatDecimal(-amount) };
}

/** Closing entries of a year, as the end of a year writes them: revenue and expense to the surplus of earlier years. */
async function closeYear(books: PublishedBooks): Promise<void> {
  const results = [...books.balances].filter(([key, amount]) => /^(revenue|expense):/.test(key) && amount !== 0n);
  const total = results.reduce((sum, [, amount]) => sum + amount, 0n);
  const lines = new Map([...results.map(([key, amount]) => [key, -amount] as const), [SURPLUS, total] as const]);
  await postClosing(books.context, {
    on: `${books.year}-12-31`,
    lines: [...lines]
      .filter(([, amount]) => amount !== 0n)
      .map(([key, amount]) => ({ code: books.codes.get(key) ?? '', amount: amount.toString() })),
  });
  for (const [key, amount] of lines) books.balances.set(key, (books.balances.get(key) ?? 0n) + amount);
}

const postClosing = command({
  name: 'test.step',
  permission: 'cooperative.create',
  input: z.object({ on: z.string(), lines: z.array(z.object({ code: z.string(), amount: z.string() })) }),
  async run(scope, { on, lines }) {
    const ids = await generalAccountIds(
      scope,
      lines.map(({ code }) => code),
    );
    await post(scope, [
      {
        description: 'Tutup tahun',
        businessDate: on as BusinessDate,
        source: YEAR_CLOSE_SOURCE,
        lines: lines.map(({ code, amount }) => ({ accountId: ids.get(code) ?? '', amountSen: BigInt(amount) })),
      },
    ]);
    return {};
  },
});
