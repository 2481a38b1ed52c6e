import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { newId } from '#kernel/ids';
import {
  entryAttachments,
  entryDetail,
  journal,
  keepVoucher,
  postEntries,
  postEntry,
  reversePostedEntry,
} from '#ledger';
import { asStaff, read, testWorld } from '../../../../test/support/world.ts';
import { discardDraft, journalDraft, journalDrafts, openDrafts, postJournal, saveDraft } from './index.ts';
import { approve, bill, heldBy, line, setLimit } from './journal.fixture.ts';

const folder = await mkdtemp(join(tmpdir(), 'sokoguru-journal-'));
process.env['SOKOGURU_DATA'] = folder;
after(() => rm(folder, { recursive: true, force: true }));

const world = await testWorld();
const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
const count = async (context: Parameters<typeof journal>[0]) => (await journal(context, {})).items.length;

describe('an entry of the form', () => {
  test('is posted with its papers, and reversed in the journal itself', async () => {
    const context = await world.cooperative();
    const { result: kept } = await keepVoucher(context, { content: pdf });
    const { result } = await postJournal(context, { ...bill(), vouchers: [{ fileId: kept.fileId, name: 'nota.pdf' }] });
    assert.deepEqual(
      (await entryAttachments(context, { entryId: result.id })).map(({ name }) => name),
      ['nota.pdf'],
    );
    const detail = await entryDetail(context, { id: result.id });
    assert.deepEqual([detail.source, detail.amount], ['books.journal', '250000.00']);
    await reversePostedEntry(context, { entryId: result.id, reason: 'Salah akun' });
    assert.equal((await entryDetail(context, { id: result.id })).reversed, true);
  });

  test('sent twice with one key is posted once', async () => {
    const context = await world.cooperative();
    const key = newId();
    // Whoever comes while the first is running is told so, and asks again.
    const tries = await Promise.allSettled([1, 2].map(() => postJournal(context, bill(), { key })));
    for (const one of tries) {
      if (one.status === 'rejected') assert.equal(one.reason.reason, 'idempotency_in_progress');
    }
    const first = await postJournal(context, bill(), { key });
    const second = await postJournal(context, bill(), { key });
    assert.equal(first.result.id, second.result.id);
    assert.equal(await count(context), 1);
  });

  test('is refused with a paper that was never kept, or that hangs on another entry', async () => {
    const context = await world.cooperative();
    const stray = { ...bill(), vouchers: [{ fileId: newId(), name: 'x.pdf' }] };
    await assert.rejects(postJournal(context, stray), { reason: 'voucher_unknown' });
    const { result: kept } = await keepVoucher(context, { content: pdf });
    const once = { ...bill(), vouchers: [{ fileId: kept.fileId, name: 'nota.pdf' }] };
    await postJournal(context, once);
    await assert.rejects(postJournal(context, once), { reason: 'voucher_unknown' });
    assert.equal(await count(context), 1);
    const many = Array.from({ length: 21 }, () => ({ fileId: newId(), name: 'x.pdf' }));
    await assert.rejects(postJournal(context, { ...bill(), vouchers: many }), { reason: 'input_invalid' });
    await assert.rejects(keepVoucher(context, { content: Buffer.from('hello world, hello').toString('base64') }));
  });

  test('needs the right to post', async () => {
    const context = await world.cooperative();
    await assert.rejects(postJournal(asStaff(context, ['ledger.read']), bill()), { reason: 'permission_missing' });
  });
});

describe('a limit on journals', () => {
  test('lets an entry at the limit through, and holds one sen more until somebody else approves it', async () => {
    const context = await world.cooperative();
    await setLimit(context, '1000000.00');
    const maker = asStaff(context, undefined, 'Akuntan');
    await postJournal(maker, bill('2026-11-18', 1_000_000));
    const held = await heldBy(postJournal(maker, bill('2026-11-18', 1_000_001)));
    assert.equal(await count(context), 1);
    await approve(context, held);
    const { items } = await journal(context, {});
    assert.deepEqual(
      items.map(({ amount }) => amount),
      ['1000001.00', '1000000.00'],
    );
  });

  test('refuses at once what could never be posted, without troubling anybody', async () => {
    const context = await world.cooperative();
    await setLimit(context, '1000000.00');
    const wrong = [
      [bill('2026-12-01', 2_000_000), 'date_in_future'],
      [
        { ...bill('2026-11-18', 2_000_000), lines: [line('6.1.05', 2_000_000), line('1.1.05', -1)] },
        'entry_unbalanced',
      ],
      [{ ...bill('2026-11-18', 2_000_000), draftId: newId() }, 'draft_unknown'],
    ] as const;
    for (const [entry, reason] of wrong) await assert.rejects(postJournal(context, entry), { reason });
    const { draftId: _draft, ...plain } = { ...wrong[0][0], draftId: '' };
    await assert.rejects(postEntry(context, plain), { reason: 'date_in_future' });
  });

  test('holds the API too; in a batch the entry above the limit is refused and told to come alone', async () => {
    const context = await world.cooperative();
    await setLimit(context, '1000000.00');
    const maker = asStaff(context, undefined, 'Program');
    const large = bill('2026-11-18', 5_000_000);
    await approve(context, await heldBy(postEntry(maker, large)));
    assert.equal(await count(context), 1);
    await assert.rejects(postEntries(maker, { entries: [bill(), large] }), { reason: 'approval_needed' });
    const { result } = await postEntries(maker, { entries: [bill(), large], mode: 'each' });
    assert.deepEqual([result.posted, result.refused], [1, 1]);
  });

  test('without one nothing waits', async () => {
    const context = await world.cooperative();
    await postJournal(context, bill('2026-11-18', 900_000_000));
    assert.equal(await count(context), 1);
  });
});

