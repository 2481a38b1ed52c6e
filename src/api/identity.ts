import { z } from 'zod';
import { type Surroundings, signInStaff, signOut, whoAmI } from '#identity';
import { DomainError } from '#kernel/errors';
import { type Api, publicRoute, queryRoute } from './route.ts';

const PersonOut = z.object({ id: z.string(), name: z.string() });
const CooperativeOut = z.object({ id: z.string(), slug: z.string(), name: z.string(), zone: z.string() });

const SessionIn = z.strictObject({
  cooperative: z.string(),
  username: z.string(),
  password: z.string(),
  totp: z.string().optional(),
});

const SessionOut = z.object({
  token: z.string(),
  expiresAt: z.string(),
  person: PersonOut,
  roles: z.array(z.string()),
});

const MeOut = z.object({
  person: PersonOut,
  cooperative: CooperativeOut,
  kind: z.enum(['staff', 'member', 'system']),
  memberId: z.string().nullable(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
});

/** Signing in and out by program, and who one is. */
export function identityRoutes(api: Api, surroundings: Surroundings): void {
  publicRoute(
    api,
    {
      method: 'post',
      path: '/sessions',
      summary: 'Masuk',
      tag: 'sessions',
      input: SessionIn,
      output: SessionOut,
      status: 201,
    },
    async (input, c) => {
      const visitor = { address: addressOf(c.env), deviceTokens: [], deviceLabel: 'API', remember: false };
      const { token, expiresAt, person, roles } = await signInStaff(surroundings, requireCooperative(input), visitor);
      return { token, expiresAt, person, roles };
    },
  );
  publicRoute(
    api,
    {
      method: 'post',
      path: '/sessions/end',
      summary: 'Keluar',
      tag: 'sessions',
      output: z.object({ ended: z.literal(true) }),
    },
    async (_input, c) => {
      const header = c.req.header('authorization') ?? '';
      if (header.startsWith('Bearer ')) await signOut(surroundings, header.slice(7));
      return { ended: true };
    },
  );
  queryRoute(
    api,
    { method: 'get', path: '/me', summary: 'Siapa saya', tag: 'sessions', output: MeOut },
    ({ context }) => whoAmI(context, {}),
  );
}

/** The network address that the server put beside the request; a program without one shares the empty address. */
function addressOf(env: unknown): string {
  return z.object({ address: z.string() }).safeParse(env).data?.address ?? '';
}

function requireCooperative(input: Record<string, unknown>): Record<string, unknown> {
  if (typeof input['cooperative'] === 'string' && input['cooperative'] !== '') return input;
  throw new DomainError('invalid', 'input_invalid', 'Sebutkan koperasinya', [
    { field: 'cooperative', code: 'required', pesan: 'Wajib diisi' },
  ]);
}
