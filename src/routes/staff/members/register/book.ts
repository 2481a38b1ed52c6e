import type { Column, Letterhead, TableDocument } from '#documents';
import { dateSlash } from '#lib/formats.ts';
import type { Locale } from '#lib/text/index.ts';
import { membersText } from '#lib/text/members.ts';
import type { RegisterLine } from '#members';

// Characters a column takes on A4 landscape, in the order of `registerBook.columns`.
const WIDTHS = [9, 20, 15, 18, 4, 12, 24, 10, 10, 10, 10, 12, 10];

/** The register's lines as cells, the same for screen, PDF and workbook. Signature columns are left for the pen. */
export function bookRows(lines: readonly RegisterLine[], locale: Locale): string[][] {
  const t = membersText[locale];
  const day = (date: string | null) => (date ? dateSlash(date) : '');
  return lines.map((line) => [
    line.number,
    line.fullName,
    line.nik ?? '',
    [line.birthPlace, day(line.birthDate)].filter(Boolean).join(', '),
    line.sex === null ? '' : line.sex === 'male' ? 'L' : 'P',
    line.occupation ?? '',
    line.address ?? '',
    day(line.joinedOn),
    '',
    day(line.exitRequestedOn),
    day(line.exitedOn),
    line.exitKind ? t.exitKinds[line.exitKind] : '',
    '',
  ]);
}

/** The register as a table that leaves as PDF or workbook. */
export function bookTable(
  lines: readonly RegisterLine[],
  of: { readonly letterhead: Letterhead; readonly locale: Locale; readonly printed: string },
): TableDocument {
  const t = membersText[of.locale].registerBook;
  const columns: Column[] = t.columns.map((heading, index) => ({ heading, kind: 'text', width: WIDTHS[index] ?? 10 }));
  return {
    letterhead: of.letterhead,
    title: t.title,
    subtitle: [t.printed(of.printed)],
    columns,
    rows: bookRows(lines, of.locale),
  };
}
