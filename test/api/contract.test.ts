import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addStaff, admittedMember, apiOf, savingsCooperative, someNik, TEST_PASSWORD } from '../support/people.ts';
import { testWorld } from '../support/world.ts';

const world = await testWorld();
const api = apiOf(world);
const context = await savingsCooperative(world);
const bendahara = await api.signIn(context, ['bendahara']);
const manajer = await api.signIn(context, ['manajer', 'teller']);
const memberId = await admittedMember(context);

async function accountOf(member: string, kind: string): Promise<string> {
  const { body } = await api.call('GET', `/members/${member}/accounts`, { token: manajer });
  return body.savings.find((saving: { kind: string }) => saving.kind === kind).id;
}

async function payPrincipal(member: string): Promise<void> {
  const principal = await accountOf(member, 'principal');
  const paid = await api.call('POST', `/savings/${principal}/deposits`, {
    token: manajer,
    key: api.key(),
    body: { amount: '100000.00' },
  });
  assert.equal(paid.status, 201, paid.text);
}

await payPrincipal(memberId);
const voluntary = await accountOf(memberId, 'voluntary');

function problem(
  answer: { status: number; type: string; body: Record<string, unknown> },
  status: number,
  code: string,
): void {
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.match(answer.type, /^application\/problem\+json/);
  assert.equal(answer.body['code'], code);
  for (const field of ['type', 'title', 'detail']) assert.equal(typeof answer.body[field], 'string');
  assert.doesNotMatch(JSON.stringify(answer.body), /select |insert |stack|node_modules/i);
}

describe('a session', () => {
  test('opens by cooperative, username and password, and says who one is', async () => {
    const username = await addStaff(context, ['akuntan']);
    const answer = await api.call('POST', '/sessions', {
      body: { cooperative: context.cooperative.slug, username, password: TEST_PASSWORD },
    });
    assert.equal(answer.status, 201);
    assert.deepEqual(Object.keys(answer.body).sort(), ['expiresAt', 'person', 'roles', 'token']);
    const me = await api.call('GET', '/me', { token: answer.body.token });
    assert.equal(me.body.cooperative.slug, context.cooperative.slug);
    assert.deepEqual(me.body.roles, ['akuntan']);
    assert.ok(me.body.permissions.includes('ledger.post'));
  });

  test('does not open with a wrong password, an unknown name or an unknown cooperative: all answer alike', async () => {
    const username = await addStaff(context, ['teller']);
    const slug = context.cooperative.slug;
    const answers = await Promise.all([
      api.call('POST', '/sessions', { body: { cooperative: slug, username, password: 'salah-sekali-ini' } }),
      api.call('POST', '/sessions', {
        body: { cooperative: slug, username: 'tidakada', password: 'salah-sekali-ini' },
      }),
      api.call('POST', '/sessions', { body: { cooperative: 'tidak-ada', username, password: 'salah-sekali-ini' } }),
    ]);
    for (const answer of answers) problem(answer, 401, 'sign_in_refused');
    assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
  });

  test('is needed: without one, or with a made-up one, nothing is told', async () => {
    for (const token of [undefined, 'abc', `${bendahara.slice(0, -2)}xx`]) {
      problem(await api.call('GET', '/members', token ? { token } : {}), 401, 'unauthenticated');
    }
  });
});

