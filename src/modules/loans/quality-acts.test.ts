import assert from 'node:assert/strict';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import { addDays, addMonths, type BusinessDate, parseDate } from '#kernel/dates';
import { asStaff, read, step, testWorld } from '../../../test/support/world.ts';
import { loanPortfolioText } from '../../lib/text/loan-portfolio.ts';
import { loanQualityText } from '../../lib/text/loan-quality.ts';
import { officer } from './application.fixture.ts';
import { registerCollateral } from './commands/collateral.ts';
import { repay } from './commands/repay.ts';
import {
  assignOfficer,
  collectorRoute,
  loanList,
  loanQuality,
  loanTasks,
  markReminderSent,
  noteContact,
  overrideClass,
  pledgeStep,
  portfolio,
  portfolioTables,
  provision,
  provisionStep,
  queueReminders,
  setProspect,
  takeBackOverride,
  waitingReminders,
} from './index.ts';
import { loanWorld, testProduct } from './loans.fixture.ts';
import { about, beginTests, lateLoan as late, refresh } from './quality.fixture.ts';
import { entryLines, loanState, refusal } from './repay.fixture.ts';
import { periodClassOf } from './rules/collectability.ts';
import { requiredAllowance } from './rules/provision.ts';
import { PROVISION_DEFAULT } from './rules/quality-defaults.ts';
import { insertFigures } from './store/figures.ts';
import { readRequired } from './store/provision.ts';

const world = await testWorld();
const d = parseDate;
const TODAY = d('2026-11-20');

{
  const test = about('a class given by a person');
  const { context, productId } = await loanWorld(world);
  const loan = await late(context, productId, d('2026-11-01'), 1);
  const give = (name: string) =>
    overrideClass(context, { loanId: loan.id, class: name, reason: 'Usaha peminjam tutup' });

  test('is worse than the rule’s, and is on record with its reason', async () => {
    await give('doubtful');
    const { loan: now, changes, overrides } = await loanQuality(context, { loanId: loan.id });
    assert.deepEqual([now.collectability, now.override], ['doubtful', 'doubtful']);
    assert.deepEqual(
      changes.map(({ from, to, reason }) => [from, to, reason]),
      [['current', 'doubtful', 'override']],
    );
    assert.equal(overrides[0]?.note, 'Usaha peminjam tutup');
    assert.equal((await loanState(context, loan.id)).loan.performing, false);
  });
  test('can be made worse still, but not better', async () => {
    assert.equal(
      (await refusal(overrideClass(context, { loanId: loan.id, class: 'loss', reason: 'x' }))).reason,
      'input_invalid',
    );
    await give('loss');
    const bad = await late(context, productId, d('2026-07-01'), 2);
    const better = overrideClass(context, { loanId: bad.id, class: 'special_mention', reason: 'Kelihatannya baik' });
    assert.equal((await refusal(better)).reason, 'override_not_downward');
  });
  test('is taken back, and then the rule’s holds at once', async () => {
    await takeBackOverride(context, { loanId: loan.id, reason: 'Usaha sudah buka lagi' });
    const { loan: now, changes } = await loanQuality(context, { loanId: loan.id });
    assert.deepEqual([now.collectability, changes.length], ['current', 3]);
    const again = takeBackOverride(context, { loanId: loan.id, reason: 'Sekali lagi saja' });
    assert.equal((await refusal(again)).reason, 'override_absent');
  });
  test('needs a running loan, and the right to it', async () => {
    const unknown = overrideClass(context, { loanId: context.cooperative.id, class: 'loss', reason: 'Tidak ada' });
    assert.equal((await refusal(unknown)).reason, 'loan_unknown');
    const teller = asStaff(context, ['loans.read', 'loans.collect']);
    const input = { loanId: loan.id, class: 'loss', reason: 'Saya mau begitu' };
    assert.equal((await refusal(overrideClass(teller, input))).reason, 'permission_missing');
  });
  test('a hand-over to a court is a loss by the rule', async () => {
    await setProspect(context, { loanId: loan.id, prospect: 'handed_over', reason: 'Diserahkan ke pengadilan' });
    const { loan: now, byRule } = await loanQuality(context, { loanId: loan.id });
    assert.deepEqual([now.collectability, now.prospect, byRule?.reason], ['loss', 'handed_over', 'handed_over']);
  });
}

