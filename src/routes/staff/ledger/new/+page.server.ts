import { redirect } from '@sveltejs/kit';
import {
  asksTotal,
  fillTemplate,
  journalDraft,
  journalTemplate,
  journalTemplates,
  postJournal,
  saveDraft,
} from '#books';
import type { Context } from '#kernel/context';
import { Held } from '#kernel/held';
import { isId, newId } from '#kernel/ids';
import { entryDetail } from '#ledger';
import { parseDateInput, parseRupiahInput } from '#lib/formats.ts';
import { setFlash } from '#lib/server/flash.ts';
import { type FormValues, formKey, formValues } from '#lib/server/form.ts';
import { orErrorPage } from '#lib/server/load.ts';
import { requireStaff } from '#lib/server/session.ts';
import { pick } from '#lib/text/index.ts';
import { journalText } from '#lib/text/journal.ts';
import { ledgerText } from '#lib/text/ledger.ts';
import { readEntry, rowCount, valuesOfLines } from '../entry-form.ts';
import {
  type Kept,
  keepFile,
  keptBefore,
  placeIds,
  readSheet,
  requireWhole,
  sheetChoices,
  valuesOfKept,
  withEntry,
} from '../form-data.ts';
import type { Actions, PageServerLoad } from './$types';

/** The sheet: blank, a draft (`?draft=`), a template filled in (`?template=&total=`), or a copy of an entry (`?copy=`). */
export const load: PageServerLoad = async (event) => {
  const context = await requireStaff(event, 'ledger.post');
  const { searchParams } = event.url;
  const id = (name: string) => (isId(searchParams.get(name) ?? '') ? (searchParams.get(name) ?? '') : null);
  const [{ chart, places, accounts }, templates, start] = await Promise.all([
    sheetChoices(context),
    orErrorPage(journalTemplates(context, {})),
    startOf(
      context,
      { draft: id('draft'), template: id('template'), copy: id('copy') },
      searchParams.get('total') ?? '',
    ),
  ]);
  const read = parseDateInput(searchParams.get('on') ?? '');
  const today = 'date' in read ? read.date : context.clock.today(context.cooperative.zone);
  return {
    key: newId(),
    places,
    accounts,
    templates: templates.map(({ name, id: value, lines }) => ({ value, label: name, asks: asksTotal(lines) })),
    today,
    start,
    entry: readEntry(start.values, chart, event.locals.locale),
  };
};

type Start = { values: FormValues; open: string[]; template: string; asksTotal: boolean; draftOf: string };
const BLANK: Start = { values: {}, open: [], template: '', asksTotal: false, draftOf: '' };

async function startOf(
  context: Context,
  ids: { draft: string | null; template: string | null; copy: string | null },
  total: string,
): Promise<Start> {
  if (ids.draft) return fromDraft(context, ids.draft);
  if (ids.template) return fromTemplate(context, ids.template, total);
  if (!ids.copy) return BLANK;
  const entry = await orErrorPage(entryDetail(context, { id: ids.copy }));
  const lines = entry.lines.map(({ code, debit, credit, note }) => ({
    account: code,
    debit: debit ?? '',
    credit: credit ?? '',
    note: note ?? '',
  }));
  return { ...BLANK, values: { ...valuesOfLines(lines), description: entry.description } };
}

async function fromDraft(context: Context, draftId: string): Promise<Start> {
  const draft = await orErrorPage(journalDraft(context, { draftId }));
  const values = {
    ...valuesOfLines(draft.lines),
    ...valuesOfKept(draft.vouchers),
    description: draft.description,
    happenedOn: draft.happenedOn ?? '',
    branch: draft.branchId ?? '',
    unit: draft.unitId ?? '',
    turnsRound: draft.turnsRound ? 'yes' : '',
    draftId: draft.id,
    version: String(draft.version),
  };
  return { ...BLANK, values, draftOf: draft.writtenByName };
}

