import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import {
  checkReceipt,
  issueReceipts,
  notePrinted,
  OFFICE_SERIES,
  type ReceiptDraft,
  receiptById,
  receiptByNumber,
  receiptsOfEntries,
  reverseReceipts,
  storedFile,
  storeImage,
} from '#documents';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { asStaff, read, step, TEST_DAY, testWorld } from '../../../test/support/world.ts';

const world = await testWorld();
const folder = await mkdtemp(join(tmpdir(), 'sokoguru-documents-'));
process.env['SOKOGURU_DATA'] = folder;
after(() => rm(folder, { recursive: true, force: true }));

test('receipts of a batch are numbered in order, a series each, without a gap', async () => {
  const context = await world.cooperative();
  const first = await step(context, (scope) =>
    issueReceipts(scope, [draft('KDS1'), draft(OFFICE_SERIES), draft('KDS1')]),
  );
  const second = await step(context, (scope) => issueReceipts(scope, [draft('KDS1')]));
  const numbers = [...first, ...second].map(({ number }) => number.replace(/^U\d+-/, '').replace(/-\d$/, ''));
  assert.deepEqual(numbers, ['KDS1-000001', 'PST-000001', 'KDS1-000002', 'KDS1-000003']);
});

test('numbers drawn by twenty transactions at once are all different and leave no gap', async () => {
  const context = await world.cooperative();
  const issued = await Promise.all(
    Array.from({ length: 20 }, () => step(context, (scope) => issueReceipts(scope, [draft('KDS1'), draft('KDS1')]))),
  );
  const numbers = issued.flat().map(({ number }) => Number(number.split('-')[2]));
  assert.deepEqual(
    numbers.sort((a, b) => a - b),
    Array.from({ length: 40 }, (_, place) => place + 1),
  );
});

test('a money act that is undone gives its number back', async () => {
  const context = await world.cooperative();
  const failing = step(context, async (scope) => {
    await issueReceipts(scope, [draft('KDS1')]);
    throw new DomainError('refused', 'test_refusal', 'batal');
  });
  await assert.rejects(failing);
  const [kept] = await step(context, (scope) => issueReceipts(scope, [draft('KDS1')]));
  assert.match(kept?.number ?? '', /-KDS1-000001-\d$/);
});

test('five hundred receipts are issued at once', async () => {
  const context = await world.cooperative();
  const drafts = Array.from({ length: 500 }, () => draft(OFFICE_SERIES));
  const issued = await step(context, (scope) => issueReceipts(scope, drafts));
  assert.equal(new Set(issued.map(({ checkCode }) => checkCode)).size, 500);
  assert.match(issued.at(-1)?.number ?? '', /-000500-\d$/);
});

test('anyone with the code sees the truth of a receipt, and nothing about a person', async () => {
  const context = await world.cooperative();
  const [issued] = await step(context, (scope) => issueReceipts(scope, [draft('KDS1', 15_000_000n)]));
  assert.ok(issued);
  const seen = await checkReceipt(world.database, issued.checkCode.toLowerCase());
  assert.ok(seen);
  assert.deepEqual(Object.keys(seen).sort(), [
    'amountSen',
    'businessDate',
    'cooperative',
    'issuedAt',
    'kind',
    'number',
    'reversedAt',
  ]);
  assert.equal(seen.cooperative.name, context.cooperative.name);
  assert.equal(seen.amountSen, 15_000_000n);
  assert.equal(seen.number, issued.number);
  assert.equal(seen.reversedAt, null);
});

test('a code that was changed, guessed, or put under another cooperative finds nothing', async () => {
  const [context, other] = [await world.cooperative(), await world.cooperative()];
  const [issued] = await step(context, (scope) => issueReceipts(scope, [draft('KDS1')]));
  const [foreign] = await step(other, (scope) => issueReceipts(scope, [draft('KDS1')]));
  assert.ok(issued && foreign);
  const moved = `${foreign.checkCode.split('-')[0]}-${issued.checkCode.split('-')[1]}`;
  const last = issued.checkCode.at(-1) === '0' ? '1' : '0';
  for (const code of [moved, issued.checkCode.slice(0, -1) + last, 'ZZ-00000000000000000000000000', "' or 1=1", '']) {
    assert.equal(await checkReceipt(world.database, code), undefined, code);
  }
});

