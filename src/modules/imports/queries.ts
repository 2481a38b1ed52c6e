import sql, { raw } from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { type QueryScope, query } from '#kernel/query';
import type { Mapping } from './layout/mapping.ts';
import type { Progress, Report } from './report.ts';
import type { Settings } from './schema.ts';
import { PreviewIdInput } from './schema.ts';
import { keyIndexer } from './store.ts';

export type PreviewStatus = 'draft' | 'agreed' | 'done' | 'discarded';

/** A preview as it is kept, without its file. */
export type PreviewRecord = {
  readonly id: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly mapping: Mapping;
  readonly takeLines: readonly number[];
  readonly leaveLines: readonly number[];
  readonly status: PreviewStatus;
  readonly planHash: string | null;
  readonly settings: Settings | null;
  readonly report: Report | null;
  readonly progress: Partial<Progress>;
  readonly rowsTotal: number;
  readonly rowsDone: number;
  readonly createdByName: string;
  readonly createdAt: string;
  readonly agreedByName: string | null;
  readonly finishedAt: string | null;
};

const COLUMNS = `p.id, p.file_name as "fileName", p.file_sha256 as "fileSha256", p.file_bytes as "fileBytes", p.mapping,
  p.take_lines as "takeLines", p.leave_lines as "leaveLines", p.status, p.plan_hash as "planHash", p.settings, p.report, p.progress,
  p.rows_total as "rowsTotal", p.rows_done as "rowsDone", p.created_by_name as "createdByName", p.created_at as "createdAt",
  p.agreed_by_name as "agreedByName", p.finished_at as "finishedAt"`;

/** A preview's record. Error: `import_not_found`. */
export async function readPreview(scope: QueryScope, id: string): Promise<PreviewRecord> {
  const record = await scope.tx.maybe<PreviewRecord>(sql`
    select ${raw(COLUMNS)} from imports.preview p where p.cooperative_id = ${scope.cooperativeId} and p.id = ${id}`);
  if (!record) throw new DomainError('not_found', 'import_not_found', 'Impor ini tidak ada');
  return record;
}

/** The record, locked: whoever writes this import next waits for this transaction. */
export async function lockPreview(scope: QueryScope, id: string): Promise<PreviewRecord> {
  await scope.tx.rows(sql`
    select 1 from imports.preview p where p.cooperative_id = ${scope.cooperativeId} and p.id = ${id} for update`);
  return readPreview(scope, id);
}

/** The record alone: what the progress and report pages show. */
export const importRecord = query({
  name: 'imports.record',
  permission: 'imports.run',
  input: PreviewIdInput,
  run: (scope, { id }) => readPreview(scope, id),
});

/** The latest imports, newest first, at most 50. */
export const importList = query({
  name: 'imports.list',
  permission: 'imports.run',
  input: z.strictObject({}),
  run: (scope) =>
    scope.tx.rows<PreviewRecord>(sql`
      select ${raw(COLUMNS)} from imports.preview p
       where p.cooperative_id = ${scope.cooperativeId} order by p.created_at desc, p.id desc limit 50`),
});

/** Fingerprints of what other imports than this one wrote under these keys. */
export async function writtenElsewhere(
  scope: QueryScope,
  of: { keys: readonly string[]; previewId: string },
): Promise<Map<string, string>> {
  const indexOf = keyIndexer(scope);
  const byIndex = new Map(of.keys.map((key) => [indexOf(key), key]));
  const rows = await scope.tx.rows<{ keyIndex: string; fingerprint: string }>(sql`
    select w.key_index as "keyIndex", w.fingerprint from imports.written w
     where w.cooperative_id = ${scope.cooperativeId} and w.key_index = any(${[...byIndex.keys()]}::text[])
       and w.preview_id <> ${of.previewId}`);
  return new Map(rows.map((row) => [byIndex.get(row.keyIndex) ?? '', row.fingerprint]));
}

/** Members that earlier imports found or registered under these keys. */
export async function membersByKey(scope: QueryScope, keys: readonly string[]): Promise<Map<string, string>> {
  const indexOf = keyIndexer(scope);
  const byIndex = new Map(keys.map((key) => [indexOf(`member ${key}`), key]));
  const rows = await scope.tx.rows<{ keyIndex: string; memberId: string }>(sql`
    select k.key_index as "keyIndex", k.member_id as "memberId" from imports.member_key k
     where k.cooperative_id = ${scope.cooperativeId} and k.key_index = any(${[...byIndex.keys()]}::text[])`);
  return new Map(rows.map((row) => [byIndex.get(row.keyIndex) ?? '', row.memberId]));
}
