import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { newId } from './ids.ts';
import { blindIndex, decryptPersonal, encryptPersonal, needsNewKey, personalDataKeys } from './personal-data.ts';

const first = randomBytes(32).toString('base64');
const second = randomBytes(32).toString('base64');
const index = randomBytes(32).toString('base64');
const keys = personalDataKeys({ SOKOGURU_DATA_KEY: `a:${first}`, SOKOGURU_INDEX_KEY: index });
const place = { cooperativeId: newId(), rowId: newId(), column: 'members.member.nik' };

test('what was encrypted opens again in its own place, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      assert.equal(decryptPersonal(keys, place, encryptPersonal(keys, place, text)), text);
    }),
  );
});

test('the same value never looks the same twice and does not show in the stored text', () => {
  const stored = encryptPersonal(keys, place, '3319014101800001');
  assert.notEqual(stored, encryptPersonal(keys, place, '3319014101800001'));
  assert.ok(!stored.includes('3319'));
  assert.match(stored, /^1\.a\.[A-Za-z0-9_-]+$/);
});

test('a value moved to another tenant, row or column does not open', () => {
  const stored = encryptPersonal(keys, place, '3319014101800001');
  for (const elsewhere of [
    { ...place, cooperativeId: newId() },
    { ...place, rowId: newId() },
    { ...place, column: 'members.member.phone' },
  ]) {
    assert.throws(() => decryptPersonal(keys, elsewhere, stored));
  }
});

test('a value with any one byte changed does not open', () => {
  const stored = encryptPersonal(keys, place, '+6281234567890');
  const body = Buffer.from(stored.slice(4), 'base64url');
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ flip;
      assert.throws(() => decryptPersonal(keys, place, `1.a.${changed.toString('base64url')}`));
    }),
  );
});

test('unknown formats, lost keys and cut values are refused, not guessed', () => {
  for (const stored of ['', '3319014101800001', '1.a', '1.a.AAAA', '2.a.AAAA', '1.lost.AAAA']) {
    assert.throws(() => decryptPersonal(keys, place, stored), /personal data/);
  }
  assert.throws(() => encryptPersonal(keys, place, 'x'.repeat(65_537)), /64 KB/);
});

test('a new key writes while the old one still reads', () => {
  const old = encryptPersonal(keys, place, 'rahasia');
  const rotated = personalDataKeys({ SOKOGURU_DATA_KEY: `b:${second},a:${first}`, SOKOGURU_INDEX_KEY: index });
  assert.equal(decryptPersonal(rotated, place, old), 'rahasia');
  assert.equal(needsNewKey(rotated, old), true);
  const renewed = encryptPersonal(rotated, place, 'rahasia');
  assert.equal(needsNewKey(rotated, renewed), false);
  assert.throws(() => decryptPersonal(keys, place, renewed), /unknown format or key/);
});

test('a blind index finds equals inside one column of one cooperative and nowhere else', () => {
  const at = { cooperativeId: place.cooperativeId, column: 'nik' };
  const own = blindIndex(keys, at, '3319014101800001');
  assert.equal(own, blindIndex(keys, at, '3319014101800001'));
  assert.notEqual(own, blindIndex(keys, at, '3319014101800002'));
  assert.notEqual(own, blindIndex(keys, { ...at, cooperativeId: newId() }, '3319014101800001'));
  assert.notEqual(own, blindIndex(keys, { ...at, column: 'phone' }, '3319014101800001'));
  assert.equal(own.length, 43);
});

test('production refuses to start without keys, with the demo keys, or with one secret for both', () => {
  const production = { SOKOGURU_ENV: 'production' };
  assert.throws(() => personalDataKeys(production), /needs SOKOGURU_DATA_KEY/);
  assert.throws(() => personalDataKeys({ ...production, SOKOGURU_DATA_KEY: first }), /SOKOGURU_INDEX_KEY/);
  const demo = personalDataKeys({ SOKOGURU_ENV: 'demo' });
  const published = demo.dataKeys[0]?.secret.toString('base64') ?? '';
  assert.throws(
    () => personalDataKeys({ ...production, SOKOGURU_DATA_KEY: published, SOKOGURU_INDEX_KEY: index }),
    /demo keys/,
  );
  assert.throws(() => personalDataKeys({ SOKOGURU_DATA_KEY: first, SOKOGURU_INDEX_KEY: first }), /different secrets/);
  assert.equal(
    personalDataKeys({ ...production, SOKOGURU_DATA_KEY: first, SOKOGURU_INDEX_KEY: index }).dataKeys[0]?.id,
    '1',
  );
});

test('keys of the wrong length, with a bad id or with an id named twice are refused', () => {
  assert.throws(() => personalDataKeys({ SOKOGURU_DATA_KEY: 'YWJj', SOKOGURU_INDEX_KEY: index }), /32 bytes/);
  assert.throws(() => personalDataKeys({ SOKOGURU_DATA_KEY: first, SOKOGURU_INDEX_KEY: 'YWJj' }), /32 bytes/);
  assert.throws(() => personalDataKeys({ SOKOGURU_DATA_KEY: `a b:${first}`, SOKOGURU_INDEX_KEY: index }), /key id/);
  assert.throws(
    () => personalDataKeys({ SOKOGURU_DATA_KEY: `a:${first},a:${second}`, SOKOGURU_INDEX_KEY: index }),
    /twice/,
  );
});
