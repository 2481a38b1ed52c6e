import type { Context } from '#kernel/context';
import { step } from '../../../test/support/world.ts';
import { activateMember, decideAdmission, registerMember } from './index.ts';

/** A registration form of the n-th woman born on 1 January 1980 in Kudus; `with` overrides fields. */
export function applicant(n: number, overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    fullName: 'Siti Aminah',
    nik: nikOf(n),
    birthPlace: 'Kudus',
    birthDate: '1980-01-01',
    sex: 'female',
    phone: `0812345${String(n).padStart(5, '0')}`,
    address: { street: 'Jl. Sunan Kudus 12', rt: '4', rw: '2', villageCode: '33.19.02.1017' },
    occupation: 'Pedagang',
    ...overrides,
  };
}

/** The n-th NIK of that day. */
export function nikOf(n: number): string {
  return `331902410180${String(n).padStart(4, '0')}`;
}

/** Registers the n-th applicant and answers the member's id. */
export async function registered(
  context: Context,
  n: number,
  overrides: Record<string, unknown> = {},
): Promise<string> {
  return (await registerMember(context, applicant(n, overrides))).result.id;
}

/** Registers, accepts and activates the n-th applicant. */
export async function active(
  context: Context,
  n: number,
  overrides: Record<string, unknown> = {},
): Promise<{ id: string; number: string }> {
  const id = await registered(context, n, overrides);
  await decideAdmission(context, { memberId: id, decision: 'accepted', identityChecked: true });
  return { id, ...(await step(context, (scope) => activateMember(scope, { memberId: id }))) };
}
