import assert from 'node:assert/strict';
import sql from 'sql-template-tag';
import { decideApproval } from '#identity';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { Held } from '#kernel/held';
import { deposit } from '#savings';
import { asStaff, step, testWorld } from '../../../test/support/world.ts';
import { saver } from '../savings/savings.fixture.ts';
import { officer } from './application.fixture.ts';
import { registerCollateral } from './commands/collateral.ts';
import { formGroup } from './commands/groups.ts';
import { addGuarantor } from './commands/guarantors.ts';
import { repay } from './commands/repay.ts';
import {
  claimGroup,
  claimGuarantor,
  forecloseCollateral,
  loanQuality,
  payGuarantee,
  pledgeStep,
  proposeWriteOff,
  provision,
  recover,
  voteWriteOff,
} from './index.ts';
import { loanWorld } from './loans.fixture.ts';
import { about, beginTests, lateLoan as late } from './quality.fixture.ts';
import { entryLines, loanState, refusal } from './repay.fixture.ts';

const world = await testWorld();
const d = parseDate;

{
  const test = about('a write-off');
  const { context, productId } = await loanWorld(world);
  const manager = await officer(context, 'manajer', ['loans.read', 'loans.manage']);
  const chair = await officer(context, 'ketua', ['loans.read', 'loans.manage', 'loans.write_off']);
  const treasurer = await officer(context, 'bendahara', [
    'loans.read',
    'loans.manage',
    'loans.write_off',
    'loans.collect',
  ]);
  const loan = await late(context, productId, d('2026-01-05'), 50);
  const words = { reason: 'Peminjam pindah tanpa alamat', resolution: 'Rapat pengurus 12/2026' };
  const propose = (loanId: string) => proposeWriteOff(manager, { loanId, ...words });
  const agree = (who: Context, proposalId: string) => voteWriteOff(who, { proposalId, decision: 'agreed' });

  test('is only for a loss', async () => {
    const good = await late(context, productId, d('2026-11-01'), 51);
    assert.equal((await refusal(propose(good.id))).reason, 'write_off_needs_loss');
  });
  test('needs two people beside the one who proposed, each once; one refusal with its reason ends it', async () => {
    const { result } = await propose(loan.id);
    assert.equal((await refusal(propose(loan.id))).reason, 'write_off_open');
    await agree(treasurer, result.id);
    assert.equal((await refusal(agree(treasurer, result.id))).reason, 'vote_twice');
    const silent = voteWriteOff(chair, { proposalId: result.id, decision: 'declined' });
    assert.equal((await refusal(silent)).reason, 'decline_needs_reason');
    await voteWriteOff(chair, { proposalId: result.id, decision: 'declined', note: 'Cari dulu keluarganya' });
    assert.equal((await refusal(agree(chair, result.id))).reason, 'write_off_decided');
    assert.equal((await refusal(agree(chair, loan.id))).reason, 'write_off_unknown');
  });
  test('is not voted on by the one who proposed, nor by the borrower', async () => {
    const own = await proposeWriteOff(chair, { loanId: loan.id, ...words });
    assert.equal((await refusal(agree(chair, own.result.id))).reason, 'maker_cannot_check');
    const borrower = await officer(context, 'bendahara', ['loans.write_off'], loan.borrower.memberId);
    assert.equal((await refusal(agree(borrower, own.result.id))).reason, 'voter_is_borrower');
    await voteWriteOff(treasurer, { proposalId: own.result.id, decision: 'declined', note: 'Diusulkan manajer saja' });
  });
  test('does not go through once the loan is another', async () => {
    const other = await late(context, productId, d('2026-01-06'), 52);
    const { result } = await propose(other.id);
    await agree(treasurer, result.id);
    await repay(context, { loanId: other.id, amount: '200000.00', channel: 'cash' });
    assert.equal((await refusal(agree(chair, result.id))).reason, 'write_off_changed');
  });
  test('takes the loan from the allowance, the rest from the year, and leaves the debt to be claimed', async () => {
    await provision(context, {});
    const { result } = await propose(loan.id);
    await agree(treasurer, result.id);
    const done = await agree(chair, result.id);
    assert.equal(done.result.state, 'agreed');
    assert.deepEqual(await entryLines(context, String(done.result.entryId)), [
      ['1.1.20', '-1200000.00'],
      ['1.1.39', '1200000.00'],
    ]);
    const { loan: now, writtenOff } = await loanQuality(context, { loanId: loan.id });
    assert.equal(now.status, 'written_off');
    // Ten instalments had fallen due: 10 x 18,000 interest stays claimed beside the principal, and the late charge.
    assert.deepEqual([writtenOff?.principal, writtenOff?.interest], ['1200000.00', '180000.00']);
    assert.equal(writtenOff?.recovered, '0.00');
  });
  test('is followed by recoveries, in parts, never more than is left', async () => {
    const cash = { loanId: loan.id, channel: 'cash' };
    const { result } = await recover(treasurer, { ...cash, amount: '500000.00' });
    assert.deepEqual(await entryLines(context, result.entryId), [
      ['1.1.01', '500000.00'],
      ['7.1.01', '-500000.00'],
    ]);
    const too = await refusal(recover(treasurer, { ...cash, amount: '9000000.00' }));
    assert.deepEqual([too.reason, too.fields[0]?.field], ['amount_over_remaining', 'amount']);
    assert.equal(
      (await refusal(recover(treasurer, { ...cash, channel: 'transfer', amount: '1.00' }))).reason,
      'bank_account_needed',
    );
    assert.equal(
      (await refusal(recover(treasurer, { ...cash, accountId: loan.id, amount: '1.00' }))).reason,
      'cash_account_unknown',
    );
    const stranger = await saver(context, 53);
    const theirs = recover(treasurer, { ...cash, channel: 'savings', accountId: stranger.SS, amount: '1000.00' });
    assert.equal((await refusal(theirs)).reason, 'savings_account_unknown');
    await deposit(context, { accountId: loan.borrower.SS, amount: '300000.00' });
    const { result: saved } = await recover(treasurer, {
      ...cash,
      channel: 'savings',
      accountId: loan.borrower.SS,
      amount: '100000.00',
    });
    const { writtenOff } = await loanQuality(context, { loanId: loan.id });
    assert.deepEqual([writtenOff?.recovered, writtenOff?.left], ['600000.00', saved.remaining]);
  });
  test('is what a recovery needs', async () => {
    const running = await late(context, productId, d('2026-11-01'), 54);
    const early = recover(treasurer, { loanId: running.id, channel: 'cash', amount: '1000.00' });
    assert.equal((await refusal(early)).reason, 'loan_not_written_off');
  });
  test('without an allowance is an expense of the year', async () => {
    const fresh = await loanWorld(world);
    const maker = await officer(fresh.context, 'manajer', ['loans.manage']);
    const first = await officer(fresh.context, 'ketua', ['loans.write_off']);
    const second = await officer(fresh.context, 'bendahara', ['loans.write_off']);
    const lost = await late(fresh.context, fresh.productId, d('2026-01-05'), 55);
    const { result } = await proposeWriteOff(maker, { loanId: lost.id, ...words });
    await agree(first, result.id);
    const done = await agree(second, result.id);
    assert.deepEqual(await entryLines(fresh.context, String(done.result.entryId)), [
      ['1.1.20', '-1200000.00'],
      ['6.1.13', '1200000.00'],
    ]);
  });
  test('is not carried out when who proposed it was dismissed meanwhile', async () => {
    const outsider = asStaff(context, ['loans.manage']);
    const lost = await late(context, productId, d('2026-01-07'), 56);
    const { result } = await proposeWriteOff(outsider, { loanId: lost.id, ...words });
    await agree(treasurer, result.id);
    assert.equal((await refusal(agree(chair, result.id))).reason, 'maker_not_allowed');
  });
}

