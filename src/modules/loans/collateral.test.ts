import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import {
  addCollateralPhoto,
  collateralDetail,
  collateralList,
  collateralOfMember,
  collateralValues,
  markForeclosed,
  pledgeCollateral,
  reappraiseCollateral,
  receivePapers,
  registerCollateral,
  releasePledge,
  returnPapers,
  securityOf,
} from '#loans';
import { asStaff, read, step, testWorld } from '../../../test/support/world.ts';
import { saver, saverWith } from '../savings/savings.fixture.ts';
import { loanWorld, runningLoan } from './loans.fixture.ts';
import { bpkb, refusal, registered } from './security.fixture.ts';
import { updateLoan } from './store/loans.ts';

const folder = await mkdtemp(join(tmpdir(), 'sokoguru-collateral-'));
process.env['SOKOGURU_DATA'] = folder;
after(() => rm(folder, { recursive: true, force: true }));
const world = await testWorld();
const { context, productId } = await loanWorld(world);
const { memberId } = await saver(context, 1);
const settle = (id: string) =>
  step(context, (scope) => updateLoan(scope, id, { status: 'settled', closedOn: scope.today }));

describe('the register of collateral', () => {
  test('labels each piece and shows only the end of its paper number', async () => {
    const { result } = await registerCollateral(context, bpkb(memberId, { paperNumber: 'k-99 887766' }));
    assert.match(String(result.label), /^AG-\d{6}$/);
    const detail = await collateralDetail(context, { id: result.id });
    assert.equal(detail?.collateral.paperHint, '•••• 7766');
    assert.equal(detail?.collateral.value, '10000000.00');
    assert.ok(!JSON.stringify(await collateralList(context, {})).includes('887766'));
  });

  test('keeps the paper number sealed in the database', async () => {
    const { result } = await registerCollateral(context, bpkb(memberId, { paperNumber: 'RAHASIA12345' }));
    const row = await read(context, (scope) =>
      scope.tx.prepared<{ text: string }>(
        'test.paper',
        'select c::text as text from loans.collateral c where c.cooperative_id = $1 and c.id = $2',
        [scope.cooperativeId, String(result.id)],
      ),
    );
    assert.ok(!row[0]?.text.includes('RAHASIA12345'));
  });

  for (const [what, changes, expected] of [
    ['a paper without its number', { paperNumber: '' }, 'paperNumber paper_number_missing'],
    ['an appraisal of tomorrow', { appraisedOn: '2026-11-21' }, 'appraisedOn appraisal_in_future'],
    ['a value of nothing', { value: '0.00' }, 'value amount_not_positive'],
    ['a pledged saving that is not named', { kind: 'savings_pledge' }, 'savingsAccountId saving_missing'],
    ['someone who is no member', { memberId: context.cooperative.id }, 'member_not_found'],
  ] as const) {
    test(`refuses ${what}`, async () => {
      assert.equal(await refusal(registerCollateral(context, bpkb(memberId, changes))), expected);
    });
  }

  test('takes one paper once, however its number is written', async () => {
    await registerCollateral(context, bpkb(memberId, { paperNumber: 'M 01.234.567' }));
    const again = bpkb(memberId, { paperNumber: 'm01234567' });
    assert.equal(await refusal(registerCollateral(context, again)), 'paperNumber paper_registered');
    const land = { ...again, kind: 'shm' };
    assert.equal(await refusal(registerCollateral(context, land)), 'no refusal');
  });

  test('takes a saving of the member, up to its balance, once', async () => {
    const owner = await saverWith(context, '500000.00', 40);
    const pledge = (changes: Record<string, unknown>) =>
      registerCollateral(
        context,
        bpkb(owner.memberId, { kind: 'savings_pledge', savingsAccountId: owner.SS, value: '500000.00', ...changes }),
      );
    assert.equal(await refusal(pledge({ value: '500000.01' })), 'value value_over_saving');
    assert.equal(await refusal(pledge({ memberId })), 'savingsAccountId saving_of_another');
    assert.equal(await refusal(pledge({ paperNumber: '' })), 'no refusal');
    assert.equal(await refusal(pledge({ paperNumber: '' })), 'savingsAccountId paper_registered');
  });

  test('is read with the right to read loans, and written with the right to review them', async () => {
    const reader = asStaff(context, ['loans.read']);
    assert.equal(await refusal(registerCollateral(reader, bpkb(memberId))), 'permission_missing');
    assert.equal(await refusal(collateralList(asStaff(context, ['savings.read']), {})), 'permission_missing');
  });

  test('is found by label, name and state, page by page', async () => {
    const owner = await saver(context, 41);
    const ids = [];
    for (let n = 0; n < 3; n += 1) ids.push(await registered(context, owner.memberId));
    const first = await collateralList(context, { limit: '2' });
    const next = await collateralList(context, { limit: '2', before: first.nextCursor });
    assert.deepEqual([first.items.length, first.items[0]?.id], [2, ids[2]]);
    assert.equal(next.items[0]?.id, ids[0]);
    const label = first.items[0]?.label;
    assert.equal((await collateralList(context, { q: label })).items.length, 1);
    assert.equal((await collateralList(context, { q: '100%' })).items.length, 0);
    assert.equal((await collateralOfMember(context, { memberId: owner.memberId })).length, 3);
  });
});

