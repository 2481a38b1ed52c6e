import sql from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** A bank account of the cooperative. */
export type BankAccount = {
  readonly id: string;
  readonly bank: string;
  readonly number: string;
  readonly name: string;
  readonly chartCode: string;
  readonly branchId: string | null;
  readonly startsOn: BusinessDate;
  readonly status: 'active' | 'closed';
};

const ACCOUNT = sql`a.id, a.bank, a.number, a.name, a.chart_code as "chartCode", a.branch_id as "branchId",
  a.starts_on as "startsOn", a.status`;

/** The end of an account number, as pages show it: `•••• 6789`. */
export function maskedNumber(number: string): string {
  return `•••• ${number.slice(-4)}`;
}

/** How an account is called in a sentence: "BCA •••• 6789". */
export function accountLabel(account: Pick<BankAccount, 'bank' | 'number'>): string {
  return `${account.bank} ${maskedNumber(account.number)}`;
}

/** Every account, open ones first. */
export function readAccounts(scope: QueryScope): Promise<BankAccount[]> {
  return scope.tx.rows<BankAccount>(sql`
    select ${ACCOUNT} from bank.account a where a.cooperative_id = ${scope.cooperativeId} order by a.status, a.bank, a.number`);
}

/** One account. Error: `bank_account_unknown`. */
export async function readAccount(scope: QueryScope, id: string): Promise<BankAccount> {
  const account = await scope.tx.maybe<BankAccount>(
    sql`select ${ACCOUNT} from bank.account a where a.cooperative_id = ${scope.cooperativeId} and a.id = ${id}`,
  );
  if (!account) throw new DomainError('not_found', 'bank_account_unknown', 'Rekening bank ini tidak ada');
  return account;
}

/** One account, locked: imports and closes of an account stand in a queue. Errors: `bank_account_unknown`, `bank_account_closed`. */
export async function lockAccount(scope: Scope, id: string): Promise<BankAccount> {
  await scope.tx.run(
    sql`select 1 from bank.account a where a.cooperative_id = ${scope.cooperativeId} and a.id = ${id} for update`,
  );
  const account = await readAccount(scope, id);
  if (account.status === 'closed')
    throw new DomainError('refused', 'bank_account_closed', 'Rekening bank ini sudah ditutup');
  return account;
}

/** Adds an account; answers false when an open one has its number or its chart line. */
export async function insertAccount(scope: Scope, account: Omit<BankAccount, 'status'>): Promise<boolean> {
  const { cooperativeId, now, context } = scope;
  const added = await scope.tx.run(sql`
    insert into bank.account (cooperative_id, id, bank, number, name, chart_code, branch_id, starts_on, added_at, added_by)
    values (${cooperativeId}, ${account.id}, ${account.bank}, ${account.number}, ${account.name}, ${account.chartCode},
            ${account.branchId}, ${account.startsOn}::date, ${now}, ${context.actor.personId})
    on conflict do nothing`);
  return added === 1;
}

/** Ends an account. */
export async function updateClosed(scope: Scope, id: string): Promise<void> {
  await scope.tx.run(
    sql`update bank.account set status = 'closed' where cooperative_id = ${scope.cooperativeId} and id = ${id}`,
  );
}
