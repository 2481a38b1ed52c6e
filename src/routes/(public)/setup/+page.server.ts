import { redirect } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import { registrationIsOpen } from '#setup';
import type { Actions, PageServerLoad } from './$types';
import { keepDraft, newDraft, readDraft } from './draft.ts';
import { STEPS } from './steps.ts';

export const load: PageServerLoad = async ({ cookies }) => {
  const open = await registrationIsOpen(runtime().surroundings.database, process.env);
  const draft = readDraft(cookies);
  const resume = draft && draft.passed > 0 ? (STEPS[Math.min(draft.passed, STEPS.length - 1)] ?? null) : null;
  return { open, resume };
};

export const actions: Actions = {
  default: ({ cookies }) => {
    keepDraft(cookies, newDraft());
    redirect(303, `/setup/${STEPS[0]}`);
  },
};
