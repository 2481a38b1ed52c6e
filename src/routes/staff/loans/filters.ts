import type { Context } from '#kernel/context';

const NAMES = ['state', 'q', 'productId', 'officerId', 'branchId', 'collectability', 'cursor'] as const;

/** The part of an address that narrows a list of loans; `officerId=me` stands for whoever looks. Empty fields are left out. */
export function listParams(params: URLSearchParams, context: Context): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const name of NAMES) {
    const value = (params.get(name) ?? '').trim();
    if (value !== '') filled[name] = value;
  }
  if (filled['officerId'] === 'me') filled['officerId'] = context.actor.personId;
  return filled;
}

/** The officer whose loans an address asks for: oneself, somebody by id, or undefined for all. */
export function officerOf(params: URLSearchParams, context: Context): string | undefined {
  const asked = params.get('officerId') ?? '';
  if (asked === 'me') return context.actor.personId;
  return asked === '' || asked === 'none' ? undefined : asked;
}
