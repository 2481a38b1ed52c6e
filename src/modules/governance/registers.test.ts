import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { asStaff, testWorld } from '../../../test/support/world.ts';
import { withClient } from '../../server/roles.ts';
import { active } from '../members/members.fixture.ts';
import {
  answerEntry,
  bookCounts,
  correctEntry,
  endEntry,
  registerEntry,
  registerPage,
  registerPaper,
  signEntry,
  writeEntry,
} from './index.ts';

const world = await testWorld();

const guest = (name = 'Sri Wahyuni', entryOn = '2026-11-20') => ({
  book: 'tamu',
  entryOn,
  fields: { name, from: 'Dinas Koperasi Kudus', meets: 'Ketua', purpose: 'Pembinaan' },
});

async function written(context: Context, input: Parameters<typeof writeEntry>[1]) {
  return (await writeEntry(context, input)).result;
}

test('a guest is written down with the next number of the year', async () => {
  const context = asStaff(await world.cooperative());
  assert.equal((await written(context, guest())).number, 1);
  assert.equal((await written(context, guest('Budi'))).number, 2);
  assert.equal((await written(context, guest('Tahun lalu', '2025-12-31'))).number, 1);
  const page = await registerPage(context, { book: 'tamu' });
  assert.deepEqual(
    page.rows.map((row) => [row.year, row.number, row.fields['name'], row.enteredBy]),
    [
      [2026, 2, 'Budi', 'Teller Uji'],
      [2026, 1, 'Sri Wahyuni', 'Teller Uji'],
      [2025, 1, 'Tahun lalu', 'Teller Uji'],
    ],
  );
  assert.deepEqual(page.years, [
    { year: 2026, rows: 2, brokenAt: null },
    { year: 2025, rows: 1, brokenAt: null },
  ]);
  const counts = await bookCounts(context, {});
  assert.deepEqual(
    counts.find(({ book }) => book === 'tamu'),
    { book: 'tamu', rows: 3, lastOn: '2026-11-20', unanswered: 0 },
  );
});

test('a search finds a word in any field, and takes no sign for a pattern', async () => {
  const context = asStaff(await world.cooperative());
  await written(context, guest('Sri 100%'));
  await written(context, guest('Budi'));
  const found = async (q: string) => (await registerPage(context, { book: 'tamu', q })).rows.length;
  assert.equal(await found('dinas'), 2);
  assert.equal(await found('100%'), 1);
  assert.equal(await found('%'), 1);
  assert.equal(await found('_'), 0);
  assert.equal((await registerPage(context, { book: 'tamu', year: 2025 })).rows.length, 0);
});

test('twenty who write at once get twenty numbers without a gap, and every row proves the one before', async () => {
  const context = asStaff(await world.cooperative());
  await Promise.all(Array.from({ length: 20 }, (_, n) => writeEntry(context, guest(`Tamu ${n}`))));
  const { rows, years } = await registerPage(context, { book: 'tamu' });
  assert.deepEqual(
    rows.map(({ number }) => number).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, n) => n + 1),
  );
  assert.deepEqual(years, [{ year: 2026, rows: 20, brokenAt: null }]);
});

test('a row that is refused takes no number', async () => {
  const context = asStaff(await world.cooperative());
  await written(context, guest());
  const refuse = (change: object, reason: string) =>
    assert.rejects(writeEntry(context, { ...guest(), ...change }), { reason });
  await refuse({ entryOn: '2026-11-21' }, 'entry_in_future');
  await refuse({ fields: { ...guest().fields, name: ' ' } }, 'input_invalid');
  await refuse({ fields: { ...guest().fields, extra: 'x' } }, 'input_invalid');
  await refuse({ file: Buffer.from('%PDF-1.7 x').toString('base64') }, 'book_keeps_no_paper');
  await refuse({ book: 'kas' }, 'input_invalid');
  assert.equal((await written(context, guest())).number, 2);
});

test('a wrong row is corrected by a new one that names it; both stay, and only the newer can be corrected again', async () => {
  const context = asStaff(await world.cooperative());
  const { id } = await written(context, guest('Sri Wahyni'));
  const { book: _, ...right } = guest('Sri Wahyuni');
  await correctEntry(context, { entryId: id, ...right, reason: 'Salah ketik nama' });
  const { rows } = await registerPage(context, { book: 'tamu' });
  assert.deepEqual(
    rows.map((row) => [row.number, row.corrects, row.correctionReason, row.correctedBy]),
    [
      [2, '1/2026', 'Salah ketik nama', null],
      [1, null, null, '2/2026'],
    ],
  );
  await assert.rejects(correctEntry(context, { entryId: id, ...right, reason: 'Lagi' }), { reason: 'entry_corrected' });
  await assert.rejects(signEntry(context, { entryId: id, rowHash: rows[1]?.rowHash }), { reason: 'entry_corrected' });
  assert.equal((await bookCounts(context, {})).find(({ book }) => book === 'tamu')?.rows, 1);
});

