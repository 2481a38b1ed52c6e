import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { storedFile } from '#documents';
import { asStaff, testWorld } from '../../../test/support/world.ts';
import { changeDetails, findMembers, memberPage, setHeirs, setPhoto } from './index.ts';
import { nikOf, registered } from './members.fixture.ts';

const folder = await mkdtemp(join(tmpdir(), 'sokoguru-members-'));
process.env['SOKOGURU_DATA'] = folder;
after(() => rm(folder, { recursive: true, force: true }));

const world = await testWorld();

test('only what is sent changes, and the history keeps who changed which fields', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  const staff = asStaff(context, ['members.write', 'members.read'], 'Sekretaris Uji');
  const { result } = await changeDetails(staff, {
    memberId,
    version: 1,
    fullName: 'Siti Aminah Wati',
    phone: '0813-1111-2222',
  });
  assert.equal(result.fullName, 'Siti Aminah Wati');
  assert.equal(result.phone, '+628*******222');
  assert.equal(result.nik, '33**********0001');
  assert.equal(result.occupation, 'Pedagang');
  const { events } = await memberPage(context, { memberId });
  assert.deepEqual(events[0]?.changedFields, ['fullName', 'phone']);
  assert.equal(events[0]?.actorName, 'Sekretaris Uji');
});

test('a changed name is found, and the old one no longer', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await changeDetails(context, { memberId, version: 1, fullName: 'Nurhaliza' });
  assert.equal((await findMembers(context, { q: 'nurha' })).items.length, 1);
  assert.equal((await findMembers(context, { q: 'siti' })).items.length, 0);
});

test('a telephone is taken away by an empty field, an address by a new one', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  const { result } = await changeDetails(context, {
    memberId,
    version: 1,
    phone: '',
    address: { street: 'Dusun Krajan' },
  });
  assert.deepEqual([result.phone, result.address, result.regionCode], [null, '••••••', null]);
});

test('two people who edit at once do not overwrite each other unseen', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await changeDetails(context, { memberId, version: 1, occupation: 'Guru' });
  await assert.rejects(changeDetails(context, { memberId, version: 1, occupation: 'Petani' }), {
    code: 'conflict',
    reason: 'version_changed',
  });
});

test('a change of nothing, to a NIK of another member, or to one that disagrees is refused', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  await registered(context, 2);
  await assert.rejects(changeDetails(context, { memberId, version: 1, fullName: 'Siti Aminah' }), {
    reason: 'nothing_changed',
  });
  await assert.rejects(changeDetails(context, { memberId, version: 1, nik: nikOf(2) }), { reason: 'nik_taken' });
  await assert.rejects(changeDetails(context, { memberId, version: 1, sex: 'male' }), { reason: 'input_invalid' });
  await assert.rejects(changeDetails(context, { memberId, version: 1, balance: '1.00' }), { reason: 'input_invalid' });
});

test('heirs are named anew as a whole list whose shares sum to 100', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1, { heirs: [{ fullName: 'Budi', relationship: 'spouse' }] });
  const wrong = [{ fullName: 'Budi', relationship: 'spouse', sharePercent: 60 }];
  await assert.rejects(setHeirs(context, { memberId, heirs: wrong }), { reason: 'input_invalid' });
  await setHeirs(context, {
    memberId,
    heirs: [
      { fullName: 'Budi', relationship: 'spouse', sharePercent: 60, phone: '081234567890' },
      { fullName: 'Ani', relationship: 'child', sharePercent: 40 },
    ],
  });
  const { heirs } = await memberPage(context, { memberId });
  assert.deepEqual(
    heirs.map((heir) => [heir.fullName, heir.sharePercent, heir.phone]),
    [
      ['Budi', 60, '+628*******890'],
      ['Ani', 40, null],
    ],
  );
});

test('a heir who stays keeps the telephone that the form cannot show', async () => {
  const context = await world.cooperative();
  const heir = { fullName: 'Budi', relationship: 'spouse' };
  const memberId = await registered(context, 1, { heirs: [{ ...heir, phone: '081234567890' }] });
  await setHeirs(context, { memberId, heirs: [heir, { fullName: 'Ani', relationship: 'child' }] });
  const { heirs } = await memberPage(context, { memberId });
  assert.deepEqual(
    heirs.map((one) => one.phone),
    ['+628*******890', null],
  );
});

test('a photo is put on the record, re-encoded, with an event', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#246' } })
    .png()
    .toBuffer();
  const { result } = await setPhoto(context, { memberId, photo: picture.toString('base64') });
  const { member, events } = await memberPage(context, { memberId });
  assert.equal(member.photoDocumentId, result.photoDocumentId);
  assert.equal(events[0]?.kind, 'photo_changed');
  const kept = await storedFile(context, { id: result.photoDocumentId });
  assert.equal(kept.type, 'image/webp');
  assert.equal((await sharp(kept.bytes).metadata()).width, 480);
});

test('a text named photo is no photo', async () => {
  const context = await world.cooperative();
  const memberId = await registered(context, 1);
  const photo = Buffer.from('bukan gambar').toString('base64');
  await assert.rejects(setPhoto(context, { memberId, photo }), { reason: 'image_format' });
  assert.equal((await memberPage(context, { memberId })).member.photoDocumentId, null);
});

test('details of another cooperative’s member cannot be changed', async () => {
  const memberId = await registered(await world.cooperative(), 1);
  const other = await world.cooperative();
  await assert.rejects(changeDetails(other, { memberId, version: 1, occupation: 'Guru' }), {
    reason: 'member_not_found',
  });
  await assert.rejects(setHeirs(other, { memberId, heirs: [] }), { reason: 'member_not_found' });
});
