import sql from 'sql-template-tag';
import { z } from 'zod';
import { DomainError } from '#kernel/errors';
import { idField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { decryptPersonal, encryptPersonal, keysOfThisProcess } from '#kernel/personal-data';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { fileFolder, getFile, openBytes, putFile, sealBytes } from './files.ts';
import { cleanImage } from './images.ts';

/** What is stored: `kind` says for what ('member_photo', 'expense_receipt'). */
export type NewFile = {
  readonly kind: string;
  readonly type: 'image/webp' | 'application/pdf' | 'application/octet-stream';
  readonly bytes: Buffer;
};

/** An uploaded photo; its longer side becomes at most `sizePixels`. */
export type NewImage = { readonly kind: string; readonly bytes: Buffer; readonly sizePixels: number };

/** Step: checks, re-encodes and stores a photo. Errors: those of `cleanImage`. */
export async function storeImage(scope: Scope, image: NewImage): Promise<{ id: string }> {
  const { bytes, type } = await cleanImage(image.bytes, image.sizePixels);
  return storeFile(scope, { kind: image.kind, type, bytes });
}

/**
 * Step: stores a file under a key of its own; the row keeps the key, itself sealed for this cooperative. The bytes are
 * written before the row commits: a transaction that fails leaves noise on disk, never a row without its file.
 */
export async function storeFile(scope: Scope, file: NewFile): Promise<{ id: string }> {
  const id = newId();
  const { cooperativeId, now, context } = scope;
  const sealed = sealBytes(file.bytes);
  await putFile(fileFolder(), sealed);
  const key = encryptPersonal(keysOfThisProcess(), keyPlace(cooperativeId, id), sealed.key.toString('base64'));
  await scope.tx.run(sql`
    insert into documents.file (cooperative_id, id, kind, type, sha256, size_bytes, key_sealed, stored_at, stored_by)
    values (${cooperativeId}, ${id}, ${file.kind}, ${file.type}, ${sealed.sha256}, ${file.bytes.length}, ${key}, ${now},
            ${context.actor.personId})`);
  return { id };
}

/** A stored file with its bytes, for who may read documents. Error: `file_unknown`. */
export const storedFile = query({
  name: 'documents.file',
  permission: 'documents.read',
  input: z.object({ id: idField }),
  run: (scope, { id }) => readStoredFile(scope, id),
});

/** Step: a stored file with its bytes, for a module that asked for the right to it already. Error: `file_unknown`. */
export async function readStoredFile(
  scope: QueryScope,
  id: string,
): Promise<{ kind: string; type: string; bytes: Buffer }> {
  const row = await scope.tx.maybe<{ kind: string; type: string; sha256: string; key: string }>(sql`
    select f.kind, f.type, f.sha256, f.key_sealed as key from documents.file f
     where f.cooperative_id = ${scope.cooperativeId} and f.id = ${id}`);
  if (!row) throw new DomainError('not_found', 'file_unknown', 'Berkas ini tidak ada');
  const key = decryptPersonal(keysOfThisProcess(), keyPlace(scope.cooperativeId, id), row.key);
  const box = await getFile(fileFolder(), row.sha256);
  return { kind: row.kind, type: row.type, bytes: openBytes(box, Buffer.from(key, 'base64')) };
}

function keyPlace(cooperativeId: string, rowId: string) {
  return { cooperativeId, rowId, column: 'documents.file.key' };
}
