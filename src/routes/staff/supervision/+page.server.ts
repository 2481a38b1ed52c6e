import { redirect } from '@sveltejs/kit';
import { cooperativeProfile } from '#cooperatives';
import { newId } from '#kernel/ids';
import { parseDateInput } from '#lib/formats.ts';
import { setFlash } from '#lib/server/flash.ts';
import { formFailure, formKey, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { oversightText } from '#lib/text/oversight.ts';
import { exceptions, FINDING_RULES, reviewFinding } from '#oversight';
import type { Actions, PageServerLoad } from './$types';

/** The exceptions of the days asked for; the review form stands open for the one that was chosen. */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'oversight.read');
  const asked = (name: string) => event.url.searchParams.get(name)?.trim() ?? '';
  const dates = Object.fromEntries(['from', 'to'].flatMap((name) => dateOf(name, asked(name))));
  const found = await orErrorPage(exceptions(context, dates));
  const profile = await orErrorPage(cooperativeProfile(context, {}));
  const chosen = found.groups
    .flatMap(({ findings }) => findings)
    .find(({ rule, key }) => rule === asked('rule') && key === asked('key'));
  const firstYear = Number(profile.booksOpenFrom.slice(0, 4));
  const lastYear = Number(context.clock.today(context.cooperative.zone).slice(0, 4));
  return {
    ...found,
    chosen: chosen ?? null,
    typed: { from: asked('from') || found.from, to: asked('to') || found.to },
    mayReview: context.actor.permissions.has('audit.pack'),
    years: Array.from({ length: lastYear - firstYear + 1 }, (_, index) => String(lastYear - index)),
    key: newId(),
    zone: context.cooperative.zone,
  };
};

function dateOf(name: string, text: string): [string, string][] {
  const read = parseDateInput(text);
  return 'date' in read ? [[name, read.date]] : [];
}

export const actions: Actions = {
  default: async (event) => {
    const context = await requireStaff(event, 'audit.pack');
    const values = await readForm(event.request);
    const rule = FINDING_RULES.find((one) => one === values['rule']);
    const review = { rule, key: values['findingKey'], verdict: values['verdict'], note: values['note'] ?? '' };
    try {
      await reviewFinding(context, review, { key: formKey(values) });
    } catch (refusal) {
      return formFailure(refusal, values);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(oversightText, event.locals.locale).saved });
    const { searchParams } = event.url;
    const days = new URLSearchParams({ from: searchParams.get('from') ?? '', to: searchParams.get('to') ?? '' });
    redirect(303, `/staff/supervision?${days}#${rule}`);
  },
};
