import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { askedOf } from './search.ts';

const asked = (query: string) => askedOf(new URL(`http://x/staff/ledger?${query}`), parseDate('2026-11-20'));

test('what is typed becomes the question, and stands in the fields again as it was typed', () => {
  const found = asked('q=listrik&from=01/10/2026&amountFrom=1,5jt&state=reversed&attached=yes&source=books.journal');
  assert.deepEqual(found.input, {
    q: 'listrik',
    from: '2026-10-01',
    amountFrom: '1500000.00',
    source: 'books.journal',
    state: 'reversed',
    attached: 'yes',
  });
  assert.deepEqual([found.filters['amountFrom'], found.full, found.unreadAmount], ['1,5jt', true, false]);
});

test('what makes no sense is left out and told', () => {
  const found = asked("from=kemarin&amountTo=banyak&source=x'--&state=lain&branch=1&attached=on");
  assert.deepEqual([found.input, found.unreadDate, found.unreadAmount], [{}, true, true]);
  assert.equal(asked('q=a').full, false);
});
