import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import sql from 'sql-template-tag';
import { blindIndex, decryptPersonal, encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import type { Mapping } from './layout/mapping.ts';
import type { Progress, Report } from './report.ts';
import type { Settings } from './schema.ts';

/** Under 64 KB once written as base64, which is what one encrypted value may hold. */
const PART_BYTES = 45_000;

/** Writes a preview and its file, compressed and encrypted in parts. */
export async function insertPreview(
  scope: Scope,
  preview: { id: string; fileName: string; fileSha256: string; fileBytes: number; mapping: Mapping; bytes: Buffer },
): Promise<void> {
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into imports.preview (cooperative_id, id, file_name, file_sha256, file_bytes, mapping, created_by, created_by_name, created_at)
    values (${scope.cooperativeId}, ${preview.id}, ${preview.fileName}, ${preview.fileSha256}, ${preview.fileBytes},
            ${JSON.stringify(preview.mapping)}::jsonb, ${actor.personId}, ${actor.name}, ${scope.now})`);
  const packed = gzipSync(preview.bytes, { level: 6 });
  const parts: { part_no: number; cipher: string }[] = [];
  for (let start = 0; start < packed.length; start += PART_BYTES) {
    const part_no = parts.length;
    const text = packed.subarray(start, start + PART_BYTES).toString('base64');
    parts.push({ part_no, cipher: encryptPersonal(keysOfThisProcess(), placeOf(scope, preview.id, part_no), text) });
  }
  await scope.tx.run(sql`
    insert into imports.file_part (cooperative_id, preview_id, part_no, cipher)
    select ${scope.cooperativeId}, ${preview.id}, p.part_no, p.cipher
      from json_to_recordset(${JSON.stringify(parts)}::json) as p(part_no integer, cipher text)`);
}

/** The file of a preview; empty once the import is done or discarded. */
export async function readFile(scope: QueryScope, previewId: string): Promise<Buffer> {
  const parts = await scope.tx.rows<{ partNo: number; cipher: string }>(sql`
    select f.part_no as "partNo", f.cipher from imports.file_part f
     where f.cooperative_id = ${scope.cooperativeId} and f.preview_id = ${previewId} order by f.part_no`);
  if (parts.length === 0) return Buffer.alloc(0);
  const keys = keysOfThisProcess();
  const opened = parts.map(({ partNo, cipher }) =>
    Buffer.from(decryptPersonal(keys, placeOf(scope, previewId, partNo), cipher), 'base64'),
  );
  return gunzipSync(Buffer.concat(opened));
}

/** Lets the file of a preview go. */
export async function deleteFile(scope: Scope, previewId: string): Promise<void> {
  await scope.tx.run(sql`
    delete from imports.file_part where cooperative_id = ${scope.cooperativeId} and preview_id = ${previewId}`);
}

/** Corrects a draft. Answers how many rows changed: none when it is no draft any more. */
export function updateDraft(
  scope: Scope,
  change: {
    id: string;
    mapping?: Mapping | undefined;
    take?: readonly number[] | undefined;
    leave?: readonly number[] | undefined;
  },
): Promise<number> {
  const mapping = change.mapping ? JSON.stringify(change.mapping) : null;
  const take = change.take ? [...change.take] : null;
  const leave = change.leave ? [...change.leave] : null;
  return scope.tx.run(sql`
    update imports.preview
       set mapping = coalesce(${mapping}::jsonb, mapping), take_lines = coalesce(${take}::integer[], take_lines),
           leave_lines = coalesce(${leave}::integer[], leave_lines)
     where cooperative_id = ${scope.cooperativeId} and id = ${change.id} and status = 'draft'`);
}

/** Marks a draft as agreed by the actor. Answers 0 when it is no draft any more. */
export function updateAgreed(
  scope: Scope,
  agreed: { id: string; planHash: string; settings: Settings; rowsTotal: number },
): Promise<number> {
  const { actor } = scope.context;
  return scope.tx.run(sql`
    update imports.preview
       set status = 'agreed', plan_hash = ${agreed.planHash}, settings = ${JSON.stringify(agreed.settings)}::jsonb,
           rows_total = ${agreed.rowsTotal}, agreed_by = ${actor.personId}, agreed_by_name = ${actor.name}, agreed_at = ${scope.now}
     where cooperative_id = ${scope.cooperativeId} and id = ${agreed.id} and status = 'draft'`);
}

/** Discards a draft, or an agreed import of which nothing is written yet. Answers 0 when it is neither. */
export function updateDiscarded(scope: Scope, id: string): Promise<number> {
  return scope.tx.run(sql`
    update imports.preview
       set status = 'discarded', plan_hash = null, settings = null, agreed_by = null, agreed_by_name = null, agreed_at = null
     where cooperative_id = ${scope.cooperativeId} and id = ${id}
       and (status = 'draft' or (status = 'agreed' and rows_done = 0))`);
}

/** Notes how far the writing has come and what it made so far. */
export async function updateProgress(
  scope: Scope,
  at: { id: string; rowsDone: number; progress: Progress },
): Promise<void> {
  await scope.tx.run(sql`
    update imports.preview set rows_done = ${at.rowsDone}, progress = ${JSON.stringify(at.progress)}::jsonb
     where cooperative_id = ${scope.cooperativeId} and id = ${at.id} and status = 'agreed'`);
}

/** Ends an import with its report. */
export async function updateDone(scope: Scope, done: { id: string; report: Report }): Promise<void> {
  await scope.tx.run(sql`
    update imports.preview
       set status = 'done', report = ${JSON.stringify(done.report)}::jsonb, rows_done = rows_total, finished_at = ${scope.now}
     where cooperative_id = ${scope.cooperativeId} and id = ${done.id} and status = 'agreed'`);
}

/** One thing written, under the key that recognises it next time. */
export type WrittenRow = {
  readonly key: string;
  readonly fingerprint: string;
  readonly line: number;
  readonly part: 'member' | 'savings' | 'loan' | 'mutation' | 'account';
  readonly amountSen: bigint;
  readonly entryId: string | null;
};

/** Notes what was written, each thing under its blind index. A key that is there already stops the transaction. */
export async function insertWritten(scope: Scope, previewId: string, rows: readonly WrittenRow[]): Promise<void> {
  const indexOf = keyIndexer(scope);
  const records = rows.map((row) => ({
    key_index: indexOf(row.key),
    fingerprint: row.fingerprint,
    line: row.line,
    part: row.part,
    amount_sen: row.amountSen.toString(),
    entry_id: row.entryId,
  }));
  await scope.tx.run(sql`
    insert into imports.written (cooperative_id, key_index, fingerprint, preview_id, line, part, amount_sen, entry_id)
    select ${scope.cooperativeId}, w.key_index, w.fingerprint, ${previewId}, w.line, w.part, w.amount_sen, w.entry_id
      from json_to_recordset(${JSON.stringify(records)}::json) as w(key_index text, fingerprint text, line integer, part text,
           amount_sen bigint, entry_id uuid)`);
}

/** Remembers which member each key of a file is. */
export async function insertMemberKeys(scope: Scope, members: ReadonlyMap<string, string>): Promise<void> {
  const indexOf = keyIndexer(scope);
  const records = [...members].map(([key, member_id]) => ({ key_index: indexOf(`member ${key}`), member_id }));
  await scope.tx.run(sql`
    insert into imports.member_key (cooperative_id, key_index, member_id)
    select ${scope.cooperativeId}, k.key_index, k.member_id
      from json_to_recordset(${JSON.stringify(records)}::json) as k(key_index text, member_id uuid)
    on conflict (cooperative_id, key_index) do nothing`);
}

export type PositionRow = {
  readonly id: string;
  readonly memberId: string;
  readonly kind: 'loan' | 'negative_savings';
  readonly chartCode: string;
  readonly amountSen: bigint;
  readonly originalAmountSen: bigint | null;
  readonly loanNumber: string;
  readonly tenor: string;
};

/** Writes positions; their ledger accounts of the same ids exist already. */
export async function insertPositions(
  scope: Scope,
  of: { previewId: string; asOf: string; rows: readonly PositionRow[] },
): Promise<void> {
  const records = of.rows.map((row) => ({
    ...row,
    amountSen: row.amountSen.toString(),
    originalAmountSen: row.originalAmountSen?.toString() ?? null,
  }));
  await scope.tx.run(sql`
    insert into imports.position (cooperative_id, id, preview_id, member_id, kind, chart_code, amount_sen, original_amount_sen,
                                  loan_number, tenor, as_of)
    select ${scope.cooperativeId}, p."id", ${of.previewId}, p."memberId", p."kind", p."chartCode", p."amountSen",
           p."originalAmountSen", p."loanNumber", p."tenor", ${of.asOf}
      from json_to_recordset(${JSON.stringify(records)}::json) as p("id" uuid, "memberId" uuid, "kind" text, "chartCode" text,
           "amountSen" bigint, "originalAmountSen" bigint, "loanNumber" text, "tenor" text)`);
}

/**
 * Gives keys their blind indexes: a key holds names and NIK, its index says nothing to a reader of the table. One secret of
 * the cooperative is drawn from the index key, then each of a hundred thousand keys costs one hash.
 */
export function keyIndexer(scope: QueryScope): (key: string) => string {
  const place = { cooperativeId: scope.cooperativeId, column: 'imports.written.key_index' };
  const secret = blindIndex(keysOfThisProcess(), place, 'the secret of import keys');
  return (key) => hash('sha256', `${secret}\n${key}`, 'base64url');
}

function placeOf(scope: QueryScope, previewId: string, part: number) {
  return { cooperativeId: scope.cooperativeId, rowId: previewId, column: `imports.file_part.cipher.${part}` };
}
