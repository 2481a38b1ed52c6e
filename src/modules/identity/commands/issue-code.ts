import type { Scope } from '#kernel/scope';
import { insertCode } from '../store/codes.ts';

/** How long a code on paper is good. */
export const CODE_LIFE_HOURS = 24;

/** A code to hand over; it is shown once and kept nowhere. */
export type HandedCode = { readonly personId: string; readonly code: string; readonly expiresAt: string };

/** Puts a code in force for a person of the scope's cooperative; answers until when it is good. */
export async function issue(
  scope: Scope,
  args: { personId: string; codeHash: string; purpose: 'activate' | 'reset' },
): Promise<string> {
  const expiresAt = new Date(scope.now.getTime() + CODE_LIFE_HOURS * 3_600_000);
  const { cooperativeId } = scope;
  const issuedBy = scope.context.actor.personId;
  await insertCode(scope.tx, { ...args, cooperativeId, birthDate: null, issuedBy, expiresAt }, scope.now);
  return expiresAt.toISOString();
}
