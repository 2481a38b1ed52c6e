import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { dismiss } from '#identity';
import { fixedClock } from '#kernel/clock';
import type { Context } from '#kernel/context';
import type { DomainError } from '#kernel/errors';
import { asMember, read, step, testWorld } from '../../../test/support/world.ts';
import { saver } from '../savings/savings.fixture.ts';
import {
  approvedApplicationOf,
  inCommittee,
  loanOffice,
  officer,
  paperPhoto,
  payingSaver,
  refused,
  sentApplication,
  wealthyLoanWorld,
} from './application.fixture.ts';
import {
  approvedApplication,
  approversStillEntitled,
  expireApplications,
  markContracted,
  requireApproversEntitled,
  requireConditionsMet,
  unmarkContracted,
} from './commands/approved-application.ts';
import { withdrawApplication } from './commands/enter-application.ts';
import { startOwnApplication } from './commands/own-application.ts';
import { addPaper } from './commands/papers.ts';
import { reviewApplication } from './commands/review-application.ts';
import { meetCondition, voteOnApplication } from './commands/vote-on-application.ts';
import { runningLoan, testProduct } from './loans.fixture.ts';
import { applicationDetail, ownApplication } from './queries/applications.ts';
import { insertVote } from './store/application-trail.ts';

const world = await testWorld();
const { context, productId } = await wealthyLoanWorld(world);
const office = await loanOffice(context);

let n = 10;
const newSaver = (amount?: string) => payingSaver(context, ++n, amount);

const photo = await paperPhoto();

const vote = (by: Context, of: { id: string; payloadHash: string }, decision = 'approve', reason = '') =>
  voteOnApplication(by, { applicationId: of.id, payloadHash: of.payloadHash, decision, reason });

test('an officer reviews, the committee approves: one vote to 5 million, two above', async () => {
  const [ketua, bendahara] = office.committee as [Context, Context];
  const small = await inCommittee(office, { memberId: (await newSaver()).memberId, productId });
  assert.deepEqual((await vote(ketua, small)).result, {
    id: small.id,
    outcome: 'approved',
    approvals: 1,
    approvalsNeeded: 1,
  });
  assert.equal(await refused(vote(bendahara, small)), 'application_decided');
  const large = await inCommittee(office, {
    memberId: (await newSaver()).memberId,
    productId,
    amount: '5000000.01',
    tenor: 20,
  });
  assert.equal((await vote(ketua, large)).result.outcome, 'open');
  assert.equal(await refused(vote(ketua, large)), 'already_voted');
  assert.equal((await vote(bendahara, large)).result.outcome, 'approved');
  const detail = await applicationDetail(office.reviewer, { id: large.id });
  assert.deepEqual(
    [detail.application.status, detail.approvals, detail.application.expiresOn],
    ['approved', 2, '2026-12-20'],
  );
  assert.deepEqual(
    detail.events.map(({ kind }) => kind),
    ['started', 'submitted', 'reviewed', 'sent', 'voted', 'voted', 'approved'],
  );
});

test('who entered it, who reviewed it and who asks for it do not decide', async () => {
  const own = await newSaver();
  const all = ['loans.read', 'loans.apply', 'loans.review', 'loans.approve'] as const;
  const clerk = await officer(context, 'manajer', all);
  const reviewer = await officer(context, 'manajer', all);
  const chair = await officer(context, 'ketua', all, own.memberId);
  const waiting = await inCommittee({ ...office, clerk, reviewer }, { memberId: own.memberId, productId });
  assert.equal(await refused(vote(clerk, waiting)), 'maker_cannot_check');
  assert.equal(await refused(vote(reviewer, waiting)), 'maker_cannot_check');
  assert.equal(await refused(vote(chair, waiting)), 'own_application');
  assert.equal(await refused(vote(context, waiting)), 'maker_cannot_check');
  const review = { id: waiting.id, surveyNote: 'Baik sekali', amount: '2000000.00', tenor: 10, send: true };
  assert.equal(await refused(reviewApplication(chair, review)), 'own_application');
  const other = await testProduct(context, 'OWN');
  assert.equal(
    await refused(sentApplication({ ...office, clerk: chair }, { memberId: own.memberId, productId: other })),
    'own_application',
  );
  // A second officer who changes it in the committee's hands has no vote either, nor has the first.
  const second = await officer(context, 'manajer', all);
  const { result } = await reviewApplication(second, { ...review, tenor: 8 });
  const changed = { id: waiting.id, payloadHash: result.payloadHash };
  assert.equal(await refused(vote(second, changed)), 'maker_cannot_check');
  assert.equal(await refused(vote(reviewer, changed)), 'maker_cannot_check');
});