{
  const test = about('notes and promises');
  const { context, productId } = await loanWorld(world);
  const loan = await late(context, productId, d('2026-08-05'), 10);
  const note = (more: object) =>
    noteContact(context, { loanId: loan.id, kind: 'visit', note: 'Bertemu di rumah', ...more });
  const promised = { result: 'promised', promiseOn: '2026-11-25', promiseAmount: '100000.00' };

  const refused: [string, object, string][] = [
    ['on a day to come', { result: 'other', happenedOn: '2026-11-21' }, 'contact_in_future'],
    ['promised without a day', { result: 'promised', promiseAmount: '1.00' }, 'promise_needed'],
    ['promised without an amount', { result: 'promised', promiseOn: '2026-11-25' }, 'promise_needed'],
    ['with a promise of another result', { ...promised, result: 'refused' }, 'promise_not_asked'],
    ['promised for a day gone by', { ...promised, promiseOn: '2026-11-19' }, 'promise_past'],
    ['promised for another year', { ...promised, promiseOn: '2027-11-21' }, 'promise_far'],
    ['with half a place', { result: 'other', latitude: -6.8 }, 'place_half'],
  ];
  for (const [name, more, reason] of refused) {
    test(`a note ${name} is refused`, async () => assert.equal((await refusal(note(more))).reason, reason));
  }
  test('a promise that passed unpaid is broken, and surfaces; a newer one takes its place', async () => {
    await note({ ...promised, happenedOn: '2026-11-01', promiseOn: '2026-11-10' });
    assert.equal((await loanTasks(context, {})).broken, 1);
    const { items } = await loanList(context, { state: 'broken_promise' });
    assert.deepEqual(
      items.map(({ id }) => id),
      [loan.id],
    );
    await note({ ...promised, latitude: -6.8, longitude: 110.84 });
    assert.equal((await loanTasks(context, {})).broken, 0);
    const { contacts } = await loanQuality(context, { loanId: loan.id });
    assert.deepEqual(
      contacts.map(({ promise }) => promise?.state),
      ['waiting', 'broken'],
    );
    assert.equal(contacts[0]?.latitude, '-6.80000');
  });
  test('a promise is kept by what is paid, and not by a payment that was too small', async () => {
    await repay(context, { loanId: loan.id, amount: '60000.00', channel: 'cash' });
    const states = async () =>
      (await loanQuality(context, { loanId: loan.id })).contacts.map(({ promise }) => promise?.state);
    assert.deepEqual(await states(), ['waiting', 'broken']);
    await repay(context, { loanId: loan.id, amount: '40000.00', channel: 'cash' });
    assert.deepEqual(await states(), ['kept', 'broken']);
  });
  test('a settled loan is not visited', async () => {
    const drawn = await step(context, (scope) =>
      scope.tx.one<{ id: string }>(
        sql`select l.id from loans.loan l where l.cooperative_id = ${scope.cooperativeId} limit 1`,
      ),
    );
    await step(context, (scope) =>
      scope.tx.run(
        sql`update loans.loan set status = 'settled', closed_on = ${TODAY} where cooperative_id = ${scope.cooperativeId} and id = ${drawn.id}`,
      ),
    );
    assert.equal((await refusal(note({ result: 'other' }))).reason, 'loan_not_running');
  });
}

{
  const test = about('who looks after a loan');
  const { context, productId } = await loanWorld(world);
  const one = await late(context, productId, d('2026-09-05'), 20);
  const two = await late(context, productId, d('2026-10-20'), 21);
  const collector = await officer(context, 'kolektor', ['loans.read', 'loans.collect']);
  const officerId = collector.actor.personId;

  test('is given by name, on record, and has a round of their own in order of village and lateness', async () => {
    const { result } = await assignOfficer(context, { loanIds: [one.id, two.id], officerId });
    assert.deepEqual([result.loans, result.officer], [2, 'Petugas kolektor']);
    const { stops, more } = await collectorRoute(collector, { officerId });
    assert.deepEqual(
      stops.map(({ id, daysPastDue, due }) => [id, daysPastDue, due]),
      [
        // Two instalments of 118,000; the older is charged 0.1 % a day beyond three days of grace, the newer too.
        [one.id, 46, stops[0]?.due],
        [two.id, 0, '118000.00'],
      ],
    );
    assert.equal(more, false);
    await assignOfficer(context, { loanIds: [two.id], officerId: null });
    assert.equal((await collectorRoute(collector, { officerId })).stops.length, 1);
  });
  test('is a colleague who is active and may collect, never the borrower', async () => {
    const secretary = await officer(context, 'sekretaris', []);
    const borrower = await officer(context, 'kolektor', [], one.borrower.memberId);
    const assign = (id: string, loanId = one.id) =>
      refusal(assignOfficer(context, { loanIds: [loanId], officerId: id }));
    assert.equal((await assign(secretary.actor.personId)).reason, 'officer_not_entitled');
    assert.equal((await assign(context.cooperative.id)).reason, 'officer_unknown');
    assert.equal((await assign(borrower.actor.personId)).reason, 'officer_is_borrower');
    assert.equal((await assign(officerId, context.cooperative.id)).reason, 'loan_unknown');
  });
}

