import { z } from 'zod';
import { parameterOn } from '#cooperatives';
import type { BusinessDate } from '#kernel/dates';
import type { QueryScope } from '#kernel/query';
import { ScorecardInput } from '../application-schema.ts';
import { ADJUSTABLE, type CheckLevels } from '../rules/eligibility.ts';
import { type Scorecard, USUAL_SCORECARD } from '../rules/scorecard.ts';

/** Names of the by-law parameters about applications. */
export const APPLICATION_PARAMETERS = {
  /** The scorecard (`ScorecardInput`). */
  scorecard: 'loans.scorecard',
  /** Which checks stop an application and which the committee may overrule: `{"income_share_exceeded": "hard"}`. */
  checks: 'loans.checks',
  /** Days an approval stays good for a contract, as a text of digits. */
  approvalDays: 'loans.approval_days',
} as const;

/** Days that an approval stays good where the cooperative has set nothing: the habit of cooperatives' loan rules (SOP). */
export const USUAL_APPROVAL_DAYS = 30;

const Levels = z.partialRecord(z.enum(ADJUSTABLE), z.enum(['hard', 'warning']));
const Days = z.string().regex(/^[1-9]\d{0,2}$/);

/** The scorecard in force on a day, and since when and by what; the usual one while none was set. */
export async function readScorecard(
  scope: QueryScope,
  on: BusinessDate,
): Promise<{ card: Scorecard; effectiveFrom: BusinessDate | null; legalBasis: string | null }> {
  const parameter = await parameterOn(scope, APPLICATION_PARAMETERS.scorecard, on);
  const parsed = ScorecardInput.safeParse(parameter?.value);
  if (!parameter || !parsed.success) return { card: USUAL_SCORECARD, effectiveFrom: null, legalBasis: null };
  return { card: parsed.data, effectiveFrom: parameter.effectiveFrom, legalBasis: parameter.legalBasis };
}

/** Which of the adjustable checks are hard in this cooperative. */
export async function readCheckLevels(scope: QueryScope, on: BusinessDate): Promise<CheckLevels> {
  const parsed = Levels.safeParse((await parameterOn(scope, APPLICATION_PARAMETERS.checks, on))?.value);
  return parsed.success ? parsed.data : {};
}

/** Days an approval stays good. */
export async function readApprovalDays(scope: QueryScope, on: BusinessDate): Promise<number> {
  const parsed = Days.safeParse((await parameterOn(scope, APPLICATION_PARAMETERS.approvalDays, on))?.value);
  return parsed.success ? Number(parsed.data) : USUAL_APPROVAL_DAYS;
}
