import { fail, redirect } from '@sveltejs/kit';
import { newId } from '#kernel/ids';
import { attachToEntry, entryAttachments, entryDetail, entryPlace, isJournalSource, VOUCHER_BYTES_MAX } from '#ledger';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const { id } = event.params;
  const [entry, place, attachments] = await Promise.all([
    orErrorPage(entryDetail(context, { id })),
    orErrorPage(entryPlace(context, { id })),
    orErrorPage(entryAttachments(context, { entryId: id })),
  ]);
  const { permissions } = context.actor;
  const open = !entry.reversed && entry.reversesId === null;
  return {
    entry,
    place,
    attachments,
    zone: context.cooperative.zone,
    key: newId(),
    mayAttach: permissions.has('ledger.post'),
    mayCopy: permissions.has('ledger.post') && isJournalSource(entry.source) && entry.reversesId === null,
    mayReverse: permissions.has('ledger.reverse') && open && isJournalSource(entry.source),
    elsewhere: open && !isJournalSource(entry.source),
  };
};

export const actions: Actions = {
  attach: async (event) => {
    const context = await requireStaff(event);
    const t = pick(ledgerText, event.locals.locale);
    const data = await event.request.formData();
    const values = formValues(data);
    const file = data.get('file');
    const refuse = (text: string) => fail(400, { values, errors: { file: text }, message: text, reason: 'voucher' });
    if (!(file instanceof File) || file.size === 0) return refuse(t.attachMissing);
    if (file.size > VOUCHER_BYTES_MAX) return refuse(t.attachTooLarge);
    try {
      const content = Buffer.from(await file.arrayBuffer()).toString('base64');
      const name = file.name.replaceAll(/\p{Cc}/gu, '').slice(-120) || t.vouchers;
      await attachToEntry(context, { entryId: event.params.id, name, content }, { key: formKey(values) });
    } catch (error) {
      const failure = formFailure(error, values);
      return fail(failure.status, { ...failure.data, errors: { file: failure.data.message } });
    }
    setFlash(event.cookies, { tone: 'success', text: t.attached });
    redirect(303, event.url.pathname);
  },
};
