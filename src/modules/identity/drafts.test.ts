import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { identityWorld } from './identity.fixture.ts';
import { dropDraft, findDraft, keepDraft } from './index.ts';

const home = await identityWorld();
const { surroundings, clock } = home;
const office = await home.office();
const writer = await home.person(office, 'teller', ['teller']);
const other = await home.person(office, 'kolektor', ['kolektor']);
const path = '/staff/members/new';
const values = {
  fullName: 'Siti Rahayu',
  nik: '3319014104680001',
  picked: ['a', 'b'],
  password: 'x',
  pin: '738105',
  totp: '1',
  _key: 'k',
};

async function kept(): Promise<string> {
  const token = await keepDraft(surroundings, { personId: writer, path, values });
  assert.ok(token);
  return token;
}

test('what was typed waits for its writer on the same page, without passwords, PINs and codes', async () => {
  const found = await findDraft(surroundings, { token: await kept(), personId: writer, path });
  assert.deepEqual(found, { fullName: 'Siti Rahayu', nik: '3319014104680001', picked: ['a', 'b'], _key: 'k' });
});

test('another person, another page, another token or a quarter of an hour later finds nothing', async () => {
  const token = await kept();
  assert.equal(await findDraft(surroundings, { token, personId: other, path }), undefined);
  assert.equal(await findDraft(surroundings, { token, personId: writer, path: '/staff/people' }), undefined);
  assert.equal(await findDraft(surroundings, { token: `skf_${'a'.repeat(43)}`, personId: writer, path }), undefined);
  clock.advance(15 * 60);
  assert.equal(await findDraft(surroundings, { token, personId: writer, path }), undefined);
});

test('the database alone cannot read a draft, and a dropped one is gone', async () => {
  const token = await kept();
  const rows = await surroundings.database.platform((tx) =>
    tx.rows<{ row: string; sealed: Buffer }>(sql`select f::text as "row", f.sealed from identity.form_draft f`),
  );
  for (const { row, sealed } of rows) {
    assert.ok(!row.includes('3319014104680001') && !row.includes(token) && !sealed.toString('latin1').includes('Siti'));
  }
  await dropDraft(surroundings, token);
  assert.equal(await findDraft(surroundings, { token, personId: writer, path }), undefined);
});

test('a form too large to keep is not kept', async () => {
  const huge = { personId: writer, path, values: { note: 'x'.repeat(300_000) } };
  assert.equal(await keepDraft(surroundings, huge), null);
});