test('whoever reads a row signs it in their own session, once, and only as they saw it', async () => {
  const context = await world.cooperative();
  const teller = asStaff(context);
  const chair = asStaff(context, ['governance.read'], 'Ketua Uji');
  const { id, rowHash } = await written(teller, guest());
  await signEntry(chair, { entryId: id, rowHash });
  assert.deepEqual(
    (await registerEntry(teller, { book: 'tamu', id })).signatures.map(({ name }) => name),
    ['Ketua Uji'],
  );
  await assert.rejects(signEntry(chair, { entryId: id, rowHash }), { reason: 'already_signed' });
  await assert.rejects(signEntry(teller, { entryId: id, rowHash: '0'.repeat(64) }), { reason: 'row_changed' });
  await assert.rejects(signEntry(context, { entryId: id, rowHash }), { reason: 'signature_needs_session' });
});

test('an advice of an official is answered, an entry of a guest is not', async () => {
  const context = asStaff(await world.cooperative());
  const advice = { name: 'Drs. Hartono', agency: 'Kepala Dinas', advice: 'Laporkan RAT tepat waktu' };
  const { id } = await written(context, { book: 'anjuran-pejabat', entryOn: '2026-11-20', fields: advice });
  const unanswered = async () =>
    (await bookCounts(context, {})).find(({ book }) => book === 'anjuran-pejabat')?.unanswered;
  assert.equal(await unanswered(), 1);
  await answerEntry(context, { entryId: id, answer: 'RAT dijadwalkan Februari' });
  assert.equal(await unanswered(), 0);
  assert.equal((await registerEntry(context, { book: 'anjuran-pejabat', id })).answers[0]?.name, 'Teller Uji');
  const { id: guestId } = await written(context, guest());
  await assert.rejects(answerEntry(context, { entryId: guestId, answer: 'x' }), { reason: 'book_takes_no_answer' });
  await assert.rejects(answerEntry(context, { entryId: context.cooperative.id, answer: 'x' }), {
    reason: 'row_unknown',
  });
});

test('an office begins, ends once, and is held by a member who holds no other', async () => {
  const context = asStaff(await world.cooperative());
  const { number } = await active(context, 1);
  const { number: other } = await active(context, 2);
  const office = (memberNumber: string, book = 'pengurus', entryOn = '2024-02-10') => ({
    book,
    entryOn,
    fields: { memberNumber, office: 'ketua' },
  });
  const { id } = await written(context, office(` ${number} `));
  assert.equal((await registerEntry(context, { book: 'pengurus', id })).fields['name'], 'Siti Aminah');
  await assert.rejects(writeEntry(context, office(number)), { reason: 'office_twice' });
  await assert.rejects(writeEntry(context, office(number, 'pengawas')), { reason: 'office_conflict' });
  await assert.rejects(writeEntry(context, office('TIDAK-ADA')), { reason: 'member_unknown' });
  await written(context, office(other, 'pengawas'));
  const end = (endedOn: string) => endEntry(context, { entryId: id, endedOn, reason: 'Masa jabatan habis' });
  await assert.rejects(end('2024-02-09'), { reason: 'end_before_begin' });
  await assert.rejects(end('2026-11-21'), { reason: 'end_in_future' });
  await end('2026-02-14');
  await assert.rejects(end('2026-02-15'), { reason: 'entry_ended' });
  await assert.rejects(
    correctEntry(context, {
      entryId: id,
      entryOn: '2024-02-11',
      fields: office(number).fields,
      reason: 'Salah hari',
    }),
    { reason: 'entry_ended' },
  );
  await written(context, office(number, 'pengawas', '2026-02-14'));
  const { id: guestId } = await written(context, guest());
  await assert.rejects(endEntry(context, { entryId: guestId, endedOn: '2026-11-20', reason: 'x' }), {
    reason: 'book_has_no_end',
  });
});

