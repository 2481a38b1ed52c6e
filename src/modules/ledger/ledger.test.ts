import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import {
  accountHistory,
  balanceSheet,
  checkBooks,
  entryDetail,
  incomeStatement,
  journal,
  postEntries,
  postEntry,
  reversePostedEntry,
  trialBalance,
} from '#ledger';
import { asStaff, read, testWorld } from '../../../test/support/world.ts';

const world = await testWorld();
const context = await world.cooperative();

function entry(overrides: Record<string, unknown> = {}) {
  return {
    happenedOn: '2026-11-20',
    description: 'Setoran modal hibah',
    lines: [
      { account: '1.1.01', debit: '1000000.00' },
      { account: '3.1.06', credit: '1000000.00' },
    ],
    ...overrides,
  };
}

function refusedWith(reason: string) {
  return (error: unknown) =>
    error instanceof DomainError && (error.reason === reason || error.fields.some((field) => field.code === reason));
}

describe('a journal entry', () => {
  test('is numbered without a gap and seen in journal, detail and history', async () => {
    const own = await world.cooperative();
    const first = await postEntry(own, entry());
    const second = await postEntry(own, entry({ description: 'Kedua' }));
    assert.deepEqual([first.result.number, second.result.number], ['1', '2']);
    const page = await journal(own, {});
    assert.deepEqual(
      page.items.map((item) => item.description),
      ['Kedua', 'Setoran modal hibah'],
    );
    const detail = await entryDetail(own, { id: first.result.id });
    assert.deepEqual(
      detail.lines.map((line) => [line.code, line.debit, line.credit]),
      [
        ['1.1.01', '1000000.00', null],
        ['3.1.06', null, '1000000.00'],
      ],
    );
    assert.equal(detail.actorName, 'Penguji');
    const history = await accountHistory(own, { code: '1.1.01', from: '2026-11-01', to: '2026-11-30' });
    assert.deepEqual(
      [history.opening, history.closing, history.items.at(-1)?.balance],
      ['0.00', '2000000.00', '2000000.00'],
    );
  });

  const refusals: [string, Record<string, unknown>, string][] = [
    [
      'that does not balance',
      {
        lines: [
          { account: '1.1.01', debit: '10.00' },
          { account: '3.1.06', credit: '9.99' },
        ],
      },
      'entry_unbalanced',
    ],
    ['with one line', { lines: [{ account: '1.1.01', debit: '10.00' }] }, 'too_small'],
    [
      'of zero rupiah',
      {
        lines: [
          { account: '1.1.01', debit: '0.00' },
          { account: '3.1.06', credit: '0.00' },
        ],
      },
      'amount_not_positive',
    ],
    [
      'with a negative amount',
      {
        lines: [
          { account: '1.1.01', debit: '-5.00' },
          { account: '3.1.06', credit: '-5.00' },
        ],
      },
      'amount_format',
    ],
    [
      'with three decimals',
      {
        lines: [
          { account: '1.1.01', debit: '5.001' },
          { account: '3.1.06', credit: '5.001' },
        ],
      },
      'amount_format',
    ],
    [
      'with a number instead of text',
      {
        lines: [
          { account: '1.1.01', debit: 5 },
          { account: '3.1.06', credit: '5.00' },
        ],
      },
      'invalid_type',
    ],
    [
      'with debit and credit on one line',
      {
        lines: [
          { account: '1.1.01', debit: '5.00', credit: '5.00' },
          { account: '3.1.06', credit: '5.00' },
        ],
      },
      'debit_or_credit',
    ],
    ['in the future', { happenedOn: '2026-11-21' }, 'date_in_future'],
    ['before the books opened', { happenedOn: '2025-12-31' }, 'period_closed'],
    ['on a day that does not exist', { happenedOn: '2026-02-30' }, 'date_format'],
    [
      'on an unknown account',
      {
        lines: [
          { account: '9.9.99', debit: '5.00' },
          { account: '3.1.06', credit: '5.00' },
        ],
      },
      'account_unknown',
    ],
    [
      'on a heading',
      {
        lines: [
          { account: '1.1', debit: '5.00' },
          { account: '3.1.06', credit: '5.00' },
        ],
      },
      'account_unknown',
    ],
    ['with a field nobody knows', { colour: 'red' }, 'unknown_field'],
  ];
  for (const [name, overrides, reason] of refusals) {
    test(`${name} is refused and nothing is written`, async () => {
      const before = await read(context, checkBooks);
      await assert.rejects(postEntry(context, entry(overrides)), refusedWith(reason));
      assert.equal((await read(context, checkBooks)).entries, before.entries);
    });
  }

  test('needs the permission to post', async () => {
    await assert.rejects(postEntry(asStaff(context, ['ledger.read']), entry()), refusedWith('permission_missing'));
  });
});

