import { createHash } from 'node:crypto';
import type { BusinessDate } from '#kernel/dates';
import { DomainError } from '#kernel/errors';
import { canonicalJson } from '#kernel/input';
import type { Scope } from '#kernel/scope';
import { type PlannedMonths, readLines } from '../store/lines.ts';
import { type BudgetVersion, insertApproval, requireDraft } from '../store/versions.ts';

/** SHA-256 of a version's lines: what a resolution approved. */
export function budgetHash(lines: PlannedMonths): Buffer {
  return createHash('sha256')
    .update(canonicalJson([...lines].sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest();
}

/**
 * Step: the draft of a year becomes its budget by a resolution of the members (governance brings it). Errors: `budget_unknown`,
 * `budget_approved`, `budget_empty`.
 */
export async function approveBudgetStep(
  scope: Scope,
  of: { versionId: string; resolution: { id: string; number: string; decidedOn: BusinessDate } },
): Promise<BudgetVersion> {
  const version = await requireDraft(scope, of.versionId);
  const lines = await readLines(scope, of.versionId);
  if (lines.size === 0) {
    throw new DomainError('refused', 'budget_empty', 'Anggaran ini belum berisi. Isi dulu barisnya, lalu sahkan');
  }
  const { id: resolutionId, number, decidedOn } = of.resolution;
  await insertApproval(scope, {
    ...{ versionId: of.versionId, resolutionId, number, decidedOn },
    linesHash: budgetHash(lines),
  });
  return version;
}
