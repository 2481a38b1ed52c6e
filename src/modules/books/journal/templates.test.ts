import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/ids';
import { addChartLine, chartOfAccounts } from '#ledger';
import { asStaff, testWorld } from '../../../../test/support/world.ts';
import {
  addRecurring,
  journalTemplate,
  journalTemplates,
  postJournal,
  removeChartLine,
  retireTemplate,
  saveTemplate,
} from './index.ts';
import { bill, line, setLimit } from './journal.fixture.ts';

const world = await testWorld();
const electricity = {
  name: 'Listrik',
  description: 'Bayar listrik',
  lines: [
    { account: '6.1.05', side: 'debit', percent: '100' },
    { account: '1.1.05', side: 'credit', percent: '100' },
  ],
};

describe('a template', () => {
  test('is kept, changed by whoever saw its last state, and taken out of use', async () => {
    const context = await world.cooperative();
    const { result } = await saveTemplate(context, electricity);
    const again = { ...electricity, templateId: result.id, version: 1, name: 'Listrik kantor' };
    await saveTemplate(context, again);
    await assert.rejects(saveTemplate(context, again), { reason: 'version_changed' });
    assert.deepEqual(
      (await journalTemplates(context, {})).map(({ name, version }) => [name, version]),
      [['Listrik kantor', 2]],
    );
    await retireTemplate(context, { templateId: result.id });
    await assert.rejects(retireTemplate(context, { templateId: result.id }), { reason: 'template_unknown' });
    await assert.rejects(journalTemplate(context, { templateId: result.id }), { reason: 'template_unknown' });
    await saveTemplate(context, { ...electricity, name: 'LISTRIK KANTOR' });
  });

  const wrong: [string, object, string][] = [
    ['the name of another, small or capital', { name: 'LISTRIK' }, 'template_name_taken'],
    [
      'an account that is a heading',
      { name: 'B', lines: [{ account: '6.1', side: 'debit' }, ...electricity.lines] },
      'account_unknown',
    ],
    [
      'more than a hundred percent',
      { name: 'C', lines: [...electricity.lines, ...electricity.lines] },
      'template_percent',
    ],
    [
      'an amount and a percentage in one line',
      { name: 'D', lines: [{ account: '6.1.05', side: 'debit', amount: '1.00', percent: '1' }, ...electricity.lines] },
      'input_invalid',
    ],
    ['an id that is nobody', { templateId: newId(), version: 1 }, 'template_unknown'],
  ];
  for (const [what, changes, reason] of wrong) {
    test(`with ${what} is refused`, async () => {
      const context = await world.cooperative();
      await saveTemplate(context, electricity);
      await assert.rejects(saveTemplate(context, { ...electricity, ...changes }), { reason });
    });
  }
});

describe('an account of the chart', () => {
  const parking = {
    code: '6.1.77',
    name: 'Beban Parkir',
    kind: 'expense',
    normal: 'debit',
    postable: true,
    parentCode: '6.1',
  };

  test('that nothing ever used is removed, with its account in the ledger', async () => {
    const context = await world.cooperative();
    await addChartLine(context, parking);
    await removeChartLine(context, { code: '6.1.77' });
    assert.ok(!(await chartOfAccounts(context, {})).some(({ code }) => code === '6.1.77'));
    await addChartLine(context, parking);
    await assert.rejects(removeChartLine(context, { code: '9.9' }), { reason: 'chart_code_unknown' });
    await assert.rejects(removeChartLine(asStaff(context, ['ledger.post']), { code: '6.1.77' }), {
      reason: 'permission_missing',
    });
  });

  test('with an entry, lines under it, or a place in a by-law, a template or a recurring entry stays', async () => {
    const context = await world.cooperative();
    const used = { code: 'chart_line_used' };
    const refused = async (code: string) =>
      assert.rejects(removeChartLine(context, { code }), { reason: used.code }, code);
    await postJournal(context, bill());
    await refused('6.1.05');
    await refused('6.1');
    await addChartLine(context, parking);
    await saveTemplate(context, {
      ...electricity,
      lines: [{ account: '6.1.77', side: 'debit' }, ...electricity.lines.slice(1)],
    });
    await refused('6.1.77');
    await addChartLine(context, { ...parking, code: '6.1.78' });
    await addRecurring(context, {
      description: 'Parkir',
      lines: [line('6.1.78', 5000), line('1.1.05', -5000)],
      every: 'month',
      startsOn: '2026-11-20',
    });
    await refused('6.1.78');
    await addChartLine(context, { ...parking, code: '6.1.79' });
    await setLimit(context, '6.1.79');
    await refused('6.1.79');
  });
});
