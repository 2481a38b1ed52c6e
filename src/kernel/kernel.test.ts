import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { clockFromEnvironment } from './clock.ts';
import { DomainError } from './errors.ts';
import { amountField, dateField, idField, textField } from './fields.ts';
import { gather } from './gather.ts';
import { isId, newId } from './ids.ts';
import { canonicalJson, inputHash, parseInput } from './input.ts';

describe('an id', () => {
  test('is a version 7 uuid, unique, and sorts in the order it was made', () => {
    const ids = Array.from({ length: 20_000 }, () => newId());
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual([...ids].sort(), ids);
    assert.ok(ids.every((id) => isId(id) && id[14] === '7' && '89ab'.includes(id[19] ?? '')));
  });
});

describe('the fingerprint of an input', () => {
  test('does not depend on the order of its fields', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 8 }), (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse());
        assert.equal(canonicalJson(turned), canonicalJson(record));
      }),
    );
  });

  test('differs when an amount, or the command, differs', () => {
    assert.notDeepEqual(inputHash('a', { amount: 1n }), inputHash('a', { amount: 2n }));
    assert.notDeepEqual(inputHash('a', { amount: 1n }), inputHash('b', { amount: 1n }));
  });
});

describe('wrong input', () => {
  const schema = z.strictObject({ amount: amountField, on: dateField, id: idField, name: textField(10) });
  const right = { amount: '1.00', on: '2026-11-20', id: newId(), name: 'Siti' };
  const wrong: [string, Record<string, unknown>, string, string][] = [
    ['an amount with letters', { amount: 'seribu' }, 'amount', 'amount_format'],
    ['an amount as a number', { amount: 1000 }, 'amount', 'invalid_type'],
    ['an amount beyond the largest', { amount: '999999999999999.99' }, 'amount', 'amount_too_large'],
    ['a day that is not', { on: '2026-02-30' }, 'on', 'date_format'],
    ['an id that is none', { id: '1; drop table' }, 'id', 'id_format'],
    ['a name too long', { name: 'x'.repeat(11) }, 'name', 'too_big'],
    ['an empty name', { name: '  ' }, 'name', 'too_small'],
    ['a name with a control character', { name: 'a\u0000b' }, 'name', 'text_characters'],
    ['a missing name', { name: undefined }, 'name', 'required'],
    ['a field too many', { extra: 1 }, 'extra', 'unknown_field'],
  ];
  for (const [name, change, field, code] of wrong) {
    test(`${name} is told at its field`, () => {
      assert.throws(
        () => parseInput(schema, { ...right, ...change }),
        (error) =>
          error instanceof DomainError &&
          error.reason === 'input_invalid' &&
          error.fields.some((at) => at.field === field && at.code === code && at.pesan !== ''),
      );
    });
  }
});

describe('the gatherer', () => {
  test('answers each in order and runs together what waited', async () => {
    const sizes: number[] = [];
    const double = gather(async (items: number[]) => {
      sizes.push(items.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return items.map((item) => item * 2);
    }, 50);
    const first = double(0);
    await new Promise((resolve) => setTimeout(resolve, 1));
    const rest = Array.from({ length: 120 }, (_, index) => double(index + 1));
    assert.deepEqual(
      await Promise.all([first, ...rest]),
      Array.from({ length: 121 }, (_, index) => index * 2),
    );
    assert.deepEqual(sizes, [1, 50, 50, 20]);
  });

  test('fails only the batch that failed', async () => {
    const run = gather(async (items: number[]) => {
      if (items.includes(13)) throw new Error('unlucky');
      return items;
    }, 1);
    const outcomes = await Promise.allSettled([run(12), run(13), run(14)]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
  });
});

describe('a fixed business date', () => {
  test('is refused outside test and demo', () => {
    assert.throws(() => clockFromEnvironment({ SOKOGURU_TODAY: '2026-01-01', SOKOGURU_ENV: 'production' }));
    assert.equal(
      clockFromEnvironment({ SOKOGURU_TODAY: '2026-01-01', SOKOGURU_ENV: 'demo' }).today('WIB'),
      '2026-01-01',
    );
  });
});
