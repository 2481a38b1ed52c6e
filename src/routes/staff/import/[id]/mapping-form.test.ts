import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mapping } from '#imports';
import { headingRows, mappingOf } from './mapping-form.ts';

const BEFORE: Mapping = {
  sheet: 'Sheet1',
  kind: 'savings_balances',
  headingTop: 4,
  headingBottom: 6,
  columns: [
    { index: 0, field: 'rowNo' },
    { index: 1, field: 'name' },
    { index: 90, field: 'memberNo' },
  ],
};

test('the form says what each shown column means; columns it did not show keep their meaning', () => {
  const values = {
    'column-0': '',
    'column-1': 'memberNo',
    'column-2': 'nonsense',
    kind: 'member_list',
    asOf: '30/01/2023',
  };
  const mapping = mappingOf(values, { ...BEFORE, columns: BEFORE.columns.slice(0, 2) }, 'id');
  assert.deepEqual(mapping.columns, [{ index: 1, field: 'memberNo' }]);
  assert.deepEqual([mapping.kind, mapping.asOf], ['member_list', '2023-01-30']);
  assert.deepEqual(mappingOf({}, BEFORE, 'id').columns, BEFORE.columns);
});

test('a kind or direction that is none is left as it was', () => {
  const mapping = mappingOf({ kind: 'nonsense', direction: 'sideways', savingsKind: 'gold' }, BEFORE, 'id');
  assert.deepEqual([mapping.kind, mapping.direction, mapping.savingsKind], ['savings_balances', undefined, undefined]);
});

test('instalments left and their day are whole numbers in their range, or nothing', () => {
  const mapping = mappingOf({ loanRemaining: '24', loanDueDay: '' }, BEFORE, 'id');
  assert.deepEqual([mapping.loanRemaining, mapping.loanDueDay], [24, undefined]);
  for (const values of [{ loanRemaining: '0' }, { loanRemaining: '601' }, { loanDueDay: '32' }, { loanDueDay: 'x' }]) {
    assert.throws(() => mappingOf(values, BEFORE, 'id'), /count_range/);
  }
});

test('heading rows are counted from one; empty means that the table has none', () => {
  assert.deepEqual(headingRows({ headingTop: '5', headingBottom: '7' }), { headingTop: 4, headingBottom: 6 });
  assert.deepEqual(headingRows({ headingTop: '5', headingBottom: '' }), { headingTop: 4, headingBottom: 4 });
  assert.deepEqual(headingRows({ headingTop: '', headingBottom: '' }), { headingTop: -1, headingBottom: -1 });
  assert.deepEqual(headingRows({}), {});
});
