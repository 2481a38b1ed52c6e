import { z } from 'zod';
import { approveBudgetStep, budgetVersionOf } from '#books';
import { command } from '#kernel/command';
import { idField, textField } from '#kernel/fields';
import { useResolution } from '../queries/resolutions.ts';

/**
 * Makes a draft the budget of its year, by a resolution of the members about that year; from then on it stays as it is. Errors:
 * `resolution_unknown`, `budget_unknown`, `budget_approved`, `budget_empty`.
 */
export const approveBudget = command({
  name: 'governance.approveBudget',
  permission: 'governance.resolve',
  input: z.strictObject({ versionId: idField, resolutionNumber: textField(60) }),
  async run(scope, { versionId, resolutionNumber }) {
    const { year, version } = await budgetVersionOf(scope, versionId);
    const resolution = await useResolution(
      scope,
      { number: resolutionNumber, kind: 'budget', year },
      { purpose: 'governance.approveBudget', subject: `Anggaran ${year} versi ${version}` },
    );
    await approveBudgetStep(scope, { versionId, resolution });
    return { versionId, year, version, resolution: resolution.number };
  },
});