describe('an appraisal', () => {
  test('replaces the value and keeps the one before in the history', async () => {
    const collateralId = await registered(context, memberId);
    const found = { collateralId, value: '8000000.00', appraisedOn: '2026-11-20', appraisedBy: 'KJPP' };
    await reappraiseCollateral(context, found);
    const detail = await collateralDetail(context, { id: collateralId });
    assert.equal(detail?.collateral.value, '8000000.00');
    assert.deepEqual(
      detail?.events.map(({ kind, valueSen }) => [kind, valueSen]),
      [
        ['appraised', 800_000_000n],
        ['registered', 1_000_000_000n],
      ],
    );
    assert.equal(
      await refusal(reappraiseCollateral(context, { ...found, appraisedOn: '2026-11-19' })),
      'appraisedOn appraisal_before_last',
    );
    assert.equal(
      await refusal(reappraiseCollateral(context, { ...found, collateralId: memberId })),
      'collateral_unknown',
    );
  });
});

test('a photo stands with its collateral, stripped of what the camera wrote', async () => {
  const collateralId = await registered(context, memberId);
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer();
  await addCollateralPhoto(context, { collateralId, photo: jpeg.toString('base64') });
  assert.equal((await collateralDetail(context, { id: collateralId }))?.photos.length, 1);
  assert.equal(
    await refusal(addCollateralPhoto(context, { collateralId, photo: Buffer.from('PDF').toString('base64') })),
    'image_format',
  );
});