describe('a deposit', () => {
  test('answers 201 with receipt and balance, and the same again byte for byte', async () => {
    const key = api.key();
    const body = { amount: '150000.00', note: 'Setoran pasar' };
    const first = await api.call('POST', `/savings/${voluntary}/deposits`, { token: manajer, key, body });
    assert.equal(first.status, 201, first.text);
    assert.equal(first.body.balance, '150000.00');
    assert.match(first.body.receiptNumber, /^U\d+-/);
    const again = await api.call('POST', `/savings/${voluntary}/deposits`, { token: manajer, key, body });
    assert.deepEqual([again.status, again.text], [201, first.text]);
    problem(
      await api.call('POST', `/savings/${voluntary}/deposits`, { token: manajer, key, body: { amount: '1.00' } }),
      422,
      'idempotency_key_reused',
    );
  });

  const wrong: [string, unknown, number, string][] = [
    ['a number', { amount: 150000 }, 400, 'invalid_type'],
    ['an exponent', { amount: '1e5' }, 400, 'amount_format'],
    ['a third decimal', { amount: '1.000' }, 400, 'amount_format'],
    ['a sign', { amount: '-5.00' }, 400, 'amount_format'],
    ['zero', { amount: '0.00' }, 400, 'amount_not_positive'],
    ['nothing', {}, 400, 'required'],
    ['more than all money', { amount: '999999999999999.00' }, 400, 'amount_too_large'],
    ['a field nobody knows', { amount: '20000.00', colour: 'red' }, 400, 'unknown_field'],
    ['a future day', { amount: '20000.00', happenedOn: '2026-12-24' }, 422, 'date_in_future'],
    ['a day before the account', { amount: '20000.00', happenedOn: '2020-12-24' }, 400, 'before_opening'],
    ['no JSON', '{amount', 400, 'json_invalid'],
    ['a list', [], 400, 'json_invalid'],
  ];
  for (const [name, body, status, code] of wrong) {
    test(`of ${name} is ${status} ${code} and moves nothing`, async () => {
      const before = await api.call('GET', `/savings/${voluntary}/statement`, { token: manajer });
      problem(
        await api.call('POST', `/savings/${voluntary}/deposits`, { token: manajer, key: api.key(), body }),
        status,
        code,
      );
      const after = await api.call('GET', `/savings/${voluntary}/statement`, { token: manajer });
      assert.equal(after.body.closing, before.body.closing);
    });
  }

  test('without Idempotency-Key is 400', async () => {
    problem(
      await api.call('POST', `/savings/${voluntary}/deposits`, { token: manajer, body: { amount: '20000.00' } }),
      400,
      'idempotency_key_missing',
    );
  });

  test('on an unknown account, or another cooperative’s, is 404 alike', async () => {
    const other = await savingsCooperative(world);
    const stranger = await api.signIn(other, ['manajer', 'teller']);
    const answers = [
      await api.call('POST', `/savings/${voluntary}/deposits`, {
        token: stranger,
        key: api.key(),
        body: { amount: '20000.00' },
      }),
      await api.call('POST', `/savings/${api.key()}/deposits`, {
        token: stranger,
        key: api.key(),
        body: { amount: '20000.00' },
      }),
    ];
    for (const answer of answers) problem(answer, 404, 'savings_account_unknown');
    assert.equal(answers[0]?.text, answers[1]?.text);
    problem(await api.call('GET', `/members/${memberId}`, { token: stranger }), 404, 'member_not_found');
  });

  test('needs the permission', async () => {
    const pengawas = await api.signIn(context, ['pengawas']);
    problem(
      await api.call('POST', `/savings/${voluntary}/deposits`, {
        token: pengawas,
        key: api.key(),
        body: { amount: '20000.00' },
      }),
      403,
      'permission_missing',
    );
  });
});

describe('a withdrawal', () => {
  test('beyond the balance is 422 and names what can be taken', async () => {
    const answer = await api.call('POST', `/savings/${voluntary}/withdrawals`, {
      token: manajer,
      key: api.key(),
      body: { amount: '9000000.00' },
    });
    assert.equal(answer.status, 422);
    assert.match(answer.body.detail, /Rp/);
  });

  test('above the product’s limit is 202 and waits for a second person', async () => {
    await api.call('POST', `/savings/${voluntary}/deposits`, {
      token: manajer,
      key: api.key(),
      body: { amount: '60000000.00' },
    });
    const held = await api.call('POST', `/savings/${voluntary}/withdrawals`, {
      token: manajer,
      key: api.key(),
      body: { amount: '50000000.00' },
    });
    assert.equal(held.status, 202, held.text);
    assert.equal(held.body.outcome, 'held');
  });
});

