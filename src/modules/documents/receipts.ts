import { randomBytes } from 'node:crypto';
import sql, { join } from 'sql-template-tag';
import type { BusinessDate } from '#kernel/dates';
import { assert } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Scope } from '#kernel/scope';
import { encodeCode, formatCheckCode, formatReceiptNumber, isReceiptCode, type ReceiptKind } from './receipt-rules.ts';

/** A receipt before it has its number. `series` is the counter that issues: a till's code, or OFFICE_SERIES. */
export type ReceiptDraft = {
  readonly series: string;
  readonly kind: ReceiptKind;
  readonly entryId: string;
  /** In sen, above zero: a withdrawal's receipt says what was handed out. */
  readonly amountSen: bigint;
  readonly businessDate: BusinessDate;
  /** Who acted, when one transaction carries the acts of several people; default: the scope's actor. */
  readonly issuedBy?: string;
};

export type IssuedReceipt = { readonly id: string; readonly number: string; readonly checkCode: string };

/** The series of money acts without a till: the office, the API, bulk files. */
export const OFFICE_SERIES = 'PST';

type DrawnRow = { readonly id: string; readonly running: bigint; readonly issuer: string };
type ReceiptRecord = ReturnType<typeof receiptRecords>[number];

// Draws all numbers of the batch and writes its receipts in one statement. A series that does not exist yet gives no row.
const ISSUE = `
  with taken as (
    update documents.receipt_series s set last_number = s.last_number + t.amount
      from json_to_recordset($2::json) as t(series text, amount bigint)
     where s.cooperative_id = $1 and s.code = t.series
    returning s.cooperative_id, s.code, s.issuer, s.last_number - t.amount as before),
  written as (
    insert into documents.receipt (cooperative_id, id, series, running, kind, entry_id, amount_sen, business_date,
                                   issued_at, issued_by, secret)
    select t.cooperative_id, r.id, t.code, t.before + r.place, r.kind, r.entry_id, r.amount_sen, r.business_date, $4,
           r.issued_by, r.secret
      from taken t
      join json_to_recordset($3::json) as r(id uuid, series text, place bigint, kind text, entry_id uuid,
           amount_sen bigint, business_date date, issued_by uuid, secret text) on r.series = t.code
    returning id, series, running)
  select w.id, w.running, t.issuer from written w join taken t on t.code = w.series`;

/**
 * Step: gives money acts their receipts, one or hundreds, in the caller's transaction, in the order given. Call it after
 * or beside the posting, whose lock orders a cooperative's acts: numbers of a series run without a gap or a race.
 */
export async function issueReceipts(scope: Scope, drafts: readonly ReceiptDraft[]): Promise<IssuedReceipt[]> {
  if (drafts.length === 0) return [];
  for (const draft of drafts) assert(draft.amountSen > 0n, 'a receipt is for an amount above zero');
  const records = receiptRecords(scope, drafts);
  const drawn = await draw(scope, records);
  const waiting = records.filter((record) => !drawn.has(record.id));
  if (waiting.length > 0) {
    await openSeries(scope, [...new Set(waiting.map((record) => record.series))]);
    for (const [id, row] of await draw(scope, waiting)) drawn.set(id, row);
  }
  return records.map(({ id, series, secret }) => {
    const row = drawn.get(id);
    assert(row, 'every receipt got its number');
    const { issuer, running } = row;
    return {
      id,
      number: formatReceiptNumber({ issuer, series, running }),
      checkCode: formatCheckCode({ issuer, secret }),
    };
  });
}

/** What a reversal tells the receipts of the entry that it undoes. */
export type ReceiptReversal = { readonly entryId: string; readonly reversalEntryId: string; readonly reason: string };

/** Step: marks the receipts of reversed entries, so that the check page says so. Entries without a receipt are passed over. */
export async function reverseReceipts(scope: Scope, reversals: readonly ReceiptReversal[]): Promise<void> {
  const byEntry = new Map(reversals.map((reversal) => [reversal.entryId, reversal]));
  const receipts = await scope.tx.rows<{ id: string; entryId: string }>(sql`
    select r.id, r.entry_id as "entryId" from documents.receipt r
     where r.cooperative_id = ${scope.cooperativeId} and r.entry_id = any(${[...byEntry.keys()]}::uuid[])`);
  if (receipts.length === 0) return;
  const { cooperativeId, now, context } = scope;
  const events = receipts.map(({ id, entryId }) => {
    const reversal = byEntry.get(entryId);
    const end = sql`${reversal?.reason ?? null}, ${reversal?.reversalEntryId ?? null}`;
    return sql`(${cooperativeId}, ${newId()}, ${id}, 'reversed', ${now}, ${context.actor.personId}, ${end})`;
  });
  await scope.tx.run(sql`
    insert into documents.receipt_event (cooperative_id, id, receipt_id, kind, happened_at, happened_by, reason, reversal_entry_id)
    values ${join(events)}`);
}

/** Step: notes that a receipt was printed. The first printing is the original, later ones say "salinan". */
export async function notePrinted(scope: Scope, receiptId: string): Promise<void> {
  await scope.tx.run(sql`
    insert into documents.receipt_event (cooperative_id, id, receipt_id, kind, happened_at, happened_by)
    values (${scope.cooperativeId}, ${newId()}, ${receiptId}, 'printed', ${scope.now}, ${scope.context.actor.personId})`);
}

async function draw(scope: Scope, records: readonly ReceiptRecord[]): Promise<Map<string, DrawnRow>> {
  const counts = new Map<string, number>();
  const placed = records.map((record) => {
    const place = (counts.get(record.series) ?? 0) + 1;
    counts.set(record.series, place);
    return { ...record, place };
  });
  const rows = await scope.tx.prepared<DrawnRow>('documents.issue', ISSUE, [
    scope.cooperativeId,
    JSON.stringify([...counts].map(([series, amount]) => ({ series, amount }))),
    JSON.stringify(placed),
    scope.now,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

// A series is opened by its first receipt; asked for by two at once, the second waits and then finds it.
async function openSeries(scope: Scope, codes: readonly string[]): Promise<void> {
  const issuer = scope.context.cooperative.shortCode;
  for (const code of codes) {
    assert(isReceiptCode(code), 'a receipt series is 2 to 6 capitals or digits');
    await scope.tx.run(sql`
      insert into documents.receipt_series (cooperative_id, code, issuer) values (${scope.cooperativeId}, ${code}, ${issuer})
      on conflict (cooperative_id, code) do nothing`);
  }
}

function receiptRecords(scope: Scope, drafts: readonly ReceiptDraft[]) {
  return drafts.map((draft) => ({
    id: newId(),
    series: draft.series,
    kind: draft.kind,
    entry_id: draft.entryId,
    amount_sen: draft.amountSen.toString(),
    business_date: draft.businessDate,
    issued_by: draft.issuedBy ?? scope.context.actor.personId,
    secret: encodeCode(randomBytes(16)),
  }));
}
