import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSync } from 'otplib';
import { newId } from '#kernel/ids';
import { newTotpSecret, openTotp, sealTotp, totpAddress, totpStep } from './totp.ts';

const now = new Date('2026-11-21T02:00:10Z');
const secret = newTotpSecret();

function codeAt(seconds: number): string {
  return generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) + seconds });
}

test('the code of now, one step ago and one step ahead fit', () => {
  const step = Math.floor(now.getTime() / 30_000);
  assert.equal(totpStep({ secret, code: codeAt(0), lastStep: 0, now }), step);
  assert.equal(totpStep({ secret, code: codeAt(-30), lastStep: 0, now }), step - 1);
  assert.equal(totpStep({ secret, code: codeAt(30), lastStep: 0, now }), step + 1);
});

test('a code two steps off, of another form, or used before does not fit', () => {
  const step = Math.floor(now.getTime() / 30_000);
  assert.equal(totpStep({ secret, code: codeAt(-90), lastStep: 0, now }), undefined);
  assert.equal(totpStep({ secret, code: codeAt(0), lastStep: step, now }), undefined);
  for (const code of ['', '12345', 'abcdef', '1234567'])
    assert.equal(totpStep({ secret, code, lastStep: 0, now }), undefined);
});

test('a code typed in two groups is the same code', () => {
  const code = codeAt(0);
  assert.ok(totpStep({ secret, code: `${code.slice(0, 3)} ${code.slice(3)}`, lastStep: 0, now }));
});

test('the stored secret opens for its own person only', () => {
  const personId = newId();
  const stored = sealTotp(personId, secret);
  assert.ok(!stored.includes(secret));
  assert.equal(openTotp(personId, stored), secret);
  assert.throws(() => openTotp(newId(), stored));
});

test('the QR address names the cooperative and the person', () => {
  const address = totpAddress('teller', 'mekar-jaya', secret);
  assert.match(address, /^otpauth:\/\/totp\//);
  assert.match(address, /mekar-jaya/);
  assert.ok(address.includes(secret));
});