describe('the register', () => {
  test('registers, finds and shows a member with personal data masked', async () => {
    const body = {
      fullName: 'Raden Ajeng Siti Nurhaliza',
      nik: someNik(4321),
      birthPlace: 'Kudus',
      birthDate: '1990-05-17',
      sex: 'male',
      address: { street: 'Jalan Melati 2' },
    };
    const made = await api.call('POST', '/members', { token: manajer, body });
    assert.equal(made.status, 201, made.text);
    assert.doesNotMatch(made.text, new RegExp(someNik(4321)));
    const found = await api.call('GET', '/members?q=nurhaliza', { token: manajer });
    assert.deepEqual(
      found.body.items.map((item: { id: string }) => item.id),
      [made.body.id],
    );
    const twice = await api.call('POST', '/members', { token: manajer, body });
    assert.equal(twice.body.code, 'nik_taken', twice.text);
  });

  test('pages by an opaque cursor, at most 200 at a time', async () => {
    const first = await api.call('GET', '/members?limit=1', { token: manajer });
    assert.equal(first.body.items.length, 1);
    const second = await api.call('GET', `/members?limit=1&cursor=${encodeURIComponent(first.body.nextCursor)}`, {
      token: manajer,
    });
    assert.notEqual(second.body.items[0].id, first.body.items[0].id);
    assert.equal((await api.call('GET', '/members?limit=201', { token: manajer })).status, 400);
    assert.equal((await api.call('GET', '/members?cursor=kacau', { token: manajer })).status, 400);
  });
});

describe('the books', () => {
  test('take an entry by chart code and show it in trial balance and statements', async () => {
    const token = await api.signIn(context, ['akuntan']);
    const body = {
      happenedOn: '2026-11-20',
      description: 'Bayar listrik',
      lines: [
        { account: '6.1.03', debit: '75000.00' },
        { account: '1.1.01', credit: '75000.00' },
      ],
    };
    const posted = await api.call('POST', '/ledger/entries', { token, key: api.key(), body });
    assert.equal(posted.status, 201, posted.text);
    const trial = await api.call('GET', '/ledger/trial-balance?on=2026-11-20', { token });
    assert.equal(trial.body.lines.find((line: { code: string }) => line.code === '6.1.03').debit, '75000.00');
    assert.equal(trial.body.totals.debit, trial.body.totals.credit);
    const sheet = await api.call('GET', '/reports/balance-sheet?on=2026-11-20', { token });
    assert.equal(sheet.body.totals.assets, sheet.body.totals.liabilitiesAndEquity);
    const income = await api.call('GET', '/reports/income-statement?from=2026-01-01&to=2026-12-31', { token });
    assert.equal(income.status, 200);
  });

  test('statements come as rows over columns, with amounts as text', async () => {
    const token = await api.signIn(context, ['akuntan']);
    const year = 'from=2026-01-01&to=2026-12-31';
    for (const name of ['trial-balance', 'equity-changes', 'cash-flow']) {
      const { status, body } = await api.call('GET', `/reports/${name}?${year}`, { token });
      assert.equal(status, 200, name);
      for (const { values } of body.rows) {
        assert.equal(values.length, body.columns.length);
        for (const value of values) assert.ok(value === null || /^-?\d+\.\d{2}$/.test(value), value);
      }
    }
    const flow = async (method: string) => {
      const address = `/reports/cash-flow?${year}&method=${method}&compareFrom=2025-01-01&compareTo=2025-12-31`;
      const { body } = await api.call('GET', address, { token });
      return body.rows.find((row: { key: string }) => row.key === 'net').values;
    };
    assert.deepEqual(await flow('direct'), await flow('indirect'));
    assert.equal((await flow('direct')).length, 2, 'a period to compare with has its column');
    assert.equal((await api.call('GET', `/reports/cash-flow?${year}&method=x`, { token })).status, 400);
    assert.equal((await api.call('GET', '/reports/equity-changes?from=2026-01-01', { token })).status, 400);
  });

  test('take a batch, all or nothing, or each by itself', async () => {
    const token = await api.signIn(context, ['akuntan']);
    const entry = {
      happenedOn: '2026-11-20',
      description: 'Biaya',
      lines: [
        { account: '6.1.05', debit: '10.00' },
        { account: '1.1.01', credit: '10.00' },
      ],
    };
    const late = { ...entry, happenedOn: '2020-01-01' };
    const all = await api.call('POST', '/ledger/entries:batch', {
      token,
      key: api.key(),
      body: { entries: [entry, late] },
    });
    problem(all, 422, 'period_closed');
    const each = await api.call('POST', '/ledger/entries:batch', {
      token,
      key: api.key(),
      body: { entries: [entry, late], mode: 'each' },
    });
    assert.deepEqual([each.status, each.body.posted, each.body.refused], [201, 1, 1]);
  });

  test('refuse a journal on members’ money', async () => {
    const token = await api.signIn(context, ['akuntan']);
    const body = {
      happenedOn: '2026-11-20',
      description: 'Salah jalan',
      lines: [
        { account: '1.1.01', debit: '10.00' },
        { account: '2.1.01', credit: '10.00' },
      ],
    };
    problem(await api.call('POST', '/ledger/entries', { token, key: api.key(), body }), 422, 'control_account');
  });
});

