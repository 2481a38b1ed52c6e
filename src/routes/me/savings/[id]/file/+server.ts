import { dateText, tablePdf } from '#documents';
import { parseDate } from '#kernel/dates';
import { momentText } from '#lib/formats.ts';
import { fileAnswer } from '#lib/server/file-answer.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireMember } from '#lib/server/session.ts';
import { ownStatement, passbookTable } from '#savings';
import { askedMonth } from '../../month.ts';
import type { RequestHandler } from './$types';

/** A month of a member's own saving as PDF. */
export const GET: RequestHandler = async (event) => {
  const context = await requireMember(event);
  const { cooperative, clock } = context;
  const { from, to } = askedMonth(event.url.searchParams, clock.today(cooperative.zone));
  const statement = await orErrorPage(ownStatement(context, { accountId: event.params.id, from, to }));
  const letterhead = { cooperative: cooperative.name, lines: [] };
  const writtenAt = clock.now();
  const table = passbookTable(statement, letterhead, (day) => dateText(parseDate(day)));
  const footer = `Diunduh ${momentText(writtenAt.toISOString(), cooperative.zone)}`;
  const bytes = await tablePdf(table, { orientation: 'portrait', footer, writtenAt });
  return fileAnswer(
    { name: `mutasi-${statement.account.number}-${from.slice(0, 7)}.pdf`, bytes },
    'application/pdf',
    'attachment',
  );
};
