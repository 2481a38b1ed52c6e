/** The door of oversight: dashboards and the audit pack. See README.md. */
export { DECISIONS, type Decision, type DecisionCode } from './decisions.ts';
export { FINDING_RULES, FINDINGS_MAX, type Finding, type FindingRule } from './findings/finding.ts';
export { type AuditPack, auditPack, takeAuditPack } from './pack/pack.ts';
export { LimitsValue, ThresholdsValue } from './parameters.ts';
export { type Exceptions, exceptions, type Review } from './queries/exceptions.ts';
export { type MoneyForMembers, moneyForMembers, type Slice } from './queries/for-members.ts';
export { type MonthFigures, type Overview, overview } from './queries/overview.ts';
export { reviewFinding } from './review.ts';
export { LIMITS_PARAMETER, USUAL_LIMITS } from './rules/limits.ts';
export { THRESHOLDS_PARAMETER, USUAL_THRESHOLDS } from './rules/thresholds.ts';
