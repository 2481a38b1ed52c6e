import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sql from 'sql-template-tag';
import { rupiah } from '#kernel/money';
import { generalAccountId, post } from '#ledger';
import {
  addGuarantor,
  changeGroupChair,
  dissolveGroup,
  endRelatedParty,
  formGroup,
  groupDetail,
  groupIdOf,
  groupList,
  groupOf,
  guarantorExposure,
  guarantorsOf,
  joinGroup,
  leaveGroup,
  lendingLimits,
  noteRelatedParty,
  readLendingLimits,
  relatedParties,
  releaseGuarantor,
  securityOf,
} from '#loans';
import { read, step, testWorld } from '../../../test/support/world.ts';
import { saver, savers } from '../savings/savings.fixture.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { refusal } from './security.fixture.ts';
import { updateLoan } from './store/loans.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);
const [guarantor, second] = await savers(context, 2, 1);
const memberId = guarantor?.memberId ?? '';
let n = 100;
function loanOf(rupiahs = 1_000_000) {
  n += 1;
  return runningLoan(context, { productId, rupiah: rupiahs, tenor: 10, n });
}
const consent = (loanId: string, changes: Record<string, unknown> = {}) => ({
  loanId,
  memberId,
  amount: '600000.00',
  consentedOn: '2026-11-20',
  ...changes,
});
const NIK = '3319011705900001';
const outside = { memberId: undefined, person: { fullName: 'Pak Lurah', nik: NIK, phone: '0812-3456-7890' } };

describe('a guarantor', () => {
  test('stands for a loan, and for no more than it owes', async () => {
    const loan = await loanOf(500_000);
    await addGuarantor(context, consent(loan.id));
    const exposure = await guarantorExposure(context, { memberId });
    assert.deepEqual(exposure, {
      loans: 1,
      promised: '600000.00',
      exposed: '500000.00',
      outstanding: '500000.00',
    });
    const found = await read(context, (scope) => guarantorsOf(scope, loan.id));
    assert.deepEqual(
      found.map((one) => [one.memberId, one.amountSen]),
      [[memberId, rupiah(600_000)]],
    );
  });

  test('from outside has NIK and telephone sealed, and shown by their ends', async () => {
    const loan = await loanOf();
    await addGuarantor(context, consent(loan.id, outside));
    const [shown] = (await securityOf(context, { loanId: loan.id })).guarantors;
    assert.deepEqual([shown?.name, shown?.nik, shown?.phone], ['Pak Lurah', '••••••••••••0001', '••••••••••7890']);
    const [row] = await read(context, (scope) =>
      scope.tx.rows<{ text: string }>(sql`
        select g::text as text from loans.guarantor g where g.cooperative_id = ${scope.cooperativeId} and g.loan_id = ${loan.id}`),
    );
    assert.ok(!row?.text.includes(NIK) && !row?.text.includes('81234567890'));
  });

  for (const [what, changes, expected] of [
    ['a NIK that is none', { ...outside, person: { ...outside.person, nik: '123' } }, 'person.nik nik_format'],
    [
      'a telephone that is none',
      { ...outside, person: { ...outside.person, phone: '12' } },
      'person.phone phone_format',
    ],
    ['a consent of tomorrow', { consentedOn: '2026-11-21' }, 'consentedOn consent_in_future'],
    ['a guarantor who is nobody', { memberId: undefined }, 'memberId guarantor_person'],
    ['both a member and an outsider', { person: outside.person }, 'memberId guarantor_person'],
  ] as const) {
    test(`is refused with ${what}`, async () => {
      const loan = await loanOf();
      assert.equal(await refusal(addGuarantor(context, consent(loan.id, changes))), expected);
    });
  }

  test('is not the borrower, and stands once for a loan', async () => {
    const loan = await loanOf();
    const own = consent(loan.id, { memberId: loan.borrower.memberId });
    assert.equal(await refusal(addGuarantor(context, own)), 'memberId guarantor_is_borrower');
    await addGuarantor(context, consent(loan.id));
    assert.equal(await refusal(addGuarantor(context, consent(loan.id))), 'memberId guarantor_twice');
  });

  test('is let go when the loan is paid, once', async () => {
    const loan = await loanOf();
    const { result } = await addGuarantor(context, consent(loan.id, { memberId: second?.memberId }));
    const release = { guarantorId: result.id, reason: 'Pinjaman lunas' };
    assert.equal(await refusal(releaseGuarantor(context, release)), 'loan_still_running');
    await step(context, (scope) => updateLoan(scope, loan.id, { status: 'settled', closedOn: scope.today }));
    await releaseGuarantor(context, release);
    assert.equal(await refusal(releaseGuarantor(context, release)), 'guarantor_released');
    assert.equal(await refusal(releaseGuarantor(context, { ...release, guarantorId: loan.id })), 'guarantor_unknown');
    assert.equal(await refusal(addGuarantor(context, consent(loan.id))), 'security_target_closed');
  });
});

