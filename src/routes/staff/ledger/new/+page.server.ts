import { fail, redirect } from '@sveltejs/kit';
import { type Branch, organisation } from '#cooperatives';
import type { Context } from '#kernel/context';
import { DomainError, fieldError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { chartOfAccounts, postEntry } from '#ledger';
import { rupiah } from '#lib/formats.ts';
import { setFlash } from '#lib/server/flash.ts';
import { dateValue, type FormValues, formFailure, formKey, gatherErrors, readForm } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { type Locale, pick } from '#lib/text/index.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import type { Actions, PageServerLoad } from './$types';
import { type ReadEntry, readEntry, rowCount } from './entry-form.ts';

export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event);
  const [chart, places] = await Promise.all([
    orErrorPage(chartOfAccounts(context, {})),
    context.actor.permissions.has('cooperative.read') ? organisation(context, {}) : { branches: [], units: [] },
  ]);
  return {
    key: newId(),
    places: { branches: places.branches.filter(isOpen), units: places.units.filter(isOpen) },
    today: context.clock.today(context.cooperative.zone),
    accounts: chart.filter((line) => line.postable && line.active).map(({ code, name }) => ({ code, name })),
    blank: readEntry({}, [], event.locals.locale),
  };
};

const isOpen = (place: Branch) => place.status === 'active';

export const actions: Actions = {
  check: (event) => redraw(event, false),
  add: (event) => redraw(event, true),
  post: async (event) => {
    const context = await requireStaff(event);
    const values = await readForm(event.request);
    const entry = await read(context, values, event.locals.locale);
    let posted: { id: string; number: string };
    try {
      const happenedOn = readWhole(values, entry, event.locals.locale);
      const input = { happenedOn, description: values['description'], lines: entry.input, ...placeIds(values) };
      ({ result: posted } = await postEntry(context, input, { key: formKey(values) }));
    } catch (error) {
      return withEntry(formFailure(error, values), values, entry);
    }
    setFlash(event.cookies, {
      tone: 'success',
      text: pick(ledgerText, event.locals.locale).posted(posted.number),
    });
    redirect(303, `/staff/ledger/${posted.id}`);
  },
};

type ActionEvent = Parameters<NonNullable<Actions['post']>>[0];

// Adding rows and adding up change nothing: they hand the form back with what was typed.
async function redraw(event: ActionEvent, more: boolean) {
  const context = await requireStaff(event);
  const typed = await readForm(event.request);
  const values = { ...typed, rows: String(rowCount(typed, more)) };
  const entry = await read(context, values, event.locals.locale);
  return { values, entry, errors: more ? {} : entry.errors, message: undefined, checked: !more };
}

function placeIds(values: FormValues): { branchId?: string; unitId?: string } {
  const { branch, unit } = values;
  return { ...(branch && { branchId: branch }), ...(unit && { unitId: unit }) };
}

async function read(context: Context, values: FormValues, locale: Locale): Promise<ReadEntry> {
  return readEntry(values, await chartOfAccounts(context, {}), locale);
}

/** The book date, once every field of the form is in order; else all its faults at once. */
function readWhole(values: FormValues, entry: ReadEntry, locale: Locale): string {
  const t = pick(ledgerText, locale);
  let date = '';
  gatherErrors([
    () => {
      date = dateValue(values, 'happenedOn', locale);
    },
    () => {
      if (!values['description']) throw fieldError('description', 'required', t.descriptionHint);
    },
    ...Object.entries(entry.errors).map(([field, pesan]) => () => {
      throw fieldError(field, 'line', pesan);
    }),
  ]);
  if (entry.input.length < 2) throw fieldError('account_0', 'lines_too_few', t.noLines);
  if (!entry.totals.equal) {
    throw new DomainError('invalid', 'entry_unbalanced', t.notBalanced(rupiah(entry.totals.difference)));
  }
  return date;
}

function withEntry(failure: ReturnType<typeof formFailure>, values: FormValues, entry: ReadEntry) {
  const kept = { ...failure.data.values, rows: String(rowCount(values, false)) };
  return fail(failure.status, { ...failure.data, values: kept, entry, checked: true });
}
