import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { sumSen } from '#kernel/money';
import { type BookAccount, type Books, type EntryDraft, inNormalSign, planPosting } from './posting.ts';

const TODAY = '2026-11-20' as BusinessDate;

function account(id: string, overrides: Partial<BookAccount> = {}): BookAccount {
  return {
    id,
    chartCode: '2.1.01',
    name: `Rekening ${id}`,
    normal: 'credit',
    ownerKind: 'savings',
    status: 'open',
    guarded: true,
    floorSen: 0n,
    balanceSen: 0n,
    ...overrides,
  };
}

function books(accounts: BookAccount[]): Books {
  const period = {
    startsOn: '2026-11-01' as BusinessDate,
    endsBefore: '2026-12-01' as BusinessDate,
    status: 'open' as const,
    closedBefore: null,
  };
  return { nextNumber: 1n, today: TODAY, accounts: new Map(accounts.map((one) => [one.id, one])), periods: [period] };
}

const cash = () => account('cash', { normal: 'debit', guarded: false, ownerKind: 'general' });

function draft(lines: [string, bigint][], overrides: Partial<EntryDraft> = {}): EntryDraft {
  return {
    description: 'Uji',
    businessDate: TODAY,
    source: 'test',
    lines: lines.map(([accountId, amountSen]) => ({ accountId, amountSen })),
    ...overrides,
  };
}

const refused = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;

describe('planning a posting', () => {
  const refusals: [string, EntryDraft, string][] = [
    ['one line', draft([['cash', 1n]]), 'lines_too_few'],
    [
      'a line of zero',
      draft([
        ['cash', 0n],
        ['a', 0n],
      ]),
      'amount_zero',
    ],
    [
      'lines that do not sum to zero',
      draft([
        ['cash', 2n],
        ['a', -1n],
      ]),
      'entry_unbalanced',
    ],
    [
      'an amount beyond all money',
      draft([
        ['cash', 10n ** 16n],
        ['a', -(10n ** 16n)],
      ]),
      'amount_too_large',
    ],
    [
      'an account that is not there',
      draft([
        ['cash', 1n],
        ['nobody', -1n],
      ]),
      'account_unknown',
    ],
    [
      'a closed account',
      draft([
        ['cash', 1n],
        ['closed', -1n],
      ]),
      'account_closed',
    ],
    [
      'a held account',
      draft([
        ['cash', 1n],
        ['held', -1n],
      ]),
      'account_held',
    ],
    [
      'a withdrawal beyond the balance',
      draft([
        ['cash', -101n],
        ['a', 101n],
      ]),
      'balance_too_low',
    ],
    [
      'tomorrow',
      draft(
        [
          ['cash', 1n],
          ['a', -1n],
        ],
        { businessDate: '2026-11-21' as BusinessDate },
      ),
      'date_in_future',
    ],
    [
      'a month that was never opened',
      draft(
        [
          ['cash', 1n],
          ['a', -1n],
        ],
        { businessDate: '2026-10-31' as BusinessDate },
      ),
      'period_closed',
    ],
  ];
  for (const [name, entry, reason] of refusals) {
    test(`${name} is refused and moves nothing`, () => {
      const state = books([
        cash(),
        account('a', { balanceSen: 100n }),
        account('closed', { status: 'closed' }),
        account('held', { status: 'held' }),
      ]);
      assert.throws(() => planPosting(state, [entry]), refused(reason));
      assert.deepEqual([state.nextNumber, state.accounts.get('a')?.balanceSen], [1n, 100n]);
    });
  }

  test('an entry that takes and gives back within itself is judged by its end', () => {
    const state = books([cash(), account('a')]);
    planPosting(state, [
      draft([
        ['a', 50n],
        ['cash', -50n],
        ['a', -80n],
        ['cash', 80n],
      ]),
    ]);
    assert.equal(state.accounts.get('a')?.balanceSen, 30n);
  });

  test('the second entry of a set sees what the first left', () => {
    const state = books([cash(), account('a', { balanceSen: 100n })]);
    const withdrawal = draft([
      ['cash', -60n],
      ['a', 60n],
    ]);
    assert.throws(() => planPosting(state, [withdrawal, withdrawal]), refused('balance_too_low'));
    assert.equal(state.accounts.get('a')?.balanceSen, 100n, 'all or none');
    planPosting(state, [withdrawal]);
    assert.throws(() => planPosting(state, [withdrawal]), refused('balance_too_low'));
  });

  test('whatever is posted, numbers run without a gap, no guarded balance is below its floor, and each is the sum of its lines', () => {
    const move = fc
      .record({
        from: fc.constantFrom('a', 'b', 'c', 'cash'),
        to: fc.constantFrom('a', 'b', 'c', 'cash'),
        amount: fc.bigInt({ min: 1n, max: 500n }),
      })
      .filter(({ from, to }) => from !== to);
    fc.assert(
      fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
        const state = books([
          cash(),
          account('a'),
          account('b', { floorSen: 50n, balanceSen: 50n }),
          account('c', { normal: 'debit' }),
        ]);
        const start = new Map([...state.accounts].map(([id, one]) => [id, one.balanceSen]));
        const planned = moves.flatMap(({ from, to, amount }) => {
          try {
            return planPosting(state, [
              draft([
                [from, amount],
                [to, -amount],
              ]),
            ]);
          } catch (error) {
            assert.ok(refused('balance_too_low')(error));
            return [];
          }
        });
        assert.deepEqual(
          planned.map((entry) => entry.number),
          planned.map((_, index) => BigInt(index + 1)),
        );
        for (const one of state.accounts.values()) {
          if (!one.guarded) continue;
          const moved = planned.flatMap((entry) => entry.lines).filter((line) => line.accountId === one.id);
          assert.ok(one.balanceSen >= one.floorSen);
          assert.equal(
            one.balanceSen,
            (start.get(one.id) ?? 0n) + sumSen(moved.map((line) => inNormalSign(one, line.amountSen))),
          );
        }
      }),
    );
  });
});
