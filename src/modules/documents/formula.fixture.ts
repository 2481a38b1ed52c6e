import type ExcelJS from 'exceljs';

/**
 * Computes a cell of a reopened workbook again from its formula, never from the cached answer: sums, differences, SUM over a range, ROUND,
 * and the IF of a ratio. Amounts come back in sen, so that a comparison is exact.
 */
export function recomputedSen(sheet: ExcelJS.Worksheet, address: string): bigint {
  return BigInt(Math.round(recomputed(sheet, address) * 100));
}

/** The same as a number; a formula that says text is NaN. */
export function recomputed(sheet: ExcelJS.Worksheet, address: string): number {
  const cell = sheet.getCell(address);
  const { formula } = cell;
  if (!formula) return typeof cell.value === 'number' ? cell.value : 0;
  return evaluate(sheet, formula);
}

function evaluate(sheet: ExcelJS.Worksheet, formula: string): number {
  const guarded = /^IF\(([A-Z]+\d+)<=0,"[^"]*",(.+)\)$/.exec(formula);
  if (guarded) {
    return recomputed(sheet, guarded[1] ?? '') <= 0 ? Number.NaN : evaluate(sheet, guarded[2] ?? '');
  }
  const rounded = /^ROUND\((.+),(\d)\)$/.exec(formula);
  if (rounded) {
    const step = 10 ** Number(rounded[2]);
    return Math.round(evaluate(sheet, rounded[1] ?? '') * step) / step;
  }
  const divided = /^([A-Z]+\d+)\/([A-Z]+\d+)$/.exec(formula);
  if (divided) return recomputed(sheet, divided[1] ?? '') / recomputed(sheet, divided[2] ?? '');
  return [...formula.matchAll(/([+-]?)(SUM\([A-Z]+\d+:[A-Z]+\d+\)|[A-Z]+\d+|0)/g)].reduce(
    (sum, [, sign, term]) => sum + (sign === '-' ? -1 : 1) * termOf(sheet, term ?? ''),
    0,
  );
}

function termOf(sheet: ExcelJS.Worksheet, term: string): number {
  const range = /^SUM\(([A-Z]+)(\d+):\1(\d+)\)$/.exec(term);
  if (!range) return term === '0' ? 0 : recomputed(sheet, term);
  const [, column, from, to] = range;
  let sum = 0;
  for (let row = Number(from); row <= Number(to); row += 1) sum += recomputed(sheet, `${column}${row}`);
  return sum;
}
