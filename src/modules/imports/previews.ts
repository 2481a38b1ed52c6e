import { createHash } from 'node:crypto';
import { readWorkbook } from '#documents';
import { command } from '#kernel/command';
import { type Context, requirePermission } from '#kernel/context';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { type ColumnView, columnViews, proposeMapping } from './column-view.ts';
import { CARDS_SHEET, withCardSummary } from './layout/cards.ts';
import type { TableKind } from './layout/fields.ts';
import type { Mapping } from './layout/mapping.ts';
import { recogniseWorkbook } from './layout/recognise.ts';
import type { PlanRow } from './plan/types.ts';
import { forgetWorkbook, type Planned, planPreview } from './planning.ts';
import { lockPreview, type PreviewRecord, readPreview } from './queries.ts';
import { CorrectPreviewInput, KeepPreviewInput, PreviewIdInput, ProposeInput, RowsInput } from './schema.ts';
import { deleteFile, insertPreview, updateDiscarded, updateDraft } from './store.ts';

/** Keeps a file with its mapping until people agree, correct or discard. Writes nothing else. */
const keepPreview = command({
  name: 'imports.keepPreview',
  permission: 'imports.run',
  input: KeepPreviewInput,
  async run(scope, input) {
    const id = newId();
    await insertPreview(scope, { ...input, id, bytes: Buffer.from(input.content, 'base64') });
    return { id };
  },
});

/**
 * Reads an uploaded file, recognises its likeliest sheet (or the one asked for) and keeps it as a preview. Nothing is
 * imported. Errors: those of reading (`file_empty`, `file_encrypted`, `file_zip_bomb` ...), `sheet_unknown`.
 */
export async function openPreview(
  context: Context,
  file: { readonly fileName: string; readonly bytes: Uint8Array; readonly sheet?: string; readonly kind?: TableKind },
  options: { readonly key?: string } = {},
): Promise<{ id: string }> {
  requirePermission(context, 'imports.run');
  const workbook = withCardSummary(await readWorkbook(file.bytes));
  const fileName = file.fileName.split(/[\\/]/).at(-1)?.slice(-200) || 'berkas';
  const recognitions = recogniseWorkbook(workbook, fileName);
  const wanted = file.sheet ?? workbook.sheets.find(({ name }) => name === CARDS_SHEET)?.name;
  const chosen = wanted ? recognitions.find((candidate) => candidate.sheet === wanted) : recognitions[0];
  if (!chosen)
    throw fieldError('sheet', 'sheet_unknown', 'Lembar ini tidak ada di dalam berkas. Pilih lembar yang lain');
  const input = {
    fileName,
    fileSha256: createHash('sha256').update(file.bytes).digest('hex'),
    fileBytes: file.bytes.byteLength,
    content: Buffer.from(file.bytes).toString('base64'),
    mapping: file.kind ? { ...chosen.mapping, kind: file.kind } : chosen.mapping,
  };
  return (await keepPreview(context, input, options)).result;
}

/** Corrects a draft's mapping, or which doubtful lines are taken and left. Error: `import_not_draft`. */
export const correctPreview = command({
  name: 'imports.correct',
  permission: 'imports.run',
  input: CorrectPreviewInput,
  async run(scope, input) {
    if ((await updateDraft(scope, input)) === 0) throw await notDraft(scope, input.id);
    return { id: input.id };
  },
});

/** Lets go of a draft, or of an agreed import of which nothing is written yet; its file is deleted. Error: `import_not_draft`. */
export const discardPreview = command({
  name: 'imports.discard',
  permission: 'imports.run',
  input: PreviewIdInput,
  async run(scope, { id }) {
    await lockPreview(scope, id);
    if ((await updateDiscarded(scope, id)) === 0) throw await notDraft(scope, id);
    await deleteFile(scope, id);
    forgetWorkbook(scope, id);
    return { id };
  },
});

/** Why a draft cannot be changed: it does not exist, or it was agreed to or discarded before. */
export async function notDraft(scope: Scope, id: string): Promise<DomainError> {
  await readPreview(scope, id);
  return new DomainError(
    'conflict',
    'import_not_draft',
    'Impor ini sudah disetujui atau dibatalkan, jadi tidak bisa diubah lagi',
  );
}

export type Preview = Omit<Planned, 'workbook' | 'sheet'> & {
  readonly record: PreviewRecord;
  readonly columns: readonly ColumnView[];
  readonly sheets: readonly string[];
};

/** A draft with its plan and the columns of its sheet. Errors: `import_not_found`, `import_file_gone`, `sheet_unknown`. */
export const importPreview = query({
  name: 'imports.preview',
  permission: 'imports.run',
  input: PreviewIdInput,
  async run(scope, { id }): Promise<Preview> {
    const record = await readPreview(scope, id);
    const { plan, planHash, sheet, workbook } = await planPreview(scope, record);
    const columns = columnViews(sheet, record.mapping);
    return { record, plan, planHash, columns, sheets: workbook.sheets.map(({ name }) => name) };
  },
});

/** What recognition proposes for another sheet or other heading rows of a kept file. Errors: as `importPreview`. */
export const proposedMapping = query({
  name: 'imports.proposedMapping',
  permission: 'imports.run',
  input: ProposeInput,
  async run(scope, input): Promise<Mapping> {
    const record = await readPreview(scope, input.id);
    const { sheet } = await planPreview(scope, { ...record, mapping: { ...record.mapping, sheet: input.sheet } });
    const headings =
      input.headingTop === undefined
        ? undefined
        : { top: input.headingTop, bottom: input.headingBottom ?? input.headingTop };
    return proposeMapping(sheet, record.fileName, headings);
  },
});

/** Rows of a preview, page by page, with how many there are of the asked status. */
export const importRows = query({
  name: 'imports.rows',
  permission: 'imports.run',
  input: RowsInput,
  async run(scope, input): Promise<{ rows: readonly PlanRow[]; total: number }> {
    const { plan } = await planPreview(scope, await readPreview(scope, input.id));
    const rows = input.status ? plan.rows.filter((row) => row.status === input.status) : plan.rows;
    return { rows: rows.slice(input.offset, input.offset + input.limit), total: rows.length };
  },
});
