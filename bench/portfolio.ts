import pg from 'pg';
import type { Context } from '#kernel/context';
import { addMonths, type BusinessDate } from '#kernel/dates';
import { rupiah } from '#kernel/money';
import { generalAccountId } from '#ledger';
import { DEFAULT_LOAN_PRODUCTS, drawLoan, installLoans, payOut, readLoanProducts, signStep } from '#loans';
import { inOneStep } from './cooperative.ts';

export type Portfolio = {
  /** The day whose end is measured: the last of a month. */
  readonly on: BusinessDate;
  /** The voluntary saving of the member whose loan all others are copies of. */
  readonly savingId: string;
  readonly count: number;
};

/**
 * Makes `count` loans of 24 instalments and as many savings, each of a member of its own: one loan is drawn, signed and paid out by the
 * program's own steps, and copied in SQL as the superuser. Due on every day of the month, one to twelve months old; paid to the day, but one
 * in twenty, which is one to seven instalments behind. Every tenth pays by standing order. The books balance to the sen.
 */
export async function makePortfolio(context: Context, adminUrl: string, of: Portfolio): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = '/sokoguru';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const saving = 'select member_id as "memberId" from savings.account where id = $1';
    const memberId = (await client.query<{ memberId: string }>(saving, [of.savingId])).rows[0]?.memberId ?? '';
    const pattern = { ...of, memberId, loanId: await drawPattern(context, { ...of, memberId }) };
    await client.query('set session_replication_role = replica');
    await copyAll(client, context.cooperative.id, pattern);
  } finally {
    await client.end();
  }
}

