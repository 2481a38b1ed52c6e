import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withChoices } from './choices.ts';

test('the boxes of one page decide about its lines and leave the other pages as they were', () => {
  const before = { takeLines: [10, 900], leaveLines: [11, 901] };
  assert.deepEqual(withChoices(before, { shown: '10,11,12', take: '11,12' }), {
    take: [900, 11, 12],
    leave: [901, 10],
  });
});

test('a page on which nothing is ticked leaves all of its lines', () => {
  assert.deepEqual(withChoices({ takeLines: [], leaveLines: [] }, { shown: '5,6' }), { take: [], leave: [5, 6] });
});
