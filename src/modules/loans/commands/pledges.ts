import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { checkActive } from '../rules/collateral.ts';
import { PledgeInput, ReleasePledgeInput } from '../security-schema.ts';
import { insertCollateralEvent, lockCollateral } from '../store/collateral.ts';
import { insertPledge, readSecurityTarget, type SecurityOf, type SecurityTarget } from '../store/pledges.ts';
import { liftPledge } from './custody.ts';

/**
 * Pledges a collateral for an application or a loan. A collateral stands for one at a time. Errors: `collateral_unknown`,
 * `collateral_not_active`, `collateral_pledged`, and those of `requireOpenTarget`.
 */
export const pledgeCollateral = command({
  name: 'loans.pledgeCollateral',
  permission: 'loans.review',
  input: PledgeInput,
  run: async (scope, input) => ({ id: await pledgeStep(scope, input.collateralId, securityOfInput(input)) }),
});

/** Lifts a pledge. Errors: `collateral_unknown`, `not_pledged`, `loan_still_running`. */
export const releasePledge = command({
  name: 'loans.releasePledge',
  permission: 'loans.contract',
  input: ReleasePledgeInput,
  async run(scope, { collateralId, note }) {
    await lockCollateral(scope, collateralId);
    if (!(await liftPledge(scope, collateralId, note))) {
      throw new DomainError('conflict', 'not_pledged', 'Agunan ini tidak sedang dijaminkan');
    }
    return { collateralId };
  },
});

/** Step: as `pledgeCollateral`. */
export async function pledgeStep(scope: Scope, collateralId: string, of: SecurityOf): Promise<string> {
  const collateral = await lockCollateral(scope, collateralId);
  checkActive(collateral);
  const target = await requireOpenTarget(scope, of);
  try {
    const id = await insertPledge(scope, collateralId, of);
    const detail = target.number ?? '';
    await insertCollateralEvent(scope, { collateralId, kind: 'pledged', on: scope.today, detail });
    return id;
  } catch (error) {
    if (constraintOf(error) !== 'pledge_once') throw error;
    throw new DomainError('conflict', 'collateral_pledged', `Agunan ${collateral.label} sedang menjamin pinjaman lain`);
  }
}

/** What security is for, of an input that names exactly one. */
export function securityOfInput(input: {
  readonly applicationId?: string | undefined;
  readonly loanId?: string | undefined;
}): SecurityOf {
  return input.loanId === undefined ? { applicationId: input.applicationId ?? '' } : { loanId: input.loanId };
}

/** Step: the loan or application that gets security. Errors: `security_target_unknown`, `security_target_closed`. */
export async function requireOpenTarget(scope: Scope, of: SecurityOf): Promise<SecurityTarget> {
  const target = await readSecurityTarget(scope, of);
  if (!target) throw new DomainError('not_found', 'security_target_unknown', 'Pinjaman atau permohonan ini tidak ada');
  if (target.open) return target;
  throw new DomainError(
    'refused',
    'security_target_closed',
    `${target.number ?? 'Permohonan ini'} sudah selesai. Jaminan hanya untuk yang masih berjalan`,
  );
}
