import assert from 'node:assert/strict';
import { test } from 'node:test';
import { insertParameter } from '#cooperatives';
import { fixedClock } from '#kernel/clock';
import { requestExit } from '#members';
import { deposit } from '#savings';
import { asMember, step, testWorld } from '../../../test/support/world.ts';
import { saver, saverWith } from '../savings/savings.fixture.ts';
import {
  loanOffice,
  paperPhoto,
  payingSaver,
  refused,
  sentApplication,
  wealthyLoanWorld,
} from './application.fixture.ts';
import { enterApplication } from './commands/enter-application.ts';
import {
  addOwnPaper,
  passOwnDocuments,
  removeOwnPaper,
  saveOwnAmount,
  saveOwnIncome,
  saveOwnPurpose,
  saveOwnSecurity,
  startOwnApplication,
  submitOwnApplication,
  withdrawOwnApplication,
} from './commands/own-application.ts';
import { setProductOffer } from './commands/products.ts';
import { noteRelatedParty } from './commands/related-parties.ts';
import { setScorecard } from './commands/scorecard.ts';
import { loanWorld, runningLoan, testProduct } from './loans.fixture.ts';
import { applicationDetail, applicationList, ownApplication, ownApplications } from './queries/applications.ts';
import { creditView } from './queries/credit-view.ts';
import { loanOffers, simulateLoan } from './queries/loan-offers.ts';
import { updateLoan } from './store/loans.ts';

const world = await testWorld();
const { context, productId } = await wealthyLoanWorld(world);
const office = await loanOffice(context);

let n = 10;
const newSaver = (amount?: string) => payingSaver(context, ++n, amount);

const photo = await paperPhoto();

test('a member writes an application in small steps, each of them kept, and comes back to where they stopped', async () => {
  const own = await newSaver();
  const phone = asMember(context, own.memberId);
  const product = await testProduct(context, 'PH', { documents: ['ktp'], security: { guarantors: 1 } });
  const { result } = await startOwnApplication(phone, { productId: product });
  const { id } = result;
  assert.equal((await saveOwnAmount(phone, { id, amount: '2000000.00', tenor: '10' })).result.next, 'purpose');
  assert.equal(
    (await saveOwnPurpose(phone, { id, purpose: 'business', purposeNote: 'Modal warung' })).result.next,
    'income',
  );
  // The phone rings; later the same product is chosen again.
  assert.deepEqual((await startOwnApplication(phone, { productId: product })).result, { id, step: 'income' });
  const income = { id, income: '4000000.00', otherInstalments: '0', dependants: '2' };
  assert.equal((await saveOwnIncome(phone, income)).result.next, 'security');
  // Who goes back to correct a step does not lose the place.
  await saveOwnAmount(phone, { id, amount: '2500000.00', tenor: '10' });
  assert.equal((await ownApplication(phone, { id })).application.step, 'security');
  const guarantor = `A${String(n + 1).padStart(5, '0')}`;
  await newSaver();
  assert.equal(
    (await saveOwnSecurity(phone, { id, guarantors: [guarantor], collateral: [] })).result.next,
    'documents',
  );
  const [named] = (await ownApplication(phone, { id })).application.guarantors;
  assert.match(named?.name ?? '', /^Anggota N\. /);
  assert.equal(await refused(submitOwnApplication(phone, { id, consent: true })), 'documents_missing');
  await addOwnPaper(phone, { id, code: 'ktp', file: photo });
  assert.equal((await passOwnDocuments(phone, { id })).result.next, 'review');
  assert.equal(await refused(submitOwnApplication(phone, { id, consent: false })), 'invalid_value');
  const sent = (await submitOwnApplication(phone, { id, consent: true }, { key: 'send-once' })).result;
  assert.match(sent.number, /^PP-\d{6}$/);
  assert.deepEqual((await submitOwnApplication(phone, { id, consent: true }, { key: 'send-once' })).result, sent);
  const { application, events, papers } = await ownApplication(phone, { id });
  assert.deepEqual([application.status, application.amount, application.tenor], ['submitted', '2500000.00', 10]);
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['started', 'submitted'],
  );
  assert.deepEqual(
    papers.map(({ code, isFile }) => [code, isFile]),
    [['ktp', true]],
  );
  assert.equal(await refused(saveOwnAmount(phone, { id, amount: '1000000.00', tenor: 5 })), 'application_stage');
});

