import sql from 'sql-template-tag';
import { z } from 'zod';
import { addDays, type BusinessDate } from '#kernel/dates';
import { idField } from '#kernel/fields';
import { type QueryScope, query } from '#kernel/query';
import { readChart } from '#ledger';
import { examineUpload } from '../examine.ts';
import { bankBalanceAt } from '../reconcile.ts';
import { gapsBetween } from '../rules/dedupe.ts';
import { accountLabel, type BankAccount, maskedNumber, readAccount, readAccounts } from '../store/accounts.ts';
import { outstandingAt } from '../store/reconciliations.ts';
import { readRules } from '../store/rules.ts';
import { importedBefore, readSpans, readUpload } from '../store/statements.ts';

/** A bank account as pages show it: its number masked, what books and bank say it holds, and what waits. */
export type BankAccountRow = Omit<BankAccount, 'number'> & {
  readonly label: string;
  readonly maskedNumber: string;
  readonly bookSen: bigint;
  readonly bankSen: bigint | null;
  /** The last day a statement reaches. */
  readonly statementTo: BusinessDate | null;
  readonly openLines: number;
  readonly openEntries: number;
};

/** Every bank account with how far it agrees. */
export const bankAccounts = query({
  name: 'payments.bankAccounts',
  permission: 'bank.read',
  input: z.strictObject({}),
  run: async (scope) => {
    const rows: BankAccountRow[] = [];
    for (const account of await readAccounts(scope)) rows.push(await rowOf(scope, account));
    return rows;
  },
});

/** One bank account with its statements and the gaps between them. Error: `bank_account_unknown`. */
export const bankAccount = query({
  name: 'payments.bankAccount',
  permission: 'bank.read',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }) => {
    const account = await readAccount(scope, id);
    const statements = await readSpans(scope, id);
    return { account: await rowOf(scope, account), statements, gaps: gapsBetween(statements) };
  },
});

async function rowOf(scope: QueryScope, account: BankAccount): Promise<BankAccountRow> {
  const tomorrow = addDays(scope.today, 1);
  const { bookSen } = await outstandingAt(scope, account, tomorrow);
  const { openLines, openEntries } = await openCounts(scope, account, tomorrow);
  const spans = await readSpans(scope, account.id);
  const statementTo =
    spans
      .map((span) => span.toOn)
      .sort()
      .at(-1) ?? null;
  const { number, ...rest } = account;
  const bankSen = await bankBalanceAt(scope, account, tomorrow);
  return {
    ...rest,
    label: accountLabel(account),
    maskedNumber: maskedNumber(number),
    bookSen,
    bankSen,
    statementTo,
    openLines,
    openEntries,
  };
}

/** How many movements of each side have no partner before a day. */
export function openCounts(
  scope: QueryScope,
  account: Pick<BankAccount, 'id' | 'chartCode' | 'startsOn'>,
  before: BusinessDate,
): Promise<{ openLines: number; openEntries: number }> {
  return scope.tx.one(sql`
    select
      (select count(*)::int from bank.line l
        where l.cooperative_id = ${scope.cooperativeId} and l.account_id = ${account.id}
          and l.booked_on >= ${account.startsOn}::date and l.booked_on < ${before}::date
          and not exists (select 1 from bank.match_line m
                           where m.cooperative_id = l.cooperative_id and m.line_id = l.id and m.live)) as "openLines",
      (select count(*)::int from ledger.account a
         join ledger.line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
        where a.cooperative_id = ${scope.cooperativeId} and a.chart_code = ${account.chartCode}
          and l.business_date >= ${account.startsOn}::date and l.business_date < ${before}::date
          and not exists (select 1 from bank.match_entry m where m.cooperative_id = l.cooperative_id and m.entry_id = l.entry_id
                             and m.position = l.position and m.live)) as "openEntries"`);
}

/** The chart lines that can be a bank account, and those that a bank line can be booked to. */
export const bankChart = query({
  name: 'payments.bankChart',
  permission: 'bank.read',
  input: z.strictObject({}),
  run: async (scope) => {
    const control = await scope.tx.rows<{ code: string }>(sql`
      select distinct a.chart_code as code from ledger.account a
       where a.cooperative_id = ${scope.cooperativeId} and a.owner_kind in ('savings', 'loan')`);
    const members = new Set(control.map(({ code }) => code));
    const used = new Set(
      (await readAccounts(scope)).filter(({ status }) => status === 'active').map(({ chartCode }) => chartCode),
    );
    const lines = (await readChart(scope)).filter((line) => line.postable && line.active && !members.has(line.code));
    return {
      banks: lines
        .filter((line) => line.kind === 'asset' && line.cashFlow === 'cash' && !used.has(line.code))
        .map(({ code, name }) => ({ code, name })),
      counter: lines.map(({ code, name }) => ({ code, name })),
    };
  },
});

/** The rules in force with the account they hold for. */
export const bankRules = query({
  name: 'payments.bankRules',
  permission: 'bank.read',
  input: z.strictObject({}),
  run: async (scope) => {
    const labels = new Map((await readAccounts(scope)).map((account) => [account.id, accountLabel(account)]));
    const rules = await readRules(scope, null);
    return rules.map((rule) => ({
      ...rule,
      account: rule.accountId === null ? null : (labels.get(rule.accountId) ?? ''),
    }));
  },
});

/** An upload as it would be taken in: its statements, what is new in them, and every warning. Errors: those of `examineUpload`. */
export const bankUpload = query({
  name: 'payments.bankUpload',
  permission: 'bank.reconcile',
  input: z.strictObject({ id: idField }),
  run: async (scope, { id }) => {
    const upload = await readUpload(scope, id);
    const account = await readAccount(scope, upload.accountId);
    const earlier = await importedBefore(scope, account.id, upload.fileSha256);
    const { statements, warnings } = await examineUpload(scope, account, upload);
    return {
      upload,
      account: { id: account.id, label: accountLabel(account) },
      repeated: earlier !== undefined,
      statements,
      warnings,
    };
  },
});