describe('a batch of commands', () => {
  test('gives each its own outcome, and the same outcomes when it is sent again', async () => {
    const capturedAt = '2026-11-20T08:00:00+07:00';
    const items = [
      { command: 'savings.deposit', key: api.key(), capturedAt, input: { accountId: voluntary, amount: '20000.00' } },
      { command: 'savings.deposit', key: api.key(), capturedAt, input: { accountId: voluntary, amount: '0.00' } },
      { command: 'savings.withdraw', key: api.key(), capturedAt, input: { accountId: voluntary, amount: '1000.00' } },
    ];
    const first = await api.call('POST', '/commands:batch', { token: manajer, body: { items } });
    assert.deepEqual(
      first.body.items.map((item: { outcome: string }) => item.outcome),
      ['posted', 'refused', 'refused'],
    );
    const again = await api.call('POST', '/commands:batch', { token: manajer, body: { items } });
    assert.equal(again.text, first.text);
  });
});

describe('the edges of the API', () => {
  test('health, readiness, metrics, OpenAPI 3.1 and readable docs are there', async () => {
    assert.deepEqual((await api.call('GET', '/healthz')).body, { ok: true });
    assert.equal((await api.call('GET', '/readyz')).body.ok, true);
    assert.match((await api.call('GET', '/metrics')).text, /sokoguru_api_request_seconds/);
    const document = (await api.call('GET', '/openapi.json')).body;
    assert.equal(document.openapi, '3.1.0');
    assert.ok(document.paths['/api/v1/savings/{accountId}/deposits'].post);
    assert.match((await api.call('GET', '/docs')).text, /POST \/api\/v1\/ledger\/entries/);
  });

  test('an address that is not there is a problem document too', async () => {
    problem(await api.call('GET', '/nothing'), 404, 'route_unknown');
  });

  test('the calculator answers without a session', async () => {
    const body = {
      annualPercent: '12',
      dayCount: '30/360',
      balanceMethod: 'daily',
      posting: 'monthly',
      from: '2026-01-01',
      to: '2026-02-01',
      opening: '1000000.00',
    };
    const answer = await api.call('POST', '/tools/savings-interest', { body });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.postings[0].interest, '10000.00');
  });

  test('nothing above was a bug', () => assert.deepEqual(api.bugs, []));
});
