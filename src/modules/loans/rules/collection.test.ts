import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays, parseDate } from '#kernel/dates';
import { promiseState } from './promise.ts';
import { REMINDER_DEFAULT } from './quality-defaults.ts';
import { remindersOn, reminderText } from './reminders.ts';
import { leftToRecover, proposalState, type Vote, writeOffLines } from './write-off.ts';

const TODAY = parseDate('2026-11-20');

describe('reminders', () => {
  test('of a day are for the dates that the schedule names, before and after', () => {
    assert.deepEqual(remindersOn({ before: [3], onDue: true, late: [1, 7] }, TODAY), [
      { kind: 'before_3', dueOn: '2026-11-23' },
      { kind: 'due', dueOn: '2026-11-20' },
      { kind: 'late_1', dueOn: '2026-11-19' },
      { kind: 'late_7', dueOn: '2026-11-13' },
    ]);
    assert.deepEqual(remindersOn({ before: [], onDue: false, late: [] }, TODAY), []);
  });
  test('say who, which instalment, how much and when, whatever the day', () => {
    const facts = { cooperative: 'KSP Mekar Jaya', memberName: 'Siti', loanNumber: 'PU-000001', instalmentNo: 4 };
    for (const { kind, dueOn } of remindersOn(REMINDER_DEFAULT.value, TODAY)) {
      const text = reminderText({ ...facts, kind, dueOn, unpaidSen: 11_800_050n });
      assert.match(text, /^Yth\. Siti, .*angsuran ke-4 pinjaman PU-000001 sebesar Rp 118\.000,50 .*KSP Mekar Jaya$/);
      assert.ok(text.length <= 1000);
    }
  });
});

describe('a promise', () => {
  const promise = { on: TODAY, amountSen: 100n };
  test('is waited for through its day, then broken, and kept once enough is paid', () => {
    assert.equal(promiseState({ ...promise, paidSen: 99n }, TODAY), 'waiting');
    assert.equal(promiseState({ ...promise, paidSen: 99n }, addDays(TODAY, 1)), 'broken');
    assert.equal(promiseState({ ...promise, paidSen: 100n }, addDays(TODAY, 1)), 'kept');
  });
});

describe('a write-off', () => {
  const sen = fc.bigInt(0n, 10n ** 14n);
  test('uses the allowance first and never more of it than there is; its entry sums to nothing', () => {
    fc.assert(
      fc.property(sen, sen, fc.bigInt(-(10n ** 9n), 10n ** 14n), (principalSen, receivableSen, allowanceSen) => {
        const lines = writeOffLines({ principalSen, receivableSen, allowanceSen });
        assert.equal(
          Object.values(lines).reduce((sum, amount) => sum + amount, 0n),
          0n,
        );
        assert.ok(lines.expense >= 0n && lines.allowance >= 0n);
        assert.ok(lines.allowance <= (allowanceSen > 0n ? allowanceSen : 0n));
        assert.ok(lines.expense === 0n || lines.allowance === (allowanceSen > 0n ? allowanceSen : 0n));
      }),
    );
  });
  test('is carried by two agreements, and ended by one refusal', () => {
    const vote = (decision: Vote['decision'], voterId: string): Vote => ({ decision, voterId });
    assert.equal(proposalState([]), 'open');
    assert.equal(proposalState([vote('agreed', 'a')]), 'open');
    assert.equal(proposalState([vote('agreed', 'a'), vote('agreed', 'b')]), 'agreed');
    assert.equal(proposalState([vote('agreed', 'a'), vote('declined', 'b')]), 'declined');
  });
  test('leaves what was owed less what came in since, never below nothing', () => {
    assert.deepEqual([leftToRecover(10n, 4n), leftToRecover(10n, 10n), leftToRecover(10n, 12n)], [6n, 0n, 0n]);
  });
});