test('a change in the hands of the committee makes earlier votes count no longer, and the old hash is refused', async () => {
  const [ketua, bendahara] = office.committee as [Context, Context];
  const wanted = { memberId: (await newSaver()).memberId, productId, amount: '6000000.00', tenor: 12 };
  const before = await inCommittee(office, wanted);
  await vote(ketua, before);
  const review = {
    id: before.id,
    surveyNote: 'Dikurangi',
    amount: '6000000.00',
    tenor: 12,
    conditions: ['Serahkan BPKB asli'],
  };
  const { payloadHash } = (await reviewApplication(office.reviewer, review)).result;
  assert.notEqual(payloadHash, before.payloadHash);
  assert.equal(await refused(vote(bendahara, before)), 'application_changed');
  const after = { id: before.id, payloadHash };
  assert.equal((await vote(bendahara, after)).result.outcome, 'open');
  assert.equal((await vote(ketua, after)).result.outcome, 'approved');
  const { votes } = await applicationDetail(office.reviewer, { id: before.id });
  assert.deepEqual(
    votes.map(({ counts }) => counts),
    [false, true, true],
  );
});

test('a rejection needs a reason, and the member reads it', async () => {
  const own = await newSaver();
  const waiting = await inCommittee(office, { memberId: own.memberId, productId });
  const [ketua] = office.committee as [Context];
  assert.equal(await refused(vote(ketua, waiting, 'reject')), 'reason_required');
  await vote(ketua, waiting, 'reject', 'Penghasilan belum cukup. Coba lagi dengan jumlah lebih kecil');
  const { application, events } = await ownApplication(asMember(context, own.memberId), { id: waiting.id });
  assert.equal(application.status, 'rejected');
  assert.equal(application.rejectionReason, 'Penghasilan belum cukup. Coba lagi dengan jumlah lebih kecil');
  assert.equal(events.at(-1)?.note, application.rejectionReason);
  assert.ok(!('surveyNote' in application) && !('reviewedByName' in application));
});

test('warnings are overruled with a reason only: income share and savings multiple', async () => {
  const product = await testProduct(context, 'WA', { eligibility: { incomePercent: '10', savingsMultiple: '3' } });
  const [ketua] = office.committee as [Context];
  const waiting = await inCommittee(office, {
    memberId: (await newSaver('500000.00')).memberId,
    productId: product,
    income: '1000000.00',
  });
  assert.equal(await refused(vote(ketua, waiting)), 'income_share_exceeded');
  const enough = await inCommittee(office, {
    memberId: (await newSaver('500000.00')).memberId,
    productId: product,
    income: '9000000.00',
  });
  assert.equal(await refused(vote(ketua, enough)), 'savings_multiple_exceeded');
  await vote(ketua, waiting, 'approve', 'Ada penghasilan panen tiga bulan lagi');
  const { votes } = await applicationDetail(ketua, { id: waiting.id });
  assert.deepEqual(votes[0]?.overruled, ['income_share_exceeded', 'savings_multiple_exceeded']);
});

test('mandatory savings that are behind are a warning too', async () => {
  n += 1;
  const { memberId } = await saver(context, n);
  const waiting = await inCommittee(office, { memberId, productId });
  assert.equal(await refused(vote(office.committee[0] as Context, waiting)), 'savings_in_arrears');
});

