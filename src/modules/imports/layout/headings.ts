import { cellAt, type Merge, type ReadSheet as Sheet, textOf, widthOf } from '#documents';
import { meaningsOf } from './words.ts';

/** The rows that carry the headings, and each column's words from top to bottom. */
export type HeadingBlock = {
  readonly top: number;
  readonly bottom: number;
  /** `paths[column]` is for example `['PINJAMAN', 'PEMBAYARAN', 'POKOK']`; empty where no heading stands. */
  readonly paths: readonly (readonly string[])[];
  readonly score: number;
};

const ROWS_SEARCHED = 60;
const HEADING_ROWS_MAX = 4;
const HEADING_CHARACTERS_MAX = 90;
/** Two sure columns, or three likely ones. */
const SCORE_MIN = 120;
const CONTINUATION = 150;

/** Finds the heading rows by asking the dictionary about every row near the top, alone and together with those below it. */
export function findHeadings(sheet: Sheet): HeadingBlock | undefined {
  let best: HeadingBlock | undefined;
  const last = Math.min(sheet.rows.length, ROWS_SEARCHED);
  for (let top = 0; top < last; top += 1) {
    if (!isLabelRow(sheet, top) || labelCount(sheet, top) < 2) continue;
    for (const bottom of possibleBottoms(sheet, top)) {
      const block = blockOf(sheet, top, bottom);
      if (block.score > (best?.score ?? SCORE_MIN - 1)) best = block;
    }
  }
  return best;
}

/** The heading words of given rows, for a block the user pointed at. */
export function blockOf(sheet: Sheet, top: number, bottom: number): HeadingBlock {
  const paths = Array.from({ length: widthOf(sheet) }, (_, column) => pathOf(sheet, { top, bottom }, column));
  const best = new Map<string, number>();
  for (const path of paths) {
    const meaning = path.length > 0 ? meaningsOf(path)[0] : undefined;
    if (meaning) best.set(meaning.field, Math.max(best.get(meaning.field) ?? 0, meaning.weight));
  }
  const score = [...best.values()].reduce((sum, weight) => sum + weight, 0) - 5 * (bottom - top);
  // Rows that continue the headings in the way `possibleBottoms` asks are part of them, whatever they are worth alone.
  const continued = rowsBetween(top, bottom).filter((row) => labelCount(sheet, row) >= 2).length;
  return { top, bottom, paths, score: best.size < 2 ? 0 : score + CONTINUATION * continued };
}

function rowsBetween(top: number, bottom: number): number[] {
  return Array.from({ length: bottom - top }, (_, index) => top + 1 + index);
}

function possibleBottoms(sheet: Sheet, top: number): number[] {
  const forced = sheet.merges
    .filter((merge) => merge.top === top && merge.bottom > top && merge.bottom - top < HEADING_ROWS_MAX)
    .reduce((bottom, merge) => Math.max(bottom, merge.bottom), top);
  const bottoms = [forced];
  for (let row = forced + 1; row < top + HEADING_ROWS_MAX; row += 1) {
    if (
      !isLabelRow(sheet, row) ||
      labelCount(sheet, row) === 0 ||
      !continuesAbove(sheet, { top, bottom: row - 1 }, row)
    )
      break;
    bottoms.push(row);
  }
  return bottoms;
}

/** A lower heading row stands only under spread-out parents or in columns still without a word. */
function continuesAbove(sheet: Sheet, above: { top: number; bottom: number }, row: number): boolean {
  return (sheet.rows[row] ?? []).every((cell, column) => {
    if (textOf(cell) === '') return true;
    const parent = labelAt(sheet, above.bottom, column);
    return (
      parent === '' || mergeAt(sheet, above.bottom, column) !== undefined || spreadsRight(sheet, above.bottom, column)
    );
  });
}

function spreadsRight(sheet: Sheet, row: number, column: number): boolean {
  return textOf(cellAt(sheet, row, column + 1)) === '' && textOf(cellAt(sheet, row + 1, column + 1)) !== '';
}

function pathOf(sheet: Sheet, block: { top: number; bottom: number }, column: number): string[] {
  const path: string[] = [];
  for (let row = block.top; row <= block.bottom; row += 1) {
    let label = labelAt(sheet, row, column);
    if (label === '' && row < block.bottom && hasLabelBelow(sheet, { top: row + 1, bottom: block.bottom }, column)) {
      label = parentToTheLeft(sheet, row, column);
    }
    if (label !== '' && path.at(-1) !== label) path.push(label);
  }
  return path;
}

function hasLabelBelow(sheet: Sheet, block: { top: number; bottom: number }, column: number): boolean {
  for (let row = block.top; row <= block.bottom; row += 1) if (labelAt(sheet, row, column) !== '') return true;
  return false;
}

/** Files saved without merges leave the columns right of a parent heading empty: the parent to the left is theirs. */
function parentToTheLeft(sheet: Sheet, row: number, column: number): string {
  for (let left = column - 1; left >= 0; left -= 1) {
    const label = labelAt(sheet, row, left);
    const endsHere = mergeAt(sheet, row, left);
    if (label !== '') return endsHere || textOf(cellAt(sheet, row + 1, left)) === '' ? '' : label;
    if (textOf(cellAt(sheet, row + 1, left)) === '') return '';
  }
  return '';
}

function labelAt(sheet: Sheet, row: number, column: number): string {
  const merge = mergeAt(sheet, row, column);
  return textOf(merge ? cellAt(sheet, merge.top, merge.left) : cellAt(sheet, row, column)).replace(/\s+/g, ' ');
}

function mergeAt(sheet: Sheet, row: number, column: number): Merge | undefined {
  return sheet.merges.find(
    (merge) => merge.top <= row && row <= merge.bottom && merge.left <= column && column <= merge.right,
  );
}

function labelCount(sheet: Sheet, row: number): number {
  return (sheet.rows[row] ?? []).filter((cell) => textOf(cell) !== '').length;
}

/** Words only: a number, a date or a text that starts with a digit is data. */
function isLabelRow(sheet: Sheet, row: number): boolean {
  return (sheet.rows[row] ?? []).every((cell) => {
    const text = textOf(cell);
    if (text === '') return true;
    // A year stands at the head of a column of balances.
    if (/^(19|20)\d{2}$/.test(text)) return true;
    return cell?.kind === 'text' && text.length <= HEADING_CHARACTERS_MAX && !/^[-(]?(rp\.? ?)?\d/i.test(text);
  });
}