{
  const test = about('a collateral taken over');
  const { context, productId } = await loanWorld(world);
  const loan = await late(context, productId, d('2026-01-05'), 70);
  const { result } = await registerCollateral(context, {
    memberId: loan.borrower.memberId,
    kind: 'gold',
    description: 'Gelang emas 10 gram',
    value: '1000000.00',
    appraisedOn: '2026-11-01',
    appraisedBy: 'Pegadaian Kudus',
  });
  const collateralId = result.id;
  const asked = { loanId: loan.id, collateralId, value: '300000.00', resolution: 'SK 7/2026' };

  test('stands for this loan, and pays no more than its principal', async () => {
    assert.equal((await refusal(forecloseCollateral(context, asked))).reason, 'collateral_not_pledged');
    await step(context, (scope) => pledgeStep(scope, collateralId, { loanId: loan.id }));
    assert.equal(
      (await refusal(forecloseCollateral(context, { ...asked, value: '1200001.00' }))).reason,
      'value_over_debt',
    );
  });
  test('waits for a second person, and then pays principal, oldest instalment first', async () => {
    const chair = await officer(context, 'ketua', ['approvals.decide', 'loans.write_off']);
    const maker = await officer(context, 'manajer', ['loans.manage']);
    const held = await refusal(forecloseCollateral(maker, asked));
    assert.ok(held instanceof Held);
    const { approvalId, payloadHash } = JSON.parse(held.answer);
    const { result: decided } = await decideApproval(chair, {
      approvalId,
      payloadHash,
      decision: 'approved',
      reason: 'Sesuai keputusan rapat',
    });
    const { entryId } = decided['result'] as { entryId: string };
    assert.deepEqual(await entryLines(context, entryId), [
      ['1.1.20', '-300000.00'],
      ['1.4.01', '300000.00'],
    ]);
    const { loan: now, rows } = await loanState(context, loan.id);
    assert.equal(now.outstandingSen, 90_000_000n);
    assert.deepEqual(
      rows.slice(0, 4).map(({ paidPrincipalSen }) => paidPrincipalSen),
      [10_000_000n, 10_000_000n, 10_000_000n, 0n],
    );
    assert.equal((await refusal(forecloseCollateral(context, asked))).reason, 'collateral_not_pledged');
  });
}