describe('papers in custody', () => {
  test('are received once, with their place', async () => {
    const collateralId = await registered(context, memberId);
    await receivePapers(context, { collateralId, place: 'Brankas 2, map 14' });
    assert.equal((await collateralDetail(context, { id: collateralId }))?.collateral.heldAt, 'Brankas 2, map 14');
    assert.equal(await refusal(receivePapers(context, { collateralId, place: 'Meja' })), 'papers_already_held');
  });

  test('stay while the loan runs, and go back with the pledge once it is paid', async () => {
    const collateralId = await registered(context, memberId);
    const loan = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, n: 50 });
    await receivePapers(context, { collateralId, place: 'Brankas' });
    await pledgeCollateral(context, { collateralId, loanId: loan.id });
    const back = { collateralId, receivedBy: 'Siti' };
    assert.equal(await refusal(returnPapers(context, back)), 'loan_still_running');
    assert.equal(await refusal(releasePledge(context, { collateralId, note: 'coba' })), 'loan_still_running');
    await settle(loan.id);
    await returnPapers(context, back);
    const detail = await collateralDetail(context, { id: collateralId });
    assert.deepEqual(
      [detail?.collateral.status, detail?.collateral.heldAt, detail?.collateral.pledge],
      ['returned', null, null],
    );
    assert.deepEqual(
      detail?.events
        .slice(0, 2)
        .map(({ kind }) => kind)
        .sort(),
      ['released', 'returned'],
    );
    assert.equal(await refusal(returnPapers(context, back)), 'collateral_not_active');
  });

  test('that are not there cannot be given back', async () => {
    const collateralId = await registered(context, memberId);
    assert.equal(await refusal(returnPapers(context, { collateralId, receivedBy: 'Siti' })), 'papers_not_held');
  });

  test('come back into the register, unless they were registered anew meanwhile', async () => {
    const number = { paperNumber: 'BERULANG-0001' };
    const id = String((await registerCollateral(context, bpkb(memberId, number))).result.id);
    await receivePapers(context, { collateralId: id, place: 'Brankas' });
    await returnPapers(context, { collateralId: id, receivedBy: 'Siti' });
    await registerCollateral(context, bpkb(memberId, number));
    assert.equal(await refusal(receivePapers(context, { collateralId: id, place: 'Brankas' })), 'paper_registered');
  });
});

describe('a pledge', () => {
  test('counts towards its loan, and a collateral stands for one loan at a time', async () => {
    const collateralId = await registered(context, memberId);
    const loan = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, n: 51 });
    const other = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, n: 52 });
    await pledgeCollateral(context, { collateralId, loanId: loan.id });
    assert.equal(await refusal(pledgeCollateral(context, { collateralId, loanId: other.id })), 'collateral_pledged');
    const values = await read(context, (scope) => collateralValues(scope, [loan.id, other.id]));
    assert.deepEqual([...values], [[loan.id, 1_000_000_000n]]);
    assert.equal((await securityOf(context, { loanId: loan.id })).value, '10000000.00');
  });

  test('is for a loan that still owes', async () => {
    const collateralId = await registered(context, memberId);
    const loan = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, n: 53 });
    await settle(loan.id);
    assert.equal(await refusal(pledgeCollateral(context, { collateralId, loanId: loan.id })), 'security_target_closed');
    assert.equal(
      await refusal(pledgeCollateral(context, { collateralId, loanId: memberId })),
      'security_target_unknown',
    );
    assert.equal(await refusal(pledgeCollateral(context, { collateralId })), 'loanId security_target');
    assert.equal(await refusal(releasePledge(context, { collateralId, note: 'tidak ada' })), 'not_pledged');
  });

  test('that two people make at once is made once', async () => {
    const collateralId = await registered(context, memberId);
    const loan = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, n: 54 });
    const both = await Promise.all(
      [1, 2].map(() => refusal(pledgeCollateral(context, { collateralId, loanId: loan.id }))),
    );
    assert.deepEqual(both.sort(), ['collateral_pledged', 'no refusal']);
  });
});

test('collateral that was taken over stands for nothing and is pledged no more', async () => {
  const collateralId = await registered(context, memberId);
  const loan = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, n: 55 });
  await pledgeCollateral(context, { collateralId, loanId: loan.id });
  const taken = await step(context, (scope) => markForeclosed(scope, collateralId, 'AYDA'));
  assert.equal(taken.valueSen, 1_000_000_000n);
  assert.equal((await securityOf(context, { loanId: loan.id })).collateral.length, 0);
  assert.equal(await refusal(pledgeCollateral(context, { collateralId, loanId: loan.id })), 'collateral_not_active');
  assert.equal(await refusal(receivePapers(context, { collateralId, place: 'Brankas' })), 'collateral_not_active');
});

test('another cooperative sees nothing of it', async () => {
  const id = await registered(context, memberId);
  const other = await world.cooperative();
  assert.equal(await collateralDetail(other, { id }), undefined);
  assert.equal((await collateralList(other, {})).items.length, 0);
});