{
  const test = about('reminders');
  const { context, productId } = await loanWorld(world);
  const due = (dueOn: BusinessDate) => addMonths(dueOn, -1);
  const soon = await late(context, productId, due(addDays(TODAY, 3)), 30);
  const today = await late(context, productId, due(TODAY), 31);
  const week = await late(context, productId, due(addDays(TODAY, -7)), 32);
  await late(context, productId, due(addDays(TODAY, -8)), 33);
  await late(context, productId, addMonths(TODAY, -3), 34);

  test('are queued on their days, once, and not for instalments behind an older one', async () => {
    assert.equal(await step(context, queueReminders), 4);
    assert.equal(await step(context, queueReminders), 0);
    const { items } = await waitingReminders(context, {});
    const kinds = new Map(items.map(({ loanId, kind }) => [loanId, kind]));
    assert.deepEqual([kinds.get(soon.id), kinds.get(today.id), kinds.get(week.id)], ['before_3', 'due', 'late_7']);
    assert.match(
      items.find(({ kind }) => kind === 'late_7')?.text ?? '',
      /angsuran ke-1 .* sebesar Rp 118\.000 .* 13 November 2026/,
    );
  });
  test('are marked as sent by a person, once', async () => {
    const key = { loanId: soon.id, instalmentNo: 1, kind: 'before_3' };
    await markReminderSent(context, key);
    assert.equal((await refusal(markReminderSent(context, key))).reason, 'reminder_sent_already');
    assert.equal((await refusal(markReminderSent(context, { ...key, kind: 'due' }))).reason, 'reminder_unknown');
    assert.equal((await waitingReminders(context, {})).items.length, 3);
    assert.equal((await loanTasks(context, {})).reminders, 3);
  });
}

{
  const test = about('the allowance');
  const { context, productId } = await loanWorld(world);
  await late(context, productId, d('2026-11-01'), 40);
  const bad = await late(context, productId, d('2026-01-05'), 41);

  test('is brought to what the classes need, by an entry, and a second run posts nothing', async () => {
    const { result } = await provision(context, {});
    // 0.5 % of 1,200,000 and all of 1,200,000.
    const [line] = result.lines;
    assert.deepEqual([line?.before, line?.required, line?.change], ['0.00', '1206000.00', '1206000.00']);
    assert.deepEqual(await entryLines(context, line?.entryId ?? ''), [
      ['1.1.39', '-1206000.00'],
      ['6.1.13', '1206000.00'],
    ]);
    assert.deepEqual((await provision(context, {})).result.lines[0]?.entryId, null);
  });
  test('comes back into the year when a loan is better than it was', async () => {
    await repay(context, { loanId: bad.id, amount: '1100000.00', channel: 'cash' });
    await refresh(context, bad.id);
    const [line] = await step(context, (scope) => provisionStep(scope, scope.today));
    assert.ok((line?.deltaSen ?? 0n) < 0n);
    const { provision: now } = await portfolio(context, {});
    assert.deepEqual([now.required, now.missing], [now.held, '0.00']);
  });
  test('of the statement is that of the rule, whatever rates, collateral and balances', async () => {
    await step(context, async (scope) => {
      const appraised = { appraisedOn: TODAY, appraisedBy: 'Pegadaian Kudus' };
      const gold = { memberId: bad.borrower.memberId, kind: 'gold', description: 'Gelang emas', value: '123456.78' };
      const { result } = await registerCollateral(context, { ...gold, ...appraised });
      await pledgeStep(scope, result.id, { loanId: bad.id });
    });
    const ppm = fc.integer({ min: 0, max: 1_000_000 });
    await fc.assert(
      fc.asyncProperty(ppm, ppm, fc.nat(100), async (current, other, percent) => {
        const rule = {
          ratePpm: { ...PROVISION_DEFAULT.value.ratePpm, current, loss: other, doubtful: other, substandard: other },
          collateral: { percent, classes: PROVISION_DEFAULT.value.collateral.classes },
        };
        const groups = await read(context, (scope) => readRequired(scope, rule));
        const loans = await read(context, (scope) =>
          scope.tx.rows<{ id: string; class: 'current' | 'loss'; outstandingSen: bigint }>(sql`
            select l.id, l.collectability as class, a.balance_sen as "outstandingSen" from loans.loan l
              join ledger.account a on a.cooperative_id = l.cooperative_id and a.id = l.id
             where l.cooperative_id = ${scope.cooperativeId} and l.status = 'active'`),
        );
        const expected = loans.reduce((sum, loan) => {
          const collateralSen = loan.id === bad.id ? 12_345_678n : 0n;
          return sum + requiredAllowance(rule, { ...loan, collateralSen });
        }, 0n);
        assert.equal(
          groups.reduce((sum, { requiredSen }) => sum + requiredSen, 0n),
          expected,
        );
      }),
      { numRuns: 20 },
    );
  });
}

