import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SEN_MAX } from '#kernel/money';
import * as script from '../../static/amounts.js';
import { amountInWords, parseRupiahInput, rupiahDigits } from './formats.ts';

const typed = fc.oneof(
  fc.string(),
  fc.stringMatching(/^(Rp ?)?[0-9]{0,4}([.,][0-9]{1,3}){0,3}(,-)?$/),
  fc.stringMatching(/^[0-9]{1,4}([.,][0-9]{1,3})? ?(rb|ribu|jt|juta|m|t|k)$/),
);

test('the script in the page reads an amount exactly as the server does', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const read = parseRupiahInput(text);
      assert.equal(script.readAmount(text), 'sen' in read ? read.sen : null);
    }),
    { numRuns: 2000 },
  );
});

test('the script says and writes an amount exactly as the server does', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: SEN_MAX }), (sen) => {
      assert.equal(script.inWords(sen, 'id'), amountInWords(sen, 'id'));
      assert.equal(script.inWords(sen, 'en'), amountInWords(sen, 'en'));
      assert.equal(script.digits(sen), rupiahDigits(sen));
    }),
  );
});
