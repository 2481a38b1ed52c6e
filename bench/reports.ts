import pg from 'pg';
import type { Context } from '#kernel/context';
import { openDatabase } from '#kernel/database';
import { addDays, addMonths, type BusinessDate, dateAt, startOfMonth } from '#kernel/dates';
import { formatDecimal } from '#kernel/money';
import { balanceSheet, booksCheck, foldLedgerTotals, incomeStatement, trialBalance } from '#ledger';
import { benchCooperative } from './cooperative.ts';
import { startProgram } from './program.ts';
import { type Figure, median } from './report.ts';

/** Fewer while one works on the bench itself. */
const LINES = Number(process.env['BENCH_LINES'] ?? 10_000_000);
const LINES_PER_ENTRY = 4;
/** Entries that came after the last hourly count: statements read them from their lines. */
const UNCOUNTED = 500;
const ROUNDS = 5;

/**
 * Trial balance, balance sheet and income statement over ten million lines of four years, with the entries of the last hour not counted yet, beside
 * a scan of all lines that makes the same sums (parallel, without row security): every cell of ours must equal the scan's.
 */
export async function reports(progress: (line: string) => void): Promise<Figure[]> {
  const program = await startProgram({ demo: false });
  const database = openDatabase(program.instance.appUrl, 2);
  const admin = new pg.Client({ connectionString: databaseUrl(program.adminUrl) });
  await admin.connect();
  try {
    const today = dateAt(new Date(), 'WIB');
    const openFrom = startOfMonth(addMonths(today, -47));
    const { context } = await benchCooperative(database, 1, { openFrom });
    progress(`writing ${LINES} lines`);
    await writeLines(admin, context.cooperative.id, { openFrom, today, first: 1, last: LINES / LINES_PER_ENTRY });
    await admin.query('vacuum analyze ledger.entry, ledger.line');
    const started = performance.now();
    for (let counted = 1; counted > 0; ) counted = (await foldLedgerTotals(context, {})).result.counted;
    progress(`counted in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const first = LINES / LINES_PER_ENTRY + 1;
    await writeLines(admin, context.cooperative.id, { openFrom, today, first, last: first + UNCOUNTED - 1 });
    await admin.query('vacuum analyze');
    return await measure(context, admin, { from: startOfMonth(addMonths(today, -11)), today, progress });
  } finally {
    await admin.end();
    await database.close();
    await program.stop();
  }
}

function databaseUrl(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = '/sokoguru';
  return url.href;
}

type Cells = ReadonlyMap<string, string>;
type Asked = { readonly from: BusinessDate; readonly today: BusinessDate; readonly progress: (line: string) => void };

async function measure(context: Context, admin: pg.Client, { from, today, progress }: Asked): Promise<Figure[]> {
  const { id } = context.cooperative;
  const whole = { scan: () => scan(admin, id, null, today), kinds: null };
  const statements = [
    { name: 'trial balance', ours: async () => trialCells(await trialBalance(context, { on: today })), ...whole },
    { name: 'balance sheet', ours: async () => sheetCells(await balanceSheet(context, { on: today })), ...whole },
    {
      name: 'income statement of twelve months',
      ours: async () => sheetCells(await incomeStatement(context, { from, to: today })),
      scan: () => scan(admin, id, from, today),
      kinds: /^[4-9]/,
    },
  ];
  const seen = statements.map(() => ({ ours: [] as number[], scan: [] as number[] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, statement] of statements.entries()) {
      const ours = await timed(statement.ours);
      const peer = await timed(statement.scan);
      const wrong = [...ours.result].filter(([code, amount]) => peer.result.get(code) !== amount);
      if (wrong.length > 0) throw new Error(`${statement.name}: cells differ from the scan: ${wrong[0]?.join(' ')}`);
      if (ours.result.size < 4) throw new Error(`${statement.name}: hardly any cell was compared`);
      // The first round warms both up.
      if (round === 0) continue;
      seen[index]?.ours.push(ours.ms);
      seen[index]?.scan.push(peer.ms);
    }
    progress(
      `round ${round}: ${seen.map(({ ours, scan: s }) => `${ours.at(-1)?.toFixed(1)} / ${s.at(-1)?.toFixed(0)} ms`).join(', ')}`,
    );
  }
  const check = await booksCheck(context, {});
  if (check.totalsMismatch > 0) throw new Error('the kept sums differ from the lines');
  return statements.map(({ name }, index) => {
    const [value, peerValue] = [median(seen[index]?.ours ?? []), median(seen[index]?.scan ?? [])];
    const peer = 'scan of all lines, same sums';
    return {
      figure: `${name}, ${LINES} lines`,
      value,
      unit: 'ms',
      peer,
      peerValue,
      ratio: peerValue / value,
      aim: '>= 100 times',
    };
  });
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const started = performance.now();
  const result = await work();
  return { result, ms: performance.now() - started };
}

/** What each postable line holds, in its normal sign, as decimal text; lines of nothing are left out. */
function trialCells({ lines }: { lines: readonly { code: string; debit: string; credit: string }[] }): Cells {
  return new Map(lines.map(({ code, debit, credit }) => [code, debit === '0.00' ? `-${credit}` : debit]));
}

type Statement = {
  sections: readonly { key: string; lines: readonly { code: string | null; postable: boolean; amount: string }[] }[];
};

function sheetCells({ sections }: Statement): Cells {
  const lines = sections.flatMap(({ lines }) => lines).filter(({ code, postable }) => code !== null && postable);
  return new Map(
    lines.map(({ code, amount }) => [code ?? '', /^[24]|^3|^7/.test(code ?? '') ? minus(amount) : amount]),
  );
}

const minus = (amount: string) =>
  amount.startsWith('-') ? amount.slice(1) : amount === '0.00' ? amount : `-${amount}`;

async function scan(
  admin: pg.Client,
  cooperativeId: string,
  from: BusinessDate | null,
  to: BusinessDate,
): Promise<Cells> {
  const { rows } = await admin.query<{ code: string; amount: string }>(SCAN, [cooperativeId, from, addDays(to, 1)]);
  return new Map(rows.map(({ code, amount }) => [code, formatDecimal(BigInt(amount))]));
}

const SCAN = `
  select a.chart_code as code, sum(l.amount_sen)::text as amount
    from ledger.line l join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
   where l.cooperative_id = $1 and ($2::date is null or l.business_date >= $2::date) and l.business_date < $3::date
   group by a.chart_code having sum(l.amount_sen) <> 0`;

type Span = {
  readonly openFrom: BusinessDate;
  readonly today: BusinessDate;
  readonly first: number;
  readonly last: number;
};

// Entries of two debits and two credits on changing lines of the whole chart, day after day, written as the superuser.
async function writeLines(
  admin: pg.Client,
  cooperativeId: string,
  { openFrom, today, first, last }: Span,
): Promise<void> {
  await admin.query('set session_replication_role = replica');
  await admin.query(ENTRIES, [cooperativeId, openFrom, today, first, last]);
  await admin.query(LINES_SQL, [cooperativeId, openFrom, today, first, last]);
  await admin.query('update ledger.counter set next_number = $2 where cooperative_id = $1', [cooperativeId, last + 1]);
  await admin.query('set session_replication_role = origin');
}

const ID = `('01900006-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
// Written day after day, as books are; what comes after them is dated today.
const DAY = `($2::date + least(n::bigint * ($3::date - $2::date) / ${LINES / LINES_PER_ENTRY}, $3::date - $2::date)::int)`;

const ENTRIES = `
  insert into ledger.entry (cooperative_id, id, number, business_date, happened_at, written_at, description, source, line_count, command_id)
  select $1, ${ID}, n, ${DAY}, now(), now(), 'Transaksi ukur', 'ledger.entry', ${LINES_PER_ENTRY}, ${ID}
    from generate_series($4::int, $5::int) n`;

const LINES_SQL = `
  with codes as (
    select array_agg(a.id order by a.chart_code) as ids, count(*)::int as many from ledger.account a
      join ledger.chart_line c on c.cooperative_id = a.cooperative_id and c.code = a.chart_code
     where a.cooperative_id = $1 and a.owner_kind = 'general')
  insert into ledger.line (cooperative_id, entry_id, position, line_count, account_id, amount_sen, business_date)
  select $1, ${ID}, p, ${LINES_PER_ENTRY}, ids[(n::bigint * 31 + p * 17) % many + 1],
         (case when p % 2 = 0 then -1 else 1 end) * ((n::bigint * 104729 + (p - 1) / 2 * 3571) % 900000 + 1000) * 100, ${DAY}
    from codes, generate_series($4::int, $5::int) n, generate_series(1, ${LINES_PER_ENTRY}) p`;