{
  const test = about('the portfolio');
  const { context, productId } = await loanWorld(world);
  const weekly = await testProduct(context, 'PM', {
    calculation: { rate: { periodPercent: '0.5' }, method: 'flat', frequency: { every: 1, unit: 'week' } },
    classes: 'bank',
  });
  await late(context, productId, d('2026-11-01'), 60);
  await late(context, productId, d('2026-01-05'), 61);
  await late(context, weekly, d('2026-09-01'), 62);

  test('sums to the same by every cut, and each figure is what its list holds', async () => {
    const { total, cuts } = await portfolio(context, {});
    assert.deepEqual([total.loans, total.outstanding], [3, '3600000.00']);
    for (const groups of Object.values(cuts)) {
      assert.equal(
        groups.reduce((sum, { loans }) => sum + loans, 0),
        3,
      );
      assert.equal(
        groups.reduce((sum, { par30 }) => sum + Number(par30), 0),
        Number(total.par30),
      );
    }
    for (const state of ['par30', 'par90', 'npl'] as const) {
      const { items } = await loanList(context, { state });
      assert.equal(
        items.reduce((sum, { outstanding }) => sum + Number(outstanding), 0),
        Number(total[state]),
      );
    }
    assert.equal((await loanList(context, { state: 'running', productId: weekly })).items.length, 1);
    assert.equal((await loanList(context, { state: 'running', officerId: 'none', branchId: 'none' })).items.length, 3);
  });
  test('draws its trend from the ends of day that were closed', async () => {
    assert.deepEqual((await portfolio(context, {})).trend, []);
    await step(context, (scope) => insertFigures(scope, TODAY));
    const { trend, total } = await portfolio(context, {});
    assert.deepEqual(
      trend.map(({ on, outstanding, par30, npl }) => [on, outstanding, par30, npl]),
      [[TODAY, total.outstanding, total.par30, total.npl]],
    );
  });
  test('leaves as tables whose sums are its own', async () => {
    const found = await portfolio(context, {});
    const { classes } = loanQualityText.id;
    const tables = portfolioTables(
      found,
      { cooperative: 'Koperasi Uji', lines: [] },
      { ...loanPortfolioText.id, classes },
    );
    assert.equal(tables.length, 6);
    for (const { rows } of tables.slice(0, 4)) {
      assert.equal(
        rows.reduce((sum, row) => sum + BigInt(row[2] as bigint), 0n),
        360_000_000n,
      );
    }
  });
  test('is paged without a gap, and found by number or name', async () => {
    const first = await loanList(context, { state: 'running', limit: 2 });
    const second = await loanList(context, { state: 'running', limit: 2, cursor: first.nextCursor ?? '' });
    const ids = new Set([...first.items, ...second.items].map(({ id }) => id));
    assert.deepEqual([ids.size, second.nextCursor], [3, null]);
    const number = first.items[0]?.number ?? '';
    assert.deepEqual(
      (await loanList(context, { q: number })).items.map((row) => row.number),
      [number],
    );
    assert.equal((await loanList(context, { q: 'Anggota Nomor Enam Satu' })).items.length, 1);
    assert.equal((await loanList(context, { q: 'tidak ada' })).items.length, 0);
  });
  test('says which table of classes and which row of it an agreement has', async () => {
    const rows = await read(context, (scope) =>
      scope.tx.rows<{ rule: string; period: string; calculation: Parameters<typeof periodClassOf>[0] }>(sql`
        select s.class_rule as rule, s.period_class as period,
               jsonb_build_object('method', s.terms #> '{calculation,method}', 'frequency', s.terms #> '{calculation,frequency}',
                                  'instalments', s.request -> 'instalments') as calculation
          from loans.schedule s where s.cooperative_id = ${scope.cooperativeId}`),
    );
    assert.deepEqual(rows.map(({ rule }) => rule).sort(), ['bank', 'cooperative', 'cooperative']);
    for (const { period, calculation } of rows) assert.equal(period, periodClassOf(calculation));
  });
}

beginTests();
