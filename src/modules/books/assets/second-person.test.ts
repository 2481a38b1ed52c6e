import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideApproval } from '#identity';
import type { Context } from '#kernel/context';
import { parseDate } from '#kernel/dates';
import { Held } from '#kernel/held';
import { forecloseCollateral, pledgeStep, registerCollateral } from '#loans';
import { step, testWorld } from '../../../../test/support/world.ts';
import { officer } from '../../loans/application.fixture.ts';
import { loanWorld } from '../../loans/loans.fixture.ts';
import { lateLoan } from '../../loans/quality.fixture.ts';
import { disposeAsset } from './commands/dispose.ts';
import { registerAsset } from './commands/register.ts';
import { depreciate } from './depreciation.ts';
import { assetDetail } from './queries/assets.ts';
import { foreclosedAssets } from './queries/inventory.ts';

const world = await testWorld();
const { context, productId } = await loanWorld(world);

/** A second person agrees with what a first one asked for. */
async function agree(asked: Promise<unknown>, chair: Context) {
  const held = await asked.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(held instanceof Held);
  const { approvalId, payloadHash } = JSON.parse(held.answer);
  await decideApproval(chair, { approvalId, payloadHash, decision: 'approved', reason: 'Sesuai rapat pengurus' });
}

test('a disposal over the limit is booked once a second person has agreed', async () => {
  const asset = {
    code: 'KDR-01',
    name: 'Mobil operasional',
    categoryCode: 'vehicle',
    acquiredOn: '2026-10-05',
    cost: '96000000.00',
    location: 'Garasi',
    paidFrom: '1.1.05',
  };
  const { result } = await registerAsset(context, asset);
  await depreciate(context, { month: '2026-10-01' });
  const maker = await officer(context, 'bendahara', ['books.assets', 'books.read']);
  const chair = await officer(context, 'ketua', ['approvals.decide', 'books.close_year']);
  const sale = { kind: 'sale', proceeds: '90000000.00', receivedIn: '1.1.05', reason: 'Diganti' };
  await agree(disposeAsset(maker, { assetId: result.id, disposedOn: '2026-11-10', ...sale }), chair);
  const { status, disposal } = await assetDetail(context, { id: result.id });
  assert.deepEqual([status, disposal?.result], ['disposed', '-5000000.00']);
});

test('collateral that was taken over stands in the list, and its sum is what the ledger says', async () => {
  const loan = await lateLoan(context, productId, parseDate('2026-08-05'), 70);
  const { result } = await registerCollateral(context, {
    memberId: loan.borrower.memberId,
    kind: 'gold',
    description: 'Gelang emas 10 gram',
    value: '1000000.00',
    appraisedOn: '2026-11-01',
    appraisedBy: 'Pegadaian Kudus',
  });
  await step(context, (scope) => pledgeStep(scope, result.id, { loanId: loan.id }));
  const maker = await officer(context, 'manajer', ['loans.manage']);
  const chair = await officer(context, 'ketua', ['approvals.decide', 'loans.write_off']);
  const asked = { loanId: loan.id, collateralId: result.id, value: '300000.00', resolution: 'SK 7/2026' };
  await agree(forecloseCollateral(maker, asked), chair);
  const { rows, value, ledger } = await foreclosedAssets(context, {});
  assert.deepEqual(
    rows.map(({ description, resolution, takenOn }) => [description, resolution, takenOn]),
    [['Gelang emas 10 gram', 'SK 7/2026', '2026-11-20']],
  );
  assert.deepEqual([value, ledger], ['300000.00', '300000.00']);
});
