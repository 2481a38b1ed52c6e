import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenColumns, hiddenParams, sortHref, sortOf, withParams } from './table-url.ts';

const at = (search: string) => new URL(`http://koperasi.test/staff/members${search}`);
const columns = [{ key: 'name' }, { key: 'balance' }, { key: 'village', extra: true }];

test('a minus before the column sorts it falling', () => {
  assert.deepEqual(sortOf(at('?sort=-balance')), { key: 'balance', direction: 'descending' });
  assert.deepEqual(sortOf(at('?sort=name')), { key: 'name', direction: 'ascending' });
  assert.deepEqual(sortOf(at('')), { key: undefined, direction: 'ascending' });
});

test('asking for the same column again turns the order round, from the first page', () => {
  assert.equal(sortHref(at('?sort=name&cursor=x&q=siti'), 'name'), '/staff/members?sort=-name&q=siti');
  assert.equal(sortHref(at('?sort=-name'), 'name'), '/staff/members?sort=name');
  assert.equal(sortHref(at('?sort=-name'), 'balance'), '/staff/members?sort=balance');
});

test('an address keeps what it is not told to change', () => {
  assert.equal(withParams(at('?q=siti&cursor=x'), { cursor: undefined }), '/staff/members?q=siti');
  assert.equal(withParams(at(''), { cursor: 'a b' }), '/staff/members?cursor=a+b');
  assert.equal(withParams(at('?q=x'), { q: '' }), '/staff/members');
});

test('columns are those picked, else all but the extra ones', () => {
  assert.deepEqual(
    chosenColumns(at('?columns=village&columns=name'), columns).map((c) => c.key),
    ['name', 'village'],
  );
  assert.deepEqual(
    chosenColumns(at('?columns=village,name'), columns).map((c) => c.key),
    ['name', 'village'],
  );
  assert.deepEqual(
    chosenColumns(at('?columns=nobody'), columns).map((c) => c.key),
    ['name', 'balance'],
  );
  assert.deepEqual(
    chosenColumns(at(''), columns).map((c) => c.key),
    ['name', 'balance'],
  );
});

test('a filter form carries the parameters it does not hold itself', () => {
  const url = at('?sort=name&columns=a&columns=b&q=siti&cursor=x');
  assert.deepEqual(hiddenParams(url, ['sort', 'columns']), [
    ['sort', 'name'],
    ['columns', 'a,b'],
  ]);
  assert.deepEqual(hiddenParams(url, undefined, ['columns', 'cursor']), [
    ['sort', 'name'],
    ['q', 'siti'],
  ]);
});
