import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setParameter } from '#cooperatives';
import { dismiss } from '#identity';
import { DomainError } from '#kernel/errors';
import { suspendMember } from '#members';
import { asStaff, read, testWorld } from '../../../test/support/world.ts';
import { balanceOf, saver } from '../savings/savings.fixture.ts';
import { officer } from './application.fixture.ts';
import { cancelContract, drawContract } from './commands/contract.ts';
import { disburseLoan } from './commands/disburse.ts';
import { signLoan } from './commands/sign.ts';
import { drawn, type Lending, lending, linesOf, signed } from './contract.fixture.ts';
import { agreementFile } from './queries/agreement.ts';
import { loanDetail } from './queries/loan-detail.ts';
import { securityBehind } from './store/security.ts';

const world = await testWorld();

const refusedAs = (reason: string) => (error: unknown) => error instanceof DomainError && error.reason === reason;
const toSaving = (of: Lending, loanId: string, more: object = {}) =>
  disburseLoan(of.payer, { loanId, channel: 'savings', ...more });

const FEES = [
  {
    code: 'provisi',
    name: 'Provisi',
    kind: 'percent' as const,
    percent: '1',
    chartCode: '4.1.02',
    taken: 'deducted' as const,
  },
  {
    code: 'premi',
    name: 'Premi asuransi',
    kind: 'flat' as const,
    amount: '25000.00',
    chartCode: '2.1.23',
    taken: 'deducted' as const,
  },
];

test('a contract is what the committee approved, with its schedule, and pays out nothing', async () => {
  const of = await lending(world);
  const loan = await drawn(of, { amount: '2000000.00', tenor: 10 });
  const detail = await loanDetail(of.clerk, { loanId: loan.id });
  assert.match(loan.number, /^PU-\d{6}$/);
  assert.deepEqual(
    [detail.loan.status, detail.loan.principal, detail.loan.outstanding],
    ['drawn', '2000000.00', '0.00'],
  );
  assert.deepEqual([detail.instalments.length, detail.instalments[0]?.total], [10, '230000.00']);
  assert.deepEqual(detail.missingSigners, [{ role: 'borrower', name: detail.loan.memberName }]);
  await assert.rejects(
    drawContract(of.clerk, { applicationId: loan.applicationId, firstDueOn: '2026-12-20' }),
    refusedAs('application_not_approved'),
  );
});

test('a payout to the saving is net of its fees, one balanced entry, with its receipt', async () => {
  const of = await lending(world, { fees: FEES });
  const loan = await signed(of, { amount: '2000000.00', tenor: 10 });
  const { result } = await toSaving(of, loan.id);
  assert.deepEqual([result.gross, result.net, result.fees], ['2000000.00', '1955000.00', '45000.00']);
  assert.deepEqual(await linesOf(of.context, result.entryId), [
    ['1.1.20', '2000000.00'],
    ['2.1.01', '-1955000.00'],
    ['4.1.02', '-20000.00'],
    ['2.1.23', '-25000.00'],
  ]);
  assert.equal(await balanceOf(of.context, of.borrower, of.borrower.SS), '1955000.00');
  const { loan: now, versions, events } = await loanDetail(of.clerk, { loanId: loan.id });
  assert.deepEqual(
    [now.status, now.outstanding, now.nextDueOn, versions.length],
    ['active', '2000000.00', '2026-12-20', 1],
  );
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['disbursed', 'signed', 'drawn'],
  );
  assert.equal(events[0]?.receiptNumber, result.receiptNumber);
});

test('the same payout sent twice pays once', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  const input = { loanId: loan.id, channel: 'savings' };
  const first = await disburseLoan(of.payer, input, { key: 'satu' });
  const again = await disburseLoan(of.payer, input, { key: 'satu' });
  assert.equal(again.answer, first.answer);
  assert.equal(await balanceOf(of.context, of.borrower, of.borrower.SS), '2000000.00');
});

test('a transfer leaves a bank line, never the cash line of the tills', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  const transfer = (bankCode: string) => disburseLoan(of.payer, { loanId: loan.id, channel: 'transfer', bankCode });
  await assert.rejects(transfer('1.1.01'), refusedAs('bank_line_unknown'));
  const { result } = await transfer('1.1.05');
  assert.deepEqual(await linesOf(of.context, result.entryId), [
    ['1.1.20', '2000000.00'],
    ['1.1.05', '-2000000.00'],
  ]);
});