test('a reversed receipt says so, whoever asks, and can be reversed only once', async () => {
  const context = await world.cooperative();
  const entryId = newId();
  const [issued] = await step(context, (scope) => issueReceipts(scope, [{ ...draft('KDS1'), entryId }]));
  const reversal = { entryId, reversalEntryId: newId(), reason: 'salah jumlah' };
  await step(context, (scope) => reverseReceipts(scope, [reversal, { ...reversal, entryId: newId() }]));
  const seen = await checkReceipt(world.database, issued?.checkCode ?? '');
  assert.equal(seen?.reversedAt, world.clock.now().toISOString());
  await assert.rejects(
    step(context, (scope) => reverseReceipts(scope, [reversal])),
    /receipt_reversed_once/,
  );
});

test('the first printing is the original, later ones are counted', async () => {
  const context = await world.cooperative();
  const [issued] = await step(context, (scope) => issueReceipts(scope, [draft('KDS1')]));
  assert.ok(issued);
  const id = issued.id;
  assert.equal((await read(context, (scope) => receiptById(scope, id)))?.timesPrinted, 0);
  await step(context, (scope) => notePrinted(scope, id));
  await step(context, (scope) => notePrinted(scope, id));
  assert.equal((await read(context, (scope) => receiptById(scope, id)))?.timesPrinted, 2);
});

test('a receipt is found by its printed number and by its entry', async () => {
  const context = await world.cooperative();
  const entryId = newId();
  const [issued] = await step(context, (scope) => issueReceipts(scope, [{ ...draft('KDS1'), entryId }]));
  const byNumber = await read(context, (scope) => receiptByNumber(scope, issued?.number.toLowerCase() ?? ''));
  const byEntry = await read(context, (scope) => receiptsOfEntries(scope, [entryId, newId()]));
  assert.equal(byNumber?.id, issued?.id);
  assert.deepEqual([...byEntry.keys()], [entryId]);
});

test('a receipt once issued cannot be changed or taken away by the application', async () => {
  const context = await world.cooperative();
  await step(context, (scope) => issueReceipts(scope, [draft('KDS1')]));
  for (const statement of [sql`update documents.receipt set amount_sen = 1`, sql`delete from documents.receipt`]) {
    await assert.rejects(
      step(context, (scope) => scope.tx.run(statement)),
      /permission denied/,
    );
  }
});

test('a stored photo comes back to who may read documents of that cooperative, and to nobody else', async () => {
  const [context, other] = [await world.cooperative(), await world.cooperative()];
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  const { id } = await step(context, (scope) =>
    storeImage(scope, { kind: 'member_photo', bytes: photo, sizePixels: 20 }),
  );
  const stored = await storedFile(context, { id });
  const { width, format } = await sharp(stored.bytes).metadata();
  assert.deepEqual([stored.type, width, format], ['image/webp', 20, 'webp']);
  await assert.rejects(storedFile(other, { id }), reason('file_unknown'));
  await assert.rejects(storedFile(asStaff(context, ['members.read']), { id }), reason('permission_missing'));
});

test('a picture in name only stores nothing', async () => {
  const context = await world.cooperative();
  const store = step(context, (scope) =>
    storeImage(scope, { kind: 'member_photo', bytes: Buffer.from('PK\x03\x04 foto.png'), sizePixels: 20 }),
  );
  await assert.rejects(store, reason('image_format'));
  const { count } = await read(context, (scope) =>
    scope.tx.one<{ count: bigint }>(sql`select count(*) as count from documents.file`),
  );
  assert.equal(count, 0n);
});

function draft(series: string, amountSen = 5_000_000n): ReceiptDraft {
  return { series, kind: 'savings_deposit', entryId: newId(), amountSen, businessDate: TEST_DAY };
}

function reason(expected: string) {
  return (error: unknown) => error instanceof DomainError && error.reason === expected;
}