describe('a group that answers for each other', () => {
  const groupOfMembers = async (first: number, name: string) => {
    const ids = (await savers(context, 4, first)).map((one) => one.memberId);
    const { result } = await formGroup(context, {
      name,
      memberIds: ids.slice(0, 3),
      chairId: ids[0],
      shareRule: 'equal',
    });
    return { ids, groupId: String(result.id) };
  };

  test('is formed with a chair, and lets others in and out', async () => {
    const { ids, groupId } = await groupOfMembers(1_000, 'Kelompok Melati');
    await joinGroup(context, { groupId, memberId: ids[3] });
    assert.equal(await refusal(leaveGroup(context, { groupId, memberId: ids[0] })), 'memberId chair_leaves');
    await changeGroupChair(context, { groupId, memberId: ids[3] });
    await leaveGroup(context, { groupId, memberId: ids[0] });
    assert.equal(await refusal(leaveGroup(context, { groupId, memberId: ids[0] })), 'memberId not_in_group');
    assert.equal(await refusal(leaveGroup(context, { groupId, memberId: ids[1] })), 'memberId group_too_small');
    const detail = await groupDetail(context, { id: groupId });
    assert.equal(detail?.members.filter(({ leftOn }) => leftOn === null).length, 3);
    assert.equal(detail?.group.chairId, ids[3]);
    assert.equal(await read(context, (scope) => groupIdOf(scope, ids[0] ?? '')), undefined);
    await joinGroup(context, { groupId, memberId: ids[0] });
    assert.equal((await read(context, (scope) => groupIdOf(scope, ids[0] ?? '')))?.groupId, groupId);
  });

  test('is refused when it is too small, has a stranger as chair, another group’s name or member', async () => {
    const { ids } = await groupOfMembers(1_010, 'Kelompok Mawar');
    const free = (await savers(context, 31, 1_100)).map((one) => one.memberId);
    const wish = { name: 'Kelompok Baru', memberIds: free.slice(0, 3), chairId: free[0], shareRule: 'equal' };
    const form = (changes: Record<string, unknown>) => refusal(formGroup(context, { ...wish, ...changes }));
    assert.equal(await form({ memberIds: free.slice(0, 2) }), 'memberIds group_too_small');
    assert.equal(await form({ memberIds: [free[0], free[0], free[0]] }), 'memberIds group_too_small');
    assert.equal(await form({ memberIds: free }), 'memberIds group_too_large');
    assert.equal(await form({ chairId: free[9] }), 'chairId chair_not_in_group');
    assert.equal(await form({ name: 'kelompok mawar' }), 'name group_name_taken');
    assert.equal(await form({ memberIds: [free[0], free[1], ids[1]] }), 'memberIds member_in_other_group');
    assert.equal(await form({}), 'no refusal');
  });

  test('shows what each carries of what another left unpaid, and stays together while somebody owes', async () => {
    const { ids, groupId } = await groupOfMembers(1_020, 'Kelompok Anggrek');
    const [late = '', other = ''] = ids;
    const own = await saver(context, 1_030);
    const loan = await runningLoan(context, {
      productId,
      rupiah: 900_000,
      tenor: 9,
      saver: { ...own, memberId: late },
    });
    await step(context, async (scope) => {
      await updateLoan(scope, loan.id, { overduePrincipalSen: rupiah(100_000), overdueInterestSen: 1n });
      await scope.tx.run(sql`
        update loans.loan set group_id = ${groupId} where cooperative_id = ${scope.cooperativeId} and id = ${loan.id}`);
    });
    const detail = await groupDetail(context, { id: groupId });
    const carries = new Map(detail?.members.map((member) => [member.memberId, member.carries]));
    assert.equal(carries.get(late), '0.00');
    const parts = detail?.members.map((member) => member.carries).sort();
    assert.deepEqual(parts, ['0.00', '50000.00', '50000.01']);
    assert.equal((await groupList(context, {})).find(({ id }) => id === groupId)?.overdue, '100000.01');
    assert.equal((await read(context, (scope) => groupOf(scope, loan.id))).length, 2);
    assert.equal(await refusal(leaveGroup(context, { groupId, memberId: other })), 'group_loan_running');
    assert.equal(await refusal(dissolveGroup(context, { groupId })), 'group_loan_running');
  });

  test('that owes nothing can be dissolved, and is then left alone', async () => {
    const { ids, groupId } = await groupOfMembers(1_040, 'Kelompok Dahlia');
    await dissolveGroup(context, { groupId });
    assert.equal(await refusal(joinGroup(context, { groupId, memberId: ids[3] })), 'group_dissolved');
    assert.equal(await refusal(joinGroup(context, { groupId: productId, memberId: ids[3] })), 'group_unknown');
    const anew = { name: 'Kelompok Dahlia', memberIds: ids.slice(0, 3), chairId: ids[0], shareRule: 'equal' };
    assert.equal(await refusal(formGroup(context, anew)), 'no refusal');
    assert.deepEqual(await read(context, (scope) => groupOf(scope, groupId)), []);
  });
});

