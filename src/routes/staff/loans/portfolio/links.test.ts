import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listHref } from './links.ts';

test('a figure opens to the loans that it counts', () => {
  assert.equal(listHref('npl'), '/staff/loans?state=npl');
  assert.equal(listHref('par30', 'product', 'x'), '/staff/loans?state=par30&productId=x');
  assert.equal(listHref('running', 'officer', null), '/staff/loans?state=running&officerId=none');
});
