import { isBlank, type ReadSheet as Sheet, textOf, widthOf } from '#documents';
import { recogniseColumns } from './layout/columns.ts';
import { FIELDS, type Field } from './layout/fields.ts';
import { blockOf } from './layout/headings.ts';
import { kindsOf } from './layout/kind.ts';
import type { Mapping } from './layout/mapping.ts';
import { recogniseSheet } from './layout/recognise.ts';
import { titleOf } from './layout/rows.ts';
import { masked, PERSONAL_FIELDS } from './plan/issues.ts';

/** A column as the wizard shows it: its letter, heading, a few values, what it is taken to mean and how sure that is. */
export type ColumnView = {
  readonly index: number;
  readonly letter: string;
  readonly heading: string;
  readonly field: Field | null;
  readonly score: number;
  readonly samples: readonly string[];
};

const SAMPLES = 3;
const ROWS_LOOKED_AT = 200;

/** The columns of a sheet under a mapping; columns without heading and values are left out. */
export function columnViews(sheet: Sheet, mapping: Mapping): ColumnView[] {
  const hasHeadings = mapping.headingTop >= 0;
  const block = hasHeadings ? blockOf(sheet, mapping.headingTop, mapping.headingBottom) : undefined;
  const scores = new Map((block ? recogniseColumns(block) : []).map((column) => [column.index, column]));
  const fields = new Map(mapping.columns.map(({ index, field }) => [index, field]));
  return Array.from({ length: widthOf(sheet) }, (_, index): ColumnView => {
    const field = fields.get(index) ?? null;
    const suggested = scores.get(index);
    const samples = samplesOf(sheet, mapping.headingBottom + 1, index);
    return {
      index,
      letter: letterOf(index),
      heading: block?.paths[index]?.join(' / ') ?? '',
      field,
      score: suggested && suggested.field === field ? suggested.score : 0,
      samples: field !== null && PERSONAL_FIELDS.has(field) ? samples.map(masked) : samples,
    };
  }).filter((column) => column.heading !== '' || column.samples.length > 0);
}

/** The mapping recognition proposes for a sheet, or for heading rows people pointed at. Rows count from zero. */
export function proposeMapping(sheet: Sheet, fileName: string, headings?: { top: number; bottom: number }): Mapping {
  const recognised = recogniseSheet(sheet, fileName).mapping;
  if (!headings || (headings.top === recognised.headingTop && headings.bottom === recognised.headingBottom))
    return recognised;
  const columns = headings.top < 0 ? [] : recogniseColumns(blockOf(sheet, headings.top, headings.bottom));
  return {
    ...recognised,
    kind: columns.length > 0 ? (kindsOf(columns, titleOf(sheet, headings.top))[0]?.kind ?? 'unknown') : recognised.kind,
    headingTop: headings.top,
    headingBottom: headings.bottom,
    columns: columns.flatMap(({ index, field }) => (field ? [{ index, field }] : [])),
  };
}

/** True for a text that names a field. */
export function isField(text: string): text is Field {
  return FIELDS.some((field) => field === text);
}

function samplesOf(sheet: Sheet, from: number, column: number): string[] {
  const samples = new Set<string>();
  for (const row of sheet.rows.slice(from, from + ROWS_LOOKED_AT)) {
    const cell = row[column] ?? null;
    if (!isBlank(cell)) samples.add(textOf(cell).slice(0, 40));
    if (samples.size === SAMPLES) break;
  }
  return [...samples];
}

/** 0 is A, 25 is Z, 26 is AA: as spreadsheets name columns. */
function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
