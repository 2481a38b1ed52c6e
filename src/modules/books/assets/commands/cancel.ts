import sql from 'sql-template-tag';
import { z } from 'zod';
import { command } from '#kernel/command';
import { DomainError } from '#kernel/errors';
import { idField, textField } from '#kernel/fields';
import { holdPostings, reverseEntry } from '#ledger';
import { requireAsset } from '../store/assets.ts';

/**
 * Takes back an asset that was entered by mistake: its purchase is reversed, and it counts in no inventory. Only while nothing of it is
 * depreciated. Errors: `asset_unknown`, `asset_disposed`, `asset_depreciated`, and those of the ledger.
 */
export const cancelAsset = command({
  name: 'books.cancelAsset',
  permission: 'books.assets',
  input: z.strictObject({
    assetId: idField,
    reason: textField(200).min(3, { error: 'Tulis alasannya, paling pendek 3 huruf' }),
  }),
  async run(scope, { assetId, reason }) {
    await holdPostings(scope);
    const asset = await requireAsset(scope, assetId);
    if (asset.status === 'disposed') {
      throw new DomainError('conflict', 'asset_disposed', 'Aset ini sudah dilepas sebelumnya');
    }
    if (asset.monthsDone > 0) {
      throw new DomainError(
        'refused',
        'asset_depreciated',
        'Aset ini sudah disusutkan, jadi tidak bisa dibatalkan. Pakai Lepas aset',
      );
    }
    const entry = asset.entryId === null ? null : await reverseEntry(scope, { entryId: asset.entryId, reason });
    const { personId, name } = scope.context.actor;
    await scope.tx.run(sql`
      insert into books.asset_disposal (cooperative_id, asset_id, kind, disposed_on, proceeds_sen, accumulated_sen, result_sen, reason,
             entry_id, disposed_by, disposed_by_name, written_at)
      values (${scope.cooperativeId}, ${asset.id}, 'mistake', ${scope.today}, 0, 0, 0, ${reason}, ${entry?.id ?? null}, ${personId},
              ${name}, ${scope.now})`);
    await scope.tx.run(sql`
      update books.asset set status = 'disposed' where cooperative_id = ${scope.cooperativeId} and id = ${asset.id}`);
    return { assetId: asset.id, entryId: entry?.id ?? null };
  },
});
