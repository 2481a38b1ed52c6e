import { standingOf } from '#identity';
import type { BusinessDate } from '#kernel/dates';
import { assert, DomainError } from '#kernel/errors';
import type { QueryScope } from '#kernel/query';
import type { Scope } from '#kernel/scope';
import { insertApplicationEvent, readFulfilments, readVotes } from '../store/application-trail.ts';
import {
  type Application,
  expireRows,
  lockApplication,
  type OfferedCollateral,
  type OfferedGuarantor,
  requireApplication,
  updateApplication,
} from '../store/applications.ts';
import type { ProductTermsJson } from '../terms.ts';

/** Someone who approved an application as it stands. */
export type Approver = { readonly personId: string; readonly name: string };

/** A condition of an approval, and who saw that it is met. */
export type Condition = {
  readonly no: number;
  readonly text: string;
  readonly metOn: BusinessDate | null;
  readonly metBy: string | null;
};

/** What a contract is made of: exactly what the committee approved. */
export type ApprovedApplication = {
  readonly id: string;
  readonly number: string;
  readonly memberId: string;
  readonly memberName: string;
  readonly productId: string;
  readonly termsJson: ProductTermsJson;
  readonly principalSen: bigint;
  readonly tenor: number;
  readonly purpose: string;
  readonly conditions: readonly Condition[];
  /** Texts of the conditions that are not met yet. */
  readonly openConditions: readonly string[];
  readonly approvers: readonly Approver[];
  readonly payloadHash: string;
  readonly guarantors: readonly OfferedGuarantor[];
  readonly collateral: readonly OfferedCollateral[];
  /** The last day on which it may become a contract. */
  readonly validUntil: BusinessDate | null;
  /** The officer who reviewed it looks after the loan. */
  readonly officer: { readonly id: string; readonly name: string } | null;
};

/**
 * Step: an approved application, locked, for the contract. Errors: `application_unknown`, `application_not_approved`, `application_expired`.
 */
export async function approvedApplication(scope: Scope, id: string): Promise<ApprovedApplication> {
  const application = await lockApplication(scope, id);
  if (application.status !== 'approved') {
    throw new DomainError('refused', 'application_not_approved', 'Permohonan ini belum disetujui komite');
  }
  if (application.expiresOn !== null && application.expiresOn < scope.today) {
    throw new DomainError(
      'refused',
      'application_expired',
      'Persetujuan ini sudah lewat waktu. Ajukan permohonan baru',
    );
  }
  return approvalOf(scope, application);
}

/** Step: the approval behind a contract, whether or not it was drawn since: for the checks at disbursement. Error: `application_unknown`. */
export async function approvalBehind(scope: QueryScope, id: string): Promise<ApprovedApplication> {
  return approvalOf(scope, await requireApplication(scope, id));
}

async function approvalOf(scope: QueryScope, application: Application): Promise<ApprovedApplication> {
  const { id, number, terms, decidedAmountSen, decidedTenor, payloadHash } = application;
  assert(
    number && terms && decidedAmountSen !== null && decidedTenor !== null && payloadHash,
    'an approval is complete',
  );
  const [votes, conditions] = await Promise.all([readVotes(scope, id), conditionsOf(scope, application)]);
  const approving = votes.filter((vote) => vote.payloadHash === payloadHash && vote.decision === 'approve');
  const { memberId, memberName, productId, guarantors, collateral, reviewedBy, reviewedByName } = application;
  return {
    id,
    number,
    memberId,
    memberName,
    productId,
    termsJson: terms,
    principalSen: decidedAmountSen,
    tenor: decidedTenor,
    purpose: application.purposeNote || (application.purpose ?? ''),
    conditions,
    openConditions: conditions.filter(({ metOn }) => metOn === null).map(({ text }) => text),
    approvers: approving.map(({ approverId, approverName }) => ({ personId: approverId, name: approverName })),
    payloadHash,
    guarantors,
    collateral,
    validUntil: application.expiresOn,
    officer: reviewedBy && reviewedByName ? { id: reviewedBy, name: reviewedByName } : null,
  };
}

/** The conditions of an application with what was seen to be met. */
export async function conditionsOf(scope: QueryScope, application: Application): Promise<Condition[]> {
  const met = new Map((await readFulfilments(scope, application.id)).map((one) => [one.no, one]));
  return application.conditions.map((text, index) => {
    const fulfilment = met.get(index + 1);
    return { no: index + 1, text, metOn: fulfilment?.metOn ?? null, metBy: fulfilment?.personName ?? null };
  });
}

/** Step: refuses while a condition is not met. Error: `conditions_unmet`. */
export function requireConditionsMet({ openConditions }: Pick<ApprovedApplication, 'openConditions'>): void {
  if (openConditions.length === 0) return;
  const pesan = `Syarat persetujuan belum dipenuhi: ${openConditions.join('; ')}`;
  throw new DomainError('refused', 'conditions_unmet', pesan);
}

/** Step: the approved application has become a loan. The caller has locked it by `approvedApplication`. */
export async function markContracted(scope: Scope, of: { applicationId: string; loanId: string }): Promise<void> {
  await updateApplication(scope, of.applicationId, { status: 'contracted', loanId: of.loanId });
  await insertApplicationEvent(scope, { applicationId: of.applicationId, kind: 'contracted' });
}

/** Step: the contract was cancelled before anything was paid out; the approval stands again until its last day. */
export async function unmarkContracted(scope: Scope, applicationId: string): Promise<void> {
  const application = await lockApplication(scope, applicationId);
  assert(application.status === 'contracted', 'only a contracted application has a contract to cancel');
  await updateApplication(scope, applicationId, { status: 'approved', loanId: null });
  await insertApplicationEvent(scope, { applicationId, kind: 'approved' });
}

/** Step: whether everybody who approved still may: active, and holding `loans.approve`. `missing` names who may not. */
export async function approversStillEntitled(
  scope: QueryScope,
  applicationId: string,
): Promise<{ entitled: boolean; missing: string[] }> {
  const { approvers } = await approvalBehind(scope, applicationId);
  const standing = await standingOf(
    scope,
    approvers.map(({ personId }) => personId),
  );
  const missing = approvers
    .filter(({ personId }) => {
      const now = standing.get(personId);
      return !now?.active || !now.permissions.has('loans.approve');
    })
    .map(({ name }) => name);
  return { entitled: missing.length === 0, missing };
}

/** Step: refuses when somebody who approved may no longer approve. Error: `approver_dismissed`. */
export async function requireApproversEntitled(scope: QueryScope, applicationId: string): Promise<void> {
  const { entitled, missing } = await approversStillEntitled(scope, applicationId);
  if (entitled) return;
  const pesan = `${missing.join(', ')} yang menyetujui sudah tidak berhak menyetujui. Minta persetujuan baru`;
  throw new DomainError('refused', 'approver_dismissed', pesan);
}

/** Step: approvals past their last day expire: part of the end of day. Answers how many. */
export async function expireApplications(scope: Scope): Promise<number> {
  const ids = await expireRows(scope);
  for (const applicationId of ids) await insertApplicationEvent(scope, { applicationId, kind: 'expired' });
  return ids.length;
}
