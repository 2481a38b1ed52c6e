import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { templateChart } from '#ledger';
import { wrongTotals } from '../../statements/table.ts';
import { JKUK } from '../forms/jkuk.ts';
import { KKPKK } from '../forms/kkpkk.ts';
import { type FormFigure, fillForm } from './form.ts';

const FORMS = [JKUK, KKPKK];

describe('a form of an authority', () => {
  test('has each line once, and its totals name lines and totals above them', () => {
    for (const form of FORMS) {
      const seen = new Set<string>();
      for (const line of form.lines) {
        assert.ok(!seen.has(line.code), `${form.key} ${line.code} stands once`);
        if (line.kind === 'total')
          for (const { row } of line.parts) assert.ok(seen.has(row), `${line.code} adds ${row}`);
        seen.add(line.code);
      }
    }
  });

  test('counts every line in exactly one sum of the balance sheet or of the surplus', () => {
    for (const form of FORMS) {
      const top = [form.equal[0], form.equal[1], form.key === 'jkuk' ? '9000' : 'shu_setelah_pajak'];
      const counts = new Map<string, number>();
      const count = (code: string): void => {
        const line = form.lines.find((one) => one.code === code);
        if (line?.kind === 'line') counts.set(code, (counts.get(code) ?? 0) + 1);
        if (line?.kind === 'total') for (const { row } of line.parts) count(row);
      };
      for (const code of top) count(code);
      for (const line of form.lines) if (line.kind === 'line') assert.equal(counts.get(line.code), 1, line.code);
    }
  });

  test('has a line for every code that the chart of a savings and loan cooperative carries', () => {
    const known = new Set(JKUK.lines.map(({ code }) => code));
    for (const { code, regulatory } of templateChart('ksp')) {
      const tag = regulatory['jkuk'];
      if (tag) assert.ok(known.has(tag), `${code} -> ${tag}`);
    }
  });

  test('adds up accounts of a line in the sign of the line, and what no line takes is named', () => {
    const figure = (code: string, line: string | null, amount: bigint): FormFigure => ({
      code,
      name: code,
      line,
      tagged: true,
      amounts: [amount, 0n],
    });
    const figures = [
      figure('1.1.01', 'kas_bank', 500n),
      figure('1.1.05', 'kas_bank', 250n),
      figure('2.1.01', 'tabungan_anggota', -750n),
      figure('9.9.99', 'tidak_ada', 5n),
      figure('9.9.98', null, 0n),
    ];
    const { rows, unplaced, accounts } = fillForm(KKPKK, figures, 2);
    const of = (key: string) => rows.find((row) => row.key === key)?.values[0];
    assert.deepEqual([of('kas_bank'), of('total_aset'), of('total_kewajiban_ekuitas')], [750n, 750n, 750n]);
    assert.deepEqual(
      unplaced.map(({ code }) => code),
      ['9.9.99'],
    );
    assert.deepEqual(
      accounts.get('kas_bank')?.map(({ code }) => code),
      ['1.1.01', '1.1.05'],
    );
  });

  test('whatever stands on its lines, its totals are the sums of their parts', () => {
    const lines = (form: (typeof FORMS)[number]) =>
      form.lines.filter(({ kind }) => kind === 'line').map(({ code }) => code);
    for (const form of FORMS) {
      const one = fc.tuple(fc.constantFrom(...lines(form)), fc.bigInt(-(10n ** 12n), 10n ** 12n));
      fc.assert(
        fc.property(fc.array(one, { maxLength: 40 }), (picks) => {
          const figures = picks.map(([line, amount], place) => ({
            code: String(place),
            name: '',
            line,
            tagged: false,
            amounts: [amount, -amount],
          }));
          const { rows } = fillForm(form, figures, 2);
          assert.deepEqual(wrongTotals({ key: '', title: '', subtitle: [], columns: [], remarks: [], rows }), []);
        }),
        { numRuns: 50 },
      );
    }
  });
});
