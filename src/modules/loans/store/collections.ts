import sql from 'sql-template-tag';
import { constraintOf } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** What became of one line of a payroll file. */
export type PayrollRow = {
  readonly line: number;
  readonly reference: string;
  readonly amountSen: bigint;
  readonly outcome: 'posted' | 'refused';
  readonly memberName: string | null;
  readonly loans: string;
  readonly receipts: string;
  readonly reason: string | null;
  readonly pesan: string | null;
};

export type PayrollRecord = {
  readonly fileName: string;
  readonly contentHash: string;
  readonly happenedOn: BusinessDate;
  readonly cashAccountId: string;
  readonly rows: readonly PayrollRow[];
};

/** Writes a payroll file and its lines. Error: `file_already_collected`. */
export async function insertPayroll(scope: Scope, file: PayrollRecord): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  const posted = file.rows.filter(({ outcome }) => outcome === 'posted');
  const sum = (rows: readonly PayrollRow[]) => rows.reduce((total, { amountSen }) => total + amountSen, 0n);
  try {
    await scope.tx.run(sql`
      insert into loans.collection (cooperative_id, id, file_name, content_hash, happened_on, cash_account_id, rows_posted, rows_refused,
                                    posted_sen, refused_sen, collected_by, collected_by_name, collected_at)
      values (${scope.cooperativeId}, ${id}, ${file.fileName}, decode(${file.contentHash}, 'hex'), ${file.happenedOn},
              ${file.cashAccountId}, ${posted.length}, ${file.rows.length - posted.length}, ${sum(posted)},
              ${sum(file.rows) - sum(posted)}, ${actor.personId}, ${actor.name}, ${scope.now})`);
  } catch (error) {
    if (constraintOf(error) !== 'loan_collection_once') throw error;
    throw new DomainError(
      'conflict',
      'file_already_collected',
      'Berkas ini sudah pernah diproses. Tidak ada yang dibukukan lagi',
    );
  }
  const records = file.rows.map(({ amountSen, ...row }) => ({ ...row, amount: amountSen.toString() }));
  await scope.tx.run(sql`
    insert into loans.collection_row (cooperative_id, collection_id, line, reference, amount_sen, outcome, member_name, loans, receipts,
                                      reason, pesan)
    select c.cooperative_id, c.id, n."line", n."reference", n."amount", n."outcome", n."memberName", n."loans", n."receipts", n."reason",
           n."pesan"
      from loans.collection c
     cross join json_to_recordset(${JSON.stringify(records)}::json) as n("line" integer, "reference" text, "amount" bigint, "outcome" text,
           "memberName" text, "loans" text, "receipts" text, "reason" text, "pesan" text)
     where c.cooperative_id = ${scope.cooperativeId} and c.id = ${id}`);
  return id;
}

/** A payroll file that was posted. Amounts in sen. */
export type PayrollFile = Omit<PayrollRecord, 'rows' | 'contentHash'> & {
  readonly id: string;
  readonly rowsPosted: number;
  readonly rowsRefused: number;
  readonly postedSen: bigint;
  readonly refusedSen: bigint;
  readonly by: string;
};

/** The files that were posted, newest first; one of them by id. */
export function readPayrolls(scope: QueryScope, id: string | null = null): Promise<PayrollFile[]> {
  return scope.tx.rows<PayrollFile>(sql`
    select c.id, c.file_name as "fileName", c.happened_on as "happenedOn", c.cash_account_id as "cashAccountId",
           c.rows_posted as "rowsPosted", c.rows_refused as "rowsRefused", c.posted_sen as "postedSen", c.refused_sen as "refusedSen",
           c.collected_by_name as "by"
      from loans.collection c
     where c.cooperative_id = ${scope.cooperativeId} and (${id}::uuid is null or c.id = ${id})
     order by c.collected_at desc, c.id desc
     limit 100`);
}

/** The lines of a posted file. */
export function readPayrollRows(scope: QueryScope, id: string): Promise<PayrollRow[]> {
  return scope.tx.rows<PayrollRow>(sql`
    select r.line, r.reference, r.amount_sen as "amountSen", r.outcome, r.member_name as "memberName", r.loans, r.receipts, r.reason, r.pesan
      from loans.collection_row r
     where r.cooperative_id = ${scope.cooperativeId} and r.collection_id = ${id}
     order by r.line`);
}
