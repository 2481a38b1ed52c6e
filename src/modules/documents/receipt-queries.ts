import sql, { type Sql } from 'sql-template-tag';
import { cooperativeByShortCode } from '#cooperatives';
import type { Tenant } from '#kernel/context';
import type { Database, Tx } from '#kernel/database';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import {
  formatCheckCode,
  formatReceiptNumber,
  parseCheckCode,
  parseReceiptNumber,
  type ReceiptKind,
} from './receipt-rules.ts';

/** A receipt as the books know it. Nothing in it names a person but `issuedBy`, the id of who issued it. */
export type Receipt = {
  readonly id: string;
  readonly number: string;
  readonly checkCode: string;
  readonly kind: ReceiptKind;
  readonly entryId: string;
  readonly amountSen: bigint;
  readonly businessDate: BusinessDate;
  /** An ISO instant. */
  readonly issuedAt: string;
  readonly issuedBy: string;
  readonly timesPrinted: number;
  /** The instant it was reversed, or null while it is valid. */
  readonly reversedAt: string | null;
};

/** What anyone with the code may see: the receipt's truth, and no personal data. */
export type PublicReceipt = Pick<
  Receipt,
  'number' | 'kind' | 'amountSen' | 'businessDate' | 'issuedAt' | 'reversedAt'
> & {
  readonly cooperative: Pick<Tenant, 'name' | 'zone'>;
};

/**
 * The truth of a receipt for a visitor without a session, by the code of its QR link. Undefined for a code that is not
 * ours, mistyped or made up: the answers to all three are the same.
 */
export async function checkReceipt(database: Database, code: string): Promise<PublicReceipt | undefined> {
  const parsed = parseCheckCode(code);
  const cooperative = parsed && (await cooperativeByShortCode(database, parsed.issuer));
  if (!parsed || !cooperative) return undefined;
  const receipt = await database.tenant(
    cooperative.id,
    (tx) => findOne({ tx, cooperativeId: cooperative.id }, sql`r.secret = ${parsed.secret}`),
    { readOnly: true },
  );
  if (!receipt) return undefined;
  const { number, kind, amountSen, businessDate, issuedAt, reversedAt } = receipt;
  const { name, zone } = cooperative;
  return { cooperative: { name, zone }, number, kind, amountSen, businessDate, issuedAt, reversedAt };
}

/** Step: one receipt by its id. */
export function receiptById(scope: QueryScope, id: string): Promise<Receipt | undefined> {
  return findOne(scope, sql`r.id = ${id}`);
}

/** Step: one receipt by its printed number. Errors: `receipt_number_format`, `receipt_number_check`. */
export function receiptByNumber(scope: QueryScope, text: string): Promise<Receipt | undefined> {
  const { issuer, series, running } = parseReceiptNumber(text);
  return findOne(scope, sql`s.issuer = ${issuer} and r.series = ${series} and r.running = ${running}`);
}

/** Step: the receipts of entries, by entry id; an entry without one is not in the map, the first counts where there are two. */
export async function receiptsOfEntries(scope: QueryScope, entryIds: readonly string[]): Promise<Map<string, Receipt>> {
  const receipts = await find(scope, sql`r.entry_id = any(${entryIds}::uuid[])`, entryIds.length * 2);
  return new Map(receipts.reverse().map((receipt) => [receipt.entryId, receipt]));
}

type Reading = { readonly tx: Tx; readonly cooperativeId: string };
type ReceiptRow = Omit<Receipt, 'number' | 'checkCode'> & {
  issuer: string;
  series: string;
  running: bigint;
  secret: string;
};

async function findOne(reading: Reading, condition: Sql): Promise<Receipt | undefined> {
  const [receipt] = await find(reading, condition, 1);
  return receipt;
}

async function find({ tx, cooperativeId }: Reading, condition: Sql, limit: number): Promise<Receipt[]> {
  const rows = await tx.rows<ReceiptRow>(sql`
    select r.id, s.issuer, r.series, r.running, r.secret, r.kind, r.entry_id as "entryId", r.amount_sen as "amountSen",
           r.business_date as "businessDate", r.issued_at as "issuedAt", r.issued_by as "issuedBy",
           (select count(*)::int from documents.receipt_event e
             where e.cooperative_id = r.cooperative_id and e.receipt_id = r.id and e.kind = 'printed') as "timesPrinted",
           (select e.happened_at from documents.receipt_event e
             where e.cooperative_id = r.cooperative_id and e.receipt_id = r.id and e.kind = 'reversed') as "reversedAt"
      from documents.receipt r
      join documents.receipt_series s on s.cooperative_id = r.cooperative_id and s.code = r.series
     where r.cooperative_id = ${cooperativeId} and ${condition}
     order by r.series, r.running
     limit ${limit}`);
  return rows.map(({ issuer, series, running, secret, ...row }) => ({
    ...row,
    number: formatReceiptNumber({ issuer, series, running }),
    checkCode: formatCheckCode({ issuer, secret }),
  }));
}