test('an officer recommends at most what was asked, at most at the product rate', async () => {
  const id = await sentApplication(office, { memberId: (await newSaver()).memberId, productId });
  const review = (more: object) =>
    refused(reviewApplication(office.reviewer, { id, surveyNote: 'Layak', amount: '2000000.00', tenor: 10, ...more }));
  assert.equal(await review({ amount: '2000000.01' }), 'amount_over_asked');
  assert.equal(await review({ ratePercent: '1.6' }), 'rate_above_product');
  assert.equal(await review({ tenor: 61, send: true }), 'loan_tenor_range');
  assert.equal(await review({ ratePercent: '1.25', amount: '1500000.00' }), 'accepted');
  const { application, rate } = await applicationDetail(office.reviewer, { id });
  assert.deepEqual([application.status, application.decidedAmount, rate?.percent], ['in_review', '1500000.00', '1.25']);
  assert.equal(
    await refused(vote(office.committee[0] as Context, { id, payloadHash: application.payloadHash ?? '' })),
    'application_stage',
  );
});

test('conditions are ticked one by one, and what was approved is exactly what the contract gets', async () => {
  const { memberId } = await newSaver();
  const id = await approvedApplicationOf(office, {
    memberId,
    productId,
    conditions: ['Serahkan BPKB asli', 'Buka simpanan sukarela'],
  });
  const approval = () => step(context, (scope) => approvedApplication(scope, id));
  const before = await approval();
  assert.deepEqual([before.principalSen, before.tenor, before.memberId], [200_000_000n, 10, memberId]);
  assert.throws(
    () => requireConditionsMet(before),
    (error: DomainError) => error.reason === 'conditions_unmet',
  );
  const [ketua] = office.committee as [Context];
  assert.equal(await refused(meetCondition(ketua, { id, no: 3 })), 'condition_unknown');
  await meetCondition(ketua, { id, no: 1, note: 'BPKB no. K-123' });
  await meetCondition(ketua, { id, no: 2 });
  const after = await approval();
  requireConditionsMet(after);
  assert.deepEqual(
    after.conditions.map(({ text, metOn, metBy }) => [text, metOn, metBy]),
    [
      ['Serahkan BPKB asli', '2026-11-20', 'Petugas ketua'],
      ['Buka simpanan sukarela', '2026-11-20', 'Petugas ketua'],
    ],
  );
  assert.deepEqual(
    after.approvers.map(({ name }) => name),
    ['Petugas ketua'],
  );
});

test('an approval becomes one contract; a cancelled contract gives it back', async () => {
  const own = await newSaver();
  const id = await approvedApplicationOf(office, {
    memberId: own.memberId,
    productId,
    conditions: ['Serahkan BPKB asli'],
  });
  const other = await testProduct(context, 'CT');
  const loan = await runningLoan(context, { productId: other, rupiah: 1_000_000, tenor: 4, saver: own });
  await step(context, async (scope) => {
    await approvedApplication(scope, id);
    await markContracted(scope, { applicationId: id, loanId: loan.id });
  });
  assert.equal(await refused(step(context, (scope) => approvedApplication(scope, id))), 'application_not_approved');
  const [ketua] = office.committee as [Context];
  await meetCondition(ketua, { id, no: 1, note: 'Diserahkan saat tanda tangan' });
  await step(context, (scope) => unmarkContracted(scope, id));
  assert.equal((await step(context, (scope) => approvedApplication(scope, id))).id, id);
});

test('an approver who was dismissed since can no longer carry the loan', async () => {
  const people = await loanOffice(context, 1);
  const { memberId } = await newSaver();
  const id = await approvedApplicationOf(people, { memberId, productId });
  assert.deepEqual(await read(context, (scope) => approversStillEntitled(scope, id)), { entitled: true, missing: [] });
  const [ketua] = people.committee as [Context];
  await dismiss(context, { personId: ketua.actor.personId, reason: 'Masa jabatan selesai' });
  assert.equal(await refused(read(context, (scope) => requireApproversEntitled(scope, id))), 'approver_dismissed');
});

