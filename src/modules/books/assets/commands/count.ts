import sql from 'sql-template-tag';
import { z } from 'zod';
import { storeImage } from '#documents';
import { command } from '#kernel/command';
import { DomainError, fieldError } from '#kernel/errors';
import { dateField, idField, textField } from '#kernel/fields';
import { newId } from '#kernel/ids';
import { CONDITIONS, requireAsset } from '../store/assets.ts';

export const CountInput = z.strictObject({
  assetId: idField,
  countedOn: dateField,
  condition: z.enum(CONDITIONS, { error: 'Pilih keadaan dari daftar' }),
  quantity: z.coerce
    .number({ error: 'Tulis jumlah dengan angka' })
    .int({ error: 'Tulis bilangan bulat' })
    .min(0, { error: 'Paling sedikit 0' })
    .max(100_000),
  location: textField(120),
  holder: textField(120).optional(),
  note: textField(200).optional(),
});

/**
 * Notes what somebody found at a physical count: how many, where, with whom, in what condition. Books nothing: what is missing for good is
 * disposed of. Errors: `asset_unknown`, `asset_disposed`, `count_in_future`, `count_needs_note` when the number differs from the register.
 */
export const countAsset = command({
  name: 'books.countAsset',
  permission: 'books.assets',
  input: CountInput,
  async run(scope, input) {
    const asset = await requireAsset(scope, input.assetId);
    if (asset.status === 'disposed') {
      throw new DomainError('conflict', 'asset_disposed', 'Aset ini sudah dilepas sebelumnya');
    }
    if (input.countedOn > scope.today)
      throw fieldError('countedOn', 'count_in_future', 'Tanggal pemeriksaan belum tiba');
    if (input.quantity !== asset.quantity && input.note === undefined) {
      throw fieldError('note', 'count_needs_note', 'Jumlahnya berbeda dari daftar. Tulis sebabnya');
    }
    const id = newId();
    const { personId, name } = scope.context.actor;
    await scope.tx.run(sql`
      insert into books.asset_count (cooperative_id, id, asset_id, counted_on, condition, quantity, location, holder, note,
             counted_by, counted_by_name, written_at)
      values (${scope.cooperativeId}, ${id}, ${asset.id}, ${input.countedOn}, ${input.condition}, ${input.quantity}, ${input.location},
              ${input.holder ?? null}, ${input.note ?? null}, ${personId}, ${name}, ${scope.now})`);
    await scope.tx.run(sql`
      update books.asset set condition = ${input.condition}, location = ${input.location}, holder = ${input.holder ?? null}
       where cooperative_id = ${scope.cooperativeId} and id = ${asset.id}`);
    return { id };
  },
});

/** Wide enough to read a number plate or the print on an invoice. */
const PHOTO_PIXELS = 2000;
const PHOTOS_MAX = 10;

/** Adds a photo of an asset or of its invoice; `content` is base64. Errors: `asset_unknown`, `photos_too_many`, those of `storeImage`. */
export const addAssetPhoto = command({
  name: 'books.addAssetPhoto',
  permission: 'books.assets',
  input: z.strictObject({ assetId: idField, name: textField(120), content: z.base64() }),
  async run(scope, input) {
    const asset = await requireAsset(scope, input.assetId);
    const { photos } = await scope.tx.one<{ photos: bigint }>(sql`
      select count(*) as photos from books.asset_photo p where p.cooperative_id = ${scope.cooperativeId} and p.asset_id = ${asset.id}`);
    if (photos >= BigInt(PHOTOS_MAX)) {
      throw new DomainError('refused', 'photos_too_many', `Satu aset paling banyak ${PHOTOS_MAX} foto`);
    }
    const bytes = Buffer.from(input.content, 'base64');
    const file = await storeImage(scope, { kind: 'asset_photo', bytes, sizePixels: PHOTO_PIXELS });
    await scope.tx.run(sql`
      insert into books.asset_photo (cooperative_id, asset_id, file_id, name, added_at, added_by)
      values (${scope.cooperativeId}, ${asset.id}, ${file.id}, ${input.name}, ${scope.now}, ${scope.context.actor.personId})`);
    return { fileId: file.id };
  },
});
