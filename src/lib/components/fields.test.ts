import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from './render.fixture.ts';

test('a field ties its label, hint and error to its input', async () => {
  const field = await html('TextField', {
    name: 'nik',
    label: 'NIK',
    hint: 'Seperti di KTP',
    error: 'NIK harus 16 angka',
  });
  assert.match(field, /<label for="nik">NIK<\/label>/);
  assert.match(field, /id="nik-hint">Seperti di KTP/);
  assert.match(field, /id="nik-error">NIK harus 16 angka/);
  assert.match(field, /aria-describedby="nik-hint nik-error"/);
  assert.match(field, /aria-invalid="true"/);
});

test('a field in order carries no error marks, and says when it may stay empty', async () => {
  const field = await html('TextField', { name: 'note', label: 'Catatan', optional: true });
  assert.doesNotMatch(field, /aria-invalid|wrong|note-error/);
  assert.match(field, /\(boleh kosong\)/);
  assert.match(await html('TextField', { name: 'note', label: 'Note', optional: true }, 'en'), /\(optional\)/);
});

test('what was typed is shown as text, never as markup', async () => {
  const field = await html('TextField', { name: 'a', label: 'A', value: '"><script>alert(1)</script>' });
  assert.doesNotMatch(field, /<script>/);
});

test('an amount is shown grouped with its words; an unreadable one stays as typed', async () => {
  const good = await html('MoneyField', { name: 'amount', label: 'Jumlah', value: '150000.00' });
  assert.match(good, /value="150\.000"/);
  assert.match(good, />seratus lima puluh ribu rupiah<\/output>/);
  const english = await html('MoneyField', { name: 'amount', label: 'Amount', value: '150rb' }, 'en');
  assert.match(english, />one hundred fifty thousand rupiah<\/output>/);
  const bad = await html('MoneyField', { name: 'amount', label: 'Jumlah', value: '1,500' });
  assert.match(bad, /value="1,500"/);
  assert.match(bad, /<output[^>]*><\/output>/);
});

test('a date is shown as people type it; an impossible one stays as typed', async () => {
  assert.match(await html('DateField', { name: 'on', label: 'Tanggal', value: '2026-11-21' }), /value="21\/11\/2026"/);
  assert.match(await html('DateField', { name: 'on', label: 'Tanggal', value: '31/02/2026' }), /value="31\/02\/2026"/);
});

const choices = [
  { value: 'a', label: 'Pokok' },
  { value: 'b', label: 'Wajib', hint: 'Setiap bulan' },
];

test('choices mark what is chosen, and a select asks when nothing is', async () => {
  const cards = await html('ChoiceCards', { name: 'kind', label: 'Jenis', choices, value: 'b' });
  assert.match(cards, /value="b" checked/);
  assert.doesNotMatch(cards, /value="a" checked/);
  const many = await html('ChoiceCards', { name: 'kind', label: 'Jenis', choices, multiple: true, chosen: ['a', 'b'] });
  assert.equal(many.match(/type="checkbox"/g)?.length, 2);
  assert.equal(many.match(/checked/g)?.length, 2);
  assert.match(
    await html('SelectField', { name: 'kind', label: 'Jenis', choices }),
    /<option value="" ?>Pilih salah satu/,
  );
  assert.match(await html('SelectField', { name: 'kind', label: 'Jenis', choices, value: 'b' }), /value="b" selected/);
});

test('the errors of a form stand at the top with a link to each field, and nothing stands there without errors', async () => {
  const summary = await html('ErrorSummary', { message: 'Periksa lagi', errors: { amount: 'Tulis jumlahnya' } });
  assert.match(summary, /role="alert"/);
  assert.match(summary, /<a href="#amount">Tulis jumlahnya<\/a>/);
  assert.match(summary, /Periksa lagi/);
  assert.equal(await html('ErrorSummary', {}), '');
});

test('a message that only repeats its one field is said once', async () => {
  const summary = await html('ErrorSummary', { message: 'Tulis jumlahnya', errors: { amount: 'Tulis jumlahnya' } });
  assert.equal(summary.match(/Tulis jumlahnya/g)?.length, 1);
});