describe('what may be lent to one member', () => {
  test('follows own capital, what they owe, and whether they are a related party', async () => {
    const own = await loanWorld(world);
    await step(own.context, async (scope) => {
      const [cash, reserve] = [await generalAccountId(scope, '1.1.01'), await generalAccountId(scope, '3.2.01')];
      const amountSen = rupiah(20_000_000);
      const lines = [
        { accountId: cash, amountSen },
        { accountId: reserve, amountSen: -amountSen },
      ];
      await post(scope, [{ description: 'Cadangan', businessDate: scope.today, source: 'test', lines }]);
    });
    const loan = await runningLoan(own.context, { productId: own.productId, rupiah: 1_000_000, tenor: 10, n: 1 });
    const borrower = loan.borrower.memberId;
    const limits = await lendingLimits(own.context, { memberId: borrower });
    assert.deepEqual(
      [limits.ownCapital, limits.percent, limits.ceiling, limits.outstanding, limits.room],
      ['20000000.00', '15', '3000000.00', '1000000.00', '2000000.00'],
    );
    await noteRelatedParty(own.context, {
      memberId: borrower,
      role: 'family',
      relation: 'Istri ketua',
      since: '2026-11-01',
    });
    const related = await lendingLimits(own.context, { memberId: borrower });
    assert.deepEqual([related.percent, related.room, related.related?.relation], ['10', '1000000.00', 'Istri ketua']);
    assert.match(related.legalBasis, /Ps 44/);
    const before = await read(own.context, (scope) =>
      readLendingLimits(scope, { memberId: borrower, on: '2026-10-31' as typeof scope.today }),
    );
    assert.equal(before.percent, '15');
  });

  test('a related party is noted once, from a day that has come, and ends', async () => {
    const party = { memberId, role: 'board', since: '2026-11-20' };
    assert.equal(
      await refusal(noteRelatedParty(context, { ...party, since: '2026-11-21' })),
      'since related_since_in_future',
    );
    assert.equal(await refusal(noteRelatedParty(context, { ...party, memberId: productId })), 'member_not_found');
    const { result } = await noteRelatedParty(context, party);
    assert.equal(await refusal(noteRelatedParty(context, party)), 'memberId related_party_twice');
    assert.equal((await lendingLimits(context, { memberId })).percent, '10');
    await endRelatedParty(context, { id: result.id });
    assert.equal((await lendingLimits(context, { memberId })).percent, '15');
    assert.equal(await refusal(endRelatedParty(context, { id: result.id })), 'related_party_unknown');
    assert.equal((await relatedParties(context, {}))[0]?.until, '2026-11-20');
  });
});