/** The id of the n-th copy; ids of a kind rise, as the program's own do. */
export function copyId(kind: keyof typeof KIND, n: number): string {
  return `${KIND[kind]}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

const KIND = {
  member: '01900001',
  saving: '01900002',
  loan: '01900003',
  interest: '01900004',
  event: '01900005',
  entry: '01900006',
} as const;

/** The same id in SQL, of the row `n` of the seeds. */
export const id = (kind: keyof typeof KIND, n = 's.n') =>
  `('${KIND[kind]}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

type Owned = Portfolio & { readonly memberId: string };

/** Draws, signs and pays out the loan that all others are copies of, a year before the day; answers its id. */
export function drawPattern(context: Context, { on, memberId, savingId }: Owned): Promise<string> {
  const start = addMonths(on, -12);
  return inOneStep(context, async (scope) => {
    await installLoans(scope, { openFrom: start });
    const code = DEFAULT_LOAN_PRODUCTS.ksp[0]?.code;
    const product = (await readLoanProducts(scope, on)).find((one) => one.code === code);
    if (!product) throw new Error('a new cooperative has loan products');
    const amountSen = rupiah(12_000_000);
    const contract = { product, memberId, memberName: 'Anggota Pola', principalSen: amountSen, tenor: 24 };
    const days = { disbursedOn: start, firstDueOn: addMonths(start, 1), drawnOn: start };
    const { id: loanId } = await drawLoan(scope, { ...contract, ...days, savingsAccountId: savingId });
    await signStep(scope, { loanId, role: 'borrower', name: 'Anggota Pola', way: 'paper', signedOn: start });
    const cash = await generalAccountId(scope, '1.1.01');
    const paid = { loanId, amountSen, on: start, channel: 'cash' as const };
    await payOut(scope, { ...paid, paidFromAccountId: cash, cashAccountId: cash });
    return loanId;
  });
}

async function copyAll(
  client: pg.Client,
  cooperativeId: string,
  { on, count, memberId, savingId, loanId }: Owned & { readonly loanId: string },
): Promise<void> {
  const copy = rowCopier(client);
  await client.query(seeds(on, count), [loanId]);
  await copy('members.member', `p.id = '${memberId}'`, { id: id('member'), number: `'M' || s.n` });
  const number = `'SX-' || lpad(s.n::text, 7, '0')`;
  const opened = { opened_on: 's.dues[1]', interest_through: 's.dues[1]', dues_from: 's.dues[1]' };
  await copy('savings.account', `p.id = '${savingId}'`, {
    ...opened,
    id: id('saving'),
    member_id: id('member'),
    number,
  });
  const owner = { owner_id: id('member') };
  await copy('ledger.account', `p.id = '${savingId}'`, { ...owner, id: id('saving'), balance_sen: SAVED });
  await copy('ledger.account', `p.id = '${loanId}'`, { ...owner, id: id('loan'), balance_sen: 's.outstanding' });
  const interest = `p.id = (select l.interest_account_id from loans.loan l where l.id = '${loanId}')`;
  await copy('ledger.account', interest, { ...owner, id: id('interest') });
  await copy('loans.loan', `p.id = '${loanId}'`, LOAN);
  await copy('loans.schedule', `p.loan_id = '${loanId}'`, { loan_id: id('loan') });
  await copy('loans.event', `p.loan_id = '${loanId}' and p.kind = 'disbursed'`, EVENT);
  await copy('loans.instalment', `p.loan_id = '${loanId}'`, INSTALMENT);
  await client.query(ENTRIES, [cooperativeId]);
  await client.query(LINES, [cooperativeId]);
  await client.query(COUNTER, [cooperativeId]);
}

/** Copies rows of a table that fit a pattern, once for each row of the temporary table `seed` (`s`), with some columns written anew. */
export function rowCopier(client: pg.Client) {
  return async (table: string, pattern: string, values: Record<string, string>): Promise<void> => {
    const { rows } = await client.query<{ name: string }>(COLUMNS, table.split('.'));
    const names = rows.map(({ name }) => name);
    const taken = names.map((name) => values[name] ?? `p.${name}`).join(', ');
    await client.query(
      `insert into ${table} (${names.join(', ')}) select ${taken} from ${table} p cross join seed s where ${pattern}`,
    );
  };
}

const COLUMNS = `select column_name as name from information_schema.columns
  where table_schema = $1 and table_name = $2 and is_generated = 'NEVER' order by ordinal_position`;

// Loan n is due on day n % 31 + 1 of each month; its first instalment fell n % 12 months before the month of the day. `dues` holds the day it was
// paid out and then each due date; `paid` how many of those before the day were paid; `outstanding` what is owed then.
const seeds = (on: BusinessDate, count: number) => `
  create temp table seed as
  select d.n, d.paid, d.dues, coalesce((select p.balance_after_sen from loans.instalment p where p.loan_id = $1 and p.no = d.paid),
                  (select l.principal_sen from loans.loan l where l.id = $1)) as outstanding
    from (select n, dues, past - case when n % 20 = 0 then least(past, n / 20 % 7 + 1) else 0 end as paid
            from (select n, dues, (select count(*)::int - 1 from unnest(dues) u where u < '${on}') as past
                    from generate_series(1, ${count}) as n
                    join (select day, age, array_agg(least(m + day, (m + interval '1 month')::date - 1) order by no) as dues
                            from generate_series(0, 30) day, generate_series(0, 11) age, generate_series(0, 24) no,
                         lateral (select (date_trunc('month', '${on}'::date) + make_interval(months => no - 1 - age))::date as m) x
                           group by day, age) c on c.day = n % 31 and c.age = n % 12) e) d`;

const SAVED = '200000000';

const LOAN = {
  id: id('loan'),
  interest_account_id: id('interest'),
  number: `'PX-' || s.n`,
  member_id: id('member'),
  savings_account_id: id('saving'),
  standing_order: 's.n % 10 = 0',
  disbursed_on: 's.dues[1]',
  signed_on: 's.dues[1]',
  drawn_on: 's.dues[1]',
  matures_on: 's.dues[25]',
  next_due_on: 's.dues[s.paid + 2]',
};

const EVENT = {
  id: id('event'),
  loan_id: id('loan'),
  happened_on: 's.dues[1]',
  entry_id: id('entry', '(s.n / 10000)'),
};

const INSTALMENT = {
  loan_id: id('loan'),
  starts_on: 's.dues[p.no]',
  due_on: 's.dues[p.no + 1]',
  paid_principal_sen: 'case when p.no <= s.paid then p.principal_sen else 0 end',
  paid_interest_sen: 'case when p.no <= s.paid then p.interest_sen else 0 end',
  settled_on: 'case when p.no <= s.paid then s.dues[p.no + 1] end',
};

// Ten thousand loans and their savings in one entry, against cash, on the day the pattern was paid out.
const ENTRIES = `
  insert into ledger.entry (cooperative_id, id, number, business_date, happened_at, written_at, description, source, line_count, command_id)
  select p.cooperative_id, ${id('entry', 'b.batch')}, p.number + 1 + b.batch, p.business_date, p.happened_at, p.written_at,
         'Saldo awal', 'bench.opening', b.loans * 2 + 1, p.command_id
    from (select * from ledger.entry where cooperative_id = $1 order by number desc limit 1) p
   cross join (select n / 10000 as batch, count(*) as loans from seed group by 1) b`;

const LINES = `
  insert into ledger.line (cooperative_id, entry_id, position, line_count, account_id, amount_sen, business_date)
  select e.cooperative_id, e.id, row_number() over (partition by e.id), e.line_count, x.account_id, x.amount, e.business_date
    from (select n / 10000 as batch, ${id('loan', 'n')} as account_id, outstanding as amount from seed s
           union all select n / 10000, ${id('saving', 'n')}, -${SAVED} from seed s
           union all select n / 10000, (select a.id from ledger.account a where a.cooperative_id = $1 and a.owner_kind = 'general'
                                           and a.chart_code = '1.1.01'), sum(${SAVED} - outstanding) from seed s group by 1) x
    join ledger.entry e on e.cooperative_id = $1 and e.id = ${id('entry', 'x.batch')}`;

const COUNTER = `
  update ledger.counter c set next_number = (select max(e.number) + 1 from ledger.entry e where e.cooperative_id = c.cooperative_id)
   where c.cooperative_id = $1`;