async function fromTemplate(context: Context, templateId: string, typed: string): Promise<Start> {
  const template = await orErrorPage(journalTemplate(context, { templateId }));
  const total = parseRupiahInput(typed);
  const lines = fillTemplate(template.lines, 'sen' in total ? total.sen : null);
  const open = lines.flatMap((line, row) => (line.open ? [`${line.open}_${row}`] : []));
  const values = { ...valuesOfLines(lines), description: template.description, total: typed };
  return { ...BLANK, values, open, template: templateId, asksTotal: asksTotal(template.lines) };
}

export const actions: Actions = {
  check: (event) => redraw(event, false),
  add: (event) => redraw(event, true),
  post: (event) => post(event, false),
  next: (event) => post(event, true),
  draft: async (event) => {
    const { context, values, kept, entry, failure } = await received(event);
    if (failure) return failure;
    try {
      await saveDraft(context, draftOf(values, kept, entry.lines), { key: formKey(values) });
    } catch (error) {
      return withEntry(error, values, entry);
    }
    setFlash(event.cookies, { tone: 'success', text: pick(journalText, event.locals.locale).draftSaved });
    redirect(303, '/staff/ledger/drafts');
  },
};

type ActionEvent = Parameters<NonNullable<Actions['post']>>[0];

/** What was sent, with its file kept already: whatever becomes of the form, nobody picks the file again. */
async function received(event: ActionEvent) {
  const context = await requireStaff(event, 'ledger.post');
  const data = await event.request.formData();
  const typed = formValues(data);
  const entry = await readSheet(context, typed, event.locals.locale);
  try {
    const kept = await keepFile(context, data, typed, event.locals.locale);
    return { context, values: { ...typed, ...valuesOfKept(kept) }, kept, entry, failure: undefined };
  } catch (error) {
    return { context, values: typed, kept: keptBefore(typed), entry, failure: withEntry(error, typed, entry) };
  }
}

async function post(event: ActionEvent, next: boolean) {
  const { context, values, kept, entry, failure } = await received(event);
  if (failure) return failure;
  const { locale } = event.locals;
  const t = pick(journalText, locale);
  let [happenedOn, posted] = ['', ''];
  try {
    [happenedOn = ''] = requireWhole(values, entry, ['happenedOn'], locale);
    const input = {
      happenedOn,
      description: values['description'],
      lines: entry.input,
      ...placeIds(values),
      vouchers: kept,
      turnsRound: values['turnsRound'] === 'yes',
      ...(values['draftId'] && { draftId: values['draftId'] }),
    };
    const { result } = await postJournal(context, input, { key: formKey(values) });
    posted = result.id;
    setFlash(event.cookies, { tone: 'success', text: pick(ledgerText, locale).posted(result.number) });
  } catch (error) {
    if (!(error instanceof Held)) return withEntry(error, values, entry);
    setFlash(event.cookies, { tone: 'info', text: t.held });
  }
  redirect(303, next ? `/staff/ledger/new?on=${happenedOn}` : `/staff/ledger${posted && `/${posted}`}`);
}

// Adding rows and adding up change nothing: they hand the form back with what was typed.
async function redraw(event: ActionEvent, more: boolean) {
  const { values: sent, entry, failure } = await received(event);
  if (failure) return failure;
  const values = { ...sent, rows: String(rowCount(sent, more)) };
  return { values, entry, errors: more ? {} : entry.errors, message: undefined, reason: '', checked: !more };
}

function draftOf(
  values: FormValues,
  vouchers: readonly Kept[],
  lines: readonly { account: string; debit: string; credit: string; note: string }[],
) {
  const date = parseDateInput(values['happenedOn'] ?? '');
  return {
    ...(values['draftId'] && { draftId: values['draftId'], version: Number(values['version']) || 1 }),
    happenedOn: 'date' in date ? date.date : null,
    description: values['description'] ?? '',
    lines: lines
      .filter((line) => line.account || line.debit || line.credit || line.note)
      .map(({ account, debit, credit, note }) => ({ account, debit, credit, note })),
    vouchers,
    ...placeIds(values),
    turnsRound: values['turnsRound'] === 'yes',
  };
}