test('minutes keep their paper, also when they are corrected', async () => {
  const context = asStaff(await world.cooperative());
  const fields = {
    place: 'Kantor',
    attended: '5',
    chair: 'Ketua',
    agenda: 'Rapat bulanan',
    decisions: 'Menerima laporan',
    minutesTaker: 'Sekretaris',
  };
  const file = Buffer.from('%PDF-1.7\nnotulen').toString('base64');
  const { id } = await written(context, { book: 'notulen-pengurus', entryOn: '2026-11-02', fields, file });
  const correction = { entryId: id, entryOn: '2026-11-03', fields, reason: 'Salah tanggal' };
  const { id: newer } = (await correctEntry(context, correction)).result as { id: string };
  const [old, row] = await Promise.all(
    [id, newer].map((one) => registerEntry(context, { book: 'notulen-pengurus', id: one })),
  );
  assert.ok(old?.fileId);
  assert.equal(row?.fileId, old.fileId);
});

test('the paper of a book has its rows in their order, with signatures, corrections and proofs', async () => {
  const context = asStaff(await world.cooperative());
  const { id, rowHash } = await written(context, guest());
  await signEntry(context, { entryId: id, rowHash });
  await written(context, guest('Budi'));
  const paper = await registerPaper(context, { book: 'tamu', year: 2026 });
  assert.equal(paper.title, 'Buku Tamu');
  assert.deepEqual(
    paper.columns.map(({ heading }) => heading),
    ['No.', 'Tanggal', 'Nama', 'Asal', 'Bertemu dengan', 'Maksud', 'Tanda tangan', 'Keterangan', 'Bukti baris'],
  );
  assert.deepEqual(
    paper.rows.map((row) => [row[0], row[2], row.at(-1)]),
    [
      ['1/2026', 'Sri Wahyuni', rowHash.slice(0, 12)],
      ['2/2026', 'Budi', paper.rows[1]?.at(-1)],
    ],
  );
  assert.match(String(paper.rows[0]?.[6]), /^Teller Uji, 2026-11-20$/);
  for (const row of paper.rows) assert.equal(row.length, paper.columns.length);
});

test('the database itself refuses to change or delete rows, signatures and answers', async () => {
  const context = asStaff(await world.cooperative());
  const { id, rowHash } = await written(context, guest());
  await signEntry(context, { entryId: id, rowHash });
  const say = (statement: ReturnType<typeof sql>) =>
    world.database.tenant(context.cooperative.id, (tx) => tx.run(statement));
  for (const statement of [
    sql`update governance.register_entry set fields = '{}' where id = ${id}`,
    sql`delete from governance.register_entry where id = ${id}`,
    sql`update governance.register_signature set person_name = 'Lain' where entry_id = ${id}`,
    sql`delete from governance.register_signature where entry_id = ${id}`,
    sql`update governance.register_answer set answer = 'Lain'`,
    sql`delete from governance.register_end`,
    sql`delete from governance.register_head`,
  ]) {
    await assert.rejects(say(statement), /permission denied/);
  }
  await assert.rejects(
    say(sql`insert into governance.register_signature
              values (${context.cooperative.id}, ${id}, gen_random_uuid(), 'Palsu', gen_random_uuid(), sha256('lain'), now())`),
    /signature_of_this_row/,
  );
});

test('a row that somebody with the keys of the database changed, or took away, breaks the proof at its number', async () => {
  const context = asStaff(await world.cooperative());
  const rows = [
    await written(context, guest('A')),
    await written(context, guest('B')),
    await written(context, guest('C')),
  ];
  const brokenAt = async () => (await registerPage(context, { book: 'tamu' })).years[0]?.brokenAt;
  const asOwner = (statement: string) =>
    withClient(world.urls.ownerUrl, async (client) => {
      await client.query(`set app.cooperative_id = '${context.cooperative.id}'`);
      await client.query(statement);
    });
  assert.equal(await brokenAt(), null);
  await asOwner(`delete from governance.register_entry where id = '${rows[2]?.id}'`);
  assert.equal(await brokenAt(), 3);
  await asOwner(`update governance.register_entry set entered_by_name = 'Lain' where id = '${rows[0]?.id}'`);
  assert.equal(await brokenAt(), 1);
});

test('who may only read writes nothing', async () => {
  const context = asStaff(await world.cooperative(), ['governance.read']);
  await assert.rejects(writeEntry(context, guest()), { code: 'forbidden' });
  await assert.rejects(registerEntry(context, { book: 'tamu', id: context.cooperative.id }), {
    reason: 'row_unknown',
  });
});
