import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { DomainError } from '#kernel/errors';
import { rupiah } from '#kernel/money';
import { answerQris } from './index.ts';
import { crc16, decodeQris, dynamicQris } from './rules.ts';

const FILE = new URL('../../../../../shared/data/qris.json', import.meta.url);
const SHA256 = '0f1a9d637bba26fe937a2cdcf75739d3b571d33e23793bc7fe66f4489e747102';
const options = { skip: existsSync(FILE) ? false : 'skipped: ../shared/data is not beside this repository' };

type Case = {
  id: string;
  payload: string;
  crcComputed?: string;
  crcValid: boolean;
  valid: boolean;
  fields?: string[][];
  sub?: Record<string, string[][]>;
  derivedFrom?: number;
};

test('every published code reads as it was published, faults included', options, async (t) => {
  const bytes = readFileSync(FILE);
  assert.equal(createHash('sha256').update(bytes).digest('hex'), SHA256);
  const { cases } = JSON.parse(bytes.toString('utf8')) as { cases: Case[] };
  for (const published of cases) {
    await t.test(published.id, () => {
      const read = decodeQris(published.payload);
      assert.equal(read.crcValid, published.crcValid);
      assert.equal(read.valid, published.valid);
      if (published.crcComputed) assert.equal(read.crcComputed, published.crcComputed);
      if (published.fields) assert.deepEqual(read.fields, published.fields);
      if (published.sub) assert.deepEqual(read.sub, published.sub);
    });
  }
});

test('a static code becomes dynamic for an amount', options, () => {
  const { cases } = JSON.parse(readFileSync(FILE, 'utf8')) as { cases: Case[] };
  const dynamic = cases.find(({ derivedFrom }) => derivedFrom !== undefined);
  const plain = cases[dynamic?.derivedFrom ?? -1];
  assert.deepEqual(answerQris({ static: plain?.payload ?? '', amount: '25000' }), { payload: dynamic?.payload });
});

/** A code of our own: a cooperative's shop. */
function code(): string {
  const account = '0013ID.CONTOH.WWW0118936009990000000001';
  const body = [
    ['00', '01'],
    ['01', '11'],
    ['26', account],
    ['52', '5411'],
    ['53', '360'],
    ['58', 'ID'],
    ['59', 'Toko Mekar Jaya'],
    ['60', 'Kudus'],
  ]
    .map(([tag, value = '']) => tag + String(value.length).padStart(2, '0') + value)
    .join('');
  return `${body}6304${crc16(`${body}6304`)}`;
}

test('the check sum is the published one of its kind', () => assert.equal(crc16('123456789'), '29B1'));

test('whatever the amount, the dynamic code is valid and carries it', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 11n }), (amount) => {
      const read = decodeQris(dynamicQris(code(), rupiah(amount)));
      assert.ok(read.valid);
      assert.deepEqual(new Map(read.fields).get('54'), String(amount));
    }),
  );
});

test('a code with any one character changed is not valid', () => {
  const good = code();
  assert.ok(decodeQris(good).valid);
  for (let at = 0; at < good.length; at += 1) {
    const changed = good.slice(0, at) + (good[at] === '7' ? '8' : '7') + good.slice(at + 1);
    assert.equal(decodeQris(changed).valid, false, `changed at ${at}`);
  }
});

test('any text is answered', () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void decodeQris(text)));
});

const refused = (work: () => unknown, reason: string) =>
  assert.throws(work, (error) => error instanceof DomainError && error.reason === reason);

test('a broken code, one with an amount, and an amount of nothing are refused', () => {
  refused(() => dynamicQris(`${code().slice(0, -1)}Z`, 100n), 'qris_invalid');
  refused(() => dynamicQris(dynamicQris(code(), 100n), 100n), 'qris_not_static');
  refused(() => dynamicQris(code(), 0n), 'amount_not_positive');
  refused(() => dynamicQris(code(), 10n ** 16n + 1n), 'qris_amount_too_large');
});
