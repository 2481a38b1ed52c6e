import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { asStaff, read, step, testWorld } from '../../../test/support/world.ts';
import {
  recordResolution,
  requireResolution,
  resolution,
  resolutions,
  useResolution,
  withdrawResolution,
} from './index.ts';

const world = await testWorld();

const shu2025 = {
  number: '03/RAT/2026',
  kind: 'shu',
  bookYear: 2025,
  meeting: 'rat',
  decidedOn: '2026-02-14',
  place: 'Balai Desa Kaliputu',
  invited: 300,
  attended: 180,
  decision: 'SHU tahun buku 2025 dibagi menurut AD pasal 45',
  chair: 'Raden Ajeng Siti',
  minutesTaker: 'Budi Santoso',
};

test('a resolution of the yearly meeting is found by its number by who shares the surplus', async () => {
  const context = asStaff(await world.cooperative());
  const { id } = (await recordResolution(context, shu2025)).result;
  const found = await read(context, (scope) =>
    requireResolution(scope, { number: ' 03/rat/2026 ', kind: 'shu', year: 2025 }),
  );
  assert.deepEqual(found, {
    id,
    number: '03/RAT/2026',
    kind: 'shu',
    decidedOn: '2026-02-14',
    text: shu2025.decision,
  });
  const listed = await resolutions(context, { kind: 'shu' });
  assert.deepEqual(
    listed.items.map(({ number, attended, recordedBy }) => ({ number, attended, recordedBy })),
    [{ number: '03/RAT/2026', attended: 180, recordedBy: 'Teller Uji' }],
  );
  assert.equal((await resolutions(context, { kind: 'budget' })).items.length, 0);
  assert.equal((await resolutions(context, { bookYear: 2024 })).items.length, 0);
});

test('a number never recorded, of another matter or of another year unlocks nothing', async () => {
  const context = asStaff(await world.cooperative());
  await recordResolution(context, shu2025);
  const ask = (number: string, kind: 'shu' | 'budget', year?: number) =>
    read(context, (scope) => requireResolution(scope, { number, kind, ...(year === undefined ? {} : { year }) }));
  await assert.rejects(ask('9/RAT/2026', 'shu'), { reason: 'resolution_unknown', pesan: /belum dicatat/ });
  await assert.rejects(ask('03/RAT/2026', 'budget'), { reason: 'resolution_unknown', pesan: /tentang hal lain/ });
  await assert.rejects(ask('03/RAT/2026', 'shu', 2024), { reason: 'resolution_unknown', pesan: /2025, bukan 2024/ });
});

test('a resolution written wrongly is withdrawn and written again under its number', async () => {
  const context = asStaff(await world.cooperative());
  const first = (await recordResolution(context, shu2025)).result.id;
  await assert.rejects(recordResolution(context, { ...shu2025, number: '03/rat/2026' }), {
    reason: 'resolution_number_taken',
  });
  await withdrawResolution(context, { id: first, reason: 'Salah tulis tahun' });
  const ask = () => read(context, (scope) => requireResolution(scope, { number: '03/RAT/2026', kind: 'shu' }));
  await assert.rejects(ask(), { reason: 'resolution_unknown', pesan: /sudah dicabut/ });
  await assert.rejects(withdrawResolution(context, { id: first, reason: 'Lagi' }), { reason: 'resolution_withdrawn' });
  const second = (await recordResolution(context, shu2025)).result.id;
  assert.equal((await ask()).id, second);
  const old = await resolution(context, { id: first });
  assert.equal(old.withdrawnReason, 'Salah tulis tahun');
  assert.equal((await resolution(context, { id: second })).revision, 2);
});

test('a resolution on which a surplus was shared is not withdrawn any more', async () => {
  const context = asStaff(await world.cooperative());
  const { id } = (await recordResolution(context, shu2025)).result;
  const use = () =>
    step(context, (scope) =>
      useResolution(
        scope,
        { number: '03/RAT/2026', kind: 'shu', year: 2025 },
        { purpose: 'shu.approve', subject: 'SHU tahun buku 2025' },
      ),
    );
  await use();
  assert.equal((await use()).id, id);
  await assert.rejects(withdrawResolution(context, { id, reason: 'Berubah pikiran' }), {
    reason: 'resolution_used',
    pesan: /SHU tahun buku 2025/,
  });
});

test('nobody withdraws what is not there, or records without the right to', async () => {
  const context = await world.cooperative();
  await assert.rejects(withdrawResolution(asStaff(context), { id: context.actor.personId, reason: 'x' }), {
    reason: 'resolution_unknown',
  });
  await assert.rejects(resolution(asStaff(context), { id: context.actor.personId }), { reason: 'resolution_unknown' });
  await assert.rejects(recordResolution(asStaff(context, ['governance.write']), shu2025), { code: 'forbidden' });
});

test('the database itself refuses to change or delete a resolution, and one of the board about the surplus', async () => {
  const context = asStaff(await world.cooperative());
  const { id } = (await recordResolution(context, shu2025)).result;
  const say = (statement: ReturnType<typeof sql>) =>
    world.database.tenant(context.cooperative.id, (tx) => tx.run(statement));
  await assert.rejects(
    say(sql`update governance.resolution set decision = 'lain' where id = ${id}`),
    /permission denied/,
  );
  await assert.rejects(say(sql`delete from governance.resolution where id = ${id}`), /permission denied/);
  await assert.rejects(
    say(sql`insert into governance.resolution
              select cooperative_id, gen_random_uuid(), 'x', 1, kind, book_year, 'pengurus', decided_on, place, invited, attended, decision, chair,
                     minutes_taker, file_id, recorded_at, recorded_by, recorded_by_name
                from governance.resolution where cooperative_id = ${context.cooperative.id}`),
    /members_decide/,
  );
});

test('a photo or PDF of the minutes is kept with the resolution; what is neither is refused', async () => {
  const context = asStaff(await world.cooperative());
  const pdf = Buffer.from('%PDF-1.7\nnotulen').toString('base64');
  const { id } = (await recordResolution(context, { ...shu2025, file: pdf })).result;
  assert.ok((await resolution(context, { id })).fileId);
  await assert.rejects(
    recordResolution(context, { ...shu2025, number: '4', file: Buffer.from('hai').toString('base64') }),
    { reason: 'file_format' },
  );
  const large = Buffer.alloc(12 * 1024 * 1024 + 1).toString('base64');
  await assert.rejects(recordResolution(context, { ...shu2025, number: '4', file: large }), {
    reason: 'file_too_large',
  });
});
