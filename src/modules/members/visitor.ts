import type { Context } from '#kernel/context';

/** The person id under which somebody without a session sends the public form. */
export const VISITOR_PERSON = '00000000-0000-7000-8000-000000000002';

/** A context that may do nothing but apply for membership. */
export function visitorContext(parts: Pick<Context, 'cooperative' | 'clock' | 'database'>): Context {
  return {
    ...parts,
    actor: {
      kind: 'system',
      personId: VISITOR_PERSON,
      name: 'Pemohon',
      memberId: null,
      sessionId: null,
      deviceId: null,
      permissions: new Set(['self.write']),
    },
  };
}
