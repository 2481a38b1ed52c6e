import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import type { Cookies } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { readRegion, regionLevels } from './address.ts';
import { type Draft, dropDraft, keepDraft, newDraft, readDraft, withCodes } from './draft.ts';

/** A browser's cookies, as far as the wizard uses them. */
function jar(): { cookies: Cookies; kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const cookies = {
    get: (name: string) => kept.get(name),
    set: (name: string, value: string) => kept.set(name, value),
    delete: (name: string) => kept.delete(name),
  };
  return { cookies: cookies as unknown as Cookies, kept };
}

describe('what was typed so far', () => {
  test('comes back as it was kept, until it is dropped', () => {
    const { cookies } = jar();
    const draft: Draft = { ...newDraft(), values: { name: 'Koperasi Réspati “Jaya”' }, passed: 2 };
    assert.equal(keepDraft(cookies, draft), true);
    assert.deepEqual(readDraft(cookies), draft);
    dropDraft(cookies);
    assert.equal(readDraft(cookies), undefined);
  });

  test('is not believed when another made it: the id must be one of ours', () => {
    const { cookies, kept } = jar();
    keepDraft(cookies, { ...newDraft(), id: newId() });
    assert.equal(readDraft(cookies), undefined);
    const forged = ['x', '{}', JSON.stringify({ ...newDraft(), values: { name: 1 } }), JSON.stringify(null)];
    for (const text of forged) {
      kept.set('sokoguru-setup', deflateRawSync(text).toString('base64url'));
      assert.equal(readDraft(cookies), undefined, text);
    }
    kept.set('sokoguru-setup', 'not deflated at all');
    assert.equal(readDraft(cookies), undefined);
    kept.set('sokoguru-setup', deflateRawSync('a'.repeat(10_000_000)).toString('base64url'));
    assert.equal(readDraft(cookies), undefined);
  });

  test('that is too long for a cookie is not kept by half', () => {
    const { cookies, kept } = jar();
    const long = { street: randomBytes(4000).toString('hex') };
    assert.equal(keepDraft(cookies, { ...newDraft(), values: long }), false);
    assert.equal(kept.size, 0);
  });

  test('keeps the codes it made, and makes one for who was added', () => {
    const first = withCodes(newDraft(), ['ketua']);
    const second = withCodes(first, ['ketua', 'teller']);
    assert.deepEqual(second.codes.ketua, first.codes.ketua);
    assert.match(second.codes.teller?.code ?? '', /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    assert.deepEqual(Object.keys(withCodes(second, ['teller']).codes), ['teller']);
  });
});

describe('the region of the office', () => {
  test('is asked for level by level', async () => {
    assert.deepEqual(
      (await regionLevels('')).map(({ level }) => level),
      ['province'],
    );
    const levels = await regionLevels('33.19');
    assert.deepEqual(
      levels.map(({ level, chosen }) => [level, chosen]),
      [
        ['province', '33'],
        ['regency', '33.19'],
        ['district', ''],
      ],
    );
    assert.ok(levels[2]?.choices.some(({ label }) => label === 'Kaliwungu'));
    assert.equal((await regionLevels('33.19.01.2001')).length, 4);
  });

  test('forgets what lies under another region than the one chosen above', async () => {
    const village = { province: '33', regency: '33.19', district: '33.19.01', village: '33.19.01.2001' };
    assert.equal(await readRegion(village), '33.19.01.2001');
    assert.equal(await readRegion({ ...village, province: '51' }), '51');
    assert.equal(await readRegion({ province: '99' }), '');
    assert.equal(await readRegion({}), '');
  });
});
