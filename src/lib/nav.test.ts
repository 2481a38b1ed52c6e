import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCurrent, permitted } from './nav.ts';

const items = [{ href: '/staff' }, { href: '/staff/members' }, { href: '/staff/members/new' }];

test('the menu marks the item that is nearest to the page', () => {
  assert.equal(isCurrent('/staff/members/7', '/staff/members', items), true);
  assert.equal(isCurrent('/staff/members/7', '/staff', items), false);
  assert.equal(isCurrent('/staff/members/new', '/staff/members', items), false);
  assert.equal(isCurrent('/staff/membership', '/staff/members', items), false);
  assert.equal(isCurrent('/staff/membership', '/staff', items), false);
  assert.equal(isCurrent('/staff', '/staff', items), true);
});

test('a person sees only the items their permissions open, and no empty group', () => {
  const groups = [
    {
      label: 'A',
      items: [
        { href: '/a', label: 'a' },
        { href: '/b', label: 'b', permission: 'b.read' },
      ],
    },
    { label: 'C', items: [{ href: '/c', label: 'c', permission: 'c.read' }] },
  ];
  assert.deepEqual(
    permitted(groups, []).map((group) => group.items.map((item) => item.href)),
    [['/a']],
  );
  assert.deepEqual(
    permitted(groups, ['c.read']).map((group) => group.label),
    ['A', 'C'],
  );
});
