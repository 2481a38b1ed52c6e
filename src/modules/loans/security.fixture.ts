import type { Context } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { registerCollateral } from './index.ts';

/** A refusal as tests compare it: the first field at fault and its code, else the reason. */
export async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'no refusal';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const first = error.fields[0];
    return first ? `${first.field} ${first.code}` : error.reason;
  }
}

let papers = 0;

/** What a member brings as collateral in a test: a car's papers worth ten million. */
export function bpkb(memberId: string, changes: Record<string, unknown> = {}) {
  papers += 1;
  return {
    memberId,
    kind: 'bpkb',
    description: 'Honda Beat 2022',
    paperNumber: `K-${String(papers).padStart(8, '0')}`,
    value: '10000000.00',
    appraisedOn: '2026-11-20',
    appraisedBy: 'Surveyor Uji',
    ...changes,
  };
}

/** The id of a collateral that was just registered. */
export async function registered(context: Context, memberId: string): Promise<string> {
  return String((await registerCollateral(context, bpkb(memberId))).result.id);
}
