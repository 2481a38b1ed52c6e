import { z } from 'zod';
import type { ReportPart } from '#documents';
import { type QueryScope, query } from '#kernel/query';
import { bookYear } from '../../rules/book-year.ts';
import type { StatementTable } from '../../statements/table.ts';
import { readFigures } from '../figures.ts';
import { type PaperPeriod, paperPeriod, periodText } from '../period.ts';
import { fillPlaceholders, PLACEHOLDERS, paragraphsOf } from '../rules/placeholders.ts';
import { type NoteFacts, readNoteFacts } from './facts.ts';
import { NOTE_SECTIONS, type NoteKey, noteSection } from './sections.ts';
import { type NoteVersion, readNotes, readVersions } from './store.ts';
import { assetTable, detailTable, loanTable, relatedTable, savingsTable } from './tables.ts';
import { sectionUnknown } from './write-note.ts';

/** A section as it is shown: words filled in, facts and tables from the data, and which version it is (0: the draft). */
export type Note = {
  readonly key: NoteKey;
  readonly number: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts: NoteFacts['facts'];
  readonly table: StatementTable | null;
  readonly version: number;
  readonly writtenByName: string | null;
  readonly writtenAt: string | null;
};

/** The year whose papers are asked for: up to today while it runs. */
export const YearInput = z.strictObject({ year: z.number().int().min(1900).max(2999).optional() });

/** The notes (CALK) of a book year: every section in its order. */
export const notes = query({
  name: 'books.notes',
  permission: 'books.read',
  input: YearInput,
  async run(scope, { year }) {
    const period = await yearPeriod(scope, year);
    return { year: period.year, period, notes: await readNoteSections(scope, period) };
  },
});

/** Step: the book year of a number up to its last day, or to today while it runs; without a number the one of today. */
export async function yearPeriod(scope: QueryScope, year: number | undefined): Promise<PaperPeriod> {
  const today = await paperPeriod(scope, undefined);
  if (year === undefined || year === today.year) return today;
  const { lastDay } = bookYear(year, Number(today.from.slice(5, 7)));
  return paperPeriod(scope, lastDay);
}

/** Step: the sections with words, facts and tables. */
export async function readNoteSections(scope: QueryScope, period: PaperPeriod): Promise<Note[]> {
  const [stored, { facts, values }, now, before] = await Promise.all([
    readNotes(scope, period.year),
    readNoteFacts(scope, period),
    readFigures(scope, period),
    readFigures(scope, period.previous),
  ]);
  const tables = new Map<NoteKey, StatementTable>([
    ['details', detailTable(period, now, before)],
    ['loans', await loanTable(scope, period)],
    ['savings', await savingsTable(scope, period, now)],
    ['fixed_assets', await assetTable(scope, period)],
    ['related', await relatedTable(scope, period, now)],
  ]);
  return NOTE_SECTIONS.map(({ key, title, words }, place) => {
    const own = stored.find(({ section }) => section === key);
    return {
      key,
      number: place + 1,
      title,
      paragraphs: paragraphsOf(fillPlaceholders(own?.words ?? words, values)),
      facts: key === 'general' ? facts : [],
      table: tables.get(key) ?? null,
      version: own?.version ?? 0,
      writtenByName: own?.writtenByName ?? null,
      writtenAt: own?.writtenAt ?? null,
    };
  });
}

/** One section to write: its words as they stand with their `{names}`, every earlier version, and what may be named. Error: `note_section_unknown`. */
export const noteForm = query({
  name: 'books.noteForm',
  permission: 'books.read',
  input: z.strictObject({ year: z.number().int().min(1900).max(2999), section: z.string().max(40) }),
  async run(scope, input) {
    const section = noteSection(input.section);
    if (!section) throw sectionUnknown();
    const [versions, facts] = await Promise.all([
      readVersions(scope, input.year, section.key),
      readNoteFacts(scope, await yearPeriod(scope, input.year)),
    ]);
    const [last] = versions;
    return {
      section,
      words: last?.words ?? section.words,
      version: last?.version ?? 0,
      versions: versions as readonly NoteVersion[],
      placeholders: Object.entries(PLACEHOLDERS).map(([name, label]) => ({
        name,
        label,
        value: facts.values[name as keyof typeof PLACEHOLDERS],
      })),
    };
  },
});

/** The notes as parts of a printed report: text, and after it the section's table. */
export function noteParts(sections: readonly Note[], period: PaperPeriod): ReportPart[] {
  const parts = sections.flatMap(({ number, title, paragraphs, facts, table }): ReportPart[] => {
    const heading = `${number}. ${title}`;
    if (!table || table.rows.length === 0) {
      return [{ kind: 'text', title: heading, paragraphs: [...paragraphs, ...(table?.remarks ?? [])], facts }];
    }
    return [
      { kind: 'text', title: heading, paragraphs, facts },
      { kind: 'statement', table: { ...table, title: `${number}. ${table.title}` }, inline: true },
    ];
  });
  return [{ kind: 'text', title: 'CATATAN ATAS LAPORAN KEUANGAN', paragraphs: [periodText(period)] }, ...parts];
}
