import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError, fieldError } from '#kernel/errors';
import { dateValue, formFailure, formKey, formValues, gatherErrors, moneyValue } from './form.ts';
import { inLocale } from './locale.ts';

function form(entries: [string, string | Blob][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

test('a form is read as trimmed texts; files are left to their page', () => {
  const data = form([
    ['name', ' Siti '],
    ['days', 'mon'],
    ['days', 'tue'],
    ['photo', new Blob(['x'])],
  ]);
  assert.deepEqual(formValues(data), { name: 'Siti', days: 'mon,tue' });
});

test('a password keeps its spaces on the way in and never goes back out', () => {
  const values = formValues(
    form([
      ['password', ' geheim '],
      ['username', 'teller'],
    ]),
  );
  assert.equal(values['password'], ' geheim ');
  const failure = formFailure(new DomainError('forbidden', 'wrong', 'Salah'), values);
  assert.deepEqual(failure.data.values, { username: 'teller' });
});

test('a refusal becomes its status, its message and its fields', () => {
  const error = new DomainError('invalid', 'input_invalid', 'Periksa lagi', [
    { field: 'amount', code: 'a', pesan: 'Tulis jumlahnya' },
    { field: 'amount', code: 'b', pesan: 'Kedua' },
    { field: '', code: 'c', pesan: 'Umum' },
  ]);
  const failure = formFailure(error, { amount: 'x' });
  assert.equal(failure.status, 400);
  assert.deepEqual(failure.data.errors, { amount: 'Tulis jumlahnya', _form: 'Umum' });
  assert.equal(failure.data.message, 'Periksa lagi');
  const statuses = (['forbidden', 'not_found', 'conflict', 'refused'] as const).map(
    (code) => formFailure(new DomainError(code, 'r', 'p'), {}).status,
  );
  assert.deepEqual(statuses, [403, 404, 409, 422]);
});

test('a bug is thrown on, never shown as a refusal', () => {
  assert.throws(() => formFailure(new TypeError('bug'), {}), TypeError);
});

test('a typed amount or date becomes the text that commands take, or an error at its field', () => {
  assert.equal(moneyValue({ amount: '1,5jt' }, 'amount'), '1500000.00');
  assert.equal(dateValue({ on: '21/11/26' }, 'on'), '2026-11-21');
  assert.throws(() => moneyValue({ amount: '1,500' }, 'amount'), { reason: 'amount_ambiguous' });
  assert.throws(() => moneyValue({}, 'amount'), { reason: 'amount_empty', pesan: 'Tulis jumlahnya, misalnya 150.000' });
  assert.throws(() => dateValue({ on: '31/2/26' }, 'on', 'en'), { reason: 'date_no_such_day', pesan: /no such day/ });
});

test('all faults of a form are told at once', () => {
  const reads = [
    () => {},
    () => {
      throw fieldError('a', 'x', 'A');
    },
    () => {
      throw fieldError('b', 'y', 'B');
    },
  ];
  assert.throws(
    () => gatherErrors(reads),
    (error: DomainError) => error.fields.map((one) => one.field).join() === 'a,b',
  );
  gatherErrors([() => {}]);
});

test('a form without its key is asked to load again', () => {
  assert.equal(formKey({ _key: 'k' }), 'k');
  assert.throws(() => formKey({}), { reason: 'key_missing' });
});

test('a reader of English is refused in English, with the figures', () => {
  const pesan = 'Sisa simpanan pokok hanya Rp 100.000';
  const failure = inLocale('en', () => formFailure(fieldError('amount', 'amount_over_remaining', pesan), {}));
  assert.deepEqual(failure.data.errors, { amount: 'That is more than is left to pay: Rp 100.000' });
  assert.throws(() => inLocale('en', () => moneyValue({}, 'amount')), {
    pesan: 'Write the amount, for example 150.000',
  });
});