test('an approval is good for 30 days, then expires and frees the way for another', async () => {
  const { memberId } = await newSaver();
  const id = await approvedApplicationOf(office, { memberId, productId });
  const later = { ...context, clock: fixedClock('2026-12-20') };
  assert.equal((await step(later, (scope) => approvedApplication(scope, id))).id, id);
  const late = { ...context, clock: fixedClock('2026-12-21') };
  assert.equal(await refused(step(late, (scope) => approvedApplication(scope, id))), 'application_expired');
  const phone = { ...asMember(context, memberId), clock: late.clock };
  assert.notEqual((await startOwnApplication(phone, { productId })).result.id, id);
  assert.equal((await ownApplication(phone, { id })).application.status, 'expired');
  assert.equal((await step(late, (scope) => expireApplications(scope))) > 0, true);
  assert.equal(await step(late, (scope) => expireApplications(scope)), 0);
});

test('the office adds papers and takes an application back for the member', async () => {
  const id = await sentApplication(office, { memberId: (await newSaver()).memberId, productId });
  await addPaper(office.clerk, { id, code: 'ktp', file: photo });
  await addPaper(office.clerk, { id, code: 'kk' });
  const { papers } = await applicationDetail(office.reviewer, { id });
  assert.deepEqual(
    papers.map(({ code, fileId }) => [code, fileId !== null]),
    [
      ['ktp', true],
      ['kk', false],
    ],
  );
  await withdrawApplication(office.clerk, { id, reason: 'Anggota datang dan membatalkan' });
  assert.equal(await refused(addPaper(office.clerk, { id, code: 'kk' })), 'application_decided');
  assert.equal(
    await refused(reviewApplication(office.reviewer, { id, surveyNote: 'Layak', amount: '1000000.00', tenor: 5 })),
    'application_decided',
  );
});

test('each act asks its own right', async () => {
  const id = await sentApplication(office, { memberId: (await newSaver()).memberId, productId });
  const review = { id, surveyNote: 'Layak', amount: '1000000.00', tenor: 5 };
  assert.equal(await refused(reviewApplication(office.clerk, review)), 'permission_missing');
  assert.equal(await refused(vote(office.clerk, { id, payloadHash: 'a'.repeat(64) })), 'permission_missing');
  assert.equal(
    await refused(sentApplication({ ...office, clerk: office.reviewer }, { memberId: id, productId })),
    'permission_missing',
  );
});

test('two votes at the same instant count one after the other', async () => {
  const people = await loanOffice(context, 2);
  const wanted = { memberId: (await newSaver()).memberId, productId, amount: '7000000.00', tenor: 12 };
  const waiting = await inCommittee(people, wanted);
  const outcomes = await Promise.all(people.committee.map((approver) => vote(approver, waiting)));
  assert.deepEqual(outcomes.map(({ result }) => result.outcome).sort(), ['approved', 'open']);
});

test('the database itself refuses a vote of who entered or reviewed it, and keeps every vote as it was', async () => {
  const waiting = await inCommittee(office, { memberId: (await newSaver()).memberId, productId });
  const [makerId, reviewerId] = [office.clerk.actor.personId, office.reviewer.actor.personId];
  const row = { applicationId: waiting.id, payloadHash: waiting.payloadHash, decision: 'approve', reason: '' } as const;
  for (const person of [office.clerk, office.reviewer]) {
    const written = step(person, (scope) => insertVote(scope, { ...row, overruled: [], makerId, reviewerId }));
    await assert.rejects(written, /approver_is_not_maker/);
  }
  await vote(office.committee[0] as Context, waiting);
  const changed = step(context, (scope) => scope.tx.run(sql`update loans.application_vote set decision = 'reject'`));
  await assert.rejects(changed, /permission denied/);
});
