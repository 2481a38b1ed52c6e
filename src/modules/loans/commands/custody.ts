import { command } from '#kernel/command';
import { constraintOf } from '#kernel/database';
import { DomainError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { checkActive, checkRelease } from '../rules/collateral.ts';
import { ReceivePapersInput, ReturnPapersInput } from '../security-schema.ts';
import { type Collateral, insertCollateralEvent, lockCollateral, updateCustody } from '../store/collateral.ts';
import { endPledge, readPledges } from '../store/pledges.ts';

/** Takes a collateral's papers into custody, those that were given back once too. Errors: `collateral_unknown`, `papers_already_held`, `paper_registered`,
 * `collateral_not_active`. */
export const receivePapers = command({
  name: 'loans.receivePapers',
  permission: 'loans.contract',
  input: ReceivePapersInput,
  async run(scope, { collateralId, place, note }) {
    const collateral = await lockCollateral(scope, collateralId);
    if (collateral.status === 'foreclosed') checkActive(collateral);
    if (collateral.heldAt !== null) {
      throw new DomainError('conflict', 'papers_already_held', `Surat ini sudah disimpan di ${collateral.heldAt}`);
    }
    try {
      await updateCustody(scope, collateralId, { heldAt: place, status: 'active' });
    } catch (error) {
      if (!constraintOf(error)?.endsWith('_once')) throw error;
      throw new DomainError('conflict', 'paper_registered', 'Surat ini sudah dicatat lagi sebagai agunan lain');
    }
    await insertCollateralEvent(scope, { collateralId, kind: 'received', on: scope.today, detail: place, note });
    return { collateralId, heldAt: place };
  },
});

/**
 * Gives papers back for good: the pledge of a paid loan is lifted with it, and the collateral leaves the register. Refused while the loan
 * owes. Errors: `collateral_unknown`, `collateral_not_active`, `papers_not_held`, `loan_still_running`.
 */
export const returnPapers = command({
  name: 'loans.returnPapers',
  permission: 'loans.contract',
  input: ReturnPapersInput,
  async run(scope, { collateralId, receivedBy, note }) {
    const collateral = await lockCollateral(scope, collateralId);
    checkActive(collateral);
    if (collateral.heldAt === null) {
      throw new DomainError(
        'conflict',
        'papers_not_held',
        `Surat agunan ${collateral.label} tidak sedang disimpan koperasi`,
      );
    }
    await liftPledge(scope, collateralId, note);
    await updateCustody(scope, collateralId, { heldAt: null, status: 'returned' });
    await insertCollateralEvent(scope, { collateralId, kind: 'returned', on: scope.today, detail: receivedBy, note });
    return { collateralId, status: 'returned' };
  },
});

/**
 * Step: a collateral that was taken over (AYDA) leaves the register and stands for no loan any more; the caller books it. Errors:
 * `collateral_unknown`, `collateral_not_active`.
 */
export async function markForeclosed(scope: Scope, collateralId: string, note: string): Promise<Collateral> {
  const collateral = await lockCollateral(scope, collateralId);
  checkActive(collateral);
  const open = (await readPledges(scope, [collateralId])).find(({ releasedOn }) => releasedOn === null);
  if (open) await endPledge(scope, open.id);
  await updateCustody(scope, collateralId, { heldAt: collateral.heldAt, status: 'foreclosed' });
  await insertCollateralEvent(scope, {
    collateralId,
    kind: 'foreclosed',
    on: scope.today,
    valueSen: collateral.valueSen,
    detail: open?.number ?? '',
    note,
  });
  return { ...collateral, status: 'foreclosed' };
}

/** Step: lifts the pledge in force of a collateral, if any. Error: `loan_still_running`. Answers whether there was one. */
export async function liftPledge(scope: Scope, collateralId: string, note: string): Promise<boolean> {
  const open = (await readPledges(scope, [collateralId])).find(({ releasedOn }) => releasedOn === null);
  if (!open) return false;
  checkRelease(open);
  await endPledge(scope, open.id);
  const detail = open.number ?? '';
  await insertCollateralEvent(scope, { collateralId, kind: 'released', on: scope.today, detail, note });
  return true;
}
