import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { cooperativeProfile, findCooperative, parameters } from '#cooperatives';
import { activate, newCode, signInStaff, surroundingsOf } from '#identity';
import { type Context, systemContext } from '#kernel/context';
import { DomainError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { checkBooks, trialBalance } from '#ledger';
import { loanProductList } from '#loans';
import { productDetail, productList } from '#savings';
import {
  admitRegistration,
  createCooperative,
  REGISTRATIONS_PER_HOUR,
  registrationIsOpen,
  setKnownParameter,
} from '#setup';
import { asStaff, read, testWorld } from '../../../test/support/world.ts';

const folder = await mkdtemp(join(tmpdir(), 'sokoguru-setup-'));
process.env['SOKOGURU_DATA'] = folder;
after(() => rm(folder, { recursive: true, force: true }));
const world = await testWorld();

let made = 0;
function wish(changes: Record<string, unknown> = {}) {
  made += 1;
  return {
    name: `Koperasi Baru ${made}`,
    kind: 'savings_loan',
    zone: 'WIB',
    slug: `baru-${made}`,
    shortCode: `B${made}`,
    regionCode: '33.19.01.2001',
    booksOpenFrom: '2026-01-15',
    chartTemplate: 'ksp',
    savings: {
      principal: '250000.00',
      mandatory: '40000.00',
      offered: ['SS'],
      voluntaryRatePpm: 35_000,
      voluntaryMinBalance: '5000.00',
      withdrawalApprovalAbove: '7000000.00',
    },
    parameters: [{ name: 'till.cash_out_approval_above', value: '2000000.00' }],
    people: [
      { fullName: 'Siti Aminah', username: 'siti', roles: ['ketua'], codeHash: newCode().hash },
      { fullName: 'Joko', username: 'joko', roles: ['teller'], codeHash: newCode().hash },
    ],
    ...changes,
  };
}

function reason(expected: string) {
  return (error: unknown) =>
    error instanceof DomainError &&
    (error.reason === expected || error.fields.some((field) => field.code === expected));
}

async function parameterOf(context: Context, name: string): Promise<unknown> {
  return (await parameters(context, {})).find((one) => one.name === name)?.value;
}

describe('a new cooperative', () => {
  test('is whole: profile, chart, open months, its own savings figures, parameters, and books that are in order', async () => {
    const { cooperative, people } = await createCooperative(world, wish());
    const context = systemContext({ ...world, cooperative });
    assert.equal((await cooperativeProfile(context, {})).booksOpenFrom, '2026-01-15');
    assert.deepEqual((await trialBalance(context, {})).lines, []);
    const products = await productList(context, {});
    assert.deepEqual(products.map(({ code }) => code).sort(), ['SP', 'SS', 'SW']);
    assert.equal(await parameterOf(context, 'till.cash_out_approval_above'), '2000000.00');
    assert.deepEqual(
      people.map(({ username }) => username),
      ['siti', 'joko'],
    );
    assert.equal((await read(context, checkBooks)).firstBad, null);
  });

  test('lets its chair open the account with the code and sign in', async () => {
    const { code, hash } = newCode();
    const person = { fullName: 'Dewi Lestari', username: 'dewi', roles: ['ketua'], codeHash: hash };
    const { cooperative } = await createCooperative(world, wish({ people: [person] }));
    const surroundings = surroundingsOf(world.database, world.clock);
    const visitor = { address: '192.0.2.1', deviceTokens: [], deviceLabel: 'Uji', remember: false };
    await activate(surroundings, { code, password: 'delapan-kuda-terbang' }, visitor);
    const signedIn = await signInStaff(
      surroundings,
      { cooperative: cooperative.slug, username: 'dewi', password: 'delapan-kuda-terbang' },
      visitor,
    );
    assert.deepEqual([signedIn.cooperative?.id, signedIn.roles], [cooperative.id, ['ketua']]);
  });

  test('keeps the figures of its own savings', async () => {
    const { context } = await createCooperative(world, wish());
    const terms = async (code: string) => (await productDetail(context, { code }))?.inForce;
    assert.deepEqual([(await terms('SP'))?.dueSen, (await terms('SW'))?.dueSen], [25_000_000n, 4_000_000n]);
    const voluntary = await terms('SS');
    assert.deepEqual(
      [voluntary?.ratePpm, voluntary?.minBalanceSen, voluntary?.approvalAboveSen],
      [35_000n, 500_000n, 700_000_000n],
    );
  });

  test('gets the usual savings, and nobody yet, when the program asks for no more', async () => {
    const { savings: _usual, people: _nobody, ...bare } = wish();
    const { context, people } = await createCooperative(world, bare);
    assert.deepEqual([people, (await productList(context, {})).length], [[], 5]);
  });

  test('of consumers keeps a chart of its own and savings without interest', async () => {
    const { cooperative } = await createCooperative(world, wish({ kind: 'consumer', chartTemplate: 'konsumen' }));
    const products = await productList(systemContext({ ...world, cooperative }), {});
    assert.equal(products.length, 3);
  });

  test('sent twice, with the answer lost, is one cooperative and one answer', async () => {
    const options = { id: newId(), key: 'kirim' };
    const input = wish();
    const first = await createCooperative(world, input, options);
    const again = await createCooperative(world, input, options);
    assert.deepEqual([again.cooperative, again.people], [first.cooperative, first.people]);
  });

  const refusals: [string, Record<string, unknown>, string][] = [
    [
      'without a chair',
      { people: [{ fullName: 'Joko', username: 'joko', roles: ['teller'], codeHash: newCode().hash }] },
      'chair_missing',
    ],
    ['whose books open in the future', { booksOpenFrom: '2027-01-01' }, 'books_date'],
    ['whose books open in 1950', { booksOpenFrom: '1950-01-01' }, 'books_date'],
    ['with a parameter that nobody knows', { parameters: [{ name: 'x.y', value: '1' }] }, 'parameter_unknown'],
    [
      'with a cash account that is not in the chart',
      { parameters: [{ name: 'till.account', value: '9.9' }] },
      'parameter_chart_code',
    ],
    [
      'with a principal saving of nothing',
      { savings: { ...wish().savings, principal: '0.00' } },
      'amount_not_positive',
    ],
    [
      'whose people bear one username',
      { people: [1, 2].map(() => ({ fullName: 'Ani', username: 'ani', roles: ['ketua'], codeHash: newCode().hash })) },
      'username_taken',
    ],
  ];
  for (const [name, changes, expected] of refusals) {
    test(`${name} is refused, and nothing of it is left`, async () => {
      const input = wish(changes);
      await assert.rejects(createCooperative(world, input), reason(expected));
      assert.equal(await findCooperative(world.database, input.slug), undefined);
    });
  }

  test('cannot take the address or the short code of another', async () => {
    const { cooperative } = await createCooperative(world, wish());
    await assert.rejects(createCooperative(world, wish({ slug: cooperative.slug })), reason('slug_taken'));
    await assert.rejects(
      createCooperative(world, wish({ shortCode: cooperative.shortCode })),
      reason('short_code_taken'),
    );
  });

  test('cannot be made over one that exists', async () => {
    const { cooperative } = await createCooperative(world, wish());
    await assert.rejects(createCooperative(world, wish(), { id: cooperative.id }), reason('already_created'));
  });
});

describe('registration', () => {
  test('is open in demo and test, and in production only when opened', async () => {
    assert.equal(await registrationIsOpen(world.database, { SOKOGURU_ENV: 'demo' }), true);
    assert.equal(await registrationIsOpen(world.database, { SOKOGURU_ENV: 'production' }), false);
    assert.equal(
      await registrationIsOpen(world.database, { SOKOGURU_ENV: 'production', SOKOGURU_OPEN_REGISTRATION: '1' }),
      true,
    );
  });

  test('is open in production while there is no cooperative at all', async () => {
    const fresh = await testWorld();
    assert.equal(await registrationIsOpen(fresh.database, { SOKOGURU_ENV: 'production' }), true);
  });

  test('that is closed admits nobody', async () => {
    await assert.rejects(
      admitRegistration(world, '192.0.2.7', { SOKOGURU_ENV: 'production' }),
      reason('registration_closed'),
    );
  });

  test('stops an address that registers too often, and only that address', async () => {
    const env = { SOKOGURU_ENV: 'test' };
    for (let count = 0; count < REGISTRATIONS_PER_HOUR; count += 1) await admitRegistration(world, '192.0.2.8', env);
    await assert.rejects(admitRegistration(world, '192.0.2.8', env), reason('too_many_registrations'));
    await admitRegistration(world, '192.0.2.9', env);
  });
});

describe('a by-law parameter', () => {
  test('is set from a day on by who may, with a value it can have', async () => {
    const { cooperative } = await createCooperative(world, wish({ parameters: [] }));
    const chair = asStaff(systemContext({ ...world, cooperative }), ['cooperative.settings', 'cooperative.read']);
    const input = { name: 'till.cash_short_account', effectiveFrom: '2026-12-01', legalBasis: 'ART pasal 9' };
    await setKnownParameter(chair, { ...input, value: '8.1.01' });
    assert.equal(await parameterOf(chair, 'till.cash_short_account'), '8.1.01');
    await assert.rejects(setKnownParameter(chair, { ...input, value: '8' }), reason('parameter_chart_code'));
    await assert.rejects(setKnownParameter(chair, { ...input, name: 'a.b', value: '8' }), reason('parameter_unknown'));
    const amount = { ...input, name: 'till.cash_out_approval_above', value: '0.00' };
    await assert.rejects(setKnownParameter(chair, amount), reason('parameter_amount'));
    await assert.rejects(
      setKnownParameter(asStaff(chair, []), { ...input, value: '8.1.01' }),
      reason('permission_missing'),
    );
  });
});

describe('what law and by-law say of loans', () => {
  test('comes with a new cooperative, and its loan products too', async () => {
    const { context } = await createCooperative(world, wish());
    const names = new Set((await parameters(context, {})).map(({ name }) => name));
    assert.ok(names.has('loans.rate_cap_percent') && names.has('loans.member_ceiling_percent'));
    assert.ok((await loanProductList(context, {})).some(({ code }) => code === 'PU'));
  });

  test('a sharia cooperative gets contracts without interest', async () => {
    const { context } = await createCooperative(world, wish({ kind: 'sharia_savings' }));
    const contracts = (await loanProductList(context, {})).map(({ contract }) => contract);
    assert.ok(contracts.includes('murabahah') && !contracts.includes('interest'));
  });

  for (const [name, good, bad, code] of [
    ['loans.rate_cap_percent', '18.5', '101', 'parameter_percent'],
    ['loans.rate_cap_percent', '18', '0', 'parameter_percent'],
    ['loans.collectability_bank', 'siskop', 'bank', 'parameter_choice'],
    ['loans.reminders', { before: [2], onDue: false, late: [] }, { before: ['dua'] }, 'parameter_table'],
    ['loans.recovery_account', '7.1.01', '7', 'parameter_chart_code'],
  ] as const) {
    test(`${name} takes ${JSON.stringify(good)} and refuses ${JSON.stringify(bad)}`, async () => {
      const { context } = await createCooperative(world, wish());
      const set = (value: unknown) =>
        setKnownParameter(context, { name, value, effectiveFrom: '2026-11-20', legalBasis: 'Keputusan RAT' });
      await set(good);
      await assert.rejects(set(bad), reason(code));
    });
  }
});