describe('a draft', () => {
  const typed = {
    happenedOn: '2026-10-30',
    description: 'Listrik, nota menyusul',
    lines: [
      { account: '6.1.05', debit: '1,5jt', credit: '', note: '' },
      { account: 'kas?', debit: '', credit: '', note: 'tanya Bu Sri' },
    ],
  };

  test('keeps what was typed, right or wrong, is written over, and ends as an entry', async () => {
    const context = await world.cooperative();
    const { result } = await saveDraft(context, typed);
    const draft = await journalDraft(context, { draftId: result.id });
    assert.deepEqual([draft.lines[0]?.debit, draft.lines[1]?.account, draft.version], ['1,5jt', 'kas?', 1]);
    await saveDraft(context, { ...typed, draftId: result.id, version: 1, description: 'Listrik Oktober' });
    await assert.rejects(saveDraft(context, { ...typed, draftId: result.id, version: 1 }), {
      reason: 'version_changed',
    });
    assert.deepEqual(
      (await journalDrafts(context, {})).map(({ description }) => description),
      ['Listrik Oktober'],
    );
    await postJournal(context, { ...bill('2026-10-30'), draftId: result.id });
    assert.deepEqual(await journalDrafts(context, {}), []);
    await assert.rejects(postJournal(context, { ...bill('2026-10-30'), draftId: result.id }), {
      reason: 'draft_ended',
    });
    await assert.rejects(saveDraft(context, { ...typed, draftId: result.id, version: 2 }), { reason: 'draft_ended' });
    assert.equal(await count(context), 1);
  });

  test('posted from two windows at once becomes one entry', async () => {
    const context = await world.cooperative();
    const { result } = await saveDraft(context, typed);
    const both = await Promise.allSettled([
      postJournal(context, { ...bill(), draftId: result.id }),
      postJournal(context, { ...bill(), draftId: result.id }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(await count(context), 1);
  });

  test('above the limit it stays a draft until the second person agrees', async () => {
    const context = await world.cooperative();
    await setLimit(context, '1000000.00');
    const maker = asStaff(context, undefined, 'Akuntan');
    const { result } = await saveDraft(maker, typed);
    const held = await heldBy(postJournal(maker, { ...bill('2026-11-18', 3_000_000), draftId: result.id }));
    assert.equal((await journalDrafts(context, {})).length, 1);
    await approve(context, held);
    assert.equal((await journalDrafts(context, {})).length, 0);
  });

  test('is thrown away once, and an unknown one is told', async () => {
    const context = await world.cooperative();
    const { result } = await saveDraft(context, typed);
    await discardDraft(context, { draftId: result.id });
    await assert.rejects(discardDraft(context, { draftId: result.id }), { reason: 'draft_ended' });
    await assert.rejects(discardDraft(context, { draftId: newId() }), { reason: 'draft_unknown' });
    await assert.rejects(journalDraft(context, { draftId: newId() }), { reason: 'draft_unknown' });
    await assert.rejects(saveDraft(context, { ...typed, draftId: newId(), version: 1 }), { reason: 'draft_unknown' });
  });

  test('stands in the way of closing its month, and one without a date in the way of any', async () => {
    const context = await world.cooperative();
    await saveDraft(context, typed);
    await saveDraft(context, { ...typed, happenedOn: null, description: 'Tanpa tanggal' });
    const before = async (day: string) =>
      (await read(context, (scope) => openDrafts(scope, day as never))).map(({ description }) => description);
    assert.deepEqual(await before('2026-11-01'), ['Listrik, nota menyusul', 'Tanpa tanggal']);
    assert.deepEqual(await before('2026-10-01'), ['Tanpa tanggal']);
  });

  test('of another cooperative is not there', async () => {
    const [context, other] = [await world.cooperative(), await world.cooperative()];
    const { result } = await saveDraft(context, typed);
    await assert.rejects(journalDraft(other, { draftId: result.id }), { reason: 'draft_unknown' });
  });
});
