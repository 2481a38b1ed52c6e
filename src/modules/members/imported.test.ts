import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BusinessDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { step, testWorld } from '../../../test/support/world.ts';
import {
  findMembers,
  type ImportedMember,
  memberCounts,
  memberDetail,
  memberPage,
  memberRegister,
  registerImported,
} from './index.ts';
import { active, nikOf } from './members.fixture.ts';
import { personColumns } from './person-record.ts';
import { insertMembers } from './store/members.ts';

const world = await testWorld();
const day = (text: string) => text as BusinessDate;

function row(
  n: number,
  overrides: Partial<ImportedMember> = {},
  person: Partial<ImportedMember['person']> = {},
): ImportedMember {
  return {
    number: `A-${n}`,
    person: {
      fullName: 'Anggota Lama',
      nik: null,
      birthPlace: null,
      birthDate: null,
      sex: null,
      phone: null,
      address: null,
      occupation: null,
      employer: null,
      workUnit: null,
      ...person,
    },
    joinedOn: day('2015-03-01'),
    exitedOn: null,
    exitKind: null,
    ...overrides,
  };
}

test('members of an older book come with their numbers and dates, unknown things left open', async () => {
  const context = await world.cooperative();
  const rows = [
    row(1),
    row(2, { exitedOn: day('2020-01-31'), exitKind: 'deceased' }),
    row(3, { number: null }, { nik: nikOf(3) }),
  ];
  const outcomes = await step(context, (scope) => registerImported(scope, rows));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.outcome),
    ['added', 'added', 'added'],
  );
  const counts = await memberCounts(context, {});
  assert.deepEqual([counts.active, counts.exited, counts.total], [2, 1, 3]);
  const third = outcomes[2]?.outcome === 'added' ? outcomes[2] : undefined;
  assert.equal(third?.number, '00001');
  const member = await memberDetail(context, { memberId: third?.id ?? '' });
  assert.deepEqual(
    [member.status, member.appliedVia, member.activatedOn, member.nik],
    ['active', 'import', '2015-03-01', '33**********0003'],
  );
  const { lines } = await memberRegister(context, {});
  assert.deepEqual(
    lines.map((line) => [line.number, line.exitKind]),
    [
      ['00001', null],
      ['A-1', null],
      ['A-2', 'deceased'],
    ],
  );
});

test('a file sent again brings nobody twice', async () => {
  const context = await world.cooperative();
  const rows = [row(1, {}, { nik: nikOf(1) }), row(2)];
  const first = await step(context, (scope) => registerImported(scope, rows));
  const again = await step(context, (scope) => registerImported(scope, rows));
  assert.deepEqual(
    again.map((outcome) => outcome.outcome),
    ['existing', 'existing'],
  );
  assert.deepEqual(
    again.map((outcome) => 'id' in outcome && outcome.id),
    first.map((outcome) => 'id' in outcome && outcome.id),
  );
  assert.equal((await memberCounts(context, {})).total, 2);
});

test('a doubtful row is refused with its reason and leaves the others alone', async () => {
  const context = await world.cooperative();
  await active(context, 1);
  await active(context, 2);
  const rows = [
    row(1, {}, { fullName: '123' }),
    row(2, { number: 'nomor#2' }),
    row(3, { joinedOn: day('2027-01-01') }),
    row(4, { exitedOn: day('2014-01-01') }),
    row(5, { number: '00001' }, { nik: nikOf(2) }),
    row(6),
    row(6),
    row(7, {}, { nik: '3319024101800000' }),
  ];
  const outcomes = await step(context, (scope) => registerImported(scope, rows));
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.outcome === 'refused' ? outcome.reason : outcome.outcome)),
    [
      'input_invalid',
      'number_format',
      'joined_date',
      'exit_date',
      'identity_conflict',
      'added',
      'twice_in_file',
      'input_invalid',
    ],
  );
});

test('a number given in the file is never given to another row of it', async () => {
  const context = await world.cooperative();
  const rows = [
    row(1, { number: null }),
    row(2, { number: '00001' }),
    row(3, { number: null }),
    row(4, { number: '00003' }),
  ];
  const outcomes = await step(context, (scope) => registerImported(scope, rows));
  assert.deepEqual(
    outcomes.map((outcome) => 'number' in outcome && outcome.number),
    ['00002', '00001', '00004', '00003'],
  );
});

test('new members get numbers that an older book has not used', async () => {
  const context = await world.cooperative();
  await step(context, (scope) => registerImported(scope, [row(1, { number: '00001' }), row(2, { number: '00002' })]));
  assert.equal((await active(context, 1)).number, '00003');
});

test('thousands of members come in a few statements and are found at once', async () => {
  const context = await world.cooperative();
  const rows = Array.from({ length: 2500 }, (_, n) =>
    row(n, {}, { fullName: n === 2400 ? 'Kusumawardhani' : 'Anggota Lama' }),
  );
  const outcomes = await step(context, (scope) => registerImported(scope, rows));
  assert.equal(outcomes.filter((outcome) => outcome.outcome === 'added').length, 2500);
  const { items } = await findMembers(context, { q: 'kusuma' });
  assert.deepEqual(
    items.map((item) => item.number),
    ['A-2400'],
  );
  const { events } = await memberPage(context, { memberId: items[0]?.id ?? '' });
  assert.deepEqual(
    events.map((event) => event.kind),
    ['imported'],
  );
});

test('two cooperatives bring the same book without knowing of each other', async () => {
  for (const context of [await world.cooperative(), await world.cooperative()]) {
    const [outcome] = await step(context, (scope) => registerImported(scope, [row(1, {}, { nik: nikOf(1) })]));
    assert.equal(outcome?.outcome, 'added');
  }
});

test('the database itself refuses a number that is taken', async () => {
  const context = await world.cooperative();
  await step(context, (scope) => registerImported(scope, [row(1)]));
  const again = step(context, async (scope) => {
    const columns = await personColumns(scope, newId(), {
      person: { ...row(1).person, address: null },
      errors: [],
      warnings: [],
    });
    await insertMembers(scope, [{ ...columns, id: newId(), number: 'A-1', kind: 'full', status: 'active' }]);
  });
  await assert.rejects(again, { code: 'conflict', reason: 'number_taken' });
});