describe('the same key', () => {
  test('with the same entry answers the first answer byte for byte and posts once', async () => {
    const key = newId();
    const first = await postEntry(context, entry(), { key });
    const again = await postEntry(context, entry(), { key });
    assert.equal(again.answer, first.answer);
    assert.deepEqual([first.replayed, again.replayed], [false, true]);
  });

  test('with another entry is refused', async () => {
    const key = newId();
    await postEntry(context, entry(), { key });
    await assert.rejects(
      postEntry(context, entry({ description: 'Lain' }), { key }),
      refusedWith('idempotency_key_reused'),
    );
  });

  test('remembers a refusal too', async () => {
    const key = newId();
    const wrong = entry({ happenedOn: '2025-01-01' });
    await assert.rejects(postEntry(context, wrong, { key }), refusedWith('period_closed'));
    await assert.rejects(postEntry(context, wrong, { key }), refusedWith('period_closed'));
  });

  test('sent by many at once posts once', async () => {
    const own = await world.cooperative();
    const key = newId();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => postEntry(own, entry(), { key })));
    assert.ok(outcomes.some((outcome) => outcome.status === 'fulfilled'));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') assert.ok(refusedWith('idempotency_in_progress')(outcome.reason));
    }
    assert.equal((await read(own, checkBooks)).entries, 1);
  });

  test('belongs to one person: another may use it for something else', async () => {
    const key = newId();
    await postEntry(context, entry(), { key });
    const other = await postEntry(asStaff(context), entry({ description: 'Lain' }), { key });
    assert.equal(other.replayed, false);
  });
});

describe('a reversal', () => {
  test('turns every sign, names the old entry, and happens once', async () => {
    const own = await world.cooperative();
    const posted = await postEntry(own, entry());
    await reversePostedEntry(own, { entryId: posted.result.id, reason: 'Salah jumlah' });
    const balance = await trialBalance(own, {});
    assert.deepEqual(balance.lines, []);
    assert.equal((await entryDetail(own, { id: posted.result.id })).reversed, true);
    await assert.rejects(
      reversePostedEntry(own, { entryId: posted.result.id, reason: 'Lagi' }),
      refusedWith('entry_reversed'),
    );
    assert.equal((await read(own, checkBooks)).firstBad, null);
  });

  test('of a reversal, and of nothing, is refused', async () => {
    const posted = await postEntry(context, entry());
    const reversal = await reversePostedEntry(context, { entryId: posted.result.id, reason: 'Salah' });
    await assert.rejects(
      reversePostedEntry(context, { entryId: reversal.result.id, reason: 'Salah' }),
      refusedWith('entry_is_reversal'),
    );
    await assert.rejects(
      reversePostedEntry(context, { entryId: newId(), reason: 'Salah' }),
      refusedWith('entry_unknown'),
    );
  });
});

describe('a batch of entries', () => {
  test('is posted whole', async () => {
    const own = await world.cooperative();
    const { result } = await postEntries(own, { entries: Array.from({ length: 500 }, () => entry()) });
    assert.deepEqual([result.posted, result.refused], [500, 0]);
    assert.equal((await read(own, checkBooks)).entries, 500);
  });

  test('with one wrong entry writes nothing, and names which', async () => {
    const own = await world.cooperative();
    const entries = [entry(), entry({ happenedOn: '2025-01-01' })];
    await assert.rejects(
      postEntries(own, { entries }),
      (error) => error instanceof DomainError && error.fields[0]?.field === 'entries.1',
    );
    assert.equal((await read(own, checkBooks)).entries, 0);
  });

  test('in mode each refuses only what is wrong', async () => {
    const own = await world.cooperative();
    const entries = [entry(), entry({ happenedOn: '2025-01-01' }), entry()];
    const { result } = await postEntries(own, { entries, mode: 'each' });
    assert.deepEqual(
      result.results.map((item) => item.outcome),
      ['posted', 'refused', 'posted'],
    );
    assert.equal((await read(own, checkBooks)).entries, 2);
  });
});

describe('the statements', () => {
  test('balance on any date and split members from non-members', async () => {
    const own = await world.cooperative();
    const lines = (debit: string, credit: string, amount: string) => [
      { account: debit, debit: amount },
      { account: credit, credit: amount },
    ];
    await postEntries(own, {
      entries: [
        entry({ happenedOn: '2026-02-01' }),
        entry({ happenedOn: '2026-03-01', lines: lines('1.1.01', '4.1.01', '300000.00') }),
        entry({ happenedOn: '2026-04-01', lines: lines('1.1.01', '4.2.01', '50000.00') }),
        entry({ happenedOn: '2026-05-01', lines: lines('6.1.01', '1.1.01', '120000.00') }),
        entry({ happenedOn: '2026-06-01', lines: lines('9.1.01', '1.1.01', '10000.00') }),
      ],
    });
    const march = await balanceSheet(own, { on: '2026-03-31' });
    assert.deepEqual(march.totals, { assets: '1300000.00', liabilitiesAndEquity: '1300000.00' });
    const year = await incomeStatement(own, { from: '2026-01-01', to: '2026-12-31' });
    assert.deepEqual(
      year.sections.map((section) => [section.key, section.total]),
      [
        ['member', '300000.00'],
        ['non_member', '50000.00'],
        ['operating', '-120000.00'],
        ['other', '0.00'],
        ['tax', '-10000.00'],
      ],
    );
    assert.deepEqual(year.totals, { gross: '350000.00', beforeTax: '230000.00', surplus: '220000.00' });
    const trial = await trialBalance(own, { on: '2026-11-20' });
    assert.equal(trial.totals.debit, trial.totals.credit);
  });

  test('of an empty cooperative are zero, not an error', async () => {
    const own = await world.cooperative({ template: 'konsumen' });
    assert.deepEqual((await trialBalance(own, {})).totals, { debit: '0.00', credit: '0.00' });
    assert.deepEqual((await balanceSheet(own, {})).totals, { assets: '0.00', liabilitiesAndEquity: '0.00' });
    assert.equal((await read(own, checkBooks)).firstBad, null);
  });
});
