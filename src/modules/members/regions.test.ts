import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regions } from './regions.ts';

test('provinces, regencies, districts and villages in force are known by their codes', async () => {
  const book = await regions();
  for (const code of ['33', '33.19', '33.19.01']) assert.equal(book.has(code), true, code);
  for (const code of ['99', '33.99', '', '33.19.01.9999']) assert.equal(book.has(code), false, code);
  assert.equal(book.isVillage('33.19.01'), false);
  const [village] = book.findVillages('demaan kota kudus', 5);
  assert.equal(book.isVillage(village?.code ?? ''), true);
});

test('a village is named with its district and regency', async () => {
  const book = await regions();
  const [village] = book.findVillages('demaan kudus', 5);
  assert.equal(village?.name, 'Demaan, Kota Kudus, Kabupaten Kudus');
  assert.equal(book.nameOf('99.99'), undefined);
});

test('a village is found by its beginning, with the villages of that name before those of a district of that name', async () => {
  const book = await regions();
  const found = book.findVillages('demaa', 50);
  assert.match(found[0]?.name ?? '', /^Dema/);
  assert.equal(book.findVillages('de', 50).length, 0);
  assert.equal(book.findVillages('sumber', 7).length, 7);
});