test('one application of a product at a time; taken back, another may begin', async () => {
  const own = await newSaver();
  const phone = asMember(context, own.memberId);
  const { id } = (await startOwnApplication(phone, { productId })).result;
  await saveOwnAmount(phone, { id, amount: '1000000.00', tenor: 10 });
  await saveOwnPurpose(phone, { id, purpose: 'health' });
  await submitOwnApplication(phone, { id, consent: true });
  assert.equal(await refused(startOwnApplication(phone, { productId })), 'application_open');
  const entered = { memberId: own.memberId, productId, amount: '1000000.00', tenor: 10, purpose: 'health' };
  assert.equal(await refused(enterApplication(office.clerk, entered)), 'application_open');
  await withdrawOwnApplication(phone, { id, reason: 'Sudah tidak perlu' });
  assert.equal(await refused(withdrawOwnApplication(phone, { id })), 'application_decided');
  assert.notEqual((await startOwnApplication(phone, { productId })).result.id, id);
  assert.deepEqual(
    (await ownApplications(phone, {})).map(({ status }) => status),
    ['draft', 'withdrawn'],
  );
});

test("nobody sees or touches another member's application", async () => {
  const [own, other] = [await newSaver(), await newSaver()];
  const { id } = (await startOwnApplication(asMember(context, own.memberId), { productId })).result;
  const stranger = asMember(context, other.memberId);
  const tries = [
    () => ownApplication(stranger, { id }),
    () => saveOwnAmount(stranger, { id, amount: '1000000.00', tenor: 5 }),
    () => addOwnPaper(stranger, { id, code: 'ktp', file: photo }),
    () => submitOwnApplication(stranger, { id, consent: true }),
    () => withdrawOwnApplication(stranger, { id }),
  ];
  for (const attempt of tries) assert.equal(await refused(attempt()), 'application_unknown');
  assert.equal(await refused(applicationDetail(stranger, { id })), 'permission_missing');
});

test('amount and tenor outside the product are refused as they are typed', async () => {
  const own = await newSaver();
  const phone = asMember(context, own.memberId);
  const { id } = (await startOwnApplication(phone, { productId })).result;
  const typed = (amount: string, tenor: unknown) => refused(saveOwnAmount(phone, { id, amount, tenor }));
  assert.equal(await typed('99999.99', 10), 'loan_amount_below');
  assert.equal(await typed('50000000.01', 10), 'loan_amount_above');
  assert.equal(await typed('0', 10), 'amount_not_positive');
  assert.equal(await typed('1000000.00', 0), 'too_small');
  assert.equal(await typed('1000000.00', 601), 'too_big');
  assert.equal(await typed('1000000.00', 61), 'loan_tenor_range');
  assert.equal(await typed('1000000.00', '10.5'), 'invalid_type');
  assert.equal(await refused(submitOwnApplication(phone, { id, consent: true })), 'application_incomplete');
});

test('a photo taken wrongly is taken away again, and what is no photo is refused', async () => {
  const own = await newSaver();
  const phone = asMember(context, own.memberId);
  const { id } = (await startOwnApplication(phone, { productId })).result;
  const { paperId } = (await addOwnPaper(phone, { id, code: 'ktp', file: photo })).result;
  await removeOwnPaper(phone, { id, paperId });
  assert.equal(await refused(removeOwnPaper(phone, { id, paperId })), 'paper_unknown');
  assert.deepEqual((await ownApplication(phone, { id })).papers, []);
  const pdf = Buffer.from('%PDF-1.7 slip gaji').toString('base64');
  await addOwnPaper(phone, { id, code: 'slip_gaji', file: pdf });
  assert.equal(
    await refused(addOwnPaper(phone, { id, code: 'ktp', file: Buffer.from('MZ').toString('base64') })),
    'image_format',
  );
});

test('who is no active member is not lent to', async () => {
  const own = await newSaver();
  await requestExit(context, { memberId: own.memberId, kind: 'resigned', reason: 'Pindah kota' });
  assert.equal(await refused(startOwnApplication(asMember(context, own.memberId), { productId })), 'member_not_served');
  assert.equal(await refused(sentApplication(office, { memberId: own.memberId, productId })), 'member_not_served');
});

test('guarantors are other active members, each once', async () => {
  const own = await newSaver();
  const number = `A${String(n).padStart(5, '0')}`;
  const leaver = await newSaver();
  const leaverNumber = `A${String(n).padStart(5, '0')}`;
  await requestExit(context, { memberId: leaver.memberId, kind: 'resigned', reason: 'Pindah kota' });
  await newSaver();
  const good = `A${String(n).padStart(5, '0')}`;
  const by = (guarantors: string[]) =>
    refused(sentApplication(office, { memberId: own.memberId, productId, guarantors }));
  assert.equal(await by(['A99999']), 'guarantor_unknown');
  assert.equal(await by([number]), 'guarantor_is_borrower');
  assert.equal(await by([leaverNumber]), 'guarantor_not_active');
  assert.equal(await by([good, good]), 'guarantor_twice');
  assert.equal(await by([good]), 'accepted');
});

