import sql from 'sql-template-tag';
import { z } from 'zod';
import { storeFile, storeImage } from '#documents';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { idField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { type QueryScope, query } from '#kernel/query';
import type { Scope } from '#kernel/scope';

/** The largest voucher, in bytes. */
export const VOUCHER_BYTES_MAX = 12 * 1024 * 1024;
/** An entry has at most this many vouchers. */
export const VOUCHERS_MAX = 20;
/** Wide enough to read a receipt's small print. */
const VOUCHER_PIXELS = 2000;

/** A voucher as the entry's page lists it; `fileId` opens it among the documents. */
export type Attachment = {
  readonly id: string;
  readonly fileId: string;
  readonly name: string;
  readonly type: string;
  readonly attachedAt: string;
  readonly attachedBy: string;
};

/**
 * Attaches a photo (JPEG, PNG, WebP) or a PDF of the paper behind an entry; `content` is base64. What is attached stays.
 * Errors: `entry_unknown`, `voucher_too_large`, `voucher_format`, `vouchers_too_many`, and those of `storeImage`.
 */
export const attachToEntry = command({
  name: 'ledger.attachToEntry',
  permission: 'ledger.post',
  input: z.strictObject({ entryId: idField, name: textField(120), content: z.base64() }),
  async run(scope, input) {
    const bytes = Buffer.from(input.content, 'base64');
    await requireRoom(scope, input.entryId);
    const file = await storeVoucher(scope, bytes);
    const id = await insertAttachment(scope, input.entryId, { fileId: file.id, name: input.name });
    return { id, fileId: file.id };
  },
});

/** A paper that is kept already and will hang on an entry yet to be written. */
export type KeptVoucher = { readonly fileId: string; readonly name: string };

/**
 * Keeps a voucher before its entry is there (the form may still be refused, or saved as a draft). Errors: `voucher_too_large`,
 * `voucher_format`, and those of `storeImage`.
 */
export const keepVoucher = command({
  name: 'ledger.keepVoucher',
  permission: 'ledger.post',
  input: z.strictObject({ content: z.base64() }),
  run: async (scope, { content }) => ({ fileId: (await storeVoucher(scope, Buffer.from(content, 'base64'))).id }),
});

/** Refuses papers that were not kept by `keepVoucher`, or hang on an entry already. Errors: `voucher_unknown`, `vouchers_too_many`. */
export async function requireKeptVouchers(scope: QueryScope, vouchers: readonly KeptVoucher[]): Promise<void> {
  const ids = [...new Set(vouchers.map(({ fileId }) => fileId))];
  if (ids.length > VOUCHERS_MAX) throw tooMany();
  if (ids.length === 0) return;
  const { known } = await scope.tx.one<{ known: bigint }>(sql`
    select count(*) as known from documents.file f
     where f.cooperative_id = ${scope.cooperativeId} and f.id = any(${ids}::uuid[]) and f.kind = 'voucher'
       and not exists (select 1 from ledger.attachment t where t.cooperative_id = f.cooperative_id and t.file_id = f.id)`);
  if (known !== BigInt(vouchers.length)) {
    throw new DomainError(
      'conflict',
      'voucher_unknown',
      'Lampiran ini tidak ada, atau sudah menempel pada jurnal lain. Pilih berkasnya lagi',
    );
  }
}

/** Step: hangs kept papers on an entry. Errors: those of `requireKeptVouchers`. */
export async function attachKept(scope: Scope, entryId: string, vouchers: readonly KeptVoucher[]): Promise<void> {
  await requireKeptVouchers(scope, vouchers);
  for (const voucher of vouchers) await insertAttachment(scope, entryId, voucher);
}

async function insertAttachment(scope: Scope, entryId: string, voucher: KeptVoucher): Promise<string> {
  const id = newId();
  const { actor } = scope.context;
  await scope.tx.run(sql`
    insert into ledger.attachment (cooperative_id, id, entry_id, file_id, name, attached_at, attached_by, attached_by_name)
    values (${scope.cooperativeId}, ${id}, ${entryId}, ${voucher.fileId}, ${voucher.name}, ${scope.now}, ${actor.personId},
            ${actor.name})`);
  return id;
}

async function requireRoom(scope: Scope, entryId: string): Promise<void> {
  const entry = await scope.tx.maybe<{ vouchers: bigint }>(sql`
    select (select count(*) from ledger.attachment t where t.cooperative_id = e.cooperative_id and t.entry_id = e.id) as vouchers
      from ledger.entry e where e.cooperative_id = ${scope.cooperativeId} and e.id = ${entryId}`);
  if (!entry) throw new DomainError('not_found', 'entry_unknown', 'Jurnal ini tidak ada');
  if (entry.vouchers >= BigInt(VOUCHERS_MAX)) throw tooMany();
}

function tooMany(): DomainError {
  return new DomainError('refused', 'vouchers_too_many', `Satu jurnal paling banyak ${VOUCHERS_MAX} lampiran`);
}

// The first bytes decide what a file is, never its name.
function storeVoucher(scope: Scope, bytes: Buffer): Promise<{ id: string }> {
  if (bytes.length > VOUCHER_BYTES_MAX) {
    throw refusedFile('voucher_too_large', 'Berkas terlalu besar. Paling besar 12 MB');
  }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') {
    return storeFile(scope, { kind: 'voucher', type: 'application/pdf', bytes });
  }
  if (bytes.length < 12) throw refusedFile('voucher_format', 'Pilih foto (JPEG, PNG, WebP) atau berkas PDF');
  return storeImage(scope, { kind: 'voucher', bytes, sizePixels: VOUCHER_PIXELS });
}

function refusedFile(reason: string, pesan: string): DomainError {
  return new DomainError('invalid', reason, pesan, [{ field: 'content', code: reason, pesan }]);
}

/** The vouchers of an entry, oldest first. */
export const entryAttachments = query({
  name: 'ledger.attachments',
  permission: 'ledger.read',
  input: z.strictObject({ entryId: idField }),
  run: (scope, { entryId }) =>
    scope.tx.rows<Attachment>(sql`
      select t.id, t.file_id as "fileId", t.name, f.type, t.attached_at as "attachedAt", t.attached_by_name as "attachedBy"
        from ledger.attachment t
        join documents.file f on f.cooperative_id = t.cooperative_id and f.id = t.file_id
       where t.cooperative_id = ${scope.cooperativeId} and t.entry_id = ${entryId}
       order by t.attached_at, t.id`),
});
