import { command } from '#kernel/command';
import { SYSTEM_PERSON } from '#kernel/context';
import { addDays } from '#kernel/dates';
import { assert, DomainError, fieldError } from '#kernel/errors';
import type { Scope } from '#kernel/scope';
import { MeetConditionInput, VoteInput } from '../application-schema.ts';
import { checkApplication } from '../queries/application-check.ts';
import { readApprovalDays } from '../queries/application-parameters.ts';
import { requireStage } from '../rules/application-stage.ts';
import { committeeOutcome, requireMayVote } from '../rules/committee.ts';
import { type Finding, requireNoHard } from '../rules/eligibility.ts';
import {
  insertApplicationEvent,
  insertFulfilment,
  insertVote,
  readApplicationEvents,
  readVotes,
} from '../store/application-trail.ts';
import { type Application, lockApplication, updateApplication } from '../store/applications.ts';
import { requireOthersApplication } from './application-write.ts';

/** The shortest reason that says something. */
const REASON_LEAST = 5;

/**
 * One vote of the committee on exactly what the voter saw. The last approval that is needed approves; one rejection rejects, with its reason
 * for the member. An approval over warnings needs a reason too. Errors: `application_changed`, `own_application`, `maker_cannot_check`,
 * `already_voted`, `reason_required`, hard checks, warnings without reason (by their own codes), `application_decided`, `application_stage`.
 */
export const voteOnApplication = command({
  name: 'loans.voteOnApplication',
  permission: 'loans.approve',
  input: VoteInput,
  async run(scope, input) {
    const application = await lockApplication(scope, input.applicationId);
    requireStage(application.status, 'vote');
    const { payloadHash, approvalsNeeded, reviewedBy } = application;
    assert(payloadHash && approvalsNeeded && reviewedBy, 'what the committee has was reviewed');
    if (payloadHash !== input.payloadHash) throw applicationChanged();
    const voter = await requireOthersApplication(scope, application);
    const votes = await readVotes(scope, application.id);
    requireMayVote(voter, { ...application, payloadHash, makerIds: await makersOf(scope, application) }, votes);
    if (input.decision === 'reject') requireReason(input.reason);
    const overruled = input.decision === 'approve' ? await overruledBy(scope, application, input.reason) : [];
    const vote = { decision: input.decision, reason: input.reason, payloadHash } as const;
    await insertVote(scope, {
      ...vote,
      applicationId: application.id,
      overruled,
      makerId: application.enteredBy,
      reviewerId: reviewedBy,
    });
    await insertApplicationEvent(scope, { applicationId: application.id, kind: 'voted', note: input.decision });
    const standing = committeeOutcome(
      [...votes, { ...vote, approverId: voter.personId }],
      payloadHash,
      approvalsNeeded,
    );
    await settle(scope, application, standing.outcome, input.reason);
    return { id: application.id, outcome: standing.outcome, approvals: standing.approvals, approvalsNeeded };
  },
});

/** Ticks a condition of an approval as met. Errors: `condition_unknown`, `own_application`, `application_decided`, `application_stage`. */
export const meetCondition = command({
  name: 'loans.meetCondition',
  permission: 'loans.contract',
  input: MeetConditionInput,
  async run(scope, { id, no, note }) {
    const application = await lockApplication(scope, id);
    await requireOthersApplication(scope, application);
    requireStage(application.status, 'meetCondition');
    const text = application.conditions[no - 1];
    if (text === undefined) throw new DomainError('not_found', 'condition_unknown', 'Syarat ini tidak ada');
    await insertFulfilment(scope, { applicationId: id, no, note });
    await insertApplicationEvent(scope, { applicationId: id, kind: 'condition_met', note: text });
    return { id, no };
  },
});

async function settle(scope: Scope, application: Application, outcome: string, reason: string): Promise<void> {
  if (outcome === 'open') return;
  const applicationId = application.id;
  if (outcome === 'rejected') {
    await updateApplication(scope, applicationId, {
      status: 'rejected',
      decidedOn: scope.today,
      rejectionReason: reason,
    });
    await insertApplicationEvent(scope, { applicationId, kind: 'rejected', note: reason });
    return;
  }
  const expiresOn = addDays(scope.today, await readApprovalDays(scope, scope.today));
  await updateApplication(scope, applicationId, { status: 'approved', decidedOn: scope.today, expiresOn });
  await insertApplicationEvent(scope, { applicationId, kind: 'approved' });
}

/** Everybody whose work on it is being decided: who entered it, and whoever reviewed, sent or changed it. The program itself never decides. */
async function makersOf(scope: Scope, application: Application): Promise<string[]> {
  const events = await readApplicationEvents(scope, application.id);
  const makers = events.filter(({ kind }) => ['started', 'submitted', 'reviewed', 'sent', 'changed'].includes(kind));
  const reviewer = application.reviewedBy ?? application.enteredBy;
  return [SYSTEM_PERSON, application.enteredBy, reviewer, ...makers.map(({ personId }) => personId)];
}

/** The warnings that an approval overrules; without a reason the first of them is the refusal. */
async function overruledBy(scope: Scope, application: Application, reason: string): Promise<string[]> {
  const { findings } = await checkApplication(scope, application);
  requireNoHard(findings);
  const [first] = findings;
  if (first && reason.length < REASON_LEAST) throw unexplained(first);
  return findings.map(({ code }) => code);
}

function unexplained({ code, pesan }: Finding): DomainError {
  const told = `${pesan}. Tulis alasan kalau tetap disetujui`;
  return new DomainError('refused', code, told, [{ field: 'reason', code, pesan: told }]);
}

function requireReason(reason: string): void {
  if (reason.length >= REASON_LEAST) return;
  throw fieldError('reason', 'reason_required', 'Tulis alasan penolakan. Anggota akan membacanya');
}

function applicationChanged(): DomainError {
  const pesan = 'Permohonan ini berubah sejak Anda membukanya. Muat ulang, lalu putuskan lagi';
  return new DomainError('conflict', 'application_changed', pesan);
}