test('hard limits of the product stop an application at the door', async () => {
  const strict = await testProduct(context, 'ST', {
    documents: ['ktp'],
    security: { collateralAbove: '1500000.00', collateralPercent: '125', guarantors: 0 },
    eligibility: { membershipMonths: 6, incomePercent: '40' },
  });
  const own = await newSaver();
  const send = (more: Record<string, unknown>) =>
    refused(sentApplication(office, { memberId: own.memberId, productId: strict, papersSeen: ['ktp'], ...more }));
  const land = { kind: 'shm', description: 'Tanah 200 m2 di Kudus', value: '2499999.99' };
  assert.equal(await send({ papersSeen: [] }), 'documents_missing');
  assert.equal(await send({}), 'collateral_missing');
  assert.equal(await send({ collateral: [land] }), 'collateral_too_low');
  assert.equal(await send({ amount: '1000000.00', income: '0' }), 'income_missing');
  assert.equal(await send({ collateral: [{ ...land, value: '2500000.00' }] }), 'accepted');
  const slow = await testProduct(context, 'SL', { eligibility: { membershipMonths: 24 } });
  assert.equal(
    await refused(sentApplication(office, { memberId: own.memberId, productId: slow })),
    'membership_too_short',
  );
});

test('running loans count: one of a product at once, and none while one is behind', async () => {
  const own = await newSaver();
  const loan = await runningLoan(context, { productId, rupiah: 1_000_000, tenor: 10, saver: own });
  assert.equal(await refused(sentApplication(office, { memberId: own.memberId, productId })), 'too_many_loans');
  const other = await testProduct(context, 'PL');
  await step(context, (scope) => updateLoan(scope, loan.id, { daysPastDue: 12 }));
  assert.equal(await refused(sentApplication(office, { memberId: own.memberId, productId: other })), 'loan_in_arrears');
  await step(context, (scope) => updateLoan(scope, loan.id, { daysPastDue: 0 }));
  assert.equal(await refused(sentApplication(office, { memberId: own.memberId, productId: other })), 'accepted');
});

test('one borrower gets at most 15 % of own capital, a related party 10 %', async () => {
  const small = await loanWorld(world);
  const people = await loanOffice(small.context);
  const capital = await saver(small.context, 1);
  await deposit(small.context, { accountId: capital.SW, amount: '20000000.00' });
  const own = await saver(small.context, 2);
  const send = (memberId: string, amount: string) =>
    refused(sentApplication(people, { memberId, productId: small.productId, amount, income: '90000000.00' }));
  assert.equal(await send(own.memberId, '3000000.01'), 'ceiling_single_borrower');
  assert.equal(await send(own.memberId, '3000000.00'), 'accepted');
  const chair = await saver(small.context, 3);
  await noteRelatedParty(small.context, { memberId: chair.memberId, role: 'board', since: '2026-01-02' });
  assert.equal(await send(chair.memberId, '2000000.01'), 'ceiling_related_party');
  assert.equal(await send(chair.memberId, '2000000.00'), 'accepted');
});

test('a product that is retired is not applied for', async () => {
  const own = await newSaver();
  const old = await testProduct(context, 'OLD');
  await setProductOffer(context, { productId: old, status: 'retired' });
  assert.equal(
    await refused(startOwnApplication(asMember(context, own.memberId), { productId: old })),
    'loan_product_retired',
  );
  assert.ok(!(await loanOffers(asMember(context, own.memberId), {})).some(({ id }) => id === old));
});

test('the simulation tells the instalment and what it costs, and refuses what the product does not lend', async () => {
  const phone = asMember(context, (await newSaver()).memberId);
  const told = await simulateLoan(phone, { productId, amount: '4000000.00', tenor: 10 });
  assert.deepEqual([told.instalment, told.interest, told.net], ['460000.00', '600000.00', '4000000.00']);
  assert.equal(await refused(simulateLoan(phone, { productId, amount: '4000000.00', tenor: 61 })), 'loan_tenor_range');
});

test('a cooperative makes a warning hard by its parameter', async () => {
  const strict = await wealthyLoanWorld(world, { eligibility: { incomePercent: '10' } });
  await step(strict.context, (scope) =>
    insertParameter(scope, {
      name: 'loans.checks',
      value: { income_share_exceeded: 'hard' },
      effectiveFrom: scope.today,
      legalBasis: 'Persus pinjaman pasal 9',
    }),
  );
  const people = await loanOffice(strict.context, 1);
  const { memberId } = await saverWith(strict.context, '90000000.00', 1);
  const wanted = { memberId, productId: strict.productId, income: '1000000.00' };
  assert.equal(await refused(sentApplication(people, wanted)), 'income_share_exceeded');
});

