import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDate } from '#kernel/dates';
import { wrongTotals } from '../statements/table.ts';
import { type LpeaInputs, lpeaRows, type Reference } from './lpea-rows.ts';

const rate = (ratePpm: bigint, percent: string): Reference => ({
  ratePpm,
  percent,
  basis: 'Survei pengurus, sejak 1 Januari 2026',
});
const year = (openingSen: bigint, closingSen: bigint) => ({
  from: parseDate('2026-01-01'),
  before: parseDate('2027-01-01'),
  openingSen,
  closingSen,
});

function inputs(given: Partial<LpeaInputs> = {}): LpeaInputs {
  return {
    references: { goods: rate(50_000n, '5'), sales: null, loans: rate(240_000n, '24'), savings: rate(20_000n, '2') },
    purchasesSen: 1_000_000n,
    salesSen: 0n,
    loans: [year(10_000_000n, 10_000_000n)],
    interestPaidSen: 1_800_000n,
    deposits: [year(5_000_000n, 5_000_000n)],
    interestReceivedSen: 250_000n,
    memberShuSen: 400_000n,
    ...given,
  };
}

const figureAt = (of: LpeaInputs, key: string) => lpeaRows(of).rows.find((row) => row.key === key)?.values[0];

describe('the promotion of members economy', () => {
  test('adds buying together, cheaper loans, better interest on savings, and the share of the surplus', () => {
    const given = inputs();
    const told = ['a2', 'b2', 'c1', 'c2', 'selama', 'd', 'jumlah'].map((key) => figureAt(given, key));
    assert.deepEqual(told, [50_000n, 0n, 600_000n, 150_000n, 800_000n, 400_000n, 1_200_000n]);
    const { rows } = lpeaRows(given);
    assert.deepEqual(wrongTotals({ key: '', title: '', subtitle: [], columns: [], remarks: [], rows }), []);
    assert.ok(!rows.some(({ label }) => label.includes('belum lengkap')));
  });

  test('without a reference leaves the benefit empty, out of the sum, and names the missing parameter', () => {
    const given = inputs({ references: { goods: rate(50_000n, '5'), sales: null, loans: null, savings: null } });
    assert.deepEqual([figureAt(given, 'c1'), figureAt(given, 'c1m'), figureAt(given, 'c1k')], [null, null, 1_800_000n]);
    assert.equal(figureAt(given, 'selama'), 50_000n);
    const { rows, remarks } = lpeaRows(given);
    assert.ok(remarks.some((line) => line.includes('Bunga pinjaman pembanding setahun')));
    assert.ok(remarks.some((line) => line.includes('Bunga simpanan pembanding setahun')));
    assert.match(rows.find(({ key }) => key === 'selama')?.label ?? '', /belum lengkap/);
  });

  test('says on what each reference rests', () => {
    assert.ok(lpeaRows(inputs()).remarks.some((line) => /24%: Survei pengurus/.test(line)));
  });

  test('has no share of the surplus before the meeting shared it', () => {
    const given = inputs({ memberShuSen: null });
    assert.equal(figureAt(given, 'd'), null);
    assert.equal(figureAt(given, 'jumlah'), figureAt(given, 'selama'));
    assert.ok(lpeaRows(given).remarks.some((line) => line.includes('belum dibagi oleh rapat anggota')));
  });

  test('a loan that costs more than elsewhere is a benefit below zero, not hidden', () => {
    assert.equal(figureAt(inputs({ interestPaidSen: 3_000_000n }), 'c1'), -600_000n);
  });
});
