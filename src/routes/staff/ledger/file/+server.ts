import { cooperativeLetterhead } from '#cooperatives';
import { type Column, tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { tryDate } from '#kernel/dates';
import { journalLines } from '#ledger';
import { dateText } from '#lib/formats.ts';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { askedOf } from '../search.ts';
import type { RequestHandler } from './$types';

const KINDS: readonly Omit<Column, 'heading'>[] = [
  { kind: 'text', width: 8 },
  { kind: 'date', width: 12 },
  { kind: 'text', width: 40 },
  { kind: 'text', width: 10 },
  { kind: 'text', width: 30 },
  { kind: 'money', width: 18, total: true },
  { kind: 'money', width: 18, total: true },
  { kind: 'text', width: 24 },
  { kind: 'text', width: 20 },
];

/** The lines of the entries that the search above the journal finds, as a workbook. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'ledger.read');
  const { locale } = event.locals;
  const t = pick(journalText, locale);
  const { input } = askedOf(event.url, context.clock.today(context.cooperative.zone));
  const [lines, letterhead] = await Promise.all([
    orErrorPage(journalLines(context, input)),
    orErrorPage(cooperativeLetterhead(context, {})),
  ]);
  const { from, to } = input;
  const first = from ?? lines[0]?.businessDate;
  const range =
    from || to ? t.exportRange(first ? dateText(first, locale) : '–', to ? dateText(to, locale) : '–') : t.exportAll;
  const sheet = tableSheet({
    letterhead,
    title: t.exportTitle,
    subtitle: [range],
    columns: KINDS.map((kind, index) => ({ ...kind, heading: t.exportColumns[index] ?? '' })),
    rows: lines.map((line) => [
      line.number.toString(),
      tryDate(line.businessDate) ?? null,
      line.description,
      line.code,
      line.name,
      line.debitSen === 0n ? null : line.debitSen,
      line.creditSen === 0n ? null : line.creditSen,
      line.note,
      line.person,
    ]),
  });
  const bytes = await writeWorkbook([sheet], context.clock.now());
  return fileAnswer({ name: `jurnal-${context.cooperative.slug}.xlsx`, bytes }, WORKBOOK_TYPE);
};
