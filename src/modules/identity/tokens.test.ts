import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/ids';
import { hashCode, newCode, newSessionToken, newToken, normaliseCode, readSessionToken } from './tokens.ts';

test('a session token names its cooperative and is never equal to what is stored of it', () => {
  const cooperativeId = newId();
  const { token, hash } = newSessionToken(cooperativeId);
  const read = readSessionToken(token);
  assert.equal(read?.cooperativeId, cooperativeId);
  assert.deepEqual(read?.hash, hash);
  assert.equal(hash.length, 32);
  assert.ok(!token.includes(hash.toString('base64url')));
});

test('a session token before a cooperative is chosen names none', () => {
  assert.equal(readSessionToken(newSessionToken(null).token)?.cooperativeId, null);
});

test('changing the cooperative in a token changes its hash', () => {
  const token = newSessionToken(newId()).token;
  const other = newSessionToken(newId()).token;
  const forged = other.slice(0, 25) + token.slice(25);
  assert.notDeepEqual(readSessionToken(forged)?.hash, readSessionToken(token)?.hash);
});

test('what has not the form of a token is not looked up', () => {
  for (const text of [
    '',
    'skg_',
    `skg_${'a'.repeat(63)}`,
    `skx_${'a'.repeat(64)}`,
    `skg_${'a'.repeat(63)}'`,
    'x'.repeat(5000),
  ]) {
    assert.equal(readSessionToken(text), undefined);
  }
});

test('a thousand tokens and codes are all different', () => {
  const seen = new Set<string>();
  for (let i = 0; i < 1000; i += 1)
    seen.add(newToken('skd').token).add(newCode().code).add(newSessionToken(null).token);
  assert.equal(seen.size, 3000);
});

test('a code is read as it was meant, with small letters, blanks and look-alikes', () => {
  const { code, hash } = newCode();
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  assert.equal(hashCode(code), hash);
  assert.equal(hashCode(` ${code.toLowerCase().replace('-', ' ')} `), hash);
  assert.equal(normaliseCode('oOiL1-0abcd'), '001110ABCD');
  assert.notEqual(hashCode('AAAAA-AAAAA'), hash);
});