{
  const test = about('a claim on who answers for a loan');
  const { context, productId } = await loanWorld(world);
  const loan = await late(context, productId, d('2026-08-05'), 80);
  const friend = await saver(context, 81);
  const third = await saver(context, 82);
  await deposit(context, { accountId: friend.SS, amount: '500000.00' });
  const memberId = friend.memberId;
  const claim = (more: object) => claimGuarantor(context, { loanId: loan.id, memberId, amount: '100000.00', ...more });

  test('is for what they promised, and for what is overdue', async () => {
    assert.equal((await refusal(claim({}))).reason, 'guarantor_not_of_loan');
    await addGuarantor(context, { loanId: loan.id, memberId, amount: '150000.00', consentedOn: '2026-08-05' });
    assert.equal((await refusal(claim({ amount: '150000.01' }))).reason, 'claim_over_guarantee');
    await claim({});
    assert.equal((await refusal(claim({}))).reason, 'claim_over_guarantee');
    const early = await late(context, productId, d('2026-11-10'), 83);
    await addGuarantor(context, { loanId: early.id, memberId, amount: '150000.00', consentedOn: '2026-11-10' });
    assert.equal((await refusal(claim({ loanId: early.id }))).reason, 'claim_over_overdue');
  });
  test('is paid from their saving, with how they agreed, never beyond the claim', async () => {
    const { claims } = await loanQuality(context, { loanId: loan.id });
    const asked = {
      claimId: claims[0]?.id ?? '',
      savingsAccountId: friend.SS,
      consent: 'Surat persetujuan 12 November',
    };
    const over = (amount: string) => refusal(payGuarantee(context, { ...asked, amount }));
    assert.equal((await over('100000.01')).reason, 'amount_over_remaining');
    const unknown = payGuarantee(context, { ...asked, claimId: loan.id, amount: '1.00' });
    assert.equal((await refusal(unknown)).reason, 'claim_unknown');
    const strangers = payGuarantee(context, { ...asked, savingsAccountId: third.SS, amount: '1.00' });
    assert.equal((await refusal(strangers)).reason, 'savings_account_unknown');
    await payGuarantee(context, { ...asked, amount: '60000.00' });
    const after = await loanQuality(context, { loanId: loan.id });
    assert.deepEqual([after.claims[0]?.amount, after.claims[0]?.left], ['100000.00', '40000.00']);
    assert.equal((await over('40000.01')).reason, 'amount_over_remaining');
  });
  test('falls on the others of a joint-liability group in their shares', async () => {
    assert.equal((await refusal(claimGroup(context, { loanId: loan.id }))).reason, 'loan_has_no_group');
    const { result } = await formGroup(context, {
      name: 'Kelompok Melati',
      memberIds: [loan.borrower.memberId, memberId, third.memberId],
      chairId: memberId,
      shareRule: 'equal',
    });
    await step(context, (scope) =>
      scope.tx.run(sql`
        update loans.loan set group_id = ${result.id} where cooperative_id = ${scope.cooperativeId} and id = ${loan.id}`),
    );
    await claimGroup(context, { loanId: loan.id });
    const { claims } = await loanQuality(context, { loanId: loan.id });
    const shares = claims.filter(({ ground }) => ground === 'group').map(({ amount }) => Number(amount));
    assert.equal(shares.length, 2);
    assert.ok(Math.abs((shares[0] ?? 0) - (shares[1] ?? 0)) <= 0.02);
    assert.equal((await refusal(claimGroup(context, { loanId: loan.id }))).reason, 'claim_over_overdue');
  });
}

beginTests();
