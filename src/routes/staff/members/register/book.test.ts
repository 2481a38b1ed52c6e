import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import type { RegisterLine } from '#members';
import { bookRows, bookTable } from './book.ts';

const line: RegisterLine = {
  memberId: '01900000-0000-7000-8000-000000000000',
  number: '00001',
  fullName: 'Siti Aminah',
  nik: '33**********0001',
  birthPlace: 'Kudus',
  birthDate: parseDate('1980-01-01'),
  sex: 'female',
  occupation: 'Pedagang',
  address: '••••••, Demaan',
  joinedOn: parseDate('2026-11-20'),
  admittedBy: 'Ketua',
  exitRequestedOn: null,
  exitedOn: null,
  exitKind: null,
  exitDecidedBy: null,
};

test('a line of the register has the thirteen columns of book 1, signatures left for the pen', () => {
  const [row = []] = bookRows([line], 'id');
  assert.deepEqual(row, [
    '00001',
    'Siti Aminah',
    '33**********0001',
    'Kudus, 01/01/1980',
    'P',
    'Pedagang',
    '••••••, Demaan',
    '20/11/2026',
    '',
    '',
    '',
    '',
    '',
  ]);
});

test('a member who left has the days and the cause', () => {
  const day = parseDate('2026-11-21');
  const [row = []] = bookRows(
    [{ ...line, exitRequestedOn: day, exitedOn: day, exitKind: 'deceased', nik: null, sex: null }],
    'id',
  );
  assert.deepEqual(row.slice(9), ['21/11/2026', '21/11/2026', 'Meninggal dunia', '']);
  assert.deepEqual([row[2], row[4]], ['', '']);
});

test('every cell of the table has its column in both languages', () => {
  for (const locale of ['id', 'en'] as const) {
    const table = bookTable([line], { letterhead: { cooperative: 'KSP', lines: [] }, locale, printed: 'hari ini' });
    assert.equal(table.columns.length, table.rows[0]?.length);
  }
});