test('a loan is paid out in parts up to what was agreed; each part makes the schedule anew and keeps the old one', async () => {
  const of = await lending(world, { fees: FEES });
  const loan = await signed(of, { amount: '2000000.00', tenor: 10 });
  const first = (await toSaving(of, loan.id, { amount: '1200000.00' })).result;
  assert.deepEqual([first.net, first.fees], ['1155000.00', '45000.00']);
  await assert.rejects(toSaving(of, loan.id, { amount: '800000.01' }), refusedAs('amount_over_agreed'));
  const second = (await toSaving(of, loan.id)).result;
  assert.deepEqual(
    [second.gross, second.net, second.fees, second.balance],
    ['800000.00', '800000.00', '0.00', '2000000.00'],
  );
  const detail = await loanDetail(of.clerk, { loanId: loan.id });
  assert.deepEqual(
    detail.versions.map(({ reason, principal }) => [reason, principal]),
    [
      ['contract', '2000000.00'],
      ['tranche', '1200000.00'],
      ['tranche', '2000000.00'],
    ],
  );
  assert.deepEqual([detail.instalments.length, detail.instalments.at(-1)?.balanceAfter], [10, '0.00']);
  await assert.rejects(toSaving(of, loan.id), refusedAs('loan_fully_disbursed'));
});

test('fees larger than a first part are not taken out of nothing', async () => {
  const of = await lending(world, { fees: FEES });
  const loan = await signed(of);
  await assert.rejects(toSaving(of, loan.id, { amount: '40000.00' }), refusedAs('fees_above_payout'));
});

test('nothing is paid out before everybody signed', async () => {
  const of = await lending(world);
  const loan = await drawn(of);
  await assert.rejects(toSaving(of, loan.id), refusedAs('loan_not_signed'));
});

test('a signature names who signed once, on a day that can be, with a drawing when it was drawn', async () => {
  const of = await lending(world);
  const loan = await drawn(of);
  const sign = (input: object) =>
    signLoan(of.clerk, { loanId: loan.id, role: 'borrower', name: 'Sri', way: 'paper', ...input });
  await assert.rejects(sign({ signedOn: '2026-11-21' }), refusedAs('signed_in_future'));
  await assert.rejects(sign({ signedOn: '2026-11-19' }), refusedAs('signed_before_drawn'));
  await assert.rejects(sign({ way: 'screen' }), refusedAs('signature_drawing_missing'));
  await assert.rejects(sign({ content: Buffer.from('pendek').toString('base64') }), refusedAs('signature_format'));
  assert.equal((await sign({ role: 'witness', name: 'Saksi Satu' })).result.complete, false);
  const pdf = Buffer.from('%PDF-1.4 perjanjian yang ditandatangani').toString('base64');
  assert.equal((await sign({ content: pdf })).result.complete, true);
  await assert.rejects(sign({}), refusedAs('signed_already'));
});

test('a contract that was not paid out can be cancelled, and its approval stands again', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  await cancelContract(of.clerk, { loanId: loan.id, reason: 'Anggota menunda' });
  await assert.rejects(toSaving(of, loan.id), refusedAs('loan_cancelled'));
  await assert.rejects(cancelContract(of.clerk, { loanId: loan.id, reason: 'Lagi' }), refusedAs('loan_cancelled'));
  const again = await drawContract(of.clerk, { applicationId: loan.applicationId, firstDueOn: '2026-12-20' });
  assert.notEqual(again.result.number, loan.number);
});

test('a contract that was paid out is not cancelled', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  await toSaving(of, loan.id);
  await assert.rejects(cancelContract(of.clerk, { loanId: loan.id, reason: 'Salah' }), refusedAs('loan_disbursed'));
});

test('a condition of the committee that is not met stops the payout', async () => {
  const of = await lending(world);
  const loan = await signed(of, { conditions: ['Serahkan fotokopi BPKB'] });
  await assert.rejects(toSaving(of, loan.id), refusedAs('conditions_unmet'));
});

test('collateral that was only offered is no collateral: it must be in the register', async () => {
  const of = await lending(world, {
    security: { collateralAbove: '1000000.00', collateralPercent: '125', guarantors: 0 },
  });
  const loan = await signed(of, {
    collateral: [{ kind: 'gold', description: 'Kalung emas 10 gram', value: '9000000.00' }],
  });
  await assert.rejects(toSaving(of, loan.id), refusedAs('collateral_missing'));
});

