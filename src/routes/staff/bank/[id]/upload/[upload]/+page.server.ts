import { redirect } from '@sveltejs/kit';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { bankText } from '#lib/text/bank.ts';
import { pick } from '#lib/text/index.ts';
import { refusalText } from '#lib/text/refusals.ts';
import { bankAccount, bankUpload, importStatement } from '#payments';
import type { Actions, PageServerLoad } from './$types';

/** The first lines tell whether it is the right file. */
const LINES_SHOWN = 30;

/** What would be taken in from a file, with every warning; or why nothing can be. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'bank.reconcile');
  const { account } = await orErrorPage(bankAccount(context, { id: event.params.id }));
  try {
    const { upload, statements, warnings, repeated } = await bankUpload(context, { id: event.params.upload });
    const fresh = statements.flatMap((statement) => statement.fresh);
    return {
      key: newId(),
      account,
      refusal: null,
      fileName: upload.fileName,
      repeated,
      warnings: warnings.map(({ code, text }) => ({ code, text })),
      statements: statements.map(({ fromOn, toOn, openingSen, closingSen, lines, fresh: added }) => ({
        fromOn,
        toOn,
        openingSen,
        closingSen,
        read: lines.length,
        added: added.length,
      })),
      fresh: fresh.length,
      lines: fresh.slice(0, LINES_SHOWN).map(({ row, bookedOn, description, amountSen, balanceAfterSen }, at) => ({
        id: `${at} ${row}`,
        bookedOn,
        description,
        amountSen,
        balanceAfterSen,
      })),
    };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'not_found') throw await asErrorPage(error);
    const refusal = refusalText(error, event.locals.locale);
    return {
      key: newId(),
      account,
      refusal,
      fileName: '',
      repeated: false,
      warnings: [],
      statements: [],
      fresh: 0,
      lines: [],
    };
  }
};

async function asErrorPage(error: unknown): Promise<unknown> {
  return orErrorPage(Promise.reject(error)).catch((shown: unknown) => shown);
}

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'bank.reconcile');
    const values = await readForm(event.request);
    const t = pick(bankText, event.locals.locale);
    let added: number;
    try {
      const input = { uploadId: event.params.upload, agreed: values['agreed'] === 'yes' };
      ({ added } = (await importStatement(context, input, { key: formKey(values) })).result);
    } catch (error) {
      return formFailure(error, values);
    }
    setFlash(event.cookies, { tone: 'success', text: t.imported(added) });
    redirect(303, `/staff/bank/${event.params.id}`);
  },
};
