import { redirect } from '@sveltejs/kit';
import { signOut } from '#identity';
import { dropCookie, readCookie } from '#lib/server/cookies.ts';
import { setFlash } from '#lib/server/flash.ts';
import { runtime } from '#lib/server/runtime.ts';
import { pick } from '#lib/text/index.ts';
import { signInText } from '#lib/text/sign-in.ts';
import type { RequestHandler } from './$types';

/** Ends the session in the database, not in this browser only. */
export const POST: RequestHandler = async (event) => {
  const token = readCookie(event, 'session');
  if (token) await signOut(runtime().surroundings, token);
  dropCookie(event, 'session');
  dropCookie(event, 'draft');
  setFlash(event.cookies, { tone: 'info', text: pick(signInText, event.locals.locale).signedOut });
  redirect(303, event.locals.context?.actor.kind === 'member' ? '/sign-in/member' : '/sign-in');
};
