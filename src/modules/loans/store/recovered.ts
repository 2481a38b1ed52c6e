import { parseDecimal } from '#kernel/money';
import type { QueryScope } from '#kernel/query';
import type { Debt } from '../rules/write-off.ts';
import { readEvents } from './events.ts';

/** What a written-off loan owed on its last day, and what came in since. In sen. */
export type WrittenOff = { readonly owed: Debt; readonly owedSen: bigint; readonly recoveredSen: bigint };

/** The claim that stays after a write-off, or undefined for a loan that was never written off. */
export async function readWrittenOff(scope: QueryScope, loanId: string): Promise<WrittenOff | undefined> {
  const events = (await readEvents(scope, [loanId])).filter(({ reversedById }) => reversedById === null);
  const given = events.findLast(({ kind }) => kind === 'written_off');
  if (!given) return undefined;
  const told = given.detail['owed'] as Record<'principal' | 'interest' | 'penalty', string>;
  const owed = {
    principalSen: parseDecimal(told.principal),
    interestSen: parseDecimal(told.interest),
    penaltySen: parseDecimal(told.penalty),
  };
  const recoveredSen = events.reduce((sum, { kind, amountSen }) => (kind === 'recovered' ? sum + amountSen : sum), 0n);
  return { owed, owedSen: owed.principalSen + owed.interestSen + owed.penaltySen, recoveredSen };
}
