import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sql from 'sql-template-tag';
import type { Context } from '#kernel/context';
import { newId } from '#kernel/ids';
import { journal, journalLines, postEntry, reversePostedEntry } from '#ledger';
import { asStaff, step, testWorld } from '../../../../test/support/world.ts';

const world = await testWorld();
const context = await world.cooperative();

type Line = [account: string, rupiah: number, note?: string];
async function entry(who: Context, description: string, lines: Line[], happenedOn = '2026-11-10'): Promise<string> {
  const { result } = await postEntry(who, {
    happenedOn,
    description,
    lines: lines.map(([account, rupiah, note]) => ({
      account,
      ...(rupiah > 0 ? { debit: `${rupiah}.00` } : { credit: `${-rupiah}.00` }),
      ...(note && { note }),
    })),
  });
  return result.id;
}

const sari = asStaff(context, undefined, 'Sari Dewi');
await entry(
  context,
  'Bayar listrik 100% lunas',
  [
    ['6.1.05', 250_000, 'meter 7781'],
    ['1.1.05', -250_000],
  ],
  '2026-10-05',
);
await entry(sari, 'Sewa', [
  ['6.1.10', 1_000_000],
  ['6.1.05', 500_000],
  ['1.1.05', -900_000],
  ['1.1.01', -600_000],
]);
const wrong = await entry(context, 'Salah', [
  ['6.1.10', 70_000],
  ['1.1.01', -70_000],
]);
await reversePostedEntry(context, { entryId: wrong, reason: 'dobel' });

const found = async (search: object) => (await journal(context, search)).items.map(({ number }) => number);

describe('the search of the journal', () => {
  const cases: [string, object, string[]][] = [
    ['its number', { q: '2' }, ['2']],
    ['a word of its description, small or capital', { q: 'LISTRIK' }, ['1']],
    ['a word of a note', { q: 'meter 77' }, ['1']],
    ['signs that mean something to a database', { q: '100%' }, ['1']],
    ['signs that are not there', { q: '1_0' }, []],
    ['the code of an account', { account: '6.1.05' }, ['2', '1']],
    ['a heading, with all under it', { account: '6.1' }, ['4', '3', '2', '1']],
    ['a part of the name of an account', { account: 'administrasi dan' }, ['2', '1']],
    ['the exact amount of a line', { amountFrom: '500000.00', amountTo: '500000.00' }, ['2']],
    ['the whole amount of an entry that no line has', { amountFrom: '1500000.00', amountTo: '1500000.00' }, ['2']],
    ['an amount from', { amountFrom: '250000.00' }, ['2', '1']],
    ['an amount up to', { amountTo: '70000.00' }, ['4', '3']],
    ['who made it', { person: 'sari' }, ['2']],
    ['the module it comes from', { source: 'ledger' }, ['4', '3', '2', '1']],
    ['the rule it comes from', { source: 'ledger.entry.reversal' }, ['4']],
    ['being reversed', { state: 'reversed' }, ['3']],
    ['being a reversal', { state: 'reversal' }, ['4']],
    ['being neither', { state: 'valid' }, ['2', '1']],
    ['its days', { from: '2026-10-01', to: '2026-10-31' }, ['1']],
    ['a branch that nobody named', { branchId: newId() }, []],
    ['a voucher that nobody attached', { attached: 'yes' }, []],
    ['several things at once', { account: '6.1.05', q: 'sewa', amountFrom: '900000.00' }, ['2']],
  ];
  for (const [what, search, numbers] of cases) {
    test(`finds by ${what}`, async () => assert.deepEqual(await found(search), numbers));
  }

  test('refuses a source or an amount that is none', async () => {
    await assert.rejects(found({ source: "x' or 1=1" }), { reason: 'input_invalid' });
    await assert.rejects(found({ amountFrom: '-1' }), { reason: 'input_invalid' });
  });

  test('leaves as lines, with who made them', async () => {
    const lines = await journalLines(context, { account: '6.1.10' });
    assert.deepEqual(
      lines
        .map(({ number, code, debitSen, creditSen, person }) => [number, code, debitSen - creditSen, person])
        .slice(0, 2),
      [
        [2n, '6.1.10', 100_000_000n, 'Sari Dewi'],
        [2n, '6.1.05', 50_000_000n, 'Sari Dewi'],
      ],
    );
  });

  test('shows the same rows page by page as at once, to the last', async () => {
    const many = await world.cooperative();
    await step(many, async (scope) => {
      await scope.tx.run(sql`
        insert into ledger.entry (cooperative_id, id, number, business_date, happened_at, written_at, description, source, line_count, command_id)
        select ${scope.cooperativeId}, gen_random_uuid(), n, '2026-11-01', now(), now(), 'Jurnal ke-' || n, 'ledger.entry', 2, ${scope.commandId}
          from generate_series(1, 450) n`);
      await scope.tx.run(sql`
        insert into ledger.line (cooperative_id, entry_id, position, line_count, account_id, amount_sen, business_date)
        select e.cooperative_id, e.id, s.position, 2, a.id, case s.position when 1 then 100 else -100 end, e.business_date
          from ledger.entry e
          cross join (values (1), (2)) s(position)
          join ledger.account a on a.cooperative_id = e.cooperative_id and a.owner_kind = 'general'
           and a.chart_code = case s.position when 1 then '6.1.05' else '1.1.01' end
         where e.cooperative_id = ${scope.cooperativeId}`);
    });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await journal(many, { account: '6.1.05', limit: 100, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor;
    } while (cursor);
    assert.deepEqual(
      seen,
      Array.from({ length: 450 }, (_, index) => String(450 - index)),
    );
  });
});
