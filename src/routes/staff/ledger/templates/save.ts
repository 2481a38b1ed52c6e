import type { RequestEvent } from '@sveltejs/kit';
import { fail, redirect } from '@sveltejs/kit';
import { saveTemplate } from '#books';
import { DomainError, fieldError } from '#kernel/errors';
import { chartOfAccounts } from '#ledger';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, gatherErrors, readForm } from '#lib/server/form.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { rowCount } from '../entry-form.ts';
import { readTemplate } from './template-form.ts';

/** Saves the sheet of a template, new or old; a refusal hands it back as it was typed. */
export async function saveSheet(event: RequestEvent, templateId?: string) {
  const context = await requireStaff(event, 'ledger.post');
  const values = await readForm(event.request);
  const { locale } = event.locals;
  const sheet = readTemplate(values, await chartOfAccounts(context, {}), locale);
  try {
    gatherErrors(
      Object.entries(sheet.errors).map(([field, pesan]) => () => {
        throw fieldError(field, 'line', pesan);
      }),
    );
    const input = {
      ...(templateId && { templateId, version: Number(values['version']) || 1 }),
      name: values['name'],
      description: values['description'] ?? '',
      lines: sheet.input,
    };
    await saveTemplate(context, input, { key: formKey(values) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const failure = formFailure(error, { ...values, rows: String(rowCount(values, false)) });
    return fail(failure.status, { ...failure.data, lines: sheet.lines });
  }
  setFlash(event.cookies, { tone: 'success', text: pick(journalText, locale).templateSaved });
  redirect(303, '/staff/ledger/templates');
}

/** More rows for the sheet of a template; nothing is saved. */
export async function moreRows(event: RequestEvent) {
  const context = await requireStaff(event, 'ledger.post');
  const typed = await readForm(event.request);
  const values = { ...typed, rows: String(rowCount(typed, true)) };
  const { lines } = readTemplate(values, await chartOfAccounts(context, {}), event.locals.locale);
  const errors: Record<string, string> = {};
  return { values, lines, errors, message: undefined, reason: '' };
}
