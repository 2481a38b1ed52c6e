import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ChartLine, templateChart } from '#ledger';
import { equityColumnOf, flowClassOf, incomeGroupOf, type PlacedLine, termOf, withHeadings } from './place.ts';

const bare = (name: string, kind: ChartLine['kind'], above: string[] = []): PlacedLine => ({
  code: 'Z1',
  name,
  kind,
  normal: 'debit',
  postable: true,
  parentCode: above.length > 0 ? 'Z' : null,
  ownCapital: false,
  party: null,
  cashFlow: null,
  regulatory: {},
  note: '',
  active: true,
  above,
});

describe('both chart templates', () => {
  for (const template of ['ksp', 'konsumen'] as const) {
    test(`${template}: every line has its place`, () => {
      const lines = withHeadings(templateChart(template)).filter(({ postable }) => postable);
      const sheet = lines.filter(({ kind }) => kind === 'asset' || kind === 'liability');
      assert.deepEqual(
        sheet.filter((line) => termOf(line) === 'unplaced'),
        [],
      );
      for (const line of lines.filter(({ code }) => /^1\.[234]|^2\.2/.test(code)))
        assert.equal(termOf(line), 'non_current');
      for (const line of lines.filter(({ code }) => /^[12]\.1/.test(code)))
        assert.equal(termOf(line), 'current', line.code);
      const group = (pattern: RegExp) =>
        [...new Set(lines.filter(({ code }) => pattern.test(code)).map(incomeGroupOf))].toSorted().join(' ');
      assert.equal(group(/^4\.1/), 'member_revenue');
      assert.equal(group(/^4\.2/), 'non_member_revenue');
      assert.equal(group(/^6\.1/), 'operating');
      assert.equal(group(/^6\.2/), 'cooperative');
      assert.equal(group(/^[78]/), 'other');
      assert.equal(group(/^9/), 'tax');
      const equity = lines.filter(({ kind }) => kind === 'equity').map((line) => [line.code, equityColumnOf(line)]);
      const column = Object.fromEntries(equity);
      assert.deepEqual(
        [column['3.1.01'], column['3.1.02'], column['3.1.06'], column['3.2.01'], column['3.3.01'], column['3.3.02']],
        ['principal', 'mandatory', 'other_capital', 'general_reserve', 'surplus', 'surplus'],
      );
    });
  }
});

describe('a chart that was brought along', () => {
  test('is placed by the names of its headings, then by its own', () => {
    assert.equal(termOf(bare('Piutang Murobahah', 'asset', ['Piutang', 'Aktiva Lancar'])), 'current');
    assert.equal(termOf(bare('Kendaraan', 'asset', ['Aktiva Tetap dan Inventaris'])), 'non_current');
    assert.equal(termOf(bare('Bank', 'asset', ['Aset Tidak Lancar'])), 'non_current');
    assert.equal(termOf(bare('Rupa-Rupa Aktiva', 'asset')), 'non_current');
    assert.equal(termOf(bare('Titipan Zakat', 'liability', ['KEWAJIBAN'])), 'unplaced');
  });

  test('has its revenue and expense by name', () => {
    assert.equal(incomeGroupOf(bare('Pdptn. Marjin Murabahah', 'revenue', ['Pendapatan Operasional'])), 'revenue');
    assert.equal(incomeGroupOf(bare('Sewa', 'revenue', ['Pendapatan Non Operasional'])), 'other');
    assert.equal(incomeGroupOf(bare('Basil Al Mudharabah', 'expense', ['Biaya Bagi Hasil'])), 'cost');
    assert.equal(incomeGroupOf(bare('Biaya RAT', 'expense', ['Beban Perkoperasian'])), 'cooperative');
    assert.equal(incomeGroupOf(bare('PAJAK', 'expense')), 'tax');
    assert.equal(incomeGroupOf(bare('Gaji', 'expense')), 'operating');
  });

  test('has its cash, fixed assets and equity by name', () => {
    assert.equal(flowClassOf(bare('Kas Teller', 'asset')), 'cash');
    assert.equal(flowClassOf(bare('Muamalat', 'asset', ['Simpanan di Bank'])), 'cash');
    assert.equal(flowClassOf(bare('Komputer', 'asset', ['Aktiva Tetap'])), 'investing');
    assert.equal(flowClassOf(bare('Piutang', 'asset')), 'operating');
    assert.equal(flowClassOf(bare('Simpanan Wajib', 'equity')), 'financing');
    assert.equal(equityColumnOf(bare('Cadangan Tujuan Risiko', 'equity')), 'risk_reserve');
    assert.equal(equityColumnOf(bare('Modal Kerja', 'equity')), 'other_equity');
  });

  test('is placed by its tags before anything else', () => {
    const tagged = { ...bare('Kas', 'asset', ['Aktiva Lancar']), regulatory: { term: 'non_current' } };
    assert.equal(termOf(tagged), 'non_current');
    assert.equal(incomeGroupOf({ ...bare('Gaji', 'expense'), regulatory: { phu: 'cooperative' } }), 'cooperative');
    assert.equal(
      equityColumnOf({ ...bare('Simpanan Pokok', 'equity'), regulatory: { equity: 'mandatory' } }),
      'mandatory',
    );
    assert.equal(flowClassOf({ ...bare('Laba pelepasan', 'revenue'), cashFlow: 'investing' }), 'investing');
  });
});
