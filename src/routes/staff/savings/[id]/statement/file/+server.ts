import { cooperativeLetterhead } from '#cooperatives';
import { dateText, tablePdf, tableSheet, WORKBOOK_TYPE, writeWorkbook } from '#documents';
import { parseDate } from '#kernel/dates';
import { momentText } from '#lib/formats.ts';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { passbookTable, statement } from '#savings';
import { statementRange } from '../range.ts';
import type { RequestHandler } from './$types';

/** A statement as PDF (`?as=pdf`) or workbook: the same table, the same figures. */
export const GET: RequestHandler = async (event) => {
  const context = await requireStaff(event, 'savings.read');
  const { cooperative, clock, actor } = context;
  const { from, to } = statementRange(event.url.searchParams, clock.today(cooperative.zone));
  const [found, letterhead] = await Promise.all([
    orErrorPage(statement(context, { accountId: event.params.id, from, to })),
    orErrorPage(cooperativeLetterhead(context, {})),
  ]);
  const table = passbookTable(found, letterhead, (day) => dateText(parseDate(day)));
  const writtenAt = clock.now();
  const name = `mutasi-${found.account.number}-${from}`;
  if (event.url.searchParams.get('as') === 'xlsx') {
    return fileAnswer(
      { name: `${name}.xlsx`, bytes: await writeWorkbook([tableSheet(table)], writtenAt) },
      WORKBOOK_TYPE,
    );
  }
  const footer = `Dicetak ${momentText(writtenAt.toISOString(), cooperative.zone)} oleh ${actor.name}`;
  return fileAnswer(
    { name: `${name}.pdf`, bytes: await tablePdf(table, { orientation: 'portrait', footer, writtenAt }) },
    'application/pdf',
  );
};
