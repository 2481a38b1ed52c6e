import { createHash } from 'node:crypto';
import { error, redirect } from '@sveltejs/kit';
import { cooperativeByShortCode, findCooperative } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import { fieldError } from '#kernel/errors';
import { canonicalJson } from '#kernel/input';
import { type FormValues, formFailure, readForm } from '#lib/server/form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { pick } from '#lib/text/index.ts';
import { setupText } from '#lib/text/setup.ts';
import { regions } from '#members';
import { admitRegistration, type CreatedCooperative, createCooperative } from '#setup';
import { readRegion, regionLevels } from '../address.ts';
import { namedOffices, setupInput, suggested } from '../assemble.ts';
import { type Draft, dropDraft, keepDraft, readDraft, withCodes } from '../draft.ts';
import { checkStep, type FormStep, reachable, STEPS, type Step, stepAfter } from '../steps.ts';
import type { Actions, PageServerLoad } from './$types';

type Event = Parameters<NonNullable<Actions['default']>>[0];
/** A whole region code, down to the village: `33.19.01.2001`. */
const VILLAGE_LENGTH = 13;

export const load: PageServerLoad = async (event) => {
  const step = stepOf(event.params.step);
  // Codes and names must not come back out of a shared computer's memory.
  event.setHeaders({ 'cache-control': 'no-store' });
  let draft = draftOf(event, step);
  if (step === 'summary') {
    // Made before the create button is pressed, so that a lost answer can be asked for again with the same codes.
    draft = withCodes(draft, namedOffices(draft.values));
    keepDraft(event.cookies, draft);
  }
  const values = { ...suggested(draft.values, todayHere()), ...draft.values };
  const code = values['regionCode'] ?? '';
  return {
    step,
    number: STEPS.indexOf(step) + 1,
    previous: STEPS[STEPS.indexOf(step) - 1] ?? null,
    values,
    levels: step === 'address' ? await regionLevels(code) : [],
    regionName: step === 'summary' ? ((await regions()).nameOf(code) ?? '') : '',
  };
};

export const actions: Actions = {
  next: async (event) => {
    const step = stepOf(event.params.step);
    if (step === 'summary') error(405);
    const draft = draftOf(event, step);
    let typed = await readForm(event.request);
    try {
      if (step === 'address') {
        const regionCode = await readRegion(typed);
        typed = { ...typed, regionCode };
        if (regionCode.length !== VILLAGE_LENGTH) return await nextLevel(event, typed);
      }
      const around = { locale: event.locals.locale, today: todayHere(), values: draft.values };
      const kept = checkStep(step, typed, around);
      if (step === 'name') await checkFree(kept);
      keepOrRefuse(event, step, { ...draft, values: { ...draft.values, ...kept } });
    } catch (refusal) {
      return formFailure(refusal, typed);
    }
    redirect(303, `/setup/${stepAfter(step)}`);
  },
  create: async (event) => {
    const draft = draftOf(event, 'summary');
    if (Object.keys(draft.codes).length === 0) redirect(303, '/setup/summary');
    const { surroundings } = runtime();
    const input = setupInput(draft);
    const key = createHash('sha256').update(canonicalJson(input)).digest('hex');
    try {
      await admitRegistration(surroundings, event.getClientAddress(), process.env);
      const created = await createCooperative(surroundings, input, { id: draft.id, key });
      return { created: shownOnce(draft, created) };
    } catch (refusal) {
      return formFailure(refusal, {});
    }
  },
  finish: (event) => {
    dropDraft(event.cookies);
    redirect(303, '/sign-in/activate');
  },
};

function stepOf(name: string): Step {
  return STEPS.find((step) => step === name) ?? error(404);
}

/** The wizard of this browser, at a step it may be at; else back to where it stands. */
function draftOf(event: Pick<Event, 'cookies'>, step: Step): Draft {
  const draft = readDraft(event.cookies);
  if (!draft) redirect(303, '/setup');
  if (!reachable(step, draft.passed)) redirect(303, `/setup/${STEPS[draft.passed] ?? STEPS[0]}`);
  return draft;
}

/** No cooperative yet, so no zone: the day in western Indonesia. */
function todayHere(): BusinessDate {
  return runtime().surroundings.clock.today('WIB');
}

// The first press shows the level below what was chosen; pressed with nothing chosen at that level, it says so.
async function nextLevel(event: Event, typed: FormValues) {
  const levels = await regionLevels(typed['regionCode'] ?? '');
  const asked = levels.at(-1)?.level ?? 'province';
  const wasShown = asked in typed;
  const errors: Record<string, string> = wasShown
    ? { [asked]: pick(setupText, event.locals.locale).address.choose }
    : {};
  return { values: typed, errors, message: undefined, levels };
}

async function checkFree(values: FormValues): Promise<void> {
  const { database } = runtime().surroundings;
  if (await findCooperative(database, values['slug'] ?? '')) {
    throw fieldError('slug', 'slug_taken', 'Alamat ini sudah dipakai koperasi lain');
  }
  if (await cooperativeByShortCode(database, values['shortCode'] ?? '')) {
    throw fieldError('shortCode', 'short_code_taken', 'Kode singkat ini sudah dipakai koperasi lain');
  }
}

function keepOrRefuse(event: Event, step: FormStep, draft: Draft): void {
  const passed = Math.max(draft.passed, STEPS.indexOf(step) + 1);
  if (keepDraft(event.cookies, { ...draft, passed })) return;
  throw fieldError(step, 'draft_too_long', 'Isian ini terlalu panjang untuk disimpan. Persingkat, lalu coba lagi');
}

function shownOnce(draft: Draft, { cooperative, people }: CreatedCooperative) {
  const { name, slug, zone } = cooperative;
  const handed = namedOffices(draft.values).map((office, index) => ({
    office,
    fullName: draft.values[`name_${office}`] ?? '',
    username: people[index]?.username ?? '',
    expiresAt: people[index]?.expiresAt ?? '',
    code: draft.codes[office]?.code ?? '',
  }));
  return { name, slug, zone, people: handed };
}