test('the list shows who waits longest first, by stage and age, page by page', async () => {
  const listed = await loanWorld(world);
  const people = await loanOffice(listed.context, 1);
  await deposit(listed.context, { accountId: (await saver(listed.context, 50)).SW, amount: '90000000.00' });
  const ids: string[] = [];
  for (const at of ['2026-11-01', '2026-11-10', '2026-11-20']) {
    const clerk = { ...people.clerk, clock: fixedClock(at) };
    const { memberId } = await saver(listed.context, ids.length + 1);
    ids.push(await sentApplication({ ...people, clerk }, { memberId, productId: listed.productId }));
  }
  const page = await applicationList(people.reviewer, { limit: 2 });
  assert.deepEqual(
    page.items.map(({ id, ageDays }) => [id, ageDays]),
    [
      [ids[0], 19],
      [ids[1], 10],
    ],
  );
  assert.deepEqual(page.counts, { submitted: 3 });
  const rest = await applicationList(people.reviewer, { limit: 2, cursor: page.nextCursor ?? '' });
  assert.deepEqual([rest.items.map(({ id }) => id), rest.nextCursor], [[ids[2]], null]);
  assert.equal((await applicationList(people.reviewer, { olderThanDays: 10 })).items.length, 2);
  assert.equal((await applicationList(people.reviewer, { stage: 'approved' })).items.length, 0);
  assert.equal(await refused(applicationList(people.reviewer, { cursor: 'nonsense' })), 'cursor_invalid');
});

test('the credit view shows savings, loans, capacity, ceilings and a score whose points can be checked', async () => {
  const own = await newSaver('3000000.00');
  const other = await testProduct(context, 'CV');
  await runningLoan(context, { productId: other, rupiah: 1_200_000, tenor: 12, saver: own });
  const id = await sentApplication(office, {
    memberId: own.memberId,
    productId,
    income: '4000000.00',
    otherInstalments: '100000.00',
  });
  const view = await creditView(office.reviewer, { id });
  assert.equal(view.savings.total, '3100000.00');
  // Flat 1.5 % a month: 230.000 for the new loan, 118.000 for the running one.
  assert.deepEqual(
    [view.capacity.newMonthly, view.capacity.runningMonthly, view.capacity.otherMonthly, view.capacity.share],
    ['230000.00', '118000.00', '100000.00', 1120],
  );
  assert.deepEqual([view.loans.running.length, view.loans.settled.length], [1, 0]);
  assert.equal(view.ceilings.outstanding, '1200000.00');
  assert.equal(view.guarantees.count, 0);
  const share = view.score.lines.find(({ factor }) => factor === 'income_share');
  assert.deepEqual([share?.figure, share?.points, share?.max], [12, 20, 20]);
  assert.equal(
    view.score.points,
    view.score.lines.reduce((sum, { points }) => sum + points, 0),
  );
  assert.equal(await refused(creditView(asMember(context, own.memberId), { id })), 'permission_missing');
});

test('a cooperative sets its own points; they hold from their day, and the credit view says by what', async () => {
  const own = await loanWorld(world);
  const people = await loanOffice(own.context, 1);
  await deposit(own.context, { accountId: (await saver(own.context, 50)).SW, amount: '90000000.00' });
  const { memberId } = await saver(own.context, 1);
  const id = await sentApplication(people, { memberId, productId: own.productId });
  const grades = [
    { atLeast: 10, grade: 'layak' },
    { atLeast: 0, grade: 'lemah' },
  ];
  const factors = [{ factor: 'days_past_due', bands: [{ atMost: 0, points: 10 }] }];
  const set = (card: object) =>
    setScorecard(own.context, { card, effectiveFrom: '2026-11-20', legalBasis: 'Keputusan pengurus 7/2026' });
  assert.equal(await refused(set({ factors, grades: grades.toReversed() })), 'scorecard_bands');
  assert.equal(await refused(set({ factors: [...factors, ...factors], grades })), 'scorecard_bands');
  assert.equal((await creditView(people.reviewer, { id })).score.max, 100);
  await set({ factors, grades });
  const { score } = await creditView(people.reviewer, { id });
  assert.deepEqual([score.points, score.max, score.grade], [10, 10, 'layak']);
  assert.equal(score.legalBasis, 'Keputusan pengurus 7/2026');
});
