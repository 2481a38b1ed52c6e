import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { storedFile } from '#documents';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { attachToEntry, entryAttachments, postEntry } from '#ledger';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';

const folder = await mkdtemp(join(tmpdir(), 'sokoguru-vouchers-'));
process.env['SOKOGURU_DATA'] = folder;
after(() => rm(folder, { recursive: true, force: true }));

const world = await testWorld();
const context = await world.cooperative();
const photo = (
  await sharp({ create: { width: 60, height: 40, channels: 3, background: '#886644' } })
    .jpeg()
    .toBuffer()
).toString('base64');
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n').toString('base64');

async function newEntry(): Promise<string> {
  const { result } = await postEntry(context, {
    happenedOn: '2026-11-20',
    description: 'Beli kertas',
    lines: [
      { account: '1.1.02', debit: '50000.00' },
      { account: '1.1.01', credit: '50000.00' },
    ],
  });
  return result.id;
}

function reason(expected: string) {
  return (error: unknown) =>
    error instanceof DomainError &&
    (error.reason === expected || error.fields.some((field) => field.code === expected));
}

describe('a voucher attached to an entry', () => {
  test('is listed with who attached it, and opens to the same picture and the same PDF', async () => {
    const entryId = await newEntry();
    const staff = asStaff(context, ['ledger.post', 'ledger.read', 'documents.read'], 'Sari');
    const attached = await attachToEntry(staff, { entryId, name: 'nota.jpg', content: photo });
    await attachToEntry(staff, { entryId, name: 'faktur.pdf', content: pdf });
    const list = await entryAttachments(staff, { entryId });
    assert.deepEqual(
      list.map(({ name, type, attachedBy }) => [name, type, attachedBy]),
      [
        ['nota.jpg', 'image/webp', 'Sari'],
        ['faktur.pdf', 'application/pdf', 'Sari'],
      ],
    );
    const stored = await storedFile(staff, { id: attached.result.fileId });
    assert.equal((await sharp(stored.bytes).metadata()).width, 60);
  });

  test('is refused for an entry that is not there', async () => {
    await assert.rejects(
      attachToEntry(context, { entryId: newId(), name: 'x', content: pdf }),
      reason('entry_unknown'),
    );
  });

  test('is refused when it is neither a photo nor a PDF, whatever its name', async () => {
    const entryId = await newEntry();
    const program = Buffer.from('MZ this is a program, not a picture').toString('base64');
    await assert.rejects(
      attachToEntry(context, { entryId, name: 'nota.pdf', content: program }),
      reason('image_format'),
    );
    await assert.rejects(attachToEntry(context, { entryId, name: 'a', content: 'YQ==' }), reason('voucher_format'));
    assert.deepEqual(await entryAttachments(context, { entryId }), []);
  });

  test('is refused when it is larger than 12 MB', async () => {
    const entryId = await newEntry();
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(12 * 1024 * 1024)]).toString('base64');
    await assert.rejects(attachToEntry(context, { entryId, name: 'b', content: large }), reason('voucher_too_large'));
  });

  test('is not attached by someone who may only read', async () => {
    const entryId = await newEntry();
    const reader = asStaff(context, ['ledger.read']);
    await assert.rejects(attachToEntry(reader, { entryId, name: 'c', content: pdf }), reason('permission_missing'));
  });

  test('can be neither changed nor taken away by the application', async () => {
    for (const statement of [sql`update ledger.attachment set name = 'x'`, sql`delete from ledger.attachment`]) {
      await assert.rejects(
        step(context, (scope) => scope.tx.run(statement)),
        /permission denied/,
      );
    }
  });

  test('is unseen by another cooperative', async () => {
    const entryId = await newEntry();
    await attachToEntry(context, { entryId, name: 'nota.pdf', content: pdf });
    assert.deepEqual(await entryAttachments(await world.cooperative(), { entryId }), []);
  });
});