test('a guarantor whom the application named stands for the loan from its contract on, and signs before it is paid out', async () => {
  const of = await lending(world, { security: { guarantors: 1 } });
  await saver(of.context, 77);
  const loan = await signed(of, { guarantors: ['A00077'] });
  await assert.rejects(toSaving(of, loan.id), refusedAs('loan_not_signed'));
  const { missingSigners: missing, security } = await loanDetail(of.clerk, { loanId: loan.id });
  assert.deepEqual(
    security.guarantors.map(({ name, amount }) => [name, amount]),
    [[missing[0]?.name, '2000000.00']],
  );
  await signLoan(of.clerk, { loanId: loan.id, role: 'guarantor', name: missing[0]?.name ?? '', way: 'paper' });
  assert.equal((await toSaving(of, loan.id)).result.net, '2000000.00');
});

test('whoever approved alone does not also pay out', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  const [approver] = of.office.committee;
  assert.ok(approver);
  const both = {
    ...approver,
    actor: { ...approver.actor, permissions: new Set([...approver.actor.permissions, 'loans.disburse' as const]) },
  };
  await assert.rejects(disburseLoan(both, { loanId: loan.id, channel: 'savings' }), refusedAs('approver_disburses'));
});

test('nobody pays out their own loan', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  const self = await officer(of.context, 'teller', ['loans.disburse'], of.borrower.memberId);
  await assert.rejects(disburseLoan(self, { loanId: loan.id, channel: 'savings' }), refusedAs('own_loan'));
});

test('an approval of somebody who was dismissed since no longer carries a payout', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  const [approver] = of.office.committee;
  assert.ok(approver);
  await dismiss(of.context, { personId: approver.actor.personId, reason: 'Masa jabatan berakhir' });
  await assert.rejects(toSaving(of, loan.id), refusedAs('approver_dismissed'));
});

test('a member who is no longer served gets no loan', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  await suspendMember(of.context, { memberId: of.borrower.memberId, reason: 'Melanggar AD' });
  await assert.rejects(toSaving(of, loan.id), refusedAs('member_not_served'));
});

test('the ceiling of the law is asked again on the day of the payout', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  await setParameter(of.context, {
    name: 'loans.member_ceiling_percent',
    value: '0.1',
    effectiveFrom: '2026-11-20',
    legalBasis: 'Rapat pengurus',
  });
  await assert.rejects(toSaving(of, loan.id), refusedAs('ceiling_exceeded'));
});

test('cash needs an open till, a saving must be the member’s own, a day cannot be to come', async () => {
  const of = await lending(world);
  const loan = await signed(of);
  const pay = (input: object) => disburseLoan(of.payer, { loanId: loan.id, channel: 'savings', ...input });
  await assert.rejects(pay({ channel: 'cash' }), refusedAs('cash_needs_till'));
  await assert.rejects(pay({ savingsAccountId: of.borrower.SW }), refusedAs('saving_not_voluntary'));
  await assert.rejects(pay({ happenedOn: '2026-11-21' }), refusedAs('date_in_future'));
  await assert.rejects(pay({ happenedOn: '2026-11-19' }), refusedAs('disbursed_before_signed'));
});

test('a first due date is after the payout', async () => {
  const of = await lending(world);
  await assert.rejects(drawn(of, { firstDueOn: '2026-11-20' }), refusedAs('first_due_before_disbursement'));
});

test('a plan to pay out in the past is no plan; a standing order names its saving', async () => {
  const of = await lending(world);
  await assert.rejects(drawn(of, { disbursedOn: '2026-11-19' }), refusedAs('disbursed_in_past'));
});

test('the agreement is a PDF that names its number', async () => {
  const of = await lending(world, { fees: FEES });
  const loan = await drawn(of);
  const { name, bytes } = await agreementFile(asStaff(of.context), { loanId: loan.id });
  assert.equal(name, `perjanjian-${loan.number}.pdf`);
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  const security = await read(of.context, (scope) =>
    securityBehind(scope, { loanId: loan.id, applicationId: loan.applicationId }),
  );
  assert.deepEqual(security, { collateral: [], guarantors: [] });
});
