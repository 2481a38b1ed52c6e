import { error, type RequestEvent, redirect } from '@sveltejs/kit';
import { deviceLabel, keepDraft, personBehind, type SignedIn, type Visitor } from '#identity';
import type { Context } from '#kernel/context';
import type { Permission } from '#kernel/permissions';
import { pick } from '../text/index.ts';
import { signInText } from '../text/sign-in.ts';
import { deviceTokens, keepCooperative, keepDevice, keepDraftToken, keepSession, readCookie } from './cookies.ts';
import { isOwnPath } from './flash.ts';
import { formValues } from './form.ts';
import { runtime } from './runtime.ts';

/** A signed-in member: the context of which `actor.memberId` is known. */
export type MemberContext = Context & { readonly actor: { readonly memberId: string } };

/**
 * The context of the staff member behind a request. Nobody signed in: to the sign-in page and back, with what was
 * typed kept for the same person. A member: to their own page. Without the permission: a page that says so (403).
 */
export async function requireStaff(event: RequestEvent, permission?: Permission): Promise<Context> {
  const { context } = event.locals;
  if (!context) return signInFirst(event, '/sign-in');
  if (context.actor.kind !== 'staff') redirect(303, '/me');
  if (permission && !context.actor.permissions.has(permission)) {
    error(403, { message: pick(signInText, event.locals.locale).notAllowed });
  }
  return context;
}

/** The context of the member behind a request; nobody signed in: to the member's sign-in page and back. Staff: to their desk. */
export async function requireMember(event: RequestEvent): Promise<MemberContext> {
  const { context } = event.locals;
  if (!context) return signInFirst(event, '/sign-in/member');
  const { memberId } = context.actor;
  if (memberId === null) redirect(303, '/staff');
  return { ...context, actor: { ...context.actor, memberId } };
}

/** What the person was writing on this page when their session ended, or null. Fields of the library show it by themselves. */
export function draftFor(event: RequestEvent): Readonly<Record<string, string>> | null {
  return event.locals.draft ?? null;
}

/** Who knocks at the sign-in page. */
export function visitorOf(event: RequestEvent): Visitor {
  return {
    address: event.getClientAddress(),
    deviceTokens: deviceTokens(event),
    deviceLabel: deviceLabel(event.request.headers.get('user-agent') ?? ''),
    remember: true,
  };
}

/** Puts a fresh session into this browser and answers where to go now. The token before it is not used again. */
export function enter(event: RequestEvent, signedIn: SignedIn): string {
  keepSession(event, signedIn.token, signedIn.expiresAt);
  if (signedIn.deviceToken) keepDevice(event, signedIn.deviceToken);
  const next = event.url.searchParams.get('next');
  if (!signedIn.cooperative)
    return isOwnPath(next) ? `/sign-in/cooperative?next=${encodeURIComponent(next)}` : '/sign-in/cooperative';
  keepCooperative(event, signedIn.cooperative.slug);
  const home = signedIn.kind === 'member' ? '/me' : '/staff';
  return isOwnPath(next) && next.startsWith(home) ? next : home;
}

async function signInFirst(event: RequestEvent, page: '/sign-in' | '/sign-in/member'): Promise<never> {
  if (event.request.method === 'POST') await keepForm(event);
  const search = [...event.url.searchParams].filter(([name]) => !name.startsWith('/'));
  const query = search.length > 0 ? `?${new URLSearchParams(search)}` : '';
  const ended = readCookie(event, 'session') ? '&ended=1' : '';
  redirect(303, `${page}?next=${encodeURIComponent(event.url.pathname + query)}${ended}`);
}

/** Keeps a form that came after its session had ended, for the person whose session it was. */
async function keepForm(event: RequestEvent): Promise<void> {
  const token = readCookie(event, 'session');
  if (!token || event.request.bodyUsed) return;
  const { surroundings } = runtime();
  const personId = await personBehind(surroundings, token);
  if (!personId) return;
  const values = formValues(await event.request.formData().catch(() => new FormData()));
  if (Object.keys(values).length === 0) return;
  const draft = await keepDraft(surroundings, { personId, path: event.url.pathname, values });
  if (draft) keepDraftToken(event, draft);
}
